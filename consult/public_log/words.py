"""Say in words what an entry of the public log records; an unknown act is shown as it is written."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

THINGS: dict[str, LazyString] = {
    "comment": _l("Comment"),
    "answer": _l("Answer to a question"),
    "statement": _l("Statement"),
    "submission": _l("Submission"),
    "consultation": _l("Consultation"),
    "draft": _l("Draft"),
    "version": _l("Version of a draft"),
    "summary": _l("Plain-language summary"),
    "referral": _l("Referral"),
    "response": _l("Answer of a body"),
    "theme": _l("Theme"),
    "group": _l("Group"),
    "body": _l("Body"),
}
ACTS: dict[str, LazyString] = {
    "received": _l("received"),
    "confirmed": _l("confirmed by its writer"),
    "published": _l("published"),
    "published_without_names": _l("published without the names"),
    "held": _l("held, with a question to its writer"),
    "rejected": _l("not published"),
    "hidden": _l("hidden"),
    "restored": _l("shown again"),
    "kept": _l("looked at and kept"),
    "edited": _l("changed by its writer"),
    "edit_published": _l("new words published"),
    "edit_published_without_names": _l("new words published without the names"),
    "edit_rejected": _l("new words not published"),
    "decision_undone": _l("decision undone"),
    "appealed": _l("appeal opened"),
    "appeal_upheld": _l("appeal upheld"),
    "appeal_dismissed": _l("appeal dismissed"),
    "withdrawn": _l("withdrawn"),
    "erased": _l("erased"),
    "kind_corrected": _l("kind corrected"),
    "referred": _l("sent to be answered"),
    "accepted": _l("accepted"),
    "returned": _l("sent back"),
    "called_back": _l("called back"),
    "answered": _l("answered"),
    "corrected": _l("corrected"),
    "concluded": _l("concluded"),
    "dates_moved": _l("dates moved"),
    "opened": _l("opened"),
    "approved": _l("approved"),
    "made": _l("made"),
    "changed": _l("changed"),
    "removed": _l("removed"),
    "name_verified": _l("name verified"),
    "name_refused": _l("name refused"),
    "overdue": _l("overdue"),
}
_PAGES = {
    "comment": "/comments/{}/",
    "answer": "/comments/{}/",
    "consultation": "/consultations/{}/",
}
_NOT_PUBLIC = frozenset({"received", "confirmed", "held", "rejected", "appealed"})


def split(type_: str) -> tuple[str, str, str]:
    """Take an entry's type apart: thing, act, and the code of a rule where one is named."""
    thing, _, rest = type_.partition(".")
    act, _, rule = rest.partition(".")
    return thing, act, rule


def described(type_: str) -> str:
    """Say what was done to which kind of thing."""
    thing, act, rule = split(type_)
    words = [str(THINGS.get(thing, thing)), str(ACTS.get(act, act.replace("_", " "))), rule]
    return " · ".join(word for word in words if word)


def page_of(type_: str, object_id: str) -> str:
    """Give the path of the page where the thing can be read; "" when there is none for everybody."""
    thing, act, _ = split(type_)
    if act in _NOT_PUBLIC or thing not in _PAGES:
        return ""
    return _PAGES[thing].format(object_id)

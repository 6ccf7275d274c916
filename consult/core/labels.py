"""Every code that readers meet, in words: one home, so that one thing has one name on every page."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

LABELS: dict[str, dict[str, LazyString]] = {
    "phase": {
        "drafting": _l("In preparation"),
        "scheduled": _l("Opens later"),
        "open": _l("Open"),
        "closed": _l("Closed, being answered"),
        "concluded": _l("Answered"),
        "archived": _l("Archived"),
        "withdrawn": _l("Withdrawn"),
    },
    "stance": {
        "support": _l("Supports this"),
        "concern": _l("Has a concern"),
        "change": _l("Wants a change"),
        "question": _l("Has a question"),
    },
    "kind": {"ge": _l("General"), "te": _l("Technical"), "ed": _l("Editorial")},
    "group": {
        "patient": _l("Patient"),
        "carer": _l("Carer"),
        "advocacy_group": _l("Advocacy group"),
        "health_professional": _l("Health professional"),
        "provider": _l("Maker of AI systems"),
        "deployer": _l("User of AI systems at work"),
        "researcher": _l("Researcher"),
        "regulator": _l("Regulator"),
        "public": _l("Member of the public"),
        "not_said": _l("Prefers not to say"),
        "": _l("Not said"),
    },
    "unnamed": {
        "patient": _l("A patient"),
        "carer": _l("A carer"),
        "advocacy_group": _l("An advocacy group"),
        "health_professional": _l("A health professional"),
        "provider": _l("A maker of AI systems"),
        "deployer": _l("A user of AI systems at work"),
        "researcher": _l("A researcher"),
        "regulator": _l("A regulator"),
        "public": _l("A member of the public"),
        "not_said": _l("Somebody"),
        "": _l("Somebody"),
    },
    "state": {
        "unconfirmed": _l("Waits for your link"),
        "received": _l("Waits for a moderator"),
        "published": _l("Published"),
        "held": _l("Waits for you"),
        "rejected": _l("Not published"),
        "hidden": _l("Hidden"),
        "withdrawn": _l("Withdrawn"),
        "erased": _l("Erased"),
    },
    "mark": {
        "hidden": _l("A moderator hid this comment. It broke a rule of the room. Replies stay."),
        "withdrawn": _l("The writer took this comment back. Replies stay."),
        "erased": _l("This comment was erased with its writer’s account. Replies stay."),
    },
    "lane": {
        "none": _l("Not sent on"),
        "unrouted": _l("Waits to be sent on"),
        "referred": _l("Sent to be answered"),
        "answered": _l("Answered"),
    },
    "referral": {
        "waiting": _l("Waits"),
        "accepted": _l("Being answered"),
        "answered": _l("Answered"),
        "returned": _l("Sent back"),
        "withdrawn": _l("Called back"),
    },
    "clock": {"on_time": _l("On time"), "due_soon": _l("Due soon"), "overdue": _l("Overdue")},
    "disposition": {
        "accepted": _l("Accepted as proposed"),
        "accepted_in_principle": _l("Accepted, in other words"),
        "partially_accepted": _l("Accepted in part"),
        "not_accepted": _l("Not accepted"),
        "noted": _l("Noted: it asks for no change"),
        "out_of_scope": _l("Out of scope"),
        "duplicate": _l("The same as another"),
        "deferred": _l("Put off"),
    },
    "sort": {
        "newest": _l("Newest first"),
        "oldest": _l("Oldest first"),
        "supported": _l("Most supported"),
        "unanswered": _l("Not yet answered"),
    },
    "summary": {
        "writing": _l("Being written"),
        "in_review": _l("Waits for approval"),
        "approved": _l("Approved"),
        "outdated": _l("Outdated: its clause changed"),
    },
    "version": {
        "preparing": _l("In preparation"),
        "published": _l("Current version"),
        "superseded": _l("Earlier version"),
    },
    "role": {
        "participant": _l("Participant"),
        "moderator": _l("Moderator"),
        "moderation_lead": _l("Moderation lead"),
        "policymaker": _l("Policymaker"),
        "body_lead": _l("Body lead"),
        "caseworker": _l("Caseworker"),
        "facilitator": _l("Facilitator"),
        "administrator": _l("Administrator"),
        "guest": _l("Somebody without an account"),
        "system": _l("The service"),
    },
    "found": {
        "consultation": _l("Consultation"),
        "clause": _l("Clause"),
        "summary": _l("Plain words"),
        "comment": _l("Comment"),
        "answer": _l("Answer to a question"),
        "response": _l("Answer"),
        "term": _l("Word explained"),
    },
    "name_state": {
        "waiting": _l("Waits for a moderator"),
        "verified": _l("Verified"),
        "refused": _l("Refused"),
    },
    "appeal": {"open": _l("Open"), "upheld": _l("Upheld"), "dismissed": _l("Dismissed")},
    "act": {
        "published": _l("Published"),
        "dates_moved": _l("Dates moved"),
        "corrected": _l("Corrected"),
        "withdrawn": _l("Withdrawn"),
        "concluded": _l("Answers complete"),
    },
}


def label(kind: str, code: object) -> str:
    """Give the words for a code; an unknown code is shown as it is, so that nothing disappears."""
    key = getattr(code, "value", code)
    found = LABELS[kind].get(str(key if key is not None else ""))
    return str(found) if found is not None else str(key)

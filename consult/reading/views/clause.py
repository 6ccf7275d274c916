"""One clause: the pair, its thread, and the form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from consult.accounts.models import Account
from consult.comments import policy as comment_policy
from consult.comments import queries as comment_queries
from consult.comments import service as comments
from consult.comments.forms import CommentForm, SupportForm
from consult.comments.lifecycle import Kind, Stance
from consult.contributions import guests
from consult.contributions import policy as contribution_policy
from consult.contributions.lifecycle import Lane, ShownAs, State
from consult.contributions.models import Thread
from consult.contributions.service import RANK_HARM, RANK_NEW
from consult.core import held_forms, text
from consult.core.access import current_actor, keeps_text, open_to_all, send_to_sign_in
from consult.core.actor import Actor
from consult.core.clock import now
from consult.core.database import db
from consult.core.limits import limited
from consult.drafts import anchoring, comparing
from consult.moderation import wellbeing
from consult.reading import glossary
from consult.reading.queries import clauses, pages, threads
from consult.reading.views.blueprint import blueprint, days_left, language, load_consultation


@lru_cache(maxsize=4096)
def difference(old: str, new: str) -> tuple[comparing.Piece, ...]:
    """Say word by word what a proposal takes out and adds; kept, for the same page is read many times."""
    return tuple(comparing.words(old, new))


@dataclass(slots=True)
class Place:
    """What a comment form hangs on."""

    found: pages.Overview
    thread_id: int
    bone: clauses.Bone | None = None
    wording: clauses.Wording | None = None

    @property
    def path(self) -> str:
        """The page of this place."""
        if self.bone is None:
            return url_for("reading.comments", slug=self.found.slug)
        return url_for("reading.clause", slug=self.found.slug, anchor=self.bone.anchor)


def make_form(actor: Actor, place: Place) -> CommentForm:
    """Make the comment form that fits its writer, with what was held for them through sign-in."""
    account = db.session.get(Account, actor.id) if actor.id is not None else None
    held = held_forms.held_for(place.path) if request.method == "GET" and account else {}
    form = CommentForm(data=held or None)
    names = {"name": account.display_name, "pseudonym": account.pseudonym} if account else {}
    speaks_for = account.speaks_for.name if account and account.speaks_for else ""
    form.ask_as(is_guest=account is None, names=names, speaks_for=speaks_for)
    if request.method == "GET" and place.wording is not None and not form.proposed_change.data:
        form.proposed_change.data = ""
    return form


def words_from(form: CommentForm, place: Place, lang: str) -> comments.Words:
    """Read the form into what the service takes."""
    original = place.wording.text if place.wording else ""
    proposed = (form.proposed_change.data or "").strip()
    is_new = bool(form.proposes_new.data)
    if proposed == original.strip():
        proposed = ""
    kind = getattr(form, "kind", None)
    guest_name = (form.display_name.data or "").strip() if form.is_guest else ""
    shown = ShownAs(form.shown_as.data) if not form.is_guest else (ShownAs.NAME if guest_name else ShownAs.UNNAMED)
    return comments.Words(
        body=form.body.data or "", stance=Stance(form.stance.data), proposed_change=proposed,
        original_wording="" if is_new else original, proposes_new=is_new, shown_as=shown, guest_name=guest_name,
        for_group=bool(not form.is_guest and getattr(form, "for_group", None) and form.for_group.data),
        stakeholder_group=form.stakeholder_group.data if form.is_guest else "", language=lang,
        kind=Kind(kind.data) if kind is not None and kind.data else None,
    )


def rank_of(body: str, lang: str) -> int:
    """Put a text that speaks of harm to oneself at the head of the queue."""
    return RANK_HARM if wellbeing.speaks_of_self_harm(body, lang) else RANK_NEW


def take_in(form: CommentForm, place: Place) -> ResponseReturnValue:
    """Post what the form says, and send its writer to where they see it."""
    actor, at, lang = current_actor(), now(), language()
    words = words_from(form, place, lang)
    rank = rank_of(words.body, lang)
    text.rich(words.body)  # rendered before the database is locked for writing; kept for the service
    thread = db.session.get_one(Thread, place.thread_id)
    key = comments.once_key(actor, form.once.data or "")
    earlier = comments.posted_with(key)
    if earlier is not None:
        return redirect(url_for("reading.comment", public_id=earlier.public_id), code=303)
    guest = receipt = None
    if form.is_guest:
        contribution_policy.may_contribute(actor, thread.space, at, form_opened_at=form.opened.opened_at()).enforce()
        guest, receipt = guests.invite(
            form.email.data or "", language=lang, now=at, pepper=current_app.config["RECEIPT_PEPPER"]
        )
    comment = comments.post(
        thread, words, actor=actor, now=at, guest=guest, form_opened_at=form.opened.opened_at(), key=key, rank=rank
    )
    if place.bone is not None:
        anchoring.stand_on(comment, place.bone.clause_id, place.bone.wording_id)
    held_forms.let_go(place.path)
    if rank == RANK_HARM:
        flash(gettext("You are not alone. If you think of hurting yourself, please talk to somebody now."), "help")
    if receipt is not None and guest is not None:
        session["receipt"] = receipt
        return redirect(url_for("comments.receipt"), code=303)
    if comment.state is State.PUBLISHED:
        flash(gettext("Thank you. Your comment is published."))
    else:
        flash(gettext("Thank you. A moderator reads your comment first, usually within 24 hours."))
    if wellbeing.speaks_of_own_harm(words.body, lang):
        flash(gettext("This sounds as if a decision harmed you. You can ask for it to be put right, in confidence."), "redress")
    return redirect(f"{place.path}?sent={comment.public_id}#sent", code=303)


def verdict_on(actor: Actor, found: pages.Overview) -> Any:
    """Say whether the reader may comment now; the policy reads what the overview carries."""
    space = _SpaceRules(found)
    return contribution_policy.may_contribute(actor, space, now())  # type: ignore[arg-type]


class _SpaceRules:
    """The rules of a space as the overview read them, so that the page needs no further query."""

    def __init__(self, found: pages.Overview) -> None:
        self.opens_at, self.closes_at = found.opens_at, found.closes_at
        self.is_shut, self.guests_allowed = found.is_shut, found.guests_allowed
        self.body_id = found.body_id


@blueprint.route("/consultations/<slug>/clauses/<anchor>/", methods=["GET", "POST"])
@open_to_all
@keeps_text
@limited("comment")
def clause(slug: str, anchor: str) -> ResponseReturnValue:
    """One clause: its plain words and exact words, what people say about it, and the form to say something."""
    actor = current_actor()
    found = load_consultation(slug)
    if found.version_id is None:
        abort(404)
    tree = clauses.skeleton(found.version_id)
    bone = tree.by_anchor.get(anchor)
    if bone is None:
        abort(404)
    wish = language()
    wording = clauses.wording(bone, wish, found.languages[0] if found.languages else "en")
    place = Place(found, wording.thread_id, bone, wording)
    verdict = verdict_on(actor, found)
    form = make_form(actor, place) if verdict or request.method == "POST" else None
    if request.method == "POST":
        assert form is not None
        if actor.id is None and not found.guests_allowed:
            return send_to_sign_in()
        if form.validate() and not form.preview.data:
            return take_in(form, place)
    return render_clause(place, tree, form, verdict, wish)


def render_clause(
    place: Place, tree: clauses.Skeleton, form: CommentForm | None, verdict: Any, wish: str
) -> ResponseReturnValue:
    """Render the clause page, with the form as it stands: empty, refused (422) or previewed."""
    found, bone, wording = place.found, place.bone, place.wording
    assert bone is not None
    assert wording is not None
    actor, at = current_actor(), now()
    sort = request.args.get("sort", "newest")
    sort = sort if sort in threads.SORTS else "newest"
    page = threads.thread_page(wording.thread_id, sort=sort, key=request.args.get("after", ""))
    is_invalid = bool(form is not None and form.errors)
    previewed = None
    if form is not None and request.method == "POST" and not is_invalid and form.preview.data:
        previewed = {
            "html": text.rich(form.body.data or ""),
            "words": difference(wording.text, form.proposed_change.data) if form.proposed_change.data else (),
        }
    html = render_template(
        "reading/clause.html", c=found, t=found.text_in(wish), bone=bone, wording=wording, tree=tree,
        unit=tree.unit(bone), near=clauses.near(found.version_id or 0, tree, bone, wish),
        ancestors=tree.ancestors(bone), children=tree.children.get(bone.wording_id, []), page=page, sort=sort,
        form=form, verdict=verdict, previewed=previewed, has_errors=is_invalid, phase=found.phase(at),
        left=days_left(found.closes_at, found.time_zone, at), difference=difference, Lane=Lane,
        supported=_supported(actor, page), support_form=SupportForm(), sent=request.args.get("sent", ""),
        glossary=glossary.marked, may_support=actor.id is not None,
        reply_verdict=comment_policy.may_comment(actor, _SpaceRules(found), at) if verdict else verdict,  # type: ignore[arg-type]
    )
    return html, (422 if is_invalid else 200)


def _supported(actor: Actor, page: threads.Page) -> set[int]:
    if actor.id is None:
        return set()
    ids = [row.id for root in page.rows for row in [root, *root.replies]]
    return comment_queries.supported_by(actor.id, ids)

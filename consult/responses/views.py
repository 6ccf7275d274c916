"""The policymaker's workbench: clause, comments and answer on one screen; corrections; words for a theme."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from consult.contributions.models import Contribution, Space
from consult.core import text
from consult.core.access import current_actor, signed_in
from consult.core.clock import now
from consult.core.database import db
from consult.core.pages import render_form
from consult.core.verdict import N_, no
from consult.drafts import comparing
from consult.responses import places, policy, queries, service
from consult.responses.forms import AnswerForm, CorrectForm, NoteForm
from consult.responses.models import Response

blueprint = Blueprint("responses", __name__)


def _bodies() -> frozenset[int]:
    bodies = current_actor().bodies("policymaker")
    if not bodies:
        no(N_("Only policymakers of a body answer comments.")).enforce()
    return bodies


@blueprint.get("/answers/")
@signed_in
def workbench() -> ResponseReturnValue:
    """What my body owes an answer to, the first due first."""
    bodies = _bodies()
    owed = queries.owed_by(sorted(bodies), key=request.args.get("after", ""))
    more = len(owed) > queries.PAGE
    owed = owed[: queries.PAGE]
    next_key = f"{owed[-1].due_at.isoformat()}~{owed[-1].id}" if more else None
    return render_template("responses/workbench.html", owed=owed, next_key=next_key, at=now())


def _asked(bodies: frozenset[int]) -> tuple[list[Contribution], int]:
    """Find what the form or the link names, and for which of my bodies I answer it."""
    wanted = request.form.getlist("c") if request.method == "POST" else request.args.getlist("c")
    found = queries.by_public_ids([*wanted, *([request.form["first"]] if not wanted and "first" in request.form else [])])
    if not found:
        abort(404)
    for body_id in bodies:
        if queries.open_referral(found[0].id, body_id) is not None:
            return found, body_id
    own = found[0].space.body_id
    return found, own if own in bodies else min(bodies)


@blueprint.route("/answers/write/", methods=["GET", "POST"])
@signed_in
def write() -> ResponseReturnValue:
    """Answer one comment, or several together, beside the clause they are on."""
    actor, at = current_actor(), now()
    form = AnswerForm()
    text.rich(form.reasons.data or "")
    bodies = _bodies()
    asked, body_id = _asked(bodies)
    policy.may_answer(actor, asked[0], queries.open_referral(asked[0].id, body_id), body_id=body_id).enforce()
    place = places.place_of(asked[0].id)
    _fill_clauses(form, asked[0].space_id, place)
    picked = {one.public_id for one in asked} if request.method == "GET" else set(request.form.getlist("c"))
    previewed = None
    if form.validate_on_submit():
        chosen = [one for one in asked if one.public_id in picked]
        said = form.said(
            clause_id=places.clause_id(asked[0].space_id, form.clause.data or ""),
            duplicate_of_id=_other(form.duplicate_of.data or ""),
        )
        try:
            if form.preview.data:
                lacks = policy.is_complete(said, chosen, at.date())
                if lacks:
                    raise service.Incomplete(lacks)
                previewed = _previewed(form, place)
            else:
                service.answer(chosen, said, body_id=body_id, actor=actor, now=at, key=f"{actor.id}|{form.once.data}")
                flash(ngettext("%(num)s comment is answered. Its writer is told.",
                               "%(num)s comments are answered. Their writers are told.", len(chosen)))
                return redirect(url_for("responses.workbench"), code=303)
        except service.Incomplete as error:
            form.show_lacks(error.lacks, gettext)
    elif request.method == "GET":
        _suggest(form, asked[0], place)
    beside = queries.owed_by([body_id], space_id=asked[0].space_id, clause_id=place.clause_id if place else None)
    return render_form(
        "responses/write.html", form, asked=asked, first=asked[0], place=place, beside=beside, picked=picked,
        previewed=previewed, difference=comparing.words, at=at,
    )


def _fill_clauses(form: AnswerForm, space_id: int, place: Any) -> None:
    lines = places.labels_of_space(space_id)
    form.clause.choices = [("", gettext("Choose one")), *[(line.anchor, line.label or line.anchor) for line in lines]]
    if request.method == "GET" and place is not None:
        form.clause.data = place.anchor


def _suggest(form: AnswerForm, first: Contribution, place: Any) -> None:
    """Begin the promised wording with what the comment proposes, or with the clause as it stands."""
    proposed = getattr(first, "proposed_change", "")
    form.promised_wording.data = proposed or (place.text if place else "")


def _previewed(form: AnswerForm, place: Any) -> dict[str, Any]:
    return {
        "html": text.rich(form.reasons.data or form.belongs_where.data or ""),
        "words": comparing.words(place.text, form.promised_wording.data or "") if place else [],
    }


def _other(typed: str) -> int | None:
    """Find the comment that somebody named by its address or public id."""
    found = re.findall(r"[0-9a-z]{13}", typed.lower())
    said = queries.by_public_ids(found[-1:]) if found else []
    return said[0].id if said else None


def _load(public_id: str) -> Response:
    found = queries.by_public_id(public_id)
    if found is None:
        abort(404)
    return found


@blueprint.route("/answers/<public_id>/correct/", methods=["GET", "POST"])
@signed_in
def correct(public_id: str) -> ResponseReturnValue:
    """Correct a published answer in the open."""
    actor, at = current_actor(), now()
    response = _load(public_id)
    policy.may_correct(actor, response).enforce()
    form = CorrectForm(
        disposition=response.disposition.value, reasons=response.reasons, version=response.version,
        clause=places.anchor_of(response.clause_id) or "", promised_wording=response.promised_wording,
        belongs_where=response.belongs_where, deferred_until=response.deferred_until,
        duplicate_of=response.duplicate_of.public_id if response.duplicate_of else "",
    )
    _fill_clauses(form, response.space_id, None)
    if form.validate_on_submit():
        said = form.said(
            clause_id=places.clause_id(response.space_id, form.clause.data or ""),
            duplicate_of_id=_other(form.duplicate_of.data or ""),
        )
        version = int(form.version.data) if str(form.version.data).isdigit() else -1
        try:
            service.correct(response, said, why=form.why.data or "", version=version, actor=actor, now=at)
            flash(gettext("The answer is corrected. Everybody it answers is told."))
            return redirect(url_for("reading.comment", public_id=queries.contributions_of(response.id)[0].public_id), 303)
        except service.Incomplete as error:
            form.show_lacks(error.lacks, gettext)
    return render_form(
        "responses/correct.html", form, response=response, answered=queries.contributions_of(response.id)
    )


@blueprint.route("/answers/notes/<public_id>/", methods=["GET", "POST"])
@signed_in
def note(public_id: str) -> ResponseReturnValue:
    """Write what you said, what we did and why, for a theme."""
    actor, at = current_actor(), now()
    theme = queries.theme(public_id)
    if theme is None:
        abort(404)
    space = db.session.get_one(Space, theme.space_id)
    policy.may_write_note(actor, space.body_id).enforce()
    held = queries.note_of(space.id, theme.id)
    form = NoteForm(obj=held)
    if form.validate_on_submit():
        service.write_note(
            space, theme_id=theme.id, you_said=form.you_said.data or "", we_did=form.we_did.data or "",
            because=form.because.data or "", actor=actor, now=at,
        )
        flash(gettext("Saved. It stands on the outcome page now."))
        return redirect(url_for("responses.workbench"), code=303)
    return render_form("responses/note.html", form, theme=theme)

"""All comments of a consultation, with the thread on the whole; one contribution and its trace."""

from __future__ import annotations

from flask import abort, g, render_template, request
from flask.typing import ResponseReturnValue

from consult.comments import queries as comment_queries
from consult.comments.forms import GROUPS, STANCES, SupportForm
from consult.contributions import policy as contribution_policy
from consult.core import text
from consult.core.access import current_actor, keeps_text, open_to_all, send_to_sign_in
from consult.core.clock import now
from consult.core.limits import limited
from consult.reading.queries import pages, threads, traces
from consult.reading.views.blueprint import blueprint, days_left, language, load_consultation
from consult.reading.views.clause import Place, _supported, difference, make_form, take_in, verdict_on
from consult.responses.lifecycle import Disposition


@blueprint.route("/consultations/<slug>/comments/", methods=["GET", "POST"])
@open_to_all
@keeps_text
@limited("comment")
def comments(slug: str) -> ResponseReturnValue:
    """Everything that people said; and a place to say something about the draft as a whole."""
    actor, at = current_actor(), now()
    found = load_consultation(slug)
    place = Place(found, found.thread_id)
    verdict = verdict_on(actor, found)
    form = make_form(actor, place) if verdict or request.method == "POST" else None
    if request.method == "POST":
        assert form is not None
        if actor.id is None and not found.guests_allowed:
            return send_to_sign_in()
        if form.validate() and not form.preview.data:
            return take_in(form, place)
    names = ("sort", "stance", "group", "disposition", "thread", "after")
    wish = {name: request.args.get(name, "").strip()[:80] for name in names}
    wish["sort"] = wish["sort"] if wish["sort"] in threads.SORTS else "newest"
    if wish["thread"] == "general":
        page = threads.thread_page(found.thread_id, sort=wish["sort"], key=wish["after"])
    else:
        page = threads.space_page(
            found.space_id, sort=wish["sort"], key=wish["after"], stance=wish["stance"], group=wish["group"],
            disposition=wish["disposition"] if wish["disposition"] in set(Disposition) else "",
        )
    is_invalid = bool(form is not None and form.errors)
    previewed = None
    if form is not None and request.method == "POST" and not is_invalid and form.preview.data:
        previewed = {"html": text.rich(form.body.data or ""), "words": ()}
    html = render_template(
        "reading/comments.html", c=found, t=found.text_in(language()), page=page, wish=wish, form=form,
        verdict=verdict, previewed=previewed, has_errors=is_invalid, phase=found.phase(at),
        left=days_left(found.closes_at, found.time_zone, at), stances=STANCES, groups=GROUPS,
        dispositions=list(Disposition), difference=difference, supported=_supported(actor, page),
        support_form=SupportForm(), sent=request.args.get("sent", ""), may_support=actor.id is not None,
        reply_verdict=verdict,
    )
    return html, (422 if is_invalid else 200)


@blueprint.get("/comments/<public_id>/")
@open_to_all
def comment(public_id: str) -> ResponseReturnValue:
    """One contribution, and its way from receipt to answer to the words changed."""
    actor, at = current_actor(), now()
    said = comment_queries.by_public_id(public_id)
    if said is None or not contribution_policy.may_read(actor, said):
        abort(404)
    found = pages.consultation_of_space(said.space_id)
    if found is None:
        abort(404)
    g.is_demonstration = found.is_demonstration
    is_own = contribution_policy.is_author(actor, said)
    row = threads.one(public_id) if said.first_published_at else None
    g.confidential = row is None
    trace = traces.trace(said, is_own=is_own, now=at)
    return render_template(
        "reading/comment.html", c=found, t=found.text_in(language()), said=said, row=row, trace=trace,
        is_own=is_own, difference=difference, phase=found.phase(at),
        may_edit=contribution_policy.may_edit(actor, said, at), parent=said.parent,
        may_withdraw=contribution_policy.may_withdraw(actor, said),
        wordings=comment_queries.wordings(said.id) if said.first_published_at else [],
    )

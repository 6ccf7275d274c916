"""What a reader does with one comment: reply, support, edit, withdraw; and a guest's way back."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext

from consult.accounts.models import Account
from consult.comments import policy, queries, service
from consult.comments.forms import SHOWN, ConfirmForm, EditForm, ReceiptForm, ReplyForm, SupportForm, WithdrawForm
from consult.comments.models import Comment
from consult.contributions import guests
from consult.contributions import policy as contributions_policy
from consult.contributions.lifecycle import ShownAs, State
from consult.contributions.models import Contribution
from consult.core import held_forms, text
from consult.core.access import current_actor, keeps_text, open_to_all, safe_next, signed_in
from consult.core.actor import Actor
from consult.core.clock import now
from consult.core.database import db
from consult.core.limits import limited
from consult.core.pages import render_form

blueprint = Blueprint("comments", __name__)


def _load(public_id: str) -> Comment:
    """Find a comment that the reader may know of, or answer 404."""
    found = queries.comment(public_id)
    if found is None or not contributions_policy.may_read(current_actor(), found):
        abort(404)
    return found


def _page_of(comment: Contribution) -> str:
    return url_for("reading.comment", public_id=comment.public_id)


@blueprint.route("/comments/<public_id>/reply/", methods=["GET", "POST"])
@signed_in
@keeps_text
@limited("comment")
def reply(public_id: str) -> ResponseReturnValue:
    """Reply to a comment."""
    actor, at = current_actor(), now()
    form = _reply_form(actor, request.path)
    parent = _load(public_id)
    may_speak = actor.has("policymaker", of=parent.space.body_id)
    if not may_speak:
        del form.for_body
    previewed = None
    if form.validate_on_submit():
        for_body = parent.space.body_id if may_speak and form.for_body.data else None
        if form.preview.data:
            previewed = text.rich(form.body.data or "")
        else:
            words = service.Words(
                body=form.body.data or "", shown_as=ShownAs(form.shown_as.data), for_body_id=for_body,
                language=str(get_locale() or "en"),
            )
            key = service.once_key(actor, form.once.data or "")
            made = service.post(
                parent.thread, words, actor=actor, now=at, parent=parent, key=key,
                form_opened_at=form.opened.opened_at(),
            )
            held_forms.let_go(request.path)
            if made.state is State.PUBLISHED:
                flash(gettext("Thank you. Your reply is published."))
            else:
                flash(gettext("Thank you. A moderator reads your reply first, usually within 24 hours."))
            return redirect(safe_next(request.form.get("next")) or _page_of(parent), code=303)
    elif request.method == "GET":
        policy.may_comment(
            actor, parent.space, at, parent=parent, words_for_body=parent.space.body_id if may_speak else None
        ).enforce()
    return render_form("comments/reply.html", form, parent=parent, previewed=previewed, may_speak=may_speak)


def _reply_form(actor: Actor, path: str) -> ReplyForm:
    form = ReplyForm(data=held_forms.held_for(path) or None if request.method == "GET" else None)
    account = db.session.get(Account, actor.id)
    names = {ShownAs.NAME.value: account and account.display_name, ShownAs.PSEUDONYM.value: account and account.pseudonym}
    form.shown_as.choices = [(key, label) for key, label in SHOWN if key not in names or names[key]]
    if request.method == "GET" and form.shown_as.data not in dict(form.shown_as.choices):
        form.shown_as.data = form.shown_as.choices[0][0]
    return form


@blueprint.post("/comments/<public_id>/support/")
@signed_in
@limited("support")
def support(public_id: str) -> ResponseReturnValue:
    """Support a comment, or take the support back."""
    form = SupportForm()
    comment = _load(public_id)
    if not form.validate():
        abort(400)
    service.support(comment, actor=current_actor(), now=now(), wanted=form.wanted.data != "no")
    return redirect(f"{safe_next(request.form.get('next')) or _page_of(comment)}#c-{comment.public_id}", code=303)


@blueprint.route("/comments/<public_id>/edit/", methods=["GET", "POST"])
@open_to_all
@keeps_text
@limited("comment")
def edit(public_id: str) -> ResponseReturnValue:
    """Change one's own words; what readers saw stays in the public history."""
    comment, actor, at = _load(public_id), current_actor(), now()
    contributions_policy.may_edit(actor, comment, at).enforce()
    body = comment.waiting_body if comment.waiting_body is not None else comment.body
    change = comment.waiting_proposed_change if comment.waiting_body is not None else comment.proposed_change
    form = EditForm(data={"body": body, "proposed_change": change or "", "version": comment.version})
    if not comment.original_wording and not comment.proposed_change:
        del form.proposed_change
    previewed = None
    if form.validate_on_submit():
        if form.preview.data:
            previewed = text.rich(form.body.data or "")
        else:
            at_once = service.edit(
                comment, body=form.body.data or "",
                proposed_change=(form.proposed_change.data or "") if "proposed_change" in form else "",
                actor=actor, now=at, version=int(form.version.data) if str(form.version.data).isdigit() else -1,
            )
            if at_once:
                flash(gettext("Your new words are published. The old ones stay in the history."))
            else:
                flash(gettext("Your new words wait for a moderator, usually within 24 hours."))
            return redirect(_page_of(comment), code=303)
    return render_form("comments/edit.html", form, comment=comment, previewed=previewed)


@blueprint.route("/comments/<public_id>/withdraw/", methods=["GET", "POST"])
@open_to_all
def withdraw(public_id: str) -> ResponseReturnValue:
    """Take one's comment back; a mark stays where replies hang."""
    comment, actor = _load(public_id), current_actor()
    contributions_policy.may_withdraw(actor, comment).enforce()
    form = WithdrawForm()
    if form.validate_on_submit():
        service.withdraw(comment, actor=actor, now=now())
        flash(gettext("Your comment is withdrawn. Readers see only a mark in its place."))
        return redirect(_page_of(comment), code=303)
    return render_form("comments/withdraw.html", form, comment=comment)


@blueprint.get("/follow-up/receipt/")
@open_to_all
def receipt() -> ResponseReturnValue:
    """Show the receipt once, after a guest's posting, and say to open the link in the mail."""
    g.confidential = True
    code = session.pop("receipt", None)
    if code is None:
        return redirect(url_for("comments.follow_up"), code=303)
    return render_template("comments/receipt.html", code=code.split("-"))


@blueprint.route("/follow-up/", methods=["GET", "POST"])
@open_to_all
@limited("receipt")
def follow_up() -> ResponseReturnValue:
    """Come back with the receipt and see what became of it."""
    g.confidential = True
    form = ReceiptForm()
    if form.validate_on_submit():
        guest = guests.by_receipt(form.code.data or "", current_app.config["RECEIPT_PEPPER"])
        if guest is None:
            form.code.errors = [gettext("We do not know this code. Check each letter; capitals do not matter.")]
        else:
            _let_in(guest.id)
            return redirect(url_for("comments.mine"), code=303)
    return render_form("comments/follow_up.html", form)


def _let_in(guest_id: int) -> None:
    session["guest"] = [guest_id, now().timestamp()]
    g.pop("actor", None)


@blueprint.get("/follow-up/mine/")
@open_to_all
def mine() -> ResponseReturnValue:
    """What a guest said, and where it stands."""
    g.confidential = True
    actor = current_actor()
    if actor.guest_id is None:
        return redirect(url_for("comments.follow_up"), code=303)
    return render_template("comments/mine.html", said=queries.of_guest(actor.guest_id))


@blueprint.route("/follow-up/confirm/", methods=["GET", "POST"])
@open_to_all
@limited("receipt")
def confirm() -> ResponseReturnValue:
    """Confirm by the link of the mail: a press of a button, so that a mail scanner confirms nothing."""
    g.confidential = True
    token = request.values.get("token", "")
    form = ConfirmForm()
    guest = guests.by_link(token, now())
    if guest is None:
        return render_template("comments/confirm_gone.html"), 410
    if form.validate_on_submit():
        service.confirm_all(guest, actor=Actor(guest_id=guest.id), now=now())
        _let_in(guest.id)
        flash(gettext("Thank you. Your address is confirmed."))
        return redirect(url_for("comments.mine"), code=303)
    return render_form("comments/confirm.html", form, token=token)

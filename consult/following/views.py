"""Following, and what one was told."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from consult.contributions.models import Contribution, Space, Thread
from consult.core.access import current_actor, safe_next, signed_in
from consult.core.clock import now
from consult.core.database import db
from consult.core.forms import Form
from consult.core.pages import render_form
from consult.following import queries, service
from consult.following.jobs import SUBJECTS

blueprint = Blueprint("following", __name__)
WHAT = {"space": Space, "thread": Thread, "contribution": Contribution}


class FollowForm(Form):
    """A press of the button."""


class PaceForm(Form):
    """How often mails come."""

    pace = RadioField(
        _l("Mails"),
        choices=[("at_once", _l("At once")), ("daily", _l("Once a day")), ("weekly", _l("Once a week")),
                 ("never", _l("No mails; I look here"))],
    )


@blueprint.route("/follow/<what>/<int:object_id>/", methods=["GET", "POST"])
@signed_in
def follow(what: str, object_id: int) -> ResponseReturnValue:
    """Follow a consultation, a clause or a comment, or stop."""
    actor = current_actor()
    thing = db.session.get(WHAT[what], object_id) if what in WHAT else None
    if thing is None or (isinstance(thing, Contribution) and thing.first_published_at is None):
        abort(404)
    form = FollowForm()
    is_following = queries.follows(actor.id or 0, what, object_id)
    if form.validate_on_submit():
        if is_following:
            service.unfollow(what, object_id, actor=actor)
            flash(gettext("You no longer follow this."))
        else:
            service.follow(what, object_id, actor=actor, now=now())
            flash(gettext("You follow this. We tell you what happens."))
        return redirect(safe_next(request.form.get("next")) or url_for("following.news"), code=303)
    back = safe_next(request.args.get("next")) or ""
    return render_form("following/follow.html", form, what=what, is_following=is_following, back=back)


@blueprint.route("/account/notifications/", methods=["GET", "POST"])
@signed_in
def news() -> ResponseReturnValue:
    """What I was told, what I follow, and how often mails come."""
    actor = current_actor()
    form = PaceForm(pace=queries.pace_of(actor.id or 0))
    if form.validate_on_submit():
        if form.pace.data:
            service.choose_pace(form.pace.data, actor=actor)
            flash(gettext("Saved."))
        else:
            service.note_read(actor=actor, now=now())
        return redirect(url_for("following.news"), code=303)
    before = request.args.get("before", "")
    told = queries.notifications(actor.id or 0, before=int(before) if before.isdigit() else None)
    return render_template(
        "following/news.html", told=told, form=form, subjects=SUBJECTS, followed=queries.following(actor.id or 0)
    )

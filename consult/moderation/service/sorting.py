"""Sort what was said: correct what kind of comment it is, and gather what is about the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from consult.accounts.models import Body
from consult.comments import service as comments
from consult.comments.lifecycle import Kind, Stance
from consult.comments.models import Comment
from consult.contributions import moderated
from consult.contributions import service as contributions
from consult.contributions.lifecycle import Lane
from consult.contributions.models import Contribution, Space
from consult.core.actor import Actor
from consult.core.database import db
from consult.core.verdict import N_, Refused
from consult.moderation import policy
from consult.moderation.models import Theme, ThemeItem
from consult.moderation.queries import facts, themes
from consult.moderation.service import decisions
from consult.public_log import service as public_log
from consult.routing import service as routing
from consult.routing.models import Referral


def correct(comment: Comment, kind: Kind, stance: Stance | None, *, actor: Actor, now: datetime) -> None:
    """Correct the kind and the stance of a comment; the rules then look again where it goes. Raises Refused."""
    policy.may_decide(actor, comment).enforce()
    if (comment.kind, comment.stance) == (kind, stance):
        return
    comments.correct(comment, kind=kind, stance=stance)
    history = moderated.note(comment, "kind_corrected", actor=actor, now=now)
    history.log_seq = decisions.log(comment, "kind_corrected", actor=actor, now=now)
    if comment.lane is Lane.UNROUTED:
        route_by_rules([comment], actor=actor, now=now)


def route_by_rules(several: Sequence[Contribution], *, actor: Actor, now: datetime) -> list[Referral]:
    """Let the rules look again at what goes to nobody yet; those that still match none stay. Raises Refused."""
    for one in several:
        policy.may_moderate(actor, one.space).enforce()
    known = facts.of_contributions(several)
    sent = [routing.route(one, known[one.id].facts, place=known[one.id].place, now=now) for one in several]
    return [referral for referral in sent if referral is not None]


def make_theme(
    space: Space, title: str, *, description: str = "", is_campaign: bool = False, actor: Actor, now: datetime
) -> Theme:
    """Make a theme of a consultation; its title is public. Raises Refused."""
    policy.may_sort(actor, space).enforce()
    if not title.strip():
        raise Refused(N_("Give the theme a title."))
    theme = Theme(space_id=space.id, title=title.strip()[:120], description=description, is_campaign=is_campaign,
                  made_by_id=actor.id, created_at=now)
    db.session.add(theme)
    db.session.flush()
    public_log.record("theme.made", theme.public_id, actor_role=actor.role_shown, now=now)
    contributions.touch(space)
    return theme


def add_to_theme(theme: Theme, several: Sequence[Contribution], *, actor: Actor, now: datetime) -> int:
    """Put contributions into a theme; those that are in it already stay once. The number added. Raises Refused."""
    space = db.session.get(Space, theme.space_id)
    for one in several:
        policy.may_add_to(actor, theme, one, space).enforce()
    inside = set(db.session.scalars(sa.select(ThemeItem.contribution_id).filter_by(theme_id=theme.id)))
    added = {one.id for one in several} - inside
    for contribution_id in sorted(added):
        db.session.add(ThemeItem(theme_id=theme.id, contribution_id=contribution_id, at=now))
    db.session.flush()
    if space is not None:
        contributions.touch(space)
    return len(added)


def remove_from_theme(theme: Theme, contribution: Contribution, *, actor: Actor) -> None:
    """Take a contribution out of a theme. Raises Refused."""
    space = db.session.get(Space, theme.space_id)
    policy.may_sort(actor, space).enforce()
    db.session.execute(sa.delete(ThemeItem).filter_by(theme_id=theme.id, contribution_id=contribution.id))
    if space is not None:
        contributions.touch(space)


def refer_theme(
    theme: Theme, body: Body, *, days: int, actor: Actor, now: datetime, cooperating: Sequence[str] = ()
) -> Referral:
    """Send all of a theme that goes to nobody yet to a body, as one referral with one clock. Raises Refused."""
    policy.may_sort(actor, db.session.get(Space, theme.space_id)).enforce()
    waiting = [one for one in themes.items_of(theme, limit=2000) if one.lane is Lane.UNROUTED]
    if not waiting:
        raise Refused(N_("All of this theme has been sent on or answered already."))
    return routing.refer(waiting, body, days=days, actor=actor, now=now, subject=theme.title, cooperating=cooperating)

"""Follow, stop following, choose a pace of mails, note what was read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from consult.core.actor import Actor
from consult.core.database import db
from consult.following import policy
from consult.following.models import Follow, MailWish, Notification

PACES = ("at_once", "daily", "weekly", "never")


def follow(what: str, object_id: int, *, actor: Actor, now: datetime) -> None:
    """Hear of a consultation (`space`), a clause (`thread`) or one contribution; twice is once. Raises Refused."""
    policy.may_follow(actor).enforce()
    held = db.session.scalar(sa.select(Follow).filter_by(account_id=actor.id, what=what, object_id=object_id))
    if held is None:
        db.session.add(Follow(account_id=actor.id, what=what, object_id=object_id, at=now))
        db.session.flush()


def unfollow(what: str, object_id: int, *, actor: Actor) -> None:
    """Hear of it no more. Raises Refused."""
    policy.may_follow(actor).enforce()
    db.session.execute(
        sa.delete(Follow).where(
            Follow.account_id == actor.id, Follow.what == what, Follow.object_id == object_id
        )
    )


def choose_pace(pace: str, *, actor: Actor) -> None:
    """Choose how often mails come. Raises Refused."""
    policy.may_follow(actor).enforce()
    if pace not in PACES:
        raise ValueError(pace)
    wish = db.session.get(MailWish, actor.id)
    if wish is None:
        db.session.add(MailWish(account_id=actor.id, pace=pace))
    else:
        wish.pace = pace
    db.session.flush()


def note_read(*, actor: Actor, now: datetime) -> None:
    """Note that somebody has seen what they were told. Raises Refused."""
    policy.may_follow(actor).enforce()
    db.session.execute(
        sa.update(Notification)
        .where(Notification.account_id == actor.id, Notification.read_at.is_(None))
        .values(read_at=now)
    )


def tell(
    account_ids: set[int], event: str, *, key: str, url: str, now: datetime, details: dict[str, Any] | None = None
) -> list[Notification]:
    """Tell people of an event, each once (`key` names the event); called by jobs. Returns what is new."""
    policy.by_the_service().enforce()
    if not account_ids:
        return []
    told = set(
        db.session.scalars(
            sa.select(Notification.account_id).where(
                Notification.event_key == key, Notification.account_id.in_(account_ids)
            )
        )
    )
    new = [
        Notification(account_id=account_id, event=event, event_key=key, url=url, details=details or {}, at=now)
        for account_id in sorted(account_ids - told)
    ]
    db.session.add_all(new)
    db.session.flush()
    return new

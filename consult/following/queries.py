"""Who is told, and what somebody was told."""

from __future__ import annotations

import sqlalchemy as sa

from consult.accounts.models import Account
from consult.contributions.models import Contribution, Support
from consult.core.database import db
from consult.following.models import Follow, MailWish, Notification


def follows(account_id: int, what: str, object_id: int) -> bool:
    """Say whether somebody follows a thing."""
    query = sa.select(Follow.id).filter_by(account_id=account_id, what=what, object_id=object_id)
    return db.session.scalar(query) is not None


def followers(what: str, object_id: int) -> set[int]:
    """List the accounts that follow a thing."""
    return set(db.session.scalars(sa.select(Follow.account_id).filter_by(what=what, object_id=object_id)))


def followers_of(contribution: Contribution) -> set[int]:
    """List the accounts that follow a contribution, its thread, or what it replies to."""
    ids = followers("contribution", contribution.id) | followers("thread", contribution.thread_id)
    for above in {contribution.parent_id, contribution.root_id} - {None}:
        ids |= followers("contribution", above or 0)
        author = db.session.scalar(sa.select(Contribution.author_id).filter_by(id=above))
        if author is not None:
            ids.add(author)
    return ids - {contribution.author_id or 0}


def supporters(contribution_id: int) -> set[int]:
    """List the accounts that support a contribution."""
    return set(db.session.scalars(sa.select(Support.account_id).filter_by(contribution_id=contribution_id)))


def notifications(account_id: int, *, before: int | None = None, limit: int = 50) -> list[Notification]:
    """List what somebody was told, the newest first."""
    query = sa.select(Notification).filter_by(account_id=account_id).order_by(Notification.id.desc()).limit(limit)
    if before is not None:
        query = query.where(Notification.id < before)
    return list(db.session.scalars(query))


def following(account_id: int) -> list[Follow]:
    """List what somebody follows, the latest first."""
    return list(
        db.session.scalars(sa.select(Follow).filter_by(account_id=account_id).order_by(Follow.id.desc()).limit(200))
    )


def pace_of(account_id: int) -> str:
    """Say how somebody wants their mails; at once unless they chose."""
    wish = db.session.get(MailWish, account_id)
    return wish.pace if wish else "at_once"


def unmailed(pace: str, limit: int = 5000) -> dict[int, list[Notification]]:
    """List what was told and not mailed yet to people of a pace, by account."""
    chosen = sa.func.coalesce(MailWish.pace, "at_once")
    query = (
        sa.select(Notification)
        .join(Account, Account.id == Notification.account_id)
        .outerjoin(MailWish, MailWish.account_id == Notification.account_id)
        .where(chosen == pace, Notification.mailed_at.is_(None), Notification.read_at.is_(None),
               Account.email.is_not(None), Account.disabled_at.is_(None))
        .order_by(Notification.id)
        .limit(limit)
    )
    found: dict[int, list[Notification]] = {}
    for one in db.session.scalars(query):
        found.setdefault(one.account_id, []).append(one)
    return found

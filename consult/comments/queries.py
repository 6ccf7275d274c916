"""Find comments."""

from __future__ import annotations

import sqlalchemy as sa

from consult.comments.models import Comment
from consult.contributions.models import Contribution, Support, Thread, Wording
from consult.core.database import db


def by_public_id(public_id: str) -> Contribution | None:
    """Find anything that was said by its public id."""
    return db.session.scalar(sa.select(Contribution).filter_by(public_id=public_id))


def comment(public_id: str) -> Comment | None:
    """Find a comment or a reply by its public id."""
    return db.session.scalar(sa.select(Comment).filter_by(public_id=public_id))


def thread(public_id: str) -> Thread | None:
    """Find a thread by its public id."""
    return db.session.scalar(sa.select(Thread).filter_by(public_id=public_id))


def supported_by(account_id: int, contribution_ids: list[int]) -> set[int]:
    """Say which of these somebody supports."""
    if not contribution_ids:
        return set()
    return set(
        db.session.scalars(
            sa.select(Support.contribution_id).where(
                Support.account_id == account_id, Support.contribution_id.in_(contribution_ids)
            )
        )
    )


def wordings(contribution_id: int) -> list[Wording]:
    """List earlier wordings that readers saw, the latest first."""
    return list(
        db.session.scalars(
            sa.select(Wording).filter_by(contribution_id=contribution_id).order_by(Wording.version.desc())
        )
    )


def of_guest(guest_id: int) -> list[Contribution]:
    """List what a guest said, the latest first."""
    query = sa.select(Contribution).filter_by(guest_id=guest_id).order_by(Contribution.id.desc()).limit(200)
    return list(db.session.scalars(query))

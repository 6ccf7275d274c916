"""Sign-in sessions kept on the server, so that their owner, a new password or an administrator can end them.

The cookie (signed, through Flask-Login) holds a random token; the row holds only its SHA-256.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from consult.core.database import Base, db

IDLE = timedelta(days=14)
ABSOLUTE = timedelta(days=60)
STAFF_IDLE = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=5)


class SignInSession(Base):
    """One browser in which somebody is signed in."""

    __tablename__ = "core_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    account_id: Mapped[int] = mapped_column(index=True)
    device: Mapped[str] = mapped_column(sa.String(80), default="")  # "Firefox on Android", never an address
    is_staff: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


def hash_token(token: str) -> str:
    """Hash a session token for storing and finding."""
    return hashlib.sha256(token.encode()).hexdigest()


def start(account_id: int, *, device: str, is_staff: bool, now: datetime) -> str:
    """Start a session and return the token for its cookie; the only time that it is known here."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        SignInSession(
            token_hash=hash_token(token), account_id=account_id, device=device[:80], is_staff=is_staff,
            started_at=now, seen_at=now,
        )
    )
    db.session.flush()
    return token


def is_alive(row: SignInSession, now: datetime) -> bool:
    """Say whether a session still holds: not ended, not idle for too long, not too old."""
    idle = STAFF_IDLE if row.is_staff else IDLE
    return row.ended_at is None and row.seen_at > now - idle and row.started_at > now - ABSOLUTE


def find_alive(session: Session, token: str, now: datetime) -> SignInSession | None:
    """Find the living session of `token`."""
    row = session.scalar(sa.select(SignInSession).filter_by(token_hash=hash_token(token)))
    return row if row is not None and is_alive(row, now) else None


def end(account_id: int, *, now: datetime, only: int | None = None, but: str = "") -> int:
    """End sessions of an account: all, `only` the one with this id, or all `but` the one with this token."""
    query = sa.update(SignInSession).where(SignInSession.account_id == account_id, SignInSession.ended_at.is_(None))
    if only is not None:
        query = query.where(SignInSession.id == only)
    if but:
        query = query.where(SignInSession.token_hash != hash_token(but))
    return int(db.session.execute(query.values(ended_at=now)).rowcount)  # type: ignore[attr-defined]


def living(account_id: int, now: datetime) -> list[SignInSession]:
    """List the living sessions of an account, the latest seen first."""
    rows = db.session.scalars(
        sa.select(SignInSession)
        .where(SignInSession.account_id == account_id, SignInSession.ended_at.is_(None))
        .order_by(SignInSession.seen_at.desc())
        .limit(100)
    )
    return [row for row in rows if is_alive(row, now)]

"""Who follows what, and what they are told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from consult.core.database import Base


class Follow(Base):
    """That somebody wants to hear of a space (a whole consultation), a thread (a clause) or one contribution."""

    __tablename__ = "following_follow"
    __table_args__ = (
        sa.UniqueConstraint("account_id", "what", "object_id"),
        sa.Index("ix_following_follow_of", "what", "object_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts_account.id"))
    what: Mapped[str] = mapped_column(sa.String(16))  # space, thread, contribution
    object_id: Mapped[int]
    at: Mapped[datetime]


class Notification(Base):
    """One thing somebody is told: on their page at once, by mail when they want; names and texts stay out."""

    __tablename__ = "following_notification"
    __table_args__ = (
        sa.UniqueConstraint("account_id", "event_key"),
        sa.Index("ix_following_notification_of", "account_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts_account.id"))
    event: Mapped[str] = mapped_column(sa.String(60))
    event_key: Mapped[str] = mapped_column(sa.String(120))  # one event tells each person once
    url: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)  # codes and dates, no texts
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]


class MailWish(Base):
    """How somebody wants to hear: at once, once a day, once a week, or never by mail."""

    __tablename__ = "following_mail_wish"

    account_id: Mapped[int] = mapped_column(
        sa.ForeignKey("accounts_account.id"), primary_key=True, autoincrement=False
    )
    pace: Mapped[str] = mapped_column(sa.String(8), default="at_once")  # at_once, daily, weekly, never

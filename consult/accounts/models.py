"""People, bodies, groups, roles, and the short-lived tokens of mails."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts.lifecycle import NameState
from consult.core.database import Base, WithPublicId, state_column


class Body(Base):
    """An authority or organisation that publishes consultations or handles cases."""

    __tablename__ = "accounts_body"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(60), unique=True)
    names: Mapped[dict[str, str]]  # language -> name; has at least "en"
    jurisdiction: Mapped[str] = mapped_column(sa.String(12))
    contact: Mapped[str] = mapped_column(default="")
    time_zone: Mapped[str] = mapped_column(sa.String(40), default="Europe/Brussels")
    escalates_to_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_account.id", use_alter=True))
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    def name_in(self, language: str) -> str:
        """The body's name in `language`, or in English."""
        return self.names.get(language) or self.names.get("en") or self.slug


class Group(Base, WithPublicId):
    """An association that speaks through its representatives; its name shows as unverified until a moderator looked."""

    __tablename__ = "accounts_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(80), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    description: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    state: Mapped[NameState] = state_column(NameState)
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_account.id", use_alter=True))
    created_at: Mapped[datetime]


class Account(Base, WithPublicId):
    """One person's account. After erasure the row stays, emptied, so that marks keep their place."""

    __tablename__ = "accounts_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(sa.String(254), unique=True)  # lower case; None once erased
    password_hash: Mapped[str] = mapped_column(default="")
    display_name: Mapped[str] = mapped_column(sa.String(80), default="")
    pseudonym: Mapped[str] = mapped_column(sa.String(80), default="")
    name_state: Mapped[NameState] = state_column(NameState, "name_state", default=NameState.WAITING)
    language: Mapped[str] = mapped_column(sa.String(12), default="en")
    stakeholder_group: Mapped[str] = mapped_column(sa.String(24), default="")
    jurisdiction: Mapped[str] = mapped_column(sa.String(12), default="")
    speaks_for_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_group.id"))
    totp_secret: Mapped[str] = mapped_column(default="")  # sealed with the service's secret
    totp_confirmed_at: Mapped[datetime | None]
    totp_last_step: Mapped[int] = mapped_column(default=0)  # a code works once
    recovery_hashes: Mapped[list[str]] = mapped_column(default=list)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    password_expires_at: Mapped[datetime | None]  # initial passwords expire
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]

    grants: Mapped[list[RoleGrant]] = relationship(foreign_keys="RoleGrant.account_id", lazy="select")
    speaks_for: Mapped[Group | None] = relationship(foreign_keys=[speaks_for_id])


class RoleGrant(Base):
    """A role given to somebody, for a body where the role belongs to one; ended, never deleted."""

    __tablename__ = "accounts_role_grant"
    __table_args__ = (
        sa.Index("uq_accounts_role_grant_living", "account_id", "role", sa.text("coalesce(body_id, 0)"), unique=True,
                 sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts_account.id"), index=True)
    role: Mapped[str] = mapped_column(sa.String(24))
    body_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_body.id"), index=True)
    given_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_account.id"))
    given_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    body: Mapped[Body | None] = relationship()


class GroupMember(Base):
    """Somebody's belonging to a group; representatives speak for it."""

    __tablename__ = "accounts_group_member"
    __table_args__ = (sa.UniqueConstraint("group_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts_group.id"))
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts_account.id"), index=True)
    is_representative: Mapped[bool] = mapped_column(default=False)
    joined_at: Mapped[datetime]

    group: Mapped[Group] = relationship()
    account: Mapped[Account] = relationship()


class MailToken(Base):
    """A one-time link in a mail (confirm, reset, change of address); only its hash is kept."""

    __tablename__ = "accounts_mail_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts_account.id"), index=True)
    purpose: Mapped[str] = mapped_column(sa.String(16))
    new_email: Mapped[str] = mapped_column(sa.String(254), default="")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class FailedAttempt(Base):
    """A sign-in, code or reset that failed, counted per account and per source by a keyed hash."""

    __tablename__ = "accounts_failed_attempt"
    __table_args__ = (sa.Index("ix_accounts_failed_attempt_key_at", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime]

"""Answers: a disposition with its reasons, given to one or several contributions, corrected in the open."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts.models import Body
from consult.contributions.models import Contribution
from consult.core.database import Base, WithPublicId, state_column
from consult.drafts.models import Clause
from consult.responses.lifecycle import Disposition


class Response(Base, WithPublicId):
    """A body's answer as it stands now; earlier wordings are in `ResponseHistory`."""

    __tablename__ = "responses_response"

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(sa.ForeignKey("contributions_space.id"), index=True)
    body_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts_body.id"), index=True)
    disposition: Mapped[Disposition] = state_column(Disposition, "disposition")
    reasons: Mapped[str] = mapped_column(default="")
    html: Mapped[str] = mapped_column(default="")
    clause_id: Mapped[int | None] = mapped_column(sa.ForeignKey("drafts_clause.id"))
    promised_wording: Mapped[str] = mapped_column(default="")
    belongs_where: Mapped[str] = mapped_column(default="")
    duplicate_of_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contributions_contribution.id"))
    deferred_until: Mapped[date | None] = mapped_column(sa.Date)
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_account.id"))
    version: Mapped[int] = mapped_column(default=1)
    once_key: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    published_at: Mapped[datetime]
    corrected_at: Mapped[datetime | None]

    body: Mapped[Body] = relationship()
    clause: Mapped[Clause | None] = relationship()
    duplicate_of: Mapped[Contribution | None] = relationship(foreign_keys=[duplicate_of_id])
    items: Mapped[list[ResponseItem]] = relationship(back_populates="response")


class ResponseItem(Base):
    """That a response answers a contribution; a contribution has one answer at a time."""

    __tablename__ = "responses_item"

    contribution_id: Mapped[int] = mapped_column(
        sa.ForeignKey("contributions_contribution.id"), primary_key=True, autoincrement=False
    )
    response_id: Mapped[int] = mapped_column(sa.ForeignKey("responses_response.id"), index=True)
    disposition: Mapped[Disposition] = state_column(Disposition, "disposition")  # a duplicate takes the other's
    log_seq: Mapped[int | None]
    at: Mapped[datetime]

    response: Mapped[Response] = relationship(back_populates="items")
    contribution: Mapped[Contribution] = relationship()


class ResponseHistory(Base):
    """An earlier wording of a response: corrections are public."""

    __tablename__ = "responses_history"
    __table_args__ = (sa.UniqueConstraint("response_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(sa.ForeignKey("responses_response.id"))
    version: Mapped[int]
    disposition: Mapped[str] = mapped_column(sa.String(32))
    reasons: Mapped[str]
    promised_wording: Mapped[str] = mapped_column(default="")
    why_corrected: Mapped[str] = mapped_column(default="")
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_account.id"))
    replaced_at: Mapped[datetime]


class OutcomeNote(Base):
    """A body's words above the outcome: you said, we did and why, for a theme or for the whole."""

    __tablename__ = "responses_outcome_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(sa.ForeignKey("contributions_space.id"), index=True)
    theme_id: Mapped[int | None] = mapped_column(sa.ForeignKey("moderation_theme.id"), unique=True)
    you_said: Mapped[str] = mapped_column(default="")
    we_did: Mapped[str] = mapped_column(default="")
    because: Mapped[str] = mapped_column(default="")
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_account.id"))
    updated_at: Mapped[datetime]

"""Reports, decisions with their rule and reason, appeals, and themes."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.contributions.models import Contribution
from consult.core.database import Base, WithPublicId, state_column
from consult.moderation.lifecycle import AppealState, DecisionAction


class Decision(Base, WithPublicId):
    """What a moderator decided on a contribution, by which rule, with which reason; reversed only by another row."""

    __tablename__ = "moderation_decision"
    __table_args__ = (sa.Index("ix_moderation_decision_of", "contribution_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(sa.ForeignKey("contributions_contribution.id"))
    action: Mapped[DecisionAction] = state_column(DecisionAction, "action")
    rule: Mapped[str] = mapped_column(sa.String(8), default="")  # code of the room's rules
    reason: Mapped[str] = mapped_column(default="")  # the author reads it; for a hold it is the question
    before: Mapped[str] = mapped_column(sa.String(24))
    after: Mapped[str] = mapped_column(sa.String(24))
    spans: Mapped[list[list[int]] | None] = mapped_column(sa.JSON)  # [[start, end]...] of the body left out
    prior: Mapped[dict[str, object] | None] = mapped_column(sa.JSON)  # what undoing must put back (no texts)
    offers_redress: Mapped[bool] = mapped_column(default=False)
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_account.id"), index=True)
    reverses_id: Mapped[int | None] = mapped_column(sa.ForeignKey("moderation_decision.id"))
    bulk_key: Mapped[str | None] = mapped_column(sa.String(32))
    log_seq: Mapped[int | None]
    at: Mapped[datetime]

    contribution: Mapped[Contribution] = relationship()


class Report(Base):
    """A reader's report of a published contribution."""

    __tablename__ = "moderation_report"
    __table_args__ = (
        sa.UniqueConstraint("contribution_id", "reporter_key"),
        sa.Index("ix_moderation_report_open", "contribution_id",
                 sqlite_where=sa.text("settled_at IS NULL"), postgresql_where=sa.text("settled_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(sa.ForeignKey("contributions_contribution.id"))
    reporter_key: Mapped[str] = mapped_column(sa.String(64))  # account, or keyed hash of a browser
    rule: Mapped[str] = mapped_column(sa.String(8), default="")
    note: Mapped[str] = mapped_column(sa.String(1000), default="")
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class Appeal(Base, WithPublicId):
    """An author's appeal against a decision: once, and decided by another moderator."""

    __tablename__ = "moderation_appeal"

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(sa.ForeignKey("contributions_contribution.id"), unique=True)
    decision_id: Mapped[int] = mapped_column(sa.ForeignKey("moderation_decision.id"))
    text: Mapped[str]
    state: Mapped[AppealState] = state_column(AppealState, default=AppealState.OPEN)
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_account.id"))
    decided_at: Mapped[datetime | None]
    reasons: Mapped[str] = mapped_column(default="")
    log_seq: Mapped[int | None]

    contribution: Mapped[Contribution] = relationship()
    decision: Mapped[Decision] = relationship()


class Theme(Base, WithPublicId):
    """A set of contributions about the same thing; a campaign is a theme of near-identical texts."""

    __tablename__ = "moderation_theme"

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(sa.ForeignKey("contributions_space.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(120))
    description: Mapped[str] = mapped_column(default="")
    is_campaign: Mapped[bool] = mapped_column(default=False)
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_account.id"))
    created_at: Mapped[datetime]

    items: Mapped[list[ThemeItem]] = relationship(back_populates="theme", cascade="all, delete-orphan")


class ThemeItem(Base):
    """A contribution's belonging to a theme."""

    __tablename__ = "moderation_theme_item"

    theme_id: Mapped[int] = mapped_column(sa.ForeignKey("moderation_theme.id"), primary_key=True)
    contribution_id: Mapped[int] = mapped_column(
        sa.ForeignKey("contributions_contribution.id"), primary_key=True, index=True
    )
    at: Mapped[datetime]

    theme: Mapped[Theme] = relationship(back_populates="items")
    contribution: Mapped[Contribution] = relationship()

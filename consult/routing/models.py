"""Routing rules, referrals with their clocks, and what happened to each."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts.models import Account, Body
from consult.contributions.models import Contribution
from consult.core.database import Base, WithPublicId, state_column
from consult.routing.lifecycle import ReferralState


class RoutingRule(Base, WithPublicId):
    """Conditions and the body and person who must answer; an empty condition matches everything."""

    __tablename__ = "routing_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    space_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contributions_space.id"), index=True)
    clauses: Mapped[list[str]] = mapped_column(default=list)  # anchors; each covers what stands below it
    kind: Mapped[str] = mapped_column(sa.String(8), default="")  # ge, te, ed
    stance: Mapped[str] = mapped_column(sa.String(12), default="")
    stakeholder_group: Mapped[str] = mapped_column(sa.String(24), default="")
    jurisdiction: Mapped[str] = mapped_column(sa.String(12), default="")
    topic: Mapped[str] = mapped_column(sa.String(60), default="")
    body_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts_body.id"))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_account.id"))
    days: Mapped[int]  # calendar days to answer in, to the end of the day in the body's zone
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_account.id"))
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]

    body: Mapped[Body] = relationship()
    person: Mapped[Account | None] = relationship(foreign_keys=[person_id])


_open = sa.text("state IN ('waiting', 'accepted')")


class Referral(Base, WithPublicId):
    """One contribution, or a theme of several, sent to a body that must answer by a date."""

    __tablename__ = "routing_referral"
    __table_args__ = (
        sa.Index("ix_routing_referral_due", "body_id", "due_at", "id",
                 sqlite_where=_open, postgresql_where=_open),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(sa.ForeignKey("contributions_space.id"), index=True)
    body_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts_body.id"))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_account.id"))
    cooperating: Mapped[list[str]] = mapped_column(default=list)  # slugs of bodies that help the lead body
    rule_id: Mapped[int | None] = mapped_column(sa.ForeignKey("routing_rule.id"))  # None: sent by hand
    next_rule_id: Mapped[int | None] = mapped_column(sa.ForeignKey("routing_rule.id"))
    subject: Mapped[str] = mapped_column(sa.String(200), default="")  # of a theme; public
    state: Mapped[ReferralState] = state_column(ReferralState, default=ReferralState.WAITING)
    sent_at: Mapped[datetime]
    due_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    escalated_at: Mapped[datetime | None]

    body: Mapped[Body] = relationship()
    person: Mapped[Account | None] = relationship(foreign_keys=[person_id])
    rule: Mapped[RoutingRule | None] = relationship(foreign_keys=[rule_id])
    items: Mapped[list[ReferralItem]] = relationship(back_populates="referral", order_by="ReferralItem.contribution_id")


class ReferralItem(Base):
    """One contribution of a referral."""

    __tablename__ = "routing_referral_item"

    referral_id: Mapped[int] = mapped_column(sa.ForeignKey("routing_referral.id"), primary_key=True)
    contribution_id: Mapped[int] = mapped_column(
        sa.ForeignKey("contributions_contribution.id"), primary_key=True, index=True
    )
    answered_at: Mapped[datetime | None]

    referral: Mapped[Referral] = relationship(back_populates="items")
    contribution: Mapped[Contribution] = relationship()


class ReferralHistory(Base):
    """Each change of a referral: who, when, why."""

    __tablename__ = "routing_referral_history"
    __table_args__ = (sa.Index("ix_routing_referral_history_of", "referral_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(sa.ForeignKey("routing_referral.id"))
    before: Mapped[str] = mapped_column(sa.String(16), default="")
    after: Mapped[str] = mapped_column(sa.String(16))
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_account.id"))
    reasons: Mapped[str] = mapped_column(default="")
    log_seq: Mapped[int | None]
    at: Mapped[datetime]

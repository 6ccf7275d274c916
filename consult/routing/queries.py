"""Find rules, referrals and what waits to be sent on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from consult.accounts.models import Account, Body, RoleGrant
from consult.contributions.lifecycle import State
from consult.contributions.models import Contribution
from consult.core.actor import Role
from consult.core.database import db
from consult.routing import clocks, matching
from consult.routing.lifecycle import ReferralState
from consult.routing.models import Referral, ReferralHistory, ReferralItem, RoutingRule

PAGE = 50
OPEN = (ReferralState.WAITING, ReferralState.ACCEPTED)


def as_rule(row: RoutingRule) -> matching.Rule:
    """Give a rule as the matching reads it."""
    return matching.Rule(
        id=row.id, body_id=row.body_id, days=row.days, name=row.name, person_id=row.person_id, space_id=row.space_id,
        clauses=frozenset(row.clauses), topic=row.topic, stance=row.stance, kind=row.kind,
        stakeholder_group=row.stakeholder_group, jurisdiction=row.jurisdiction,
    )


def living_rules() -> list[RoutingRule]:
    """List the rules in force, the oldest first."""
    query = sa.select(RoutingRule).where(RoutingRule.retired_at.is_(None)).order_by(RoutingRule.id)
    return list(db.session.scalars(query.options(joinedload(RoutingRule.body), joinedload(RoutingRule.person))))


def rule_by_public_id(public_id: str) -> RoutingRule | None:
    """Find a rule by its public id."""
    return db.session.scalar(sa.select(RoutingRule).filter_by(public_id=public_id))


def referral_by_public_id(public_id: str) -> Referral | None:
    """Find a referral by its public id."""
    return db.session.scalar(sa.select(Referral).filter_by(public_id=public_id))


def open_referrals_of(contribution_ids: Iterable[int]) -> dict[int, Referral]:
    """Give the open referral of each of these that has one."""
    wanted = list(contribution_ids)
    if not wanted:
        return {}
    rows = db.session.execute(
        sa.select(ReferralItem.contribution_id, Referral)
        .join(Referral, Referral.id == ReferralItem.referral_id)
        .options(joinedload(Referral.body))
        .where(ReferralItem.contribution_id.in_(wanted), Referral.state.in_(OPEN))
    )
    return {row[0]: row[1] for row in rows}


def was_referred(contribution_id: int) -> bool:
    """Say whether something was ever sent on."""
    found = db.session.scalar(sa.select(ReferralItem.referral_id).filter_by(contribution_id=contribution_id).limit(1))
    return found is not None


def answers_for(account_id: int, body_id: int) -> bool:
    """Say whether somebody is a policymaker or the lead of a body."""
    query = sa.select(RoleGrant.id).where(
        RoleGrant.account_id == account_id, RoleGrant.body_id == body_id, RoleGrant.ended_at.is_(None),
        RoleGrant.role.in_([Role.POLICYMAKER.value, Role.BODY_LEAD.value]),
    )
    return db.session.scalar(query.limit(1)) is not None


def open_bodies() -> list[Body]:
    """List the bodies that can be asked, by name."""
    rows = db.session.scalars(sa.select(Body).where(Body.closed_at.is_(None)).limit(500))
    return sorted(rows, key=lambda body: body.name_in("en"))


def people_who_answer() -> list[tuple[Account, int]]:
    """List who answers for which body, by name."""
    rows = db.session.execute(
        sa.select(Account, RoleGrant.body_id).join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(RoleGrant.ended_at.is_(None), Account.disabled_at.is_(None), Account.erased_at.is_(None),
               RoleGrant.role.in_([Role.POLICYMAKER.value, Role.BODY_LEAD.value]))
        .order_by(Account.display_name, Account.id).limit(1000)
    )
    return [(account, body_id) for account, body_id in rows if body_id is not None]


@dataclass(frozen=True, slots=True)
class Owed:
    """One referral in a body's list, with the first thing in it and how many there are."""

    referral: Referral
    contribution: Contribution | None  # None when nothing in it is public any more
    count: int
    answered: int


@dataclass(frozen=True, slots=True)
class OwedPage:
    """Some of what a body owes, due first; `after` is where the next page starts."""

    rows: list[Owed]
    after: str


def owed_by(
    body_ids: Iterable[int], *, state: str = "", person_id: int | None = None, space_id: int | None = None,
    clock: str = "", now: datetime, after: tuple[datetime, int] | None = None, limit: int = PAGE,
) -> OwedPage:
    """List open referrals of these bodies, due first; `clock` is overdue or due_soon, `state` any state."""
    query = sa.select(Referral).where(Referral.body_id.in_(list(body_ids)))
    query = query.where(Referral.state == state) if state else query.where(Referral.state.in_(OPEN))
    if person_id is not None:
        query = query.where(Referral.person_id == person_id)
    if space_id is not None:
        query = query.where(Referral.space_id == space_id)
    if clock == "overdue":
        query = query.where(Referral.due_at < now)
    elif clock == "due_soon":
        query = query.where(Referral.due_at >= now, Referral.due_at < now + timedelta(days=92))
    if after is not None:
        query = query.where(sa.tuple_(Referral.due_at, Referral.id) > sa.tuple_(*after))
    reach = limit + 1 if clock != "due_soon" else 1000  # a quarter of each one's own time is not a column
    query = query.order_by(Referral.due_at, Referral.id).limit(reach)
    rows = list(db.session.scalars(query.options(joinedload(Referral.body), joinedload(Referral.person),
                                                 joinedload(Referral.rule))))
    if clock == "due_soon":
        rows = [one for one in rows if clocks.status(one.due_at, one.sent_at, now) is clocks.ClockStatus.DUE_SOON]
    last = rows[limit - 1] if len(rows) > limit else None
    return OwedPage(_with_contents(rows[:limit]), f"{last.due_at.isoformat()}_{last.id}" if last else "")


def _with_contents(referrals: Sequence[Referral]) -> list[Owed]:
    """Join to each referral its first contribution and its counts, in two statements whatever the number."""
    ids = [one.id for one in referrals]
    if not ids:
        return []
    counts = {
        row.referral_id: row
        for row in db.session.execute(
            sa.select(ReferralItem.referral_id, sa.func.count().label("size"),
                      sa.func.count(ReferralItem.answered_at).label("answered"),
                      sa.func.min(ReferralItem.contribution_id).label("first"))
            .join(Contribution, Contribution.id == ReferralItem.contribution_id)
            .where(ReferralItem.referral_id.in_(ids), Contribution.state == State.PUBLISHED)
            .group_by(ReferralItem.referral_id)
        )
    }
    firsts = {
        one.id: one
        for one in db.session.scalars(
            sa.select(Contribution).where(Contribution.id.in_([row.first for row in counts.values()]))
        )
    }
    owed = []
    for one in referrals:
        row = counts.get(one.id)
        owed.append(Owed(one, firsts[row.first], row.size, row.answered) if row else Owed(one, None, 0, 0))
    return owed


def contents(referral: Referral, limit: int = 200) -> list[tuple[ReferralItem, Contribution]]:
    """List what a referral holds, the oldest first."""
    rows = db.session.execute(
        sa.select(ReferralItem, Contribution).join(Contribution, Contribution.id == ReferralItem.contribution_id)
        .where(ReferralItem.referral_id == referral.id).order_by(ReferralItem.contribution_id).limit(limit)
    )
    return [(item, contribution) for item, contribution in rows]


def history_of(referral: Referral) -> list[ReferralHistory]:
    """List what happened to a referral, the first thing first."""
    query = sa.select(ReferralHistory).filter_by(referral_id=referral.id).order_by(ReferralHistory.id)
    return list(db.session.scalars(query))


def last_return(contribution_ids: Sequence[int]) -> dict[int, ReferralHistory]:
    """Give, for each of these that was sent back, the last reason why."""
    if not contribution_ids:
        return {}
    rows = db.session.execute(
        sa.select(ReferralItem.contribution_id, ReferralHistory)
        .join(ReferralHistory, ReferralHistory.referral_id == ReferralItem.referral_id)
        .where(ReferralItem.contribution_id.in_(contribution_ids),
               ReferralHistory.after == ReferralState.RETURNED.value)
        .order_by(ReferralHistory.id)
    )
    return {row[0]: row[1] for row in rows}


def overdue_not_escalated(now: datetime, limit: int = 200) -> list[Referral]:
    """List open referrals past their due date whose escalation was not sent yet."""
    query = (
        sa.select(Referral).where(Referral.state.in_(OPEN), Referral.due_at < now, Referral.escalated_at.is_(None))
        .order_by(Referral.due_at).limit(limit)
    )
    return list(db.session.scalars(query))

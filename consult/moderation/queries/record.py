"""Read the record: which decision came last, which is in force, who reported, who appealed."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from consult.contributions.lifecycle import State
from consult.contributions.models import Contribution
from consult.core.database import db
from consult.moderation.lifecycle import AppealState, DecisionAction
from consult.moderation.models import Appeal, Decision, Report


def last_decision(contribution_id: int) -> Decision | None:
    """Find the last decision on a contribution, an undone or undoing one too."""
    return db.session.scalar(
        sa.select(Decision).filter_by(contribution_id=contribution_id).order_by(Decision.id.desc()).limit(1)
    )


def last_decision_ids(contribution_ids: Sequence[int]) -> dict[int, int]:
    """Give the number of the last decision on each of these; those without one are missing."""
    if not contribution_ids:
        return {}
    rows = db.session.execute(
        sa.select(Decision.contribution_id, sa.func.max(Decision.id))
        .where(Decision.contribution_id.in_(contribution_ids)).group_by(Decision.contribution_id)
    )
    return {contribution_id: last for contribution_id, last in rows}


def by_public_id(public_id: str) -> Decision | None:
    """Find a decision by its public id."""
    return db.session.scalar(sa.select(Decision).filter_by(public_id=public_id))


def decisions_on(contribution_id: int) -> list[Decision]:
    """List the decisions on a contribution, the first one first."""
    return list(db.session.scalars(sa.select(Decision).filter_by(contribution_id=contribution_id).order_by(Decision.id)))


def _standing(contribution_id: int, actions: tuple[DecisionAction, ...]) -> Decision | None:
    """Find the last decision of these kinds that was not undone."""
    undoing = aliased(Decision)
    undone = sa.select(undoing.id).where(undoing.reverses_id == Decision.id).exists()
    return db.session.scalar(
        sa.select(Decision)
        .where(Decision.contribution_id == contribution_id, Decision.action.in_(actions), ~undone)
        .order_by(Decision.id.desc()).limit(1)
    )


def mask_in_force(contribution: Contribution) -> Decision | None:
    """Find the decision by which words are left out now."""
    if contribution.masked_body is None:
        return None
    return _standing(contribution.id, (DecisionAction.PUBLISH_MASKED,))


def decision_in_force(contribution: Contribution) -> Decision | None:
    """Find the decision that keeps a contribution, an edit or some of its words from readers; None when nothing does."""
    if contribution.state in (State.REJECTED, State.HIDDEN):
        return _standing(contribution.id, (DecisionAction.REJECT, DecisionAction.HIDE))
    if contribution.state is State.HELD:
        return _standing(contribution.id, (DecisionAction.HOLD,))
    if contribution.edit_refused_at is not None:
        return _standing(contribution.id, (DecisionAction.REJECT,))
    return mask_in_force(contribution)


def is_undone(decision: Decision) -> bool:
    """Say whether `decision` was undone."""
    return db.session.scalar(sa.select(Decision.id).filter_by(reverses_id=decision.id).limit(1)) is not None


def appeal_of(contribution_id: int) -> Appeal | None:
    """Find the appeal on a contribution; there is one at most."""
    return db.session.scalar(sa.select(Appeal).filter_by(contribution_id=contribution_id))


def open_appeal_of(contribution_id: int) -> Appeal | None:
    """Find the appeal that waits for another moderator."""
    return db.session.scalar(sa.select(Appeal).filter_by(contribution_id=contribution_id, state=AppealState.OPEN))


def open_reports(contribution_ids: Sequence[int]) -> dict[int, list[Report]]:
    """List the reports that nobody has looked at, for each of these."""
    found: dict[int, list[Report]] = {}
    if contribution_ids:
        query = sa.select(Report).where(Report.contribution_id.in_(contribution_ids), Report.settled_at.is_(None))
        for report in db.session.scalars(query.order_by(Report.id)):
            found.setdefault(report.contribution_id, []).append(report)
    return found


def report_by(contribution_id: int, reporter_key: str) -> Report | None:
    """Find what somebody reported before."""
    return db.session.scalar(sa.select(Report).filter_by(contribution_id=contribution_id, reporter_key=reporter_key))

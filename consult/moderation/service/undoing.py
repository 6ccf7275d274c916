"""Undo a decision of the last ten minutes: a new decision that reverses it; the record keeps both."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from consult.contributions import moderated
from consult.contributions import service as contributions
from consult.contributions.lifecycle import Action, State
from consult.contributions.models import Contribution, ContributionHistory
from consult.core.actor import Actor
from consult.core.database import db
from consult.core.errors import Conflict
from consult.core.verdict import N_
from consult.moderation import masking, policy
from consult.moderation.lifecycle import DecisionAction
from consult.moderation.models import Appeal, Decision, Report
from consult.moderation.queries import record
from consult.moderation.service import decisions


def undo(decision: Decision, *, actor: Actor, now: datetime) -> Decision:
    """Reverse `decision` and put everything back as it was before it; its mails were never sent.

    Raises Refused; Conflict when somebody decided, or the author wrote or appealed, since.
    """
    contribution = decisions.lock(decision.contribution)
    policy.may_undo(actor, decision, now).enforce()
    _check_untouched(contribution, decision)
    prior: dict[str, Any] = dict(decision.prior or {})
    before = contribution.state
    history = _reverse(contribution, decision, prior, actor=actor, now=now)
    due = prior.get("queue_due_at")
    moderated.queue_again(contribution, str(prior.get("queue_reason") or "new"),
                          due_at=datetime.fromisoformat(due) if due else None,
                          rank=int(prior.get("queue_rank", contributions.RANK_NEW)))
    _open_reports_again(contribution, decision)
    history.log_seq = decisions.log(contribution, "decision_undone", actor=actor, now=now)
    undone = Decision(
        contribution_id=contribution.id, contribution=contribution, action=DecisionAction.UNDO, rule=decision.rule,
        before=before.value, after=contribution.state.value, actor_id=actor.id, reverses_id=decision.id,
        log_seq=history.log_seq, at=now,
    )
    db.session.add(undone)
    db.session.flush()
    decisions.follow(contribution, before, actor=actor, now=now)
    return undone


def _check_untouched(contribution: Contribution, decision: Decision) -> None:
    last = record.last_decision(contribution.id)
    yours = {"action": DecisionAction.UNDO.value}
    if last is None or last.id != decision.id:
        raise Conflict(theirs=decisions.described(contribution, last), yours=yours)
    if (decision.prior or {}).get("stamp") != decisions.stamp(contribution, 0):
        raise Conflict(N_("The writer has changed this since your decision, so it cannot be undone."),
                       theirs=decisions.described(contribution, None), yours=yours)
    if db.session.scalar(sa.select(Appeal.id).filter_by(decision_id=decision.id)) is not None:
        raise Conflict(N_("The writer has appealed. Another moderator decides now."),
                       theirs=decisions.described(contribution, None), yours=yours)


def _reverse(
    contribution: Contribution, decision: Decision, prior: dict[str, Any], *, actor: Actor, now: datetime
) -> ContributionHistory:
    """Put words and state back, the words first, so that nothing left out is shown for a moment."""
    spans = prior.get("spans")
    is_hiding_again = decision.action is DecisionAction.RESTORE and decision.before == State.HIDDEN
    step = Action.HIDE if is_hiding_again else Action.UNDO
    history = None
    if decision.before != decision.after:
        history = contributions.change_state(contribution, step, actor=actor, role=actor.role_shown, reasons="", now=now)
        first = prior.get("first_published_at")
        moderated.forget_publication(contribution, datetime.fromisoformat(first) if first else None)
    elif prior.get("edit") and decision.action is DecisionAction.REJECT:
        moderated.refuse_edit(contribution, now=None)
    elif prior.get("edit"):
        moderated.take_back_edit(contribution, now=now)
        return moderated.note(contribution, "undo", actor=actor, now=now)
    if spans:
        moderated.leave_out(contribution, masking.masked(contribution.body, spans))
    elif contribution.masked_body is not None:
        moderated.show_all(contribution)
    return history or moderated.note(contribution, "undo", actor=actor, now=now)


def _open_reports_again(contribution: Contribution, decision: Decision) -> None:
    db.session.execute(
        sa.update(Report).where(Report.contribution_id == contribution.id, Report.settled_at == decision.at)
        .values(settled_at=None)
    )

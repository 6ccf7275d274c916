"""Appeal against a decision, once, and have another moderator decide."""

from __future__ import annotations

from datetime import datetime

from consult.contributions import moderated
from consult.contributions import service as contributions
from consult.contributions.lifecycle import State
from consult.contributions.models import Contribution
from consult.core import outbox
from consult.core.actor import Actor
from consult.core.database import db
from consult.core.verdict import N_, Refused
from consult.moderation import policy
from consult.moderation.lifecycle import APPEAL, AppealAction, AppealState, DecisionAction
from consult.moderation.models import Appeal
from consult.moderation.queries import record
from consult.moderation.service import decisions
from consult.routing import clocks


def appeal(contribution: Contribution, text: str, *, actor: Actor, now: datetime) -> Appeal:
    """Ask that another moderator look again; due within ten working days. Raises Refused."""
    contribution = decisions.lock(contribution)
    decision = record.decision_in_force(contribution)
    has_appealed = record.appeal_of(contribution.id) is not None
    policy.may_appeal(actor, contribution, decision, has_appealed=has_appealed, now=now).enforce()
    if decision is None or not text.strip():
        raise Refused(N_("Say why the decision should be looked at again."))
    zone = contribution.space.body.time_zone
    due_at = clocks.due_after_working_days(now, policy.APPEAL_DECIDED_WITHIN_WORKING_DAYS, zone)
    made = Appeal(
        contribution_id=contribution.id, contribution=contribution, decision_id=decision.id, decision=decision,
        text=text, opened_at=now, due_at=due_at,
    )
    db.session.add(made)
    contributions.await_moderator(contribution, "appealed", now=now, due_at=due_at)
    made.log_seq = decisions.log(contribution, "appealed", actor=actor, now=now)
    db.session.flush()
    outbox.enqueue("moderation.appealed", appeal_id=made.id)
    return made


def decide_appeal(
    appeal: Appeal, action: AppealAction, reasons: str, *, actor: Actor, now: datetime
) -> Appeal:
    """Uphold an appeal, which puts back what was kept from readers, or dismiss it. Raises Refused."""
    contribution = decisions.lock(appeal.contribution)
    db.session.refresh(appeal, with_for_update=True)
    policy.may_decide_appeal(actor, appeal).enforce()
    if not reasons.strip():
        raise Refused(N_("Write the reason. The writer reads it."))
    appeal.state = APPEAL.after(appeal.state, action)
    appeal.decided_by_id, appeal.decided_at, appeal.reasons = actor.id, now, reasons
    appeal.log_seq = decisions.log(contribution, f"appeal_{appeal.state.value}", actor=actor, now=now)
    contributions.leave_queue(contribution)
    if appeal.state is AppealState.UPHELD:
        _put_back(contribution, reasons, actor=actor, now=now)
    else:
        moderated.note(contribution, "appeal_dismissed", actor=actor, reasons=reasons, now=now)
    db.session.flush()
    outbox.enqueue("moderation.appeal_decided", appeal_id=appeal.id)
    return appeal


def _put_back(contribution: Contribution, reasons: str, *, actor: Actor, now: datetime) -> None:
    """Show again what the first decision kept from readers, as far as its author still wants it."""
    if contribution.state in (State.REJECTED, State.HIDDEN):
        action = DecisionAction.RESTORE
    elif contribution.state is State.PUBLISHED and contribution.edit_refused_at is not None:
        moderated.refuse_edit(contribution, now=None)
        action = DecisionAction.PUBLISH
    elif contribution.state is State.PUBLISHED and contribution.masked_body is not None:
        action = DecisionAction.PUBLISH
    else:
        return
    decisions.enact(contribution, decisions.Wish(action, "", reason=reasons), actor=actor, now=now)

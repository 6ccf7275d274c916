"""The trace of one contribution: received, moderated, themed, referred, answered, words promised."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from consult.accounts.models import Body
from consult.contributions.lifecycle import State
from consult.contributions.models import Contribution, ContributionHistory
from consult.core.database import db
from consult.drafts.models import Clause, ClauseWording, ContributionAnchor
from consult.moderation.models import Appeal, Decision, Theme, ThemeItem
from consult.responses.models import Response, ResponseHistory, ResponseItem
from consult.routing.clocks import status as clock_status
from consult.routing.models import Referral, ReferralHistory, ReferralItem, RoutingRule

PRIVATE = frozenset({"hold", "reject", "resubmit"})
"""Steps whose reasons only the author reads while the contribution is not public."""


@dataclass(slots=True)
class Step:
    """One step of the trace; `kind` names the template's words for it."""

    kind: str
    at: datetime
    log_seq: int | None = None
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Trace:
    """All steps in order of time, what comes next, and the answer."""

    steps: list[Step]
    upcoming: Step | None
    answer: Response | None
    disposition: str | None
    earlier_answers: list[ResponseHistory]
    clause: Any | None
    promised_on: Any | None
    appeal: Appeal | None
    decision: Decision | None


def trace(said: Contribution, *, is_own: bool, now: datetime) -> Trace:
    """Read the trace of a contribution; its author also reads what only concerns them."""
    steps = [*_history(said, is_own=is_own), *_themes(said), *_referrals(said, now)]
    answer, item, earlier = _answer(said)
    if item is not None and answer is not None:
        steps.append(
            Step("answered", item.at, item.log_seq,
                 {"disposition": item.disposition.value, "body": answer.body.names, "html": answer.html,
                  "response": answer.public_id})
        )
        if answer.corrected_at is not None:
            steps.append(Step("corrected", answer.corrected_at, None, {"body": answer.body.names}))
    steps.sort(key=lambda step: (step.at, step.kind != "received"))
    appeal = db.session.scalar(sa.select(Appeal).filter_by(contribution_id=said.id)) if is_own else None
    decision = None
    if is_own:
        decision = db.session.scalar(
            sa.select(Decision).filter_by(contribution_id=said.id).order_by(Decision.id.desc()).limit(1)
        )
    return Trace(
        steps=steps, upcoming=_upcoming(said, steps), answer=answer,
        disposition=item.disposition.value if item else None, earlier_answers=earlier, clause=_clause(said),
        promised_on=_promised_on(answer), appeal=appeal, decision=decision,
    )


def _history(said: Contribution, *, is_own: bool) -> list[Step]:
    rows = db.session.scalars(
        sa.select(ContributionHistory).filter_by(contribution_id=said.id).order_by(ContributionHistory.id)
    )
    steps = []
    for row in rows:
        kind = "received" if row.action == "receive" else row.action
        if kind in PRIVATE and not is_own and row.after != State.REJECTED:
            continue
        reasons = row.reasons if is_own or kind in {"hide", "restore"} else ""
        steps.append(Step(kind, row.at, row.log_seq, {"role": row.actor_role, "reasons": reasons, "after": row.after}))
    return steps


def _themes(said: Contribution) -> list[Step]:
    size = sa.select(sa.func.count()).where(ThemeItem.theme_id == Theme.id).correlate(Theme).scalar_subquery()
    query = (
        sa.select(ThemeItem.at, Theme.public_id, Theme.title, Theme.is_campaign, size.label("size"))
        .join(Theme, Theme.id == ThemeItem.theme_id)
        .where(ThemeItem.contribution_id == said.id)
    )
    return [
        Step("themed", row.at, None,
             {"title": row.title, "theme": row.public_id, "others": row.size - 1, "is_campaign": row.is_campaign})
        for row in db.session.execute(query)
    ]


def _referrals(said: Contribution, now: datetime) -> list[Step]:
    query = (
        sa.select(Referral.id, Referral.public_id, Referral.state, Referral.sent_at, Referral.due_at, Body.names,
                  RoutingRule.name.label("rule"), Referral.ended_at)
        .join(ReferralItem, ReferralItem.referral_id == Referral.id)
        .join(Body, Body.id == Referral.body_id)
        .outerjoin(RoutingRule, RoutingRule.id == Referral.rule_id)
        .where(ReferralItem.contribution_id == said.id)
        .order_by(Referral.id)
    )
    referrals = {row.id: row for row in db.session.execute(query)}
    if not referrals:
        return []
    steps = []
    history = db.session.scalars(
        sa.select(ReferralHistory).where(ReferralHistory.referral_id.in_(referrals)).order_by(ReferralHistory.id)
    )
    for change in history:
        row = referrals[change.referral_id]
        kind = {"waiting": "referred", "accepted": "taken_on", "returned": "returned",
                "withdrawn": "recalled"}.get(change.after)
        if kind is not None:
            late = row.ended_at is None and clock_status(row.due_at, row.sent_at, now).value
            steps.append(
                Step(kind, change.at, change.log_seq,
                     {"body": row.names, "due_at": row.due_at, "rule": row.rule, "reasons": change.reasons,
                      "clock": late or ""})
            )
    return steps


def _answer(said: Contribution) -> tuple[Response | None, ResponseItem | None, list[ResponseHistory]]:
    item = db.session.get(ResponseItem, said.id)
    if item is None:
        return None, None, []
    earlier = db.session.scalars(
        sa.select(ResponseHistory).filter_by(response_id=item.response_id).order_by(ResponseHistory.version.desc())
    )
    return item.response, item, list(earlier)


def _clause(said: Contribution) -> Any | None:
    query = (
        sa.select(Clause.anchor, ClauseWording.label, ClauseWording.heading, ClauseWording.version_id,
                  ContributionAnchor.reference)
        .join(ContributionAnchor, ContributionAnchor.clause_id == Clause.id)
        .join(ClauseWording, ClauseWording.id == ContributionAnchor.wording_id)
        .where(ContributionAnchor.contribution_id == (said.root_id or said.id))
    )
    return db.session.execute(query).first()


def _promised_on(answer: Response | None) -> Any | None:
    if answer is None or answer.clause_id is None:
        return None
    query = (
        sa.select(Clause.anchor, ClauseWording.label, ClauseWording.text)
        .join(ClauseWording, ClauseWording.clause_id == Clause.id)
        .where(Clause.id == answer.clause_id)
        .order_by(ClauseWording.version_id.desc())
        .limit(1)
    )
    return db.session.execute(query).first()


def _upcoming(said: Contribution, steps: list[Step]) -> Step | None:
    """Say what comes next, so that nobody has to guess; None when every step is done."""
    if said.state is State.UNCONFIRMED:
        return Step("next_confirm", said.posted_at)
    if said.state is State.RECEIVED:
        return Step("next_moderation", said.posted_at, None, {"due_at": said.queue_due_at})
    if said.state is State.HELD:
        return Step("next_author", said.posted_at)
    if said.state is not State.PUBLISHED or said.answered_at is not None or said.parent_id is not None:
        return None
    sent = [step for step in steps if step.kind == "referred"]
    if said.lane.value == "referred" and sent:
        return Step("next_answer", said.posted_at, None, sent[-1].details)
    return Step("next_routing", said.posted_at)

"""Referrals: made by a rule or by hand, taken on, sent back, called back, answered, escalated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from consult.accounts.models import Account, Body
from consult.contributions import service as contributions
from consult.contributions.lifecycle import Lane, State
from consult.contributions.models import Contribution, Space
from consult.core import outbox
from consult.core.actor import SYSTEM, Actor
from consult.core.database import db
from consult.core.verdict import N_, Refused
from consult.public_log import service as public_log
from consult.routing import clocks, matching, policy, queries
from consult.routing.lifecycle import REFERRAL, ReferralAction, ReferralState
from consult.routing.models import Referral, ReferralHistory, ReferralItem, RoutingRule


def route(contribution: Contribution, facts: matching.Facts, *, place: str = "", now: datetime) -> Referral | None:
    """Send a contribution to whoever the most specific rule names; None leaves it in the unrouted lane.

    The rules act, not whoever published it. Does nothing for what is not public, a reply, sent on or answered;
    what is shown again goes back into the referral that still holds it. `place` is where in the draft it stands
    ("Article 14(4)"), shown to the body.
    """
    if not policy.may_refer(SYSTEM, contribution):
        return None
    held = queries.open_referrals_of([contribution.id]).get(contribution.id)
    if held is not None:
        contributions.set_lane(contribution, Lane.REFERRED)
        return held
    found = matching.match([queries.as_rule(row) for row in queries.living_rules()], facts)
    if found.rule is None:
        return None
    rule = db.session.get_one(RoutingRule, found.rule.id)
    if rule.body.closed_at is not None:
        return None
    still_answers = rule.person is not None and queries.answers_for(rule.person.id, rule.body_id)
    person = rule.person if still_answers else None
    referral = _make([contribution], rule.body, person=person, days=rule.days, subject=place, now=now)
    referral.rule_id, referral.next_rule_id = rule.id, found.next.id if found.next else None
    _send(referral, [contribution], actor=SYSTEM, now=now)
    return referral


def refer(
    several: Sequence[Contribution], body: Body, *, days: int, actor: Actor, now: datetime,
    person: Account | None = None, subject: str = "", cooperating: Sequence[str] = (),
) -> Referral:
    """Send contributions to a body by hand, as one referral with one clock. Raises Refused; then none is sent."""
    if not several:
        raise Refused(N_("Choose what to send on."))
    if len({one.space_id for one in several}) > 1:
        raise Refused(N_("One referral holds contributions of one consultation only."))
    for contribution in several:
        policy.may_refer(actor, contribution).enforce()
    answers = person is not None and queries.answers_for(person.id, body.id)
    policy.is_fit(body, person, answers, days).enforce()
    referral = _make(several, body, person=person, days=days, subject=subject, now=now)
    referral.cooperating = [slug for slug in cooperating if slug != body.slug]
    _send(referral, several, actor=actor, now=now)
    return referral


def _make(
    several: Sequence[Contribution], body: Body, *, person: Account | None, days: int, subject: str, now: datetime
) -> Referral:
    return Referral(
        space_id=several[0].space_id, body_id=body.id, person_id=person.id if person else None, subject=subject[:200],
        state=ReferralState.WAITING, sent_at=now, due_at=clocks.due_after_days(now, days, body.time_zone),
    )


def _send(referral: Referral, several: Sequence[Contribution], *, actor: Actor, now: datetime) -> None:
    db.session.add(referral)
    db.session.flush()
    history = _note(referral, "", actor=actor, reasons="", now=now)
    for contribution in several:
        db.session.add(ReferralItem(referral_id=referral.id, contribution_id=contribution.id))
        contributions.set_lane(contribution, Lane.REFERRED)
        history.log_seq = public_log.record(
            f"{contribution.type.value}.referred", contribution.public_id, actor_role=actor.role_shown, now=now,
            version=contribution.version,
        )
    db.session.flush()
    outbox.enqueue("referral.sent", referral_id=referral.id)


def _note(referral: Referral, before: str, *, actor: Actor, reasons: str, now: datetime) -> ReferralHistory:
    history = ReferralHistory(
        referral_id=referral.id, before=before, after=referral.state.value, actor_id=actor.id, reasons=reasons, at=now
    )
    db.session.add(history)
    db.session.flush()
    return history


def _change(
    referral: Referral, action: ReferralAction, act: str, *, actor: Actor, reasons: str, now: datetime
) -> ReferralHistory:
    """Do `action`, keep the history and the log entry. The caller enforced its policy and holds the row."""
    before, referral.state = referral.state, REFERRAL.after(referral.state, action)
    if referral.state not in queries.OPEN:
        referral.ended_at = now
    history = _note(referral, before.value, actor=actor, reasons=reasons, now=now)
    history.log_seq = public_log.record(
        f"referral.{act}", referral.public_id, actor_role=actor.role_shown, now=now
    )
    contributions.touch(db.session.get_one(Space, referral.space_id))
    db.session.flush()
    return history


def _lock(referral: Referral) -> Referral:
    return db.session.get_one(Referral, referral.id, with_for_update=True, populate_existing=True)


def accept(referral: Referral, *, actor: Actor, now: datetime) -> None:
    """Take on a referral for one's body, as the person who answers. Raises Refused, IllegalTransition."""
    referral = _lock(referral)
    policy.may_handle(actor, referral).enforce()
    _change(referral, ReferralAction.ACCEPT, "accepted", actor=actor, reasons="", now=now)
    referral.person_id = actor.id
    db.session.flush()


def return_(referral: Referral, reasons: str, *, actor: Actor, now: datetime) -> None:
    """Send a referral back with a reason; what it holds waits in the unrouted lane again. Raises Refused."""
    referral = _lock(referral)
    policy.may_return(actor, referral, reasons).enforce()
    _change(referral, ReferralAction.RETURN, "returned", actor=actor, reasons=reasons, now=now)
    _free(referral)
    outbox.enqueue("referral.returned", referral_id=referral.id)


def withdraw(referral: Referral, reasons: str, *, actor: Actor, now: datetime) -> None:
    """Call a referral back, so that it can be sent elsewhere. Raises Refused, IllegalTransition."""
    referral = _lock(referral)
    policy.may_call_back(actor, db.session.get(Space, referral.space_id)).enforce()
    _change(referral, ReferralAction.WITHDRAW, "called_back", actor=actor, reasons=reasons, now=now)
    _free(referral)
    outbox.enqueue("referral.called_back", referral_id=referral.id)


def _free(referral: Referral) -> None:
    """Put what a referral still owed into the lane where its state belongs: never into nothing."""
    for item, contribution in queries.contents(referral, limit=100_000):
        if item.answered_at is None and contribution.lane is Lane.REFERRED:
            is_public = contribution.state is State.PUBLISHED
            contributions.set_lane(contribution, Lane.UNROUTED if is_public else Lane.NONE)


def call_back(contribution: Contribution, *, actor: Actor, now: datetime) -> None:
    """Ask no answer any more to a contribution that is no longer public; the last one ends its referral.

    `actor` hid it, took it back, or undid its publication, as their own policy allowed.
    """
    referral = queries.open_referrals_of([contribution.id]).get(contribution.id)
    if contribution.lane is Lane.REFERRED:
        contributions.set_lane(contribution, Lane.UNROUTED if contribution.state is State.PUBLISHED else Lane.NONE)
    if referral is None:
        return
    referral = _lock(referral)
    if not _owes(referral):
        _change(referral, ReferralAction.WITHDRAW, "called_back", actor=actor, reasons="", now=now)


def answered(contribution: Contribution, *, actor: Actor, now: datetime) -> None:
    """Note that a contribution was answered; when nothing in its referral is owed any more, the clock stops.

    Called by `responses`, which enforced its policy. What has no referral needs none.
    """
    referral = queries.open_referrals_of([contribution.id]).get(contribution.id)
    if referral is None:
        return
    referral = _lock(referral)
    db.session.execute(
        sa.update(ReferralItem).filter_by(referral_id=referral.id, contribution_id=contribution.id)
        .values(answered_at=now)
    )
    if not _owes(referral):
        _change(referral, ReferralAction.ANSWER, "answered", actor=actor, reasons="", now=now)


def _owes(referral: Referral) -> bool:
    """Say whether a referral still holds something public without an answer."""
    query = (
        sa.select(ReferralItem.contribution_id)
        .join(Contribution, Contribution.id == ReferralItem.contribution_id)
        .where(ReferralItem.referral_id == referral.id, ReferralItem.answered_at.is_(None),
               Contribution.state == State.PUBLISHED)
    )
    return db.session.scalar(query.limit(1)) is not None


def escalate_overdue(*, now: datetime) -> int:
    """Tell, once for each, the person a body named for it that something is overdue; the number of those."""
    overdue = queries.overdue_not_escalated(now)
    for referral in overdue:
        referral.escalated_at = now
        public_log.record("referral.overdue", referral.public_id, actor_role=SYSTEM.role_shown, now=now)
        outbox.enqueue("referral.overdue", referral_id=referral.id)
    db.session.flush()
    return len(overdue)

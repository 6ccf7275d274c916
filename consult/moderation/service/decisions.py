"""Decide on what was said, one by one or several at once, and keep the record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from consult.comments.models import Comment
from consult.contributions import moderated
from consult.contributions import service as contributions
from consult.contributions.lifecycle import Action, State
from consult.contributions.models import Contribution, ContributionHistory
from consult.core import audit, outbox
from consult.core.actor import Actor
from consult.core.database import db
from consult.core.errors import Conflict
from consult.core.lifecycle import IllegalTransition
from consult.core.verdict import N_, Refused
from consult.moderation import masking, policy
from consult.moderation.lifecycle import ON_CONTRIBUTION, AppealState, DecisionAction, open_actions
from consult.moderation.models import Appeal, Decision, Report
from consult.moderation.queries import facts, record
from consult.public_log import service as public_log
from consult.routing import service as routing

ACTS: dict[DecisionAction, str] = {
    DecisionAction.PUBLISH: "published",
    DecisionAction.PUBLISH_MASKED: "published_without_names",
    DecisionAction.HOLD: "held",
    DecisionAction.REJECT: "rejected",
    DecisionAction.HIDE: "hidden",
    DecisionAction.RESTORE: "restored",
    DecisionAction.KEEP: "kept",
    DecisionAction.UNDO: "decision_undone",
}
"""How the public log names each decision, after the kind of thing: `comment.published`."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a moderator's form says. `seen` is the stamp of what the form showed."""

    action: DecisionAction
    seen: str
    rule: str = ""
    reason: str = ""
    spans: Sequence[Sequence[int]] = field(default_factory=tuple)  # places of the body to leave out
    offers_redress: bool = False


def has_waiting_edit(contribution: Contribution) -> bool:
    """Say whether new words wait for a moderator while readers see the old ones."""
    return contribution.waiting_body is not None and contribution.edit_refused_at is None


def words_at_stake(contribution: Contribution) -> str:
    """Give the words that a decision is about: those of a waiting edit, else those of the contribution."""
    edited = contribution.waiting_body if has_waiting_edit(contribution) else None
    return contribution.body if edited is None else edited


def stamp(contribution: Contribution, last_decision_id: int) -> str:
    """Describe what a form shows, so that a decision on anything else is refused."""
    waiting = f"{contribution.waiting_body}|{contribution.waiting_proposed_change}|{contribution.edit_refused_at}"
    edit = hashlib.sha256(waiting.encode()).hexdigest()[:12]
    return f"{contribution.state.value}.{contribution.version}.{edit}.{last_decision_id}"


def lock(contribution: Contribution) -> Contribution:
    """Read the row anew and hold it, so that of two moderators one waits for the other."""
    return db.session.get_one(Contribution, contribution.id, with_for_update=True, populate_existing=True)


def decide(
    contribution: Contribution, wish: Wish, *, actor: Actor, now: datetime, bulk_key: str | None = None
) -> Decision:
    """Decide on `contribution`, keep the record, send it on or call it back, and queue the letter to its author.

    Raises Refused; Conflict when somebody decided or the author wrote since the form was shown.
    """
    contribution = lock(contribution)
    policy.may_decide(actor, contribution).enforce()
    last = record.last_decision(contribution.id)
    if wish.seen != stamp(contribution, last.id if last else 0):
        raise Conflict(theirs=described(contribution, last), yours=_described_wish(wish))
    if _open_appeal(contribution) is not None:
        raise Refused(N_("The writer has appealed. Decide the appeal, so that they get an answer to it."))
    policy.is_complete(wish.action, wish.rule, wish.reason).enforce()
    return enact(contribution, wish, actor=actor, now=now, bulk_key=bulk_key)


def enact(
    contribution: Contribution, wish: Wish, *, actor: Actor, now: datetime, bulk_key: str | None = None
) -> Decision:
    """Carry out a decision that was allowed: by `decide`, or by an appeal that was upheld."""
    actions = open_actions(contribution.state, has_waiting_edit=has_waiting_edit(contribution),
                           is_masked=contribution.masked_body is not None)
    if wish.action not in actions:
        raise IllegalTransition(contribution.state, wish.action)
    prior, before = _prior(contribution, wish.action), contribution.state
    spans = masking.everywhere(words_at_stake(contribution), wish.spans)
    history = _carry_out(contribution, wish, spans, actor=actor, now=now)
    rule = f".{wish.rule}" if wish.action in (DecisionAction.REJECT, DecisionAction.HIDE) else ""
    act = f"{ACTS[wish.action]}{rule}"
    history.log_seq = log(contribution, f"edit_{act}" if prior["edit"] else act, actor=actor, now=now)
    decision = Decision(
        contribution_id=contribution.id, contribution=contribution, action=wish.action, rule=wish.rule,
        reason=wish.reason, before=before.value, after=contribution.state.value, prior=prior,
        spans=[list(one) for one in spans] if wish.action is DecisionAction.PUBLISH_MASKED else None,
        offers_redress=wish.offers_redress, actor_id=actor.id, bulk_key=bulk_key, log_seq=history.log_seq, at=now,
    )
    db.session.add(decision)
    db.session.flush()
    prior["stamp"] = stamp(contribution, 0)
    decision.prior = dict(prior)
    settle_reports(contribution, now=now)
    follow(contribution, before, actor=actor, now=now)
    outbox.enqueue("moderation.decided", not_before=now + policy.UNDO_WITHIN, decision_id=decision.id)
    return decision


def _prior(contribution: Contribution, action: DecisionAction) -> dict[str, Any]:
    """Note what undoing must put back: no texts, only places and times."""
    masked_by = record.mask_in_force(contribution)
    takes_edit = has_waiting_edit(contribution) and action is not DecisionAction.HIDE
    first = contribution.first_published_at
    due = contribution.queue_due_at
    return {
        "first_published_at": first.isoformat() if first else None,
        "queue_due_at": due.isoformat() if due else None,
        "queue_reason": contribution.queue_reason,
        "queue_rank": contribution.queue_rank,
        "spans": masked_by.spans if masked_by else None,
        "edit": takes_edit,
    }


def _carry_out(
    contribution: Contribution, wish: Wish, spans: list[masking.Span], *, actor: Actor, now: datetime
) -> ContributionHistory:
    action, takes_edit = wish.action, has_waiting_edit(contribution)
    if takes_edit and action in (DecisionAction.PUBLISH, DecisionAction.PUBLISH_MASKED):
        contributions.replace_words(contribution, contribution.waiting_body or "",
                                    proposed_change=contribution.waiting_proposed_change or "", now=now)
    elif takes_edit and action is DecisionAction.REJECT:
        moderated.refuse_edit(contribution, now=now)
    elif action is DecisionAction.PUBLISH and contribution.masked_body is not None:
        moderated.show_all(contribution)
    if action is DecisionAction.PUBLISH_MASKED:
        _leave_out(contribution, spans)
    step = ON_CONTRIBUTION[action]
    if step is None or (contribution.state is State.PUBLISHED and step is not Action.HIDE):
        contributions.leave_queue(contribution)
        return moderated.note(contribution, action.value, actor=actor, reasons=wish.reason, now=now)
    return contributions.change_state(contribution, step, actor=actor, role=actor.role_shown, reasons=wish.reason,
                                      now=now)


def _leave_out(contribution: Contribution, spans: list[masking.Span]) -> None:
    """Mask the body; words that also stand in the proposed wording cannot be left out of it without changing it."""
    if not spans:
        raise Refused(N_("Mark the words to leave out. Nothing was marked."))
    words = masking.words_at(contribution.body, spans)
    change = contribution.proposed_change if isinstance(contribution, Comment) else ""
    if masking.places_of(change, words) or masking.places_of(contribution.shown_name, words):
        raise Refused(
            N_("The same words stand in the proposed wording or in the name. Hold it, and ask the writer to change them.")
        )
    moderated.leave_out(contribution, masking.masked(contribution.body, spans))
    moderated.mask_earlier(contribution, lambda text: masking.masked(text, masking.places_of(text, words)))


def log(contribution: Contribution, act: str, *, actor: Actor, now: datetime) -> int:
    """Append an act on a contribution to the public log; no text and no name goes with it."""
    return public_log.record(
        f"{contribution.type.value}.{act}", contribution.public_id, actor_role=actor.role_shown, now=now,
        version=contribution.version, content_sha256=contributions.content_hash(contribution),
    )


def follow(contribution: Contribution, before: State, *, actor: Actor, now: datetime) -> None:
    """Send on what has just appeared, and call back what has gone."""
    if contribution.state is State.PUBLISHED and before is not State.PUBLISHED:
        found = facts.of_contributions([contribution])[contribution.id]
        routing.route(contribution, found.facts, place=found.place, now=now)
        if has_waiting_edit(contribution):
            contributions.await_moderator(contribution, "edited", now=now)
        if contribution.first_published_at == now:
            outbox.enqueue("contribution.published", not_before=now + policy.UNDO_WITHIN,
                           contribution_id=contribution.id)
    elif contribution.state is not State.PUBLISHED and before is State.PUBLISHED:
        routing.call_back(contribution, actor=actor, now=now)


def settle_reports(contribution: Contribution, *, now: datetime) -> None:
    """Close the open reports: somebody has looked."""
    db.session.execute(
        sa.update(Report).where(Report.contribution_id == contribution.id, Report.settled_at.is_(None))
        .values(settled_at=now)
    )


def _open_appeal(contribution: Contribution) -> Appeal | None:
    return db.session.scalar(sa.select(Appeal).filter_by(contribution_id=contribution.id, state=AppealState.OPEN))


def described(contribution: Contribution, decision: Decision | None) -> dict[str, Any]:
    """Say what somebody else did meanwhile, for the page of a conflict."""
    found: dict[str, Any] = {"state": contribution.state.value}
    if decision is not None:
        found |= {"action": decision.action.value, "rule": decision.rule, "reason": decision.reason,
                  "at": decision.at, "before": decision.before}
    return found


def _described_wish(wish: Wish) -> dict[str, Any]:
    return {"action": wish.action.value, "rule": wish.rule, "reason": wish.reason}


def unmask(contribution: Contribution, *, actor: Actor, now: datetime) -> None:
    """Record that a moderator opens words which readers do not see. Raises Refused."""
    policy.may_unmask(actor, contribution).enforce()
    audit.note("moderation.unmasked", actor_id=actor.id, at=now, object_type="contribution",
               object_id=contribution.public_id)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one thing in a decision about several: a decision, or the reason why there is none."""

    contribution: Contribution
    decision: Decision | None = None
    reason: str = ""


def decide_several(
    wishes: Iterable[tuple[Contribution, Wish]], *, key: str, actor: Actor, now: datetime
) -> list[Outcome]:
    """Decide on several with one reason; each stands for itself, and what fails says why. Raises Refused."""
    policy.may_see_queue(actor).enforce()
    outcomes = []
    for contribution, wish in wishes:
        try:
            with db.session.begin_nested():
                decision = decide(contribution, wish, actor=actor, now=now, bulk_key=key)
            outcomes.append(Outcome(contribution, decision))
        except (Refused, Conflict) as error:
            outcomes.append(Outcome(contribution, reason=error.reason))
        except IllegalTransition:
            outcomes.append(Outcome(contribution, reason=N_("This cannot be decided so in the state it is in now.")))
    return outcomes

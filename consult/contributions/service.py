"""Take in what is said and change where it stands; counts are kept here, in the same transaction.

What is public is also logged, but not here: `public_log` stands beside this package, so whoever calls these
functions records the act and writes its number into the history row that they return.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa

from consult.contributions import policy
from consult.contributions.lifecycle import CONTRIBUTION, Action, Lane, Moderation, State
from consult.contributions.models import (
    Contribution,
    ContributionHistory,
    Participant,
    Space,
    Support,
    Thread,
    Wording,
)
from consult.core import search, text
from consult.core.actor import Actor
from consult.core.database import db

MODERATED_WITHIN = timedelta(hours=24)
"""The promise shown to authors: usually moderated within this time."""
RANK_HARM, RANK_REPORTED, RANK_NEW = 0, 3, 5


def make_space(*, body_id: int) -> Space:
    """Make an empty space for a body's exercise; shut until its owner sets its rules."""
    space = Space(body_id=body_id, moderation=Moderation.BEFORE)
    db.session.add(space)
    db.session.flush()
    return space


def set_rules(
    space: Space, *, opens_at: datetime | None, closes_at: datetime | None, moderation: Moderation,
    guests_allowed: bool, is_shut: bool = False,
) -> None:
    """Set when a space is open and how it is moderated; called by its owner's service, which enforced its policy."""
    space.opens_at, space.closes_at = opens_at, closes_at
    space.moderation, space.guests_allowed, space.is_shut = moderation, guests_allowed, is_shut
    touch(space)


def make_thread(space: Space) -> Thread:
    """Make a place in `space` where contributions can hang."""
    thread = Thread(space_id=space.id)
    db.session.add(thread)
    db.session.flush()
    return thread


def touch(space: Space) -> None:
    """Say that something readers can see changed in `space`; kept pages are made anew."""
    space.revision = Space.revision + 1


def content_hash(contribution: Contribution) -> str:
    """Hash the words with their salt, for the public log; "" once they are erased."""
    if contribution.salt is None:
        return ""
    return hashlib.sha256(contribution.salt + contribution.body.encode()).hexdigest()


def add(
    contribution: Contribution, *, actor: Actor, now: datetime, form_opened_at: datetime | None = None,
    must_confirm: bool = False, rank: int = RANK_NEW, role: str = "",
) -> list[ContributionHistory]:
    """Take in a new contribution (made by the caller, not yet added) and say where it starts.

    A guest's waits for the link in the mail; else it waits for a moderator or is published at once, as its space
    says; a text that speaks of harm to oneself (`rank` 0) goes to the head of the queue. Raises Refused.
    """
    space = db.session.get_one(Space, contribution.space_id)
    policy.may_contribute(actor, space, now, form_opened_at=form_opened_at).enforce()
    contribution.posted_at = now
    contribution.salt = secrets.token_bytes(16)
    contribution.html = contribution.html or text.rich(contribution.body)
    contribution.state = State.UNCONFIRMED if must_confirm else State.RECEIVED
    contribution.queue_rank = rank
    db.session.add(contribution)
    db.session.flush()
    history = _write_history(contribution, "receive", "", actor=actor, role=role, reasons="", now=now)
    return [history] if must_confirm else [history, *_enter(contribution, space, actor=actor, now=now)]


def _enter(contribution: Contribution, space: Space, *, actor: Actor, now: datetime) -> None:
    """Queue what has just come in, and publish it where moderation comes after."""
    await_moderator(contribution, "new", now=now)
    if space.moderation is Moderation.AFTER:
        due_at, rank = contribution.queue_due_at, contribution.queue_rank
        change_state(contribution, Action.PUBLISH, actor=actor, role="", reasons="", now=now)
        contribution.queue_due_at, contribution.queue_reason, contribution.queue_rank = due_at, "new", rank


def confirm(contribution: Contribution, *, actor: Actor, now: datetime) -> list[ContributionHistory]:
    """Take in a guest's contribution whose mail link was opened; the caller checked the link."""
    if actor.guest_id is None or contribution.guest_id != actor.guest_id:
        policy.may_withdraw(actor, contribution).enforce()
    rank = contribution.queue_rank
    history = change_state(contribution, Action.CONFIRM, actor=actor, role="guest", reasons="", now=now)
    contribution.queue_rank = rank
    _enter(contribution, contribution.space, actor=actor, now=now)
    return history


def await_moderator(
    contribution: Contribution, reason: str, *, now: datetime, rank: int | None = None, due_at: datetime | None = None
) -> None:
    """Put a contribution into the moderators' queue: `new`, `edited`, `reported` or `appealed`."""
    if contribution.queue_due_at is None:
        contribution.queue_due_at = due_at or now + MODERATED_WITHIN
        contribution.queue_reason = reason
    if rank is not None:
        contribution.queue_rank = min(contribution.queue_rank, rank)


def leave_queue(contribution: Contribution) -> None:
    """Take a contribution out of the moderators' queue."""
    contribution.queue_due_at, contribution.queue_reason = None, ""
    contribution.queue_rank = RANK_NEW


def change_state(
    contribution: Contribution, action: Action, *, actor: Actor, role: str, reasons: str, now: datetime
) -> ContributionHistory:
    """Do `action`: state, history, counts, search, queue. The caller enforced its policy. Raises IllegalTransition.

    Returns the history row, into which the caller writes the number of the log entry.
    """
    before = contribution.state
    after = CONTRIBUTION.after(before, action)
    contribution.state = after
    leave_queue(contribution)
    if after is State.RECEIVED:
        await_moderator(contribution, "edited" if action is Action.RESUBMIT else "new", now=now)
    if after is State.PUBLISHED and contribution.first_published_at is None:
        contribution.first_published_at = now
        _count_person(contribution)
    if (before is State.PUBLISHED) != (after is State.PUBLISHED):
        _count(contribution, 1 if after is State.PUBLISHED else -1)
    if after is State.PUBLISHED:
        make_findable(contribution)
        if contribution.lane is Lane.NONE and contribution.parent_id is None:
            contribution.lane = Lane.UNROUTED
    else:
        search.remove(contribution.type.value, contribution.public_id)
        if contribution.lane is Lane.UNROUTED:
            contribution.lane = Lane.NONE
    return _write_history(contribution, action.value, before.value, actor=actor, role=role, reasons=reasons, now=now)


def make_findable(contribution: Contribution) -> None:
    """Write what the search may find of a published contribution: the words that readers see."""
    words = contribution.masked_body if contribution.masked_body is not None else contribution.body
    search.put(
        contribution.type.value, contribution.public_id, language=contribution.language,
        url=f"/comments/{contribution.public_id}/", title=contribution.shown_name, body=words,
        at=contribution.posted_at, space_id=contribution.space_id,
    )


def _write_history(
    contribution: Contribution, action: str, before: str, *, actor: Actor, role: str, reasons: str, now: datetime
) -> ContributionHistory:
    history = ContributionHistory(
        contribution_id=contribution.id, action=action, before=before, after=contribution.state.value,
        actor_id=actor.id, actor_role=role or actor.role_shown, reasons=reasons, at=now,
    )
    db.session.add(history)
    touch(contribution.space or db.session.get_one(Space, contribution.space_id))
    db.session.flush()
    return history


def _count(contribution: Contribution, step: int) -> None:
    """Keep the counts of thread, space and root when something appears (1) or disappears (-1)."""
    is_root = contribution.parent_id is None
    db.session.execute(
        sa.update(Thread).where(Thread.id == contribution.thread_id).values(
            published_count=Thread.published_count + step, root_count=Thread.root_count + (step if is_root else 0)
        )
    )
    db.session.execute(
        sa.update(Space).where(Space.id == contribution.space_id).values(
            published_count=Space.published_count + step,
            answerable_count=Space.answerable_count + (step if is_root else 0),
            answered_count=Space.answered_count + (step if is_root and contribution.answered_at else 0),
        )
    )
    if contribution.root_id is not None:
        db.session.execute(
            sa.update(Contribution).where(Contribution.id == contribution.root_id).values(
                reply_count=Contribution.reply_count + step
            )
        )


def _count_person(contribution: Contribution) -> None:
    """Count a person once in each space, when the first thing they said there is published."""
    if contribution.author_id is not None:
        key = f"a{contribution.author_id}"
    elif contribution.guest_id is not None:
        key = f"g{contribution.guest_id}"
    else:
        return
    if db.session.get(Participant, (contribution.space_id, key)) is None:
        db.session.add(Participant(space_id=contribution.space_id, person_key=key))
        db.session.execute(
            sa.update(Space).where(Space.id == contribution.space_id).values(people_count=Space.people_count + 1)
        )


def reword(contribution: Contribution, body: str, *, proposed_change: str = "", actor: Actor, now: datetime) -> bool:
    """Change the words as their author wishes; true when readers see the new ones at once.

    What was published keeps its old wording in view until a moderator looked, where moderation comes first; each
    wording that readers saw stays in the public history. Raises Refused.
    """
    policy.may_edit(actor, contribution, now).enforce()
    if contribution.state is State.PUBLISHED and contribution.space.moderation is Moderation.BEFORE:
        contribution.waiting_body, contribution.waiting_proposed_change = body, proposed_change
        contribution.edit_refused_at = None
        await_moderator(contribution, "edited", now=now)
        _write_history(contribution, Action.EDIT.value, contribution.state.value, actor=actor, role="",
                       reasons="", now=now)
        return False
    if contribution.state is State.PUBLISHED:
        replace_words(contribution, body, proposed_change=proposed_change, now=now)
        await_moderator(contribution, "edited", now=now)
        _write_history(contribution, Action.EDIT.value, contribution.state.value, actor=actor, role="",
                       reasons="", now=now)
        return True
    contribution.body, contribution.html = body, text.rich(body)
    contribution.salt = secrets.token_bytes(16)
    contribution.version += 1
    change_state(contribution, Action.RESUBMIT, actor=actor, role="", reasons="", now=now)
    return False


def replace_words(contribution: Contribution, body: str, *, proposed_change: str = "", now: datetime) -> None:
    """Put new words before readers and keep the old ones in the public history."""
    db.session.add(
        Wording(
            contribution_id=contribution.id, version=contribution.version,
            body=contribution.masked_body if contribution.masked_body is not None else contribution.body,
            proposed_change=getattr(contribution, "proposed_change", ""), html=contribution.html, replaced_at=now,
        )
    )
    contribution.version += 1
    contribution.body, contribution.html = body, text.rich(body)
    contribution.masked_body = None
    contribution.waiting_body = contribution.waiting_proposed_change = None
    contribution.edit_refused_at = None
    contribution.salt = secrets.token_bytes(16)
    contribution.edited_at = now
    if hasattr(contribution, "proposed_change"):
        contribution.proposed_change = proposed_change
    make_findable(contribution)
    touch(contribution.space)


def mask(contribution: Contribution, masked_body: str) -> None:
    """Let readers see the words without what was left out; moderators open the rest by a logged click."""
    contribution.masked_body, contribution.html = masked_body, text.rich(masked_body)
    touch(contribution.space)


def unmask(contribution: Contribution) -> None:
    """Let readers see all the words again (an undone decision)."""
    contribution.masked_body, contribution.html = None, text.rich(contribution.body)
    touch(contribution.space)


def withdraw(contribution: Contribution, *, actor: Actor, now: datetime) -> ContributionHistory:
    """Take back what one said; a mark stays where replies hang. Raises Refused."""
    policy.may_withdraw(actor, contribution).enforce()
    return change_state(contribution, Action.WITHDRAW, actor=actor, role="", reasons="", now=now)


def erase(contribution: Contribution, *, actor: Actor, now: datetime) -> ContributionHistory:
    """Erase words, salt, names and earlier wordings; the mark and the log entry stay and reveal nothing."""
    if not policy.is_author(actor, contribution) and not actor.is_system:
        policy.may_withdraw(actor, contribution).enforce()
    history = change_state(contribution, Action.ERASE, actor=actor, role="", reasons="", now=now)
    contribution.body = contribution.html = contribution.shown_name = ""
    contribution.masked_body = contribution.waiting_body = contribution.waiting_proposed_change = None
    contribution.salt = None
    contribution.stakeholder_group = contribution.jurisdiction = ""
    if hasattr(contribution, "proposed_change"):
        contribution.proposed_change = ""
    db.session.execute(sa.delete(Wording).where(Wording.contribution_id == contribution.id))
    return history


def support(contribution: Contribution, *, actor: Actor, now: datetime) -> None:
    """Support a contribution; twice is once. Raises Refused."""
    policy.may_support(actor, contribution, now).enforce()
    if db.session.get(Support, (contribution.id, actor.id)) is None:
        db.session.add(Support(contribution_id=contribution.id, account_id=actor.id, at=now))
        contribution.support_count = Contribution.support_count + 1
        touch(contribution.space)
        db.session.flush()


def take_back_support(contribution: Contribution, *, actor: Actor, now: datetime) -> None:
    """Take one's support back. Raises Refused."""
    policy.may_support(actor, contribution, now).enforce()
    held = db.session.get(Support, (contribution.id, actor.id))
    if held is not None:
        db.session.delete(held)
        contribution.support_count = Contribution.support_count - 1
        touch(contribution.space)
        db.session.flush()


def set_lane(contribution: Contribution, lane: Lane) -> None:
    """Say where a contribution waits for its answer; called by `routing`, which enforced its policy."""
    contribution.lane = lane
    touch(contribution.space)


def mark_answered(contribution: Contribution, *, now: datetime) -> None:
    """Note that an answer was published; called by `responses`. A second answer (a correction) counts once."""
    if contribution.answered_at is None and contribution.parent_id is None and contribution.state is State.PUBLISHED:
        contribution.space.answered_count = Space.answered_count + 1
    contribution.answered_at = contribution.answered_at or now
    contribution.lane = Lane.ANSWERED
    touch(contribution.space)

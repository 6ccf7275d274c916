"""What a moderator's decision, and its undoing, do to a contribution beyond its state; part of the service.

Called by `moderation`, which enforced its policy and keeps its own record; nothing here judges who may.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa

from consult.contributions import service
from consult.contributions.lifecycle import State
from consult.contributions.models import Contribution, ContributionHistory, Wording
from consult.core import text
from consult.core.actor import Actor
from consult.core.database import db


def queue_again(contribution: Contribution, reason: str, *, due_at: datetime | None, rank: int) -> None:
    """Put a contribution into the moderators' queue at the place it had; `due_at` None means that it had none."""
    if due_at is None:
        service.leave_queue(contribution)
        return
    contribution.queue_due_at, contribution.queue_reason, contribution.queue_rank = due_at, reason, rank


def forget_publication(contribution: Contribution, first_published_at: datetime | None) -> None:
    """Say when readers saw it first, as it was before a publication that is undone."""
    contribution.first_published_at = first_published_at


def take_back_edit(contribution: Contribution, *, now: datetime) -> None:
    """Let an edit that a moderator had let through wait again, and show readers the wording before it.

    The wording that was let through for some minutes leaves the public history: it may have been let through by
    mistake. Where names had been left out of the earlier wording, they stay left out.
    """
    edited, edited_change = contribution.body, getattr(contribution, "proposed_change", "")
    version = contribution.version
    earlier = db.session.scalar(
        sa.select(Wording).filter_by(contribution_id=contribution.id, version=version - 1)
    )
    if earlier is None:
        return
    service.replace_words(contribution, earlier.body, proposed_change=earlier.proposed_change, now=now)
    db.session.flush()
    db.session.execute(sa.delete(Wording).filter_by(contribution_id=contribution.id, version=version))
    contribution.waiting_body, contribution.waiting_proposed_change = edited, edited_change


def refuse_edit(contribution: Contribution, *, now: datetime | None) -> None:
    """Keep the words that readers see; the refused ones stay with their author. `now` None lets them wait again."""
    contribution.edit_refused_at = now


def mask_earlier(contribution: Contribution, leave_out_of: Callable[[str], str]) -> None:
    """Leave the same words out of earlier wordings, which the public history shows. This is not undone."""
    for earlier in db.session.scalars(sa.select(Wording).filter_by(contribution_id=contribution.id)):
        body, change = leave_out_of(earlier.body), leave_out_of(earlier.proposed_change)
        if (body, change) != (earlier.body, earlier.proposed_change):
            earlier.body, earlier.proposed_change, earlier.html = body, change, text.rich(body)


def note(
    contribution: Contribution, action: str, *, actor: Actor, reasons: str = "", now: datetime
) -> ContributionHistory:
    """Write a change into the history that leaves the state as it is; the caller adds the number of its log entry."""
    history = ContributionHistory(
        contribution_id=contribution.id, action=action, before=contribution.state.value,
        after=contribution.state.value, actor_id=actor.id, actor_role=actor.role_shown, reasons=reasons, at=now,
    )
    db.session.add(history)
    service.touch(contribution.space)
    db.session.flush()
    return history


def leave_out(contribution: Contribution, masked_body: str) -> None:
    """Let readers and the search see the words without what was left out."""
    service.mask(contribution, masked_body)
    _find_again(contribution)


def show_all(contribution: Contribution) -> None:
    """Let readers and the search see all the words again."""
    service.unmask(contribution)
    _find_again(contribution)


def _find_again(contribution: Contribution) -> None:
    if contribution.state is State.PUBLISHED:
        service.make_findable(contribution)

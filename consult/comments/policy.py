"""Who may comment, reply and edit."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from consult.contributions import policy as contributions
from consult.contributions.lifecycle import State
from consult.core.actor import Actor
from consult.core.verdict import YES, N_, Verdict, no

if TYPE_CHECKING:
    from consult.contributions.models import Contribution, Space


def may_comment(
    actor: Actor, space: Space, now: datetime, *, parent: Contribution | None = None,
    words_for_body: int | None = None, form_opened_at: datetime | None = None,
) -> Verdict:
    """Say whether `actor` may comment in `space`, reply to `parent`, or speak for a body."""
    if words_for_body is not None:
        if words_for_body != space.body_id or not actor.has("policymaker", of=words_for_body):
            return no(N_("Only a policymaker of the body that asks can reply in its name."))
        return _may_reply(parent)
    verdict = contributions.may_contribute(actor, space, now, form_opened_at=form_opened_at)
    if not verdict:
        return verdict
    return _may_reply(parent) if parent is not None else YES


def _may_reply(parent: Contribution | None) -> Verdict:
    if parent is None:
        return no(N_("A body answers to what somebody said. Choose a comment to reply to."))
    if parent.state is not State.PUBLISHED:
        return no(N_("This is not public now, so nobody can reply to it."))
    return YES


def may_edit(actor: Actor, comment: Contribution, now: datetime, *, version: int) -> Verdict:
    """Say whether `actor` may change a comment of which their form showed `version`."""
    verdict = contributions.may_edit(actor, comment, now)
    if verdict and version != comment.version:
        return no(N_("You changed this in another window meanwhile. Load the page again to see your latest words."))
    return verdict

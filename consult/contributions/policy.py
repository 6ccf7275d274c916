"""Who may contribute, edit, withdraw and support; a refusal is a sentence fit to show."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from consult.contributions.lifecycle import State
from consult.core.actor import Actor
from consult.core.verdict import YES, N_, Verdict, no

if TYPE_CHECKING:
    from consult.contributions.models import Contribution, Space

GRACE = timedelta(minutes=15)
"""A form opened before the closing time is accepted for so long after it (`states.md`)."""


def is_open(space: Space, now: datetime) -> bool:
    """Say whether contributions are taken at `now`."""
    if space.is_shut or space.opens_at is None or now < space.opens_at:
        return False
    return space.closes_at is None or now < space.closes_at


def may_contribute(actor: Actor, space: Space, now: datetime, *, form_opened_at: datetime | None = None) -> Verdict:
    """Say whether `actor` may say something in `space` at `now`; a form opened in time has some grace."""
    if space.is_shut:
        return no(N_("This consultation was withdrawn. It takes no more contributions."))
    if space.opens_at is None or now < space.opens_at:
        return no(N_("This consultation is not open yet. You can follow it to hear when it opens."))
    if space.closes_at is not None and now >= space.closes_at:
        in_time = form_opened_at is not None and form_opened_at < space.closes_at and now < space.closes_at + GRACE
        if not in_time:
            return no(N_("This consultation is closed. You can still read everything, and the answers."))
    if actor.id is None and not space.guests_allowed and not actor.is_system:
        return no(N_("Please sign in to take part here."))
    return YES


def is_author(actor: Actor, contribution: Contribution) -> bool:
    """Say whether `actor` said this, by account or as the guest whose receipt was shown."""
    if actor.id is not None and contribution.author_id == actor.id:
        return True
    return actor.guest_id is not None and contribution.guest_id == actor.guest_id


def may_read(actor: Actor, contribution: Contribution) -> Verdict:
    """Say whether `actor` may read this at all: what is or was public, its author, and moderators."""
    if contribution.first_published_at is not None or is_author(actor, contribution):
        return YES
    if actor.has("moderator") and not actor.works_for(contribution.space.body_id):
        return YES
    return no(N_("This is not public."))


def may_edit(actor: Actor, contribution: Contribution, now: datetime) -> Verdict:
    """Say whether `actor` may change their words; after an answer only withdrawal is left."""
    if not is_author(actor, contribution):
        return no(N_("Only the person who wrote this can change it."))
    if contribution.answered_at is not None:
        return no(N_("This has been answered. You can withdraw it, but no longer change it."))
    if contribution.state in (State.HELD, State.RECEIVED):
        return YES
    if contribution.state is State.PUBLISHED:
        if is_open(contribution.space, now):
            return YES
        return no(N_("The consultation is closed. You can withdraw this, but no longer change it."))
    return no(N_("This can no longer be changed."))


def may_withdraw(actor: Actor, contribution: Contribution) -> Verdict:
    """Say whether `actor` may take this back."""
    if not is_author(actor, contribution):
        return no(N_("Only the person who wrote this can withdraw it."))
    if contribution.state in (State.WITHDRAWN, State.ERASED):
        return no(N_("This was already withdrawn."))
    return YES


def may_support(actor: Actor, contribution: Contribution, now: datetime) -> Verdict:
    """Say whether `actor` may support this: signed in, not their own, public, and while it is open."""
    if actor.id is None:
        return no(N_("Please sign in to support this. So each person counts once."))
    if is_author(actor, contribution):
        return no(N_("You wrote this. Others can support it."))
    if contribution.state is not State.PUBLISHED:
        return no(N_("This is not public now."))
    if not is_open(contribution.space, now):
        return no(N_("The consultation is closed."))
    return YES

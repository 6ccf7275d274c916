"""Who may follow."""

from __future__ import annotations

from consult.core.actor import Actor
from consult.core.verdict import YES, N_, Verdict, no


def may_follow(actor: Actor) -> Verdict:
    """Say whether `actor` may follow things and be told of them: everybody with an account."""
    if actor.id is None:
        return no(N_("Please sign in, so that we know whom to tell."))
    return YES


def by_the_service() -> Verdict:
    """Telling people is the service's own act; it tells only what is public, or the author of what happened to theirs."""
    return YES

"""Who may send, take on, send back and call back, and who may make rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.contributions.lifecycle import Lane, State
from consult.core.actor import Actor
from consult.core.verdict import N_, YES, Verdict, no

if TYPE_CHECKING:
    from consult.accounts.models import Account, Body
    from consult.contributions.models import Contribution, Space
    from consult.routing.models import Referral, RoutingRule

MOST_DAYS = 365


def may_see_referrals(actor: Actor) -> Verdict:
    """Say whether `actor` may see what bodies owe: for their own bodies only."""
    if actor.bodies("policymaker") or actor.bodies("caseworker"):
        return YES
    return no(N_("Only people who answer for a body can open this page."))


def may_route(actor: Actor, space: Space | None) -> Verdict:
    """Say whether `actor` may send what was said in `space` to a body: the rules by themselves, or a moderator."""
    if actor.is_system:
        return YES
    if not actor.has("moderator"):
        return no(N_("Only moderators can send this on."))
    if space is None:
        return no(N_("We cannot tell whose draft this belongs to, so nobody can send it on yet."))
    if actor.works_for(space.body_id):
        return no(N_("You work for the body whose draft this is about. Another moderator must send it on."))
    return YES


def may_refer(actor: Actor, contribution: Contribution) -> Verdict:
    """Say whether `actor` may send `contribution` on now: public, not a reply, not sent or answered already."""
    verdict = may_route(actor, contribution.space)
    if not verdict:
        return verdict
    if contribution.state is not State.PUBLISHED:
        return no(N_("Only what is public can be sent on."))
    if contribution.parent_id is not None:
        return no(N_("A reply goes with the comment it replies to."))
    if contribution.lane is Lane.REFERRED:
        return no(N_("This has been sent on already. Call it back first."))
    if contribution.lane is Lane.ANSWERED:
        return no(N_("This has been answered."))
    return YES


def may_handle(actor: Actor, referral: Referral) -> Verdict:
    """Say whether `actor` may take on `referral` or send it back: a policymaker of the body that must answer."""
    if actor.has("policymaker", of=referral.body_id):
        return YES
    return no(N_("Only a policymaker of the body that must answer can do this."))


def may_return(actor: Actor, referral: Referral, reasons: str) -> Verdict:
    """Say whether `actor` may send `referral` back; never without a reason."""
    verdict = may_handle(actor, referral)
    if verdict and not reasons.strip():
        return no(N_("Say why it is not yours, and whose it may be."))
    return verdict


def may_call_back(actor: Actor, space: Space | None) -> Verdict:
    """Say whether `actor` may call a referral back: whoever may send it."""
    return may_route(actor, space)


def may_see_rules(actor: Actor) -> Verdict:
    """Say whether `actor` may open the rules of routing."""
    if actor.has("moderator") or actor.has("administrator"):
        return YES
    return no(N_("Only moderators and administrators can see the rules of routing."))


def may_make_rule(actor: Actor, space: Space | None) -> Verdict:
    """Say whether `actor` may make a rule, for one consultation where `space` is given."""
    verdict = may_see_rules(actor)
    if verdict and space is not None and actor.works_for(space.body_id):
        return no(N_("You work for the body whose draft this is about. Another moderator must make the rule."))
    return verdict


def may_retire_rule(actor: Actor, rule: RoutingRule, space: Space | None) -> Verdict:
    """Say whether `actor` may retire `rule`; what it sent stays where it is."""
    verdict = may_make_rule(actor, space)
    if verdict and rule.retired_at is not None:
        return no(N_("This rule was retired already."))
    return verdict


def is_fit(body: Body, person: Account | None, person_answers_for_body: bool, days: int) -> Verdict:
    """Say whether a body, and a person of it, can be given something to answer within `days`."""
    if body.closed_at is not None:
        return no(N_("This body is closed. Choose another."))
    if person is not None and not person_answers_for_body:
        return no(N_("This person does not answer for this body."))
    if not 1 <= days <= MOST_DAYS:
        return no(N_("Give between 1 and 365 days."))
    return YES

"""Who may moderate, report, appeal and undo. Whatever is not clearly allowed is refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from consult.accounts.lifecycle import NameState
from consult.contributions.lifecycle import State
from consult.contributions.policy import is_author
from consult.core.actor import Actor
from consult.core.verdict import N_, YES, Verdict, no
from consult.moderation.lifecycle import NEEDS_REASON, NEEDS_RULE, AppealState, DecisionAction
from consult.moderation.rules import BY_CODE

if TYPE_CHECKING:
    from consult.accounts.models import Account, Group
    from consult.contributions.models import Contribution, Space
    from consult.moderation.models import Appeal, Decision, Theme

UNDO_WITHIN = timedelta(minutes=10)
APPEAL_WITHIN = timedelta(days=183)
"""At least six months, as Regulation (EU) 2022/2065, Article 20(1), gives complaints against moderation."""
APPEAL_DECIDED_WITHIN_WORKING_DAYS = 10
CAN_BE_APPEALED = frozenset({DecisionAction.REJECT, DecisionAction.HIDE, DecisionAction.PUBLISH_MASKED})


def may_see_queue(actor: Actor) -> Verdict:
    """Say whether `actor` may open the moderators' pages at all."""
    if actor.has("moderator"):
        return YES
    return no(N_("Only moderators can open this page."))


def may_moderate(actor: Actor, space: Space | None) -> Verdict:
    """Say whether `actor` may moderate what is said in `space`; unknown spaces are refused."""
    if not may_see_queue(actor):
        return no(N_("Only moderators can decide this."))
    if space is None:
        return no(N_("We cannot tell whose draft this belongs to, so nobody can decide it yet."))
    if actor.works_for(space.body_id):
        return no(N_("You work for the body whose draft this is about. Another moderator must decide."))
    return YES


def may_decide(actor: Actor, contribution: Contribution) -> Verdict:
    """Say whether `actor` may decide on `contribution`: a moderator, not its author, not of the body that asks."""
    verdict = may_moderate(actor, contribution.space)
    if not verdict:
        return verdict
    if is_author(actor, contribution):
        return no(N_("You wrote this yourself. Another moderator must decide."))
    if actor.group_id is not None and contribution.group_id == actor.group_id:
        return no(N_("Your own group wrote this. Another moderator must decide."))
    if contribution.answers_for_body_id is not None and actor.works_for(contribution.answers_for_body_id):
        return no(N_("You work for the body that wrote this. Another moderator must decide."))
    if contribution.state in (State.UNCONFIRMED, State.WITHDRAWN, State.ERASED):
        return no(N_("There is nothing to decide here: its author has not confirmed it, or has taken it back."))
    return YES


def is_complete(action: DecisionAction, rule: str, reason: str) -> Verdict:
    """Say whether a decision names the rule and the reason that it owes its author."""
    if rule and rule not in BY_CODE:
        return no(N_("There is no rule with this code. Choose one from the list."))
    if action in NEEDS_RULE and not rule:
        return no(N_("Choose the rule, so that the writer knows which one it is."))
    if action in NEEDS_REASON and not reason.strip():
        if action is DecisionAction.HOLD:
            return no(N_("Write the question that the writer must answer."))
        return no(N_("Write the reason. The writer reads it."))
    return YES


def may_undo(actor: Actor, decision: Decision, now: datetime) -> Verdict:
    """Say whether `actor` may undo `decision`: their own, and within ten minutes."""
    if actor.id is None or decision.actor_id != actor.id:
        return no(N_("Only the moderator who decided can undo it."))
    if decision.action is DecisionAction.UNDO:
        return no(N_("This was already undone."))
    if now > decision.at + UNDO_WITHIN:
        return no(N_("A decision can be undone for ten minutes. Decide again, and give the reason."))
    return may_decide(actor, decision.contribution)


def may_report(actor: Actor, contribution: Contribution) -> Verdict:
    """Say whether `actor` may report this: whoever can read it, but not what they wrote themselves."""
    if contribution.state is not State.PUBLISHED:
        return no(N_("This is not public now, so there is nothing to report."))
    if is_author(actor, contribution):
        return no(N_("You wrote this. You can change it or withdraw it."))
    return YES


def may_appeal(
    actor: Actor, contribution: Contribution, decision: Decision | None, *, has_appealed: bool, now: datetime
) -> Verdict:
    """Say whether `actor` may appeal against `decision`, the last one on their contribution: once, within six months."""
    if not is_author(actor, contribution):
        return no(N_("Only the person who wrote this can appeal."))
    if has_appealed:
        return no(N_("You have appealed already. An appeal is possible once."))
    if decision is None or decision.action not in CAN_BE_APPEALED:
        return no(N_("There is no decision here that you could appeal against."))
    if contribution.state in (State.WITHDRAWN, State.ERASED):
        return no(N_("You have taken this back, so there is nothing left to appeal about."))
    if now > decision.at + APPEAL_WITHIN:
        return no(N_("An appeal is possible for six months after the decision."))
    return YES


def may_decide_appeal(actor: Actor, appeal: Appeal) -> Verdict:
    """Say whether `actor` may decide `appeal`: as any decision, and never the moderator who decided first."""
    verdict = may_decide(actor, appeal.contribution)
    if not verdict:
        return verdict
    if actor.id is None or appeal.decision.actor_id == actor.id:
        return no(N_("You made the decision that is appealed against. Another moderator must decide."))
    if appeal.state is not AppealState.OPEN:
        return no(N_("This appeal has been decided."))
    return YES


def may_unmask(actor: Actor, contribution: Contribution) -> Verdict:
    """Say whether `actor` may see the words that readers do not; each look is recorded."""
    return may_decide(actor, contribution)


def may_judge_name(actor: Actor, account: Account) -> Verdict:
    """Say whether `actor` may verify or refuse somebody's name; never their own."""
    if not may_see_queue(actor):
        return no(N_("Only moderators can decide this."))
    if account.id == actor.id:
        return no(N_("This is your own name. Another moderator must look at it."))
    if account.erased_at is not None or account.name_state is NameState.REFUSED:
        return no(N_("There is no name here to decide on."))
    return YES


def may_judge_group(actor: Actor, group: Group) -> Verdict:
    """Say whether `actor` may verify or refuse a group's name; never of a group they made or speak for."""
    if not may_see_queue(actor):
        return no(N_("Only moderators can decide this."))
    if actor.id is None or group.made_by_id == actor.id or group.id == actor.group_id:
        return no(N_("This is your own group. Another moderator must look at it."))
    return YES


def may_sort(actor: Actor, space: Space | None) -> Verdict:
    """Say whether `actor` may make themes in `space` and correct what kind of comment something is."""
    return may_moderate(actor, space)


def may_add_to(actor: Actor, theme: Theme, contribution: Contribution, space: Space | None) -> Verdict:
    """Say whether `actor` may put `contribution` into `theme`: both of one space, and public."""
    verdict = may_sort(actor, space)
    if not verdict:
        return verdict
    if theme.space_id != contribution.space_id:
        return no(N_("This was said in another consultation."))
    if contribution.state is not State.PUBLISHED:
        return no(N_("Only what is public can be part of a theme."))
    return YES

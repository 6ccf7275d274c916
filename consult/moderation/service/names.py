"""Look at the names of people and groups before readers see them."""

from __future__ import annotations

from datetime import datetime

from consult.accounts import names
from consult.accounts.lifecycle import NameAction
from consult.accounts.models import Account, Group
from consult.comments import service as comments
from consult.core import audit, outbox
from consult.core.actor import Actor
from consult.core.database import db
from consult.core.errors import Conflict
from consult.core.verdict import N_
from consult.moderation import policy
from consult.public_log import service as public_log

CHANGED = N_("The name was changed since you opened this page. Look at the new one first.")


def shown(account: Account) -> str:
    """Write what a form shows of an account's names, so that a decision on other names is refused."""
    return f"{account.display_name}\n{account.pseudonym}"


def judge_name(account: Account, action: NameAction, *, seen: str, actor: Actor, now: datetime) -> None:
    """Verify or refuse somebody's names, and put them on (or take them off) all they said. Raises Refused, Conflict."""
    db.session.refresh(account, with_for_update=True)
    policy.may_judge_name(actor, account).enforce()
    if seen.split() != shown(account).split():
        raise Conflict(CHANGED)
    names.judge_name(account, action)
    comments.show_names(account)
    audit.note(f"moderation.name_{account.name_state.value}", actor_id=actor.id, at=now, object_type="account",
               object_id=account.public_id)
    outbox.enqueue("moderation.name_decided", account_id=account.id)


def judge_group(group: Group, action: NameAction, *, seen: str, actor: Actor, now: datetime) -> None:
    """Verify or refuse a group's name; an unverified one is shown as such. Raises Refused, Conflict."""
    db.session.refresh(group, with_for_update=True)
    policy.may_judge_group(actor, group).enforce()
    if seen.split() != group.name.split():
        raise Conflict(CHANGED)
    names.judge_group(group, action)
    public_log.record(f"group.name_{group.state.value}", group.slug, actor_role=actor.role_shown, now=now)
    audit.note(f"moderation.group_{group.state.value}", actor_id=actor.id, at=now, object_type="group",
               object_id=group.public_id)
    outbox.enqueue("moderation.group_decided", group_id=group.id)

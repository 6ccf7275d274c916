"""What a moderator's look does to the names of people and groups; part of the service, called by `moderation`.

The caller enforced its policy and keeps the record.
"""

from __future__ import annotations

from consult.accounts.lifecycle import NAMES, NameAction
from consult.accounts.models import Account, Group
from consult.core.database import db


def judge_name(account: Account, action: NameAction) -> None:
    """Verify or refuse the names that an account shows. Raises IllegalTransition."""
    account.name_state = NAMES.after(account.name_state, action)
    db.session.flush()


def judge_group(group: Group, action: NameAction) -> None:
    """Verify or refuse a group's name. Raises IllegalTransition."""
    group.state = NAMES.after(group.state, action)
    db.session.flush()

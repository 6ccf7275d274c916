"""Report what somebody reads: once per person, with an account or without one."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

from consult.contributions import service as contributions
from consult.contributions.models import Contribution
from consult.core.actor import Actor
from consult.core.database import db
from consult.core.verdict import N_, Refused
from consult.moderation import policy
from consult.moderation.models import Report
from consult.moderation.queries import record
from consult.moderation.rules import BY_CODE


def reporter_key(actor: Actor, browser: str, pepper: bytes) -> str:
    """Make the key by which a reporter is known: their account, or a hash of a random number in their browser."""
    if actor.id is not None:
        return f"a{actor.id}"
    return hmac.new(pepper, browser.encode(), hashlib.sha256).hexdigest()


def report(
    contribution: Contribution, *, rule: str, note: str, key: str, actor: Actor, now: datetime
) -> Report:
    """Report a contribution to the moderators; a second report by the same person changes nothing. Raises Refused."""
    policy.may_report(actor, contribution).enforce()
    if rule not in BY_CODE:
        raise Refused(N_("There is no rule with this code. Choose one from the list."))
    earlier = record.report_by(contribution.id, key)
    if earlier is not None:
        return earlier
    made = Report(contribution_id=contribution.id, reporter_key=key, rule=rule, note=note[:1000], at=now)
    db.session.add(made)
    rank = contributions.RANK_HARM if rule == "V1" else contributions.RANK_REPORTED
    contributions.await_moderator(contribution, "reported", now=now, rank=rank)
    db.session.flush()
    return made

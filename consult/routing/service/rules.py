"""Rules of routing: made, and retired; never changed, so that what a rule sent can be explained for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consult.accounts.models import Account, Body
from consult.contributions.models import Space
from consult.core import audit
from consult.core.actor import Actor
from consult.core.database import db
from consult.core.errors import Conflict
from consult.core.verdict import N_
from consult.routing import matching, policy, queries
from consult.routing.models import RoutingRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a rule asks for; what is empty matches everything."""

    space: Space | None = None
    clauses: tuple[str, ...] = ()
    kind: str = ""
    stance: str = ""
    stakeholder_group: str = ""
    jurisdiction: str = ""
    topic: str = ""


def make_rule(
    name: str, terms: Terms, body: Body, *, days: int, actor: Actor, now: datetime, person: Account | None = None
) -> RoutingRule:
    """Make a rule. Raises Refused; Conflict, naming the other, when one that is equally specific exists."""
    policy.may_make_rule(actor, terms.space).enforce()
    answers = person is not None and queries.answers_for(person.id, body.id)
    policy.is_fit(body, person, answers, days).enforce()
    made = RoutingRule(
        name=name, space_id=terms.space.id if terms.space else None, clauses=sorted(set(terms.clauses)),
        kind=terms.kind, stance=terms.stance, stakeholder_group=terms.stakeholder_group,
        jurisdiction=terms.jurisdiction, topic=terms.topic, body_id=body.id, body=body,
        person_id=person.id if person else None, days=days, made_by_id=actor.id, created_at=now,
    )
    living = queries.living_rules()
    db.session.add(made)
    db.session.flush()
    mine = queries.as_rule(made)
    for other in living:
        if matching.conflicts([queries.as_rule(other), mine]):
            raise Conflict(N_("Another rule asks for exactly the same. Retire it first, or ask for more."),
                           theirs={"name": other.name, "public_id": other.public_id}, yours={"name": name})
    audit.note("routing.rule_made", actor_id=actor.id, at=now, object_type="routing_rule", object_id=made.public_id)
    return made


def retire_rule(rule: RoutingRule, *, actor: Actor, now: datetime) -> None:
    """Retire a rule; what it sent stays where it is. Raises Refused."""
    space = db.session.get(Space, rule.space_id) if rule.space_id is not None else None
    policy.may_retire_rule(actor, rule, space).enforce()
    rule.retired_at = now
    audit.note("routing.rule_retired", actor_id=actor.id, at=now, object_type="routing_rule",
               object_id=rule.public_id)
    db.session.flush()

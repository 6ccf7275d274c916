"""Find who must answer: the most specific rule whose conditions all hold. No rule is an answer too: unrouted.

More specific is, in this order: more conditions; a clause deeper in the draft; fewer clauses named; and of
rules that ask for different things, the one that asks for what stands first in `Condition`. What is then
still equal is refused when a rule is saved (`conflicts`); only a contribution with several topics can meet
two such rules, and then the older rule (the smaller id) wins. An empty condition means any.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from consult.core.verdict import N_


class Condition(StrEnum):
    """What a rule can ask for, the most telling first."""

    SPACE = "space"
    CLAUSES = "clauses"
    TOPIC = "topic"
    STANCE = "stance"
    KIND = "kind"
    STAKEHOLDER_GROUP = "stakeholder_group"
    JURISDICTION = "jurisdiction"


LABELS = {
    Condition.SPACE: N_("the consultation"),
    Condition.CLAUSES: N_("the part of the draft"),
    Condition.TOPIC: N_("the topic"),
    Condition.STANCE: N_("the stance"),
    Condition.KIND: N_("the kind of comment"),
    Condition.STAKEHOLDER_GROUP: N_("the stakeholder group"),
    Condition.JURISDICTION: N_("the jurisdiction"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Conditions, and who must answer in how many days; `clauses` are anchors that cover what is below."""

    id: int
    body_id: int
    days: int
    name: str = ""
    person_id: int | None = None
    space_id: int | None = None
    clauses: frozenset[str] = frozenset()
    topic: str = ""
    stance: str = ""
    kind: str = ""
    stakeholder_group: str = ""
    jurisdiction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a contribution; `clauses` are the anchors from the top down to its own."""

    space_id: int
    clauses: tuple[str, ...] = ()
    topics: frozenset[str] = field(default_factory=frozenset)
    stance: str = ""
    kind: str = ""
    stakeholder_group: str = ""
    jurisdiction: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """The rule that fires, the one that came next, and which conditions of the first held."""

    rule: Rule | None = None
    next: Rule | None = None
    reasons: tuple[Condition, ...] = ()


def conditions(rule: Rule) -> tuple[Condition, ...]:
    """List what a rule asks for."""
    asked = {
        Condition.SPACE: rule.space_id is not None,
        Condition.CLAUSES: bool(rule.clauses),
        Condition.TOPIC: bool(rule.topic),
        Condition.STANCE: bool(rule.stance),
        Condition.KIND: bool(rule.kind),
        Condition.STAKEHOLDER_GROUP: bool(rule.stakeholder_group),
        Condition.JURISDICTION: bool(rule.jurisdiction),
    }
    return tuple(condition for condition in Condition if asked[condition])


def holds(rule: Rule, facts: Facts) -> bool:
    """Say whether all that a rule asks for is so."""
    return (
        rule.space_id in (None, facts.space_id)
        and (not rule.clauses or not rule.clauses.isdisjoint(facts.clauses))
        and (not rule.topic or rule.topic in facts.topics)
        and rule.stance in ("", facts.stance)
        and rule.kind in ("", facts.kind)
        and rule.stakeholder_group in ("", facts.stakeholder_group)
        and rule.jurisdiction in ("", facts.jurisdiction)
    )


def _order(rule: Rule, facts: Facts) -> tuple[int, int, int, list[bool], int]:
    """Give what rules are compared by: the smaller, the more specific."""
    asked = conditions(rule)
    depth = max((at for at, anchor in enumerate(facts.clauses, 1) if anchor in rule.clauses), default=0)
    return (
        -len(asked),
        -depth,
        len(rule.clauses),
        [condition not in asked for condition in Condition],
        rule.id,
    )


def match(rules: Sequence[Rule], facts: Facts) -> Match:
    """Find the rule that fires for a contribution; none leaves it unrouted."""
    fitting = sorted((rule for rule in rules if holds(rule, facts)), key=lambda rule: _order(rule, facts))
    if not fitting:
        return Match()
    first, *others = fitting
    return Match(first, others[0] if others else None, conditions(first))


def _values(rule: Rule) -> tuple[object, ...]:
    return (
        rule.space_id,
        rule.topic,
        rule.stance,
        rule.kind,
        rule.stakeholder_group,
        rule.jurisdiction,
        len(rule.clauses),
    )


def conflicts(rules: Sequence[Rule]) -> list[tuple[Rule, Rule]]:
    """List the pairs that are equally specific: equal conditions, and a clause in common."""
    return [
        (one, two)
        for one, two in combinations(rules, 2)
        if _values(one) == _values(two) and (one.clauses == two.clauses or one.clauses & two.clauses)
    ]

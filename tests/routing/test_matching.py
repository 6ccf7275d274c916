"""The most specific rule wins; no match is an answer; what cannot be told apart is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.routing import matching
from consult.routing.matching import LABELS, Condition, Facts, Match, Rule


def rule(number: int, **asked: Any) -> Rule:
    if "clauses" in asked:
        asked["clauses"] = frozenset(asked["clauses"])
    return Rule(id=number, body_id=number * 10, days=10, name=f"rule {number}", **asked)


FACTS = Facts(
    space_id=1,
    clauses=("art_5", "art_5__para_1", "art_5__para_1__point_a"),
    topics=frozenset({"imaging"}),
    stance="change",
    kind="te",
    stakeholder_group="patient",
    jurisdiction="BE",
)
ANY = rule(1)
SPACE = rule(2, space_id=1)
OTHER_SPACE = rule(3, space_id=2)
ARTICLE = rule(4, space_id=1, clauses=["art_5"])
POINT = rule(5, space_id=1, clauses=["art_5__para_1__point_a"])
MANY = rule(6, space_id=1, clauses=["art_5", "art_6", "art_7"])
TOPIC = rule(7, space_id=1, topic="imaging")
STANCE = rule(8, space_id=1, stance="change")
KIND = rule(9, space_id=1, kind="te")
GROUP = rule(10, space_id=1, stakeholder_group="patient")
PLACE = rule(11, space_id=1, jurisdiction="BE")
PATIENTS_OF_BELGIUM = rule(12, stakeholder_group="patient", jurisdiction="BE", kind="te")


@pytest.mark.parametrize(
    ("rules", "winner", "runner_up"),
    [
        ([], None, None),
        ([OTHER_SPACE], None, None),
        ([ANY], ANY, None),
        ([ANY, SPACE], SPACE, ANY),
        ([ANY, OTHER_SPACE], ANY, None),
        ([ANY, SPACE, ARTICLE], ARTICLE, SPACE),
        ([ARTICLE, POINT], POINT, ARTICLE),  # deeper in the draft
        ([MANY, ARTICLE], ARTICLE, MANY),  # fewer clauses named
        ([ARTICLE, PATIENTS_OF_BELGIUM], PATIENTS_OF_BELGIUM, ARTICLE),  # more conditions
        ([PLACE, GROUP, KIND, STANCE, TOPIC], TOPIC, STANCE),  # of as many, the more telling
        ([PLACE, GROUP, KIND], KIND, GROUP),
        ([PLACE, GROUP], GROUP, PLACE),
        ([TOPIC, ARTICLE], ARTICLE, TOPIC),
        ([rule(20, space_id=1, stance="support")], None, None),
        ([rule(20, kind="ed")], None, None),
        ([rule(20, stakeholder_group="carer")], None, None),
        ([rule(20, jurisdiction="FR")], None, None),
        ([rule(20, topic="triage")], None, None),
        ([rule(20, clauses=["art_6"])], None, None),
    ],
)
def test_the_most_specific_rule_wins(rules: list[Rule], winner: Rule | None, runner_up: Rule | None) -> None:
    for order in (rules, rules[::-1]):
        found = matching.match(order, FACTS)
        assert (found.rule, found.next) == (winner, runner_up)


def test_the_match_says_why() -> None:
    assert matching.match([POINT], FACTS) == Match(POINT, None, (Condition.SPACE, Condition.CLAUSES))
    asked = rule(
        30,
        space_id=1,
        clauses=["art_5"],
        topic="imaging",
        stance="change",
        kind="te",
        stakeholder_group="patient",
        jurisdiction="BE",
    )
    assert matching.match([asked], FACTS).reasons == tuple(Condition)
    assert set(LABELS) == set(Condition)


def test_a_comment_on_the_whole_meets_no_clause_rule() -> None:
    assert matching.match([ARTICLE], Facts(space_id=1)).rule is None


def test_of_two_topics_the_older_rule_wins() -> None:
    older, newer = rule(40, topic="triage"), rule(41, topic="imaging")
    facts = Facts(space_id=1, topics=frozenset({"imaging", "triage"}))
    assert matching.match([newer, older], facts).rule is older


@pytest.mark.parametrize(
    ("one", "two", "is_refused"),
    [
        (rule(1), rule(2), True),
        (SPACE, rule(20, space_id=1), True),
        (SPACE, OTHER_SPACE, False),
        (SPACE, ANY, False),
        (ARTICLE, rule(20, space_id=1, clauses=["art_5"]), True),
        (ARTICLE, POINT, False),
        (ARTICLE, MANY, False),
        (MANY, rule(20, space_id=1, clauses=["art_7", "art_8", "art_9"]), True),
        (MANY, rule(20, space_id=1, clauses=["art_1", "art_2", "art_3"]), False),
        (KIND, rule(20, space_id=1, kind="ed"), False),
        (KIND, GROUP, False),
    ],
)
def test_rules_that_cannot_be_told_apart_are_refused(one: Rule, two: Rule, is_refused: bool) -> None:
    assert matching.conflicts([one, two]) == ([(one, two)] if is_refused else [])


PATHS = [("a",), ("a", "b"), ("a", "b", "c"), ("d",), ()]
VALUES = st.sampled_from(["", "x", "y"])


@st.composite
def some_rules(draw: st.DrawFn) -> list[Rule]:
    return [
        rule(
            number,
            space_id=draw(st.sampled_from([None, 1, 2])),
            topic=draw(st.sampled_from(["", "x"])),
            clauses=draw(st.sets(st.sampled_from("abcd"), max_size=2)),
            stance=draw(VALUES),
            kind=draw(VALUES),
            stakeholder_group=draw(VALUES),
            jurisdiction=draw(VALUES),
        )
        for number in range(draw(st.integers(0, 6)))
    ]


@given(
    some_rules(),
    st.builds(
        Facts,
        space_id=st.sampled_from([1, 2]),
        clauses=st.sampled_from(PATHS),
        stance=VALUES,
        kind=VALUES,
        topics=st.sampled_from([frozenset(), frozenset("x")]),
        stakeholder_group=VALUES,
        jurisdiction=VALUES,
    ),
)
def test_rules_without_conflict_never_leave_a_choice_to_chance(rules: list[Rule], facts: Facts) -> None:
    found = matching.match(rules, facts)
    fitting = [one for one in rules if matching.holds(one, facts)]
    assert (found.rule is None) is (not fitting)
    assert matching.match(rules[::-1], facts) == found
    if found.rule is not None:
        most = max(len(matching.conditions(one)) for one in fitting)
        assert len(matching.conditions(found.rule)) == most
        if found.next is not None and not matching.conflicts([found.rule, found.next]):
            assert matching._order(found.rule, facts)[:4] != matching._order(found.next, facts)[:4]

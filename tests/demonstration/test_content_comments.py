"""The demonstration's comments, decisions, referrals and answers fit each other and the rules."""

from __future__ import annotations

import csv
from collections import Counter
from typing import Any

from consult.comments.lifecycle import Stance
from consult.contributions.lifecycle import ShownAs, State
from consult.moderation.lifecycle import AppealState, DecisionAction
from consult.moderation.rules import BY_CODE
from consult.responses.lifecycle import NEEDS, Disposition
from consult.routing.lifecycle import ReferralState
from tests.demonstration.content import DATA, LANGUAGES, all_comments, likeness, load, people, wordings

PROMISES = {Disposition.ACCEPTED, Disposition.ACCEPTED_IN_PRINCIPLE, Disposition.PARTIALLY_ACCEPTED}


def test_comments_name_what_exists() -> None:
    groups = {one["key"]: one for one in load("people")["groups"]}
    themes = {one["key"] for one in load("comments")["themes"]}
    keys = Counter(one["key"] for one in all_comments())
    assert max(keys.values()) == 1
    for one in all_comments():
        author = people()[one["author"]]
        assert one["state"] in set(State), one["key"]
        assert one["shown_as"] in set(ShownAs)
        assert one["shown_as"] != "pseudonym" or author["pseudonym"]
        assert not one["group"] or one["author"] in groups[one["group"]]["representatives"]
        assert one.get("stance", "change") in set(Stance)
        assert one.get("theme", "told-in-time") in themes
        assert 0 <= one["supports"] <= 14
        assert bool(one["body"]) == (one["state"] != State.ERASED)
        assert all(reply["days_ago"] <= one["days_ago"] for reply in one.get("replies", []))


def test_decisions_have_a_rule_and_appeals_another_judge() -> None:
    for one in all_comments():
        decision, appeal = one.get("decision"), one.get("appeal")
        if one["state"] in (State.HELD, State.REJECTED, State.HIDDEN):
            assert decision, one["key"]
        if decision:
            assert decision["action"] in set(DecisionAction)
            assert decision["rule"] in BY_CODE or decision["action"] == DecisionAction.PUBLISH
            assert bool(decision["reason"]) == bool(decision["rule"])
            assert all(words in one["body"] for words in decision.get("hide", []))
        if appeal:
            assert appeal["state"] in set(AppealState)
            assert decision is not None
            assert appeal.get("by") != decision["by"]
            assert appeal["opened_days_ago"] <= decision["days_ago"] <= one["days_ago"]
            assert (appeal["state"] == AppealState.UPHELD) == (one["state"] == State.PUBLISHED)


def test_referrals_and_answers_fit_each_other() -> None:
    bodies = {one["slug"] for one in load("people")["bodies"]}
    keys = {one["key"]: one for one in all_comments()}
    for one in all_comments():
        referral, response = one.get("referral"), one.get("response")
        if referral:
            assert referral["body"] in bodies
            assert referral["state"] in set(ReferralState)
            assert one["state"] == State.PUBLISHED
            assert bool(referral.get("reason")) == (referral["state"] in ("returned", "withdrawn"))
            assert (referral["state"] == ReferralState.ANSWERED) == (response is not None)
        if response and referral:
            assert people()[response["by"]]["body"] == referral["body"]
            assert response["days_ago"] <= referral["sent_days_ago"]
            assert response.get("duplicate_of", one["key"]) in keys


def carries_what_it_needs(response: dict[str, Any]) -> bool:
    """Say whether an answer has what its disposition must carry, and no more."""
    needs = NEEDS[Disposition(response["disposition"])]
    has_wording = bool(response.get("promised_wording") or response.get("as_proposed"))
    return (
        has_wording == needs.clause_and_wording
        and bool(response.get("belongs_where")) == needs.belongs_where
        and bool(response.get("duplicate_of")) == needs.other
        and bool(response.get("deferred_in_days")) == needs.date
        and (bool(response.get("reasons")) or not needs.reasons)
    )


def test_answers_carry_what_their_disposition_needs() -> None:
    answers = [one["response"] for one in all_comments() if "response" in one]
    closed = load("responses_closed")["responses"]
    assert [one for one in answers if not carries_what_it_needs(one)] == []
    assert [number for number, one in closed.items() if not carries_what_it_needs(one)] == []
    assert {one["disposition"] for one in answers} == set(Disposition)
    assert {one["disposition"] for one in closed.values()} == set(Disposition)


def test_closed_answers_are_for_real_amendments() -> None:
    with (DATA / "amendments-2022" / "amendments.csv").open(encoding="utf-8", newline="") as file:
        real = {row["amendment_number"] for row in csv.DictReader(file)}
    closed = load("responses_closed")["responses"]
    assert set(closed) <= real
    assert len(closed) >= 60
    for number, one in closed.items():
        other = one.get("duplicate_of")
        assert other is None or (other != number and closed[other]["disposition"] != "duplicate"), number


def test_proposed_wordings_change_their_clause_and_resemble_it() -> None:
    proposed = [one for one in all_comments() if one.get("proposed_change") and not one.get("proposes_new")]
    assert len(proposed) >= 30
    for one in proposed:
        assert one["proposed_change"] != wordings()[one["on"]], one["key"]
        assert likeness(one["proposed_change"], wordings()[one["on"]]) >= 0.5, one["key"]
    for one in all_comments():
        response = one.get("response", {})
        if response.get("disposition") in PROMISES:
            wording = wordings()[response["clause"]]
            assert response["promised_wording"] != wording, one["key"]
            assert likeness(response["promised_wording"], wording) >= 0.5, one["key"]
        if response.get("disposition") == Disposition.ACCEPTED:
            assert response["promised_wording"] == one["proposed_change"], one["key"]


def test_there_is_as_much_as_promised() -> None:
    roots, everything = load("comments")["comments"], all_comments()
    on_clauses = [one for one in roots if one["on"] != "whole"]
    assert len(on_clauses) >= 70
    assert len({one["on"] for one in on_clauses}) >= 25
    assert len(roots) - len(on_clauses) >= 6
    assert sum(one.get("theme") == "campaign-tell-us-first" for one in roots) == 6
    assert sum(one.get("decision", {}).get("action") == "publish_masked" for one in roots) == 2
    assert {one["state"] for one in everything} == set(State) - {State.UNCONFIRMED}
    assert {one["appeal"]["state"] for one in roots if "appeal" in one} == set(AppealState)
    assert {one["referral"]["state"] for one in roots if "referral" in one} == set(ReferralState)
    assert {one["language"] for one in everything} == set(LANGUAGES)
    assert {one["author"] for one in everything} >= {one["key"] for one in load("people")["authors"]}
    assert any(reply.get("replies") for one in roots for reply in one.get("replies", []))

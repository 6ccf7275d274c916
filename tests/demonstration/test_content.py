"""The demonstration's words are whole: languages, clauses, numbers, the cast and what publishing asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from consult.accounts.lifecycle import StakeholderGroup
from consult.core.actor import Role
from consult.drafts.importing import read
from consult.moderation.rules import BY_CODE
from tests.demonstration.content import ANCHOR, DATA, LANGUAGES, REVIEW, load, people, wordings


def in_both_languages(thing: Any, place: str = "") -> Iterator[str]:
    """Name each place where one language has a text and the other lacks it."""
    if isinstance(thing, dict):
        if any(language in thing for language in LANGUAGES):
            first, second = (thing.get(language) for language in LANGUAGES)
            if shape_of(first) != shape_of(second):
                yield place
        for key, value in thing.items():
            yield from in_both_languages(value, f"{place}/{key}")
    elif isinstance(thing, list):
        for number, value in enumerate(thing):
            yield from in_both_languages(value, f"{place}/{number}")


def shape_of(thing: Any) -> Any:
    if isinstance(thing, dict):
        return {key: key == "forms" or shape_of(value) for key, value in thing.items()}  # as many as it has
    if isinstance(thing, list):
        return [shape_of(value) for value in thing]
    return bool(thing)


TRANSLATED = ["consultation", "glossary", "questions", "rules"]


@pytest.mark.parametrize("name", TRANSLATED)
def test_each_text_exists_in_both_languages(name: str) -> None:
    assert list(in_both_languages(load(name))) == []


def test_each_summary_exists_in_both_languages() -> None:
    summaries = load("summaries")
    for one in [summaries["whole"], *summaries["clauses"]]:
        for language in LANGUAGES:
            assert one[language]["title"].strip()
            assert one[language]["text"].strip()
            assert len(one[language]["title"]) <= 160
    assert len({one["anchor"] for one in summaries["clauses"]}) == len(summaries["clauses"]) >= 26
    assert summaries["author"] != summaries["approver"]
    assert {summaries["author"], summaries["approver"]} <= set(people())


def test_wordings_are_the_regulations_own() -> None:
    path = DATA / "regulation-2024-1689" / "regulation.md"
    imported = read(path.name, path.read_bytes()).by_anchor()
    for anchor, wording in wordings().items():
        assert " ".join(imported[anchor].text.split()) == " ".join(wording.split()), anchor


def test_clauses_named_are_known() -> None:
    named = {one["on"] for one in load("comments")["comments"]} - {"whole"}
    named |= {one["anchor"] for one in load("summaries")["clauses"]}
    for anchor in named:
        assert ANCHOR.fullmatch(anchor), anchor
        assert anchor in wordings(), anchor
    for term in load("glossary")["terms"]:
        assert ANCHOR.fullmatch(term["source"]), term["slug"]


def sentences(text: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.!?:])\s+", text.replace("**", "")) if one.strip()]


def test_summaries_are_short_and_add_no_number() -> None:
    lengths = []
    for one in load("summaries")["clauses"]:
        own = [len(sentence.split()) for sentence in sentences(one["en"]["text"])]
        lengths += own
        assert max(own) <= 30, one["anchor"]
        for language in LANGUAGES:
            said = set(re.findall(r"\d+", one[language]["title"] + one[language]["text"]))
            assert said <= set(re.findall(r"\d+", wordings()[one["anchor"]])), one["anchor"]
    assert sum(lengths) / len(lengths) <= 15
    for language in LANGUAGES:
        assert 200 <= len(load("summaries")["whole"][language]["text"].split()) <= 330
    for one in load("consultation")["consultations"]:
        for clause in one.get("clauses", []):
            assert max(len(sentence.split()) for sentence in sentences(clause["en"]["text"])) <= 20


def test_consultations_have_what_publishing_asks_for() -> None:
    by_key = {one["key"]: one for one in load("consultation")["consultations"]}
    slugs = {key: one["slug"] for key, one in by_key.items()}
    assert slugs == {
        "review": "ai-act-and-health",
        "closed": "ai-act-proposal-2021",
        "scheduled": "telling-people-they-talk-to-a-machine",
    }
    assert by_key["closed"]["closes_in_days"] < 0 < by_key["scheduled"]["opens_in_days"]
    assert by_key["review"]["opens_in_days"] < 0 < by_key["review"]["closes_in_days"]
    for one in by_key.values():
        assert one["closes_in_days"] - one["opens_in_days"] >= 84
        assert one["body"] in {body["slug"] for body in load("people")["bodies"]}
        for language in LANGUAGES:
            assert 2 <= len(one["texts"][language]["is_decided"]) <= 4
    assert 3 <= len(by_key["review"]["texts"]["en"]["can_change"]) <= 5


def test_the_scheduled_draft_has_the_clauses_that_are_explained() -> None:
    draft = read("scheduled-draft.md", (REVIEW / "scheduled-draft.md").read_bytes())
    scheduled = next(one for one in load("consultation")["consultations"] if one["key"] == "scheduled")
    headings = {anchor: clause.heading for anchor, clause in draft.by_anchor().items()}
    assert headings == {one["anchor"]: one["heading"] for one in scheduled["clauses"]}
    assert 8 <= len(headings) <= 14


def test_questions_are_of_each_kind() -> None:
    questions = load("questions")["questions"]
    assert [one["position"] for one in questions] == [1, 2, 3, 4, 5]
    assert [one["kind"] for one in questions] == ["yes_no", "one", "many", "scale", "text"]
    assert len(load("glossary")["terms"]) >= 20


def test_each_rule_of_the_room_is_explained() -> None:
    assert {one["code"] for one in load("rules")["rules"]} == set(BY_CODE)


def test_the_cast_is_whole() -> None:
    cast = load("people")
    bodies = {one["slug"] for one in cast["bodies"]}
    groups = {one["key"] for one in cast["groups"]}
    assert len(bodies) >= 3
    assert len(groups) == 4
    assert {one["role"] for one in cast["staff"]} == {role.value for role in Role}
    assert len(people()) == len(cast["staff"]) + len(cast["authors"])
    assert len(cast["authors"]) >= 40
    for one in people().values():
        assert one["email"].endswith("@example.org")
        assert not one["body"] or one["body"] in bodies
        assert not one["group"] or one["group"] in groups
        assert not one["stakeholder_group"] or one["stakeholder_group"] in set(StakeholderGroup)
    for group in cast["groups"]:
        assert set(group["representatives"] + group["members"]) <= set(people())
    assert {one["escalates_to"] for one in cast["bodies"]} <= set(people())

"""What the tests of the demonstration's words share: the files, read once, and how alike two texts are."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[2] / "consult" / "demonstration" / "data"
REVIEW = DATA / "review"
LANGUAGES = ("en", "fr")
ANCHOR = re.compile(
    r"(rec_\d+|(art_\d+|anx_[ivx]+|chp_[ivx]+)(__para_\d+)?(__point_[a-z0-9]+)*)"
)


@cache
def load(name: str) -> Any:
    return json.loads((REVIEW / f"{name}.json").read_text(encoding="utf-8"))


def walk(comments: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in comments:
        yield one
        yield from walk(one.get("replies", []))


def all_comments() -> list[dict[str, Any]]:
    return list(walk(load("comments")["comments"]))


def people() -> dict[str, dict[str, Any]]:
    cast = load("people")
    return {one["key"]: one for one in cast["staff"] + cast["authors"]}


def wordings() -> dict[str, str]:
    return dict(load("wordings")["clauses"])


def likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()

"""Recognise how drafts number their parts: "Article 14", "4.", "4.1", "(a)", "(ii)"."""

from __future__ import annotations

import re
from dataclasses import dataclass

NUM, DEC, BRACKET, ALPHA, ROMAN, UPPER = "num", "dec", "bracket", "alpha", "roman", "upper"
RANKS = {NUM: 0, DEC: 0, BRACKET: 1, ALPHA: 2, ROMAN: 3, UPPER: 4}
"""How deep each way of counting usually stands: "1." above "(1)" above "(a)" above "(i)" above "(A)"."""

_ROMANS = {
    tens + ones: 10 * ten + one
    for ten, tens in enumerate(("", "x", "xx"))
    for one, ones in enumerate(("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
    if tens + ones
}

_NUMBERED = re.compile(r"(?:\*\*)?(\d{1,3})\.(?:\*\*)?\s+(?=\S)")
_DECIMAL = re.compile(
    r"(?:\*\*)?(\d{1,3}(?:\.\d{1,3}){1,5})(?:\.(?:\*\*)?\s*|(?:\*\*)?\s+(?=[A-Z\"“‘]))(?=\S)"
)
_BRACKETED = re.compile(r"(?:\*\*)?\(?(\d{1,3}[a-z]?|[a-z]{1,6}|[A-Z])\)(?:\*\*)?(?:\s+|$)")

_NOUNS = {
    "part": "part",
    "partie": "part",
    "title": "title",
    "titre": "title",
    "chapter": "chapter",
    "chapitre": "chapter",
    "section": "section",
    "article": "article",
    "annex": "annex",
    "annexe": "annex",
    "appendix": "appendix",
    "appendice": "appendix",
}
FRENCH = frozenset({"partie", "titre", "chapitre", "annexe", "appendice"})
_STRUCTURE = re.compile(
    r"(?P<noun>" + "|".join(sorted(_NOUNS, key=len, reverse=True)) + r")\b\.?"
    r"(?:\s+(?P<number>premier|première|1er|[IVXLC]+|\d{1,4}\s?[a-z]?|[A-Z])(?!\w))?"
    r"(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_HEADING_NUMBER = re.compile(
    r"(?P<number>(?:\d{1,3}|[A-Z](?=\.\d))(?:\.\d{1,3}){0,5})(?P<dot>\.?)\s+(?P<rest>\S.*)$"
)


@dataclass(frozen=True, slots=True)
class Marker:
    """The number that a paragraph opens with: as printed, as counted, and what follows it."""

    printed: str
    style: str
    number: str
    ordinal: tuple[int, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class Structure:
    """A line that opens a part of an act: what it is, its number, and its heading if that is beside it."""

    printed: str
    noun: str
    word: str
    number: str
    rest: str


def markers(text: str) -> list[Marker]:
    """Say how the number that opens `text` can be read: not at all, one way, or two ((i) is a letter too)."""
    if found := _DECIMAL.match(text):
        ordinal = tuple(int(step) for step in found[1].split("."))
        return [Marker(_printed(found), DEC, found[1], ordinal, _rest(text, found))]
    if found := _NUMBERED.match(text):
        return [Marker(_printed(found), NUM, found[1], (int(found[1]),), _rest(text, found))]
    if found := _BRACKETED.match(text):
        printed, rest = _printed(found), _rest(text, found)
        return [Marker(printed, style, found[1], (ordinal,), rest) for style, ordinal in _readings(found[1])]
    return []


def structure(text: str) -> Structure | None:
    """Say which part of an act a heading opens, if it opens one."""
    text = _bare(text)
    found = _STRUCTURE.match(text)
    if not found:
        return None
    word, number, rest = found["noun"], (found["number"] or "").strip(), found["rest"]
    noun = _NOUNS[word.lower()]
    if not number and (noun not in ("annex", "appendix") or rest.strip()):
        return None
    printed = text[: found.start("rest")]
    separator = re.match(r"\s*(?:&mdash;|&ndash;|[.:–—-])?\s*", rest)
    if separator and rest[separator.end() :]:
        printed += separator[0].rstrip()
        rest = rest[separator.end() :]
    number = "1" if number.lower() in ("premier", "première", "1er") else number.replace(" ", "")
    return Structure(printed, noun, word, number, rest.strip())


def heading_number(text: str) -> tuple[str, str, str] | None:
    """Split a numbered heading ("4.1. Scope") into what is printed, the number and the words."""
    found = _HEADING_NUMBER.match(_bare(text))
    return (found["number"] + found["dot"], found["number"], found["rest"]) if found else None


def is_bold_line(text: str) -> bool:
    """Say whether a paragraph is one line of bold words, as headings of articles are often written."""
    return bool(re.fullmatch(r"\*\*[^*\n]+\*\*", text.strip()))


def _bare(text: str) -> str:
    text = text.strip()
    return text[2:-2].strip() if is_bold_line(text) else text


def _printed(found: re.Match[str]) -> str:
    return found[0].replace("*", "").strip()


def _rest(text: str, found: re.Match[str]) -> str:
    """Give what follows a number; where bold begins before the number and goes on, it stays bold."""
    goes_on = found[0].startswith("**") and found[0].count("**") == 1
    return ("**" if goes_on else "") + text[found.end() :]


def _readings(inside: str) -> list[tuple[str, int]]:
    if inside[0].isdigit():
        return [(BRACKET, int(re.sub(r"\D", "", inside)))]
    if inside.isupper():
        return [(UPPER, ord(inside) - 64)]
    readings = []
    if inside in _ROMANS:
        readings.append((ROMAN, _ROMANS[inside]))
    if len(set(inside)) == 1 and len(inside) <= 2:
        readings.append((ALPHA, ord(inside[0]) - 96 + 26 * (len(inside) - 1)))
    return readings

"""Read the amendments tabled in the European Parliament to the AI Act's proposal, and find each its clause.

1,696 of them: who proposes, on which clause, and with which words. They are the demonstration's comments.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "data" / "amendments-2022" / "amendments.csv"

_TOPS = {"recital": "rec", "article": "art", "annex": "anx", "title": "title"}
_PARTS = {"paragraph": "para", "point": "point", "chapter": "chp"}
_PART = re.compile(
    r"(?P<noun>recital|article|annex|title|chapter|paragraph|subparagraph|point)"
    r"\s+(?P<number>-?\d+(?:\.\d+)*|premier|[IVXLC]+|[a-z]+)"
    r"(?:\s+(?P<after>[a-z]))?(?P<new>\s+\(new\))?$",
    re.IGNORECASE,
)
_JOINT = re.compile(r"""['"], ['"]""")
"""The paragraphs of a text are joined so in the file: a trace of how it was taken from the web."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """One amendment: what its group wants said instead of `original_text` at `clause`.

    `original_text` is empty when it adds something. `is_deletion`: the clause shall go, and nothing is
    proposed in its place. Paragraphs stand apart by an empty line.
    """

    number: int
    group: str
    proposers: str
    clause: str
    original_text: str
    proposed_text: str
    is_deletion: bool


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an amendment stands: a clause's anchor, and what its name says that the anchor does not.

    `is_new`: it proposes a new clause, and stands on the one that this would follow, or on the parent.
    """

    anchor: str
    is_new: bool
    note: str


class UnknownPlace(LookupError):  # noqa: N818 - errors are named as states
    """The clause that an amendment names is not in the draft."""


def load(file: Path = FILE) -> list[Amendment]:
    """Read all amendments, in the order of their numbers."""
    with file.open(encoding="utf-8", newline="") as rows:
        found = [_amendment(row) for row in csv.DictReader(rows)]
    return sorted(found, key=lambda amendment: amendment.number)


def _amendment(row: dict[str, str]) -> Amendment:
    is_deletion = row["proposed_text"].strip().lower() == "deleted"
    return Amendment(
        int(row["amendment_number"]),
        row["group"],
        row["proposers"],
        row["clause"].strip(),
        _JOINT.sub("\n\n", row["original_text"].strip()),
        "" if is_deletion else _JOINT.sub("\n\n", row["proposed_text"].strip()),
        is_deletion,
    )


def place(name: str, anchors: Collection[str]) -> Placement:
    """Find the clause that `name` means ("Article 5 – paragraph 1 – point a a (new)") among `anchors`.

    The introductory part and the title are their clause; a subparagraph is its paragraph; what is new stands
    on the clause that it would follow, and what comes before the first ("-1 (new)") on its parent. What the
    anchor does not say is kept in the note.

    Raises UnknownPlace.
    """
    anchor, is_new, said = "", False, []
    for part in name.split(" – "):
        found = _PART.match(part.strip())
        if not found:
            if part.strip() not in ("introductory part", "title"):
                raise UnknownPlace(name)
            said.append(part.strip())
            continue
        step, is_here = _step(found, anchor, anchors)
        anchor = step
        is_new = is_new or bool(found["new"])
        if not is_here or found["new"]:
            said.append(part.strip())
    if anchor not in anchors:
        raise UnknownPlace(name)
    return Placement(anchor, is_new, " – ".join(said))


def _step(found: re.Match[str], anchor: str, anchors: Collection[str]) -> tuple[str, bool]:
    """Go one part of a name further down; say too whether the anchor reached stands for that part."""
    noun, number = found["noun"].lower(), found["number"].lower().replace("premier", "1")
    if noun == "subparagraph":
        return anchor, False
    if noun in _TOPS and not anchor:
        return f"{_TOPS[noun]}_{number}", True
    if found["new"] and not found["after"]:
        number = _before(number)
    here = f"{anchor}__{_PARTS.get(noun, noun)}_{number}"
    if here in anchors:
        return here, True
    is_unnumbered = noun == "paragraph" and number == "1" and f"{anchor}__para_2" not in anchors
    if is_unnumbered or found["new"]:
        return anchor, False
    raise UnknownPlace(found.string)


def _before(number: str) -> str:
    """Say which number stands before `number`, nothing when it is the first."""
    romans = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
    if number.startswith("-") or number in ("1", "i", "a"):
        return ""
    if number in romans:
        return romans[romans.index(number) - 1]
    return str(int(number) - 1) if number.isdigit() else chr(ord(number[0]) - 1)

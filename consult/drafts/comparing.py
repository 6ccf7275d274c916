"""Show what a new wording does to an old one, word by word, as a lawyer would mark it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

WORK_LIMIT = 400_000_000
"""Pairs of words compared at most (20,000 × 20,000, 50 MB); more is shown as one replacement."""
BRIDGE_WORDS = 3
"""Words that stayed between two longer changes and are read as part of one change with them."""
LIKENESS = 0.3
"""Share of the shorter text that must have stayed; below it one text is shown to replace the other."""

_WORD = re.compile(r"(\s*)(\d+(?:[.,/]\d+)*|\w+(?:['’-]\w+)*|\S)")
_ENDS_OF_SENTENCES = frozenset(".;:!?")


class Kind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stayed, was added or was removed."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class _Text:
    """Words and signs, each with the space before it, and the space at the end."""

    words: list[str]
    spaces: list[str]
    end: str

    def between(self, start: int, stop: int) -> str:
        return "".join(
            space + word for space, word in zip(self.spaces[start:stop], self.words[start:stop], strict=True)
        )


@dataclass(slots=True)
class _Run:
    """Words `a1:a2` of the old text against words `b1:b2` of the new one."""

    is_same: bool
    a1: int
    a2: int
    b1: int
    b2: int


def _read(text: str) -> _Text:
    found = _WORD.findall(text)
    end = text[len(text.rstrip()) :]
    return _Text([word for _, word in found], [space for space, _ in found], end)


def _count(words: Sequence[str]) -> int:
    return sum(1 for word in words if word[0].isalnum())


def _aligned(a: list[str], b: list[str]) -> list[_Run]:
    """Find the longest common sequence of words; equal ends are set aside first, as most edits are small."""
    start, shorter = 0, min(len(a), len(b))
    while start < shorter and a[start] == b[start]:
        start += 1
    tail = 0
    while tail < shorter - start and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    a2, b2 = len(a) - tail, len(b) - tail
    runs = [_Run(True, 0, start, 0, start)]
    if (a2 - start) * (b2 - start) > WORK_LIMIT:
        runs.append(_Run(False, start, a2, start, b2))
    else:
        for step in Indel.opcodes(a[start:a2], b[start:b2]):
            at = (
                step.src_start + start,
                step.src_end + start,
                step.dest_start + start,
                step.dest_end + start,
            )
            runs.append(_Run(step.tag == "equal", *at))
    runs.append(_Run(True, a2, len(a), b2, len(b)))
    runs = _joined(run for run in runs if run.a2 > run.a1 or run.b2 > run.b1)
    return _joined(_slid(runs, a, b))


def _joined(runs: Iterator[_Run]) -> list[_Run]:
    """Join neighbours of one kind."""
    out: list[_Run] = []
    for run in runs:
        if out and out[-1].is_same == run.is_same:
            out[-1].a2, out[-1].b2 = run.a2, run.b2
        else:
            out.append(run)
    return out


def _slid(runs: list[_Run], a: list[str], b: list[str]) -> Iterator[_Run]:
    """Move a change back to the one before where words repeat: `[+new+] of [-of-]` is `[-of-][+new+] of`."""
    out: list[_Run] = []
    for run in runs:
        if len(out) > 1 and not run.is_same:
            change, same = out[-2], out[-1]
            size = same.a2 - same.a1
            words = a[same.a1 : same.a2]
            if run.b1 == run.b2 and a[run.a2 - size : run.a2] == words:
                change.a2, same.a1, same.a2 = run.a2 - size, run.a2 - size, run.a2
                continue
            if run.a1 == run.a2 and b[run.b2 - size : run.b2] == words:
                change.b2, same.b1, same.b2 = run.b2 - size, run.b2 - size, run.b2
                continue
        out.append(run)
    yield from out


def _is_bridge(same: _Run, before: _Run, after: _Run, a: list[str], b: list[str]) -> bool:
    """Say whether what stayed is too little between its changes to be worth showing as unchanged."""
    words = _count(a[same.a1 : same.a2])
    if words == 0:
        return _ENDS_OF_SENTENCES.isdisjoint(a[same.a1 : same.a2])
    smaller = min(max(_count(a[run.a1 : run.a2]), _count(b[run.b1 : run.b2])) for run in (before, after))
    return words <= BRIDGE_WORDS and words < smaller


def _without_bridges(runs: list[_Run], a: list[str], b: list[str]) -> list[_Run]:
    out: list[_Run] = []
    for run in runs:
        out.append(run)
        if len(out) > 2 and not run.is_same and _is_bridge(out[-2], out[-3], run, a, b):
            out[-3].a2, out[-3].b2 = run.a2, run.b2
            del out[-2:]
    return out


def _is_another_text(runs: list[_Run], a: list[str], b: list[str]) -> bool:
    shorter = min(_count(a), _count(b))
    stayed = sum(_count(a[run.a1 : run.a2]) for run in runs if run.is_same)
    return stayed < LIKENESS * shorter


def _changed(removed: str, added: str) -> Iterator[Piece]:
    """Show a change without the space that both begin with."""
    lead = 0
    while lead < min(len(removed), len(added)) and removed[lead].isspace() and removed[lead] == added[lead]:
        lead += 1
    yield Piece(Kind.SAME, removed[:lead])
    yield Piece(Kind.REMOVED, removed[lead:])
    yield Piece(Kind.ADDED, added[lead:])


def _pieces(runs: list[_Run], a: _Text, b: _Text) -> Iterator[Piece]:
    """Put the spaces back; those that differ before a word that stayed belong to the change before it."""
    removed = added = ""
    for run in runs:
        if not run.is_same:
            removed, added = removed + a.between(run.a1, run.a2), added + b.between(run.b1, run.b2)
            continue
        for i, j in zip(range(run.a1, run.a2), range(run.b1, run.b2), strict=True):
            if a.spaces[i] != b.spaces[j]:
                yield from _changed(removed + a.spaces[i], added + b.spaces[j])
                removed = added = ""
                yield Piece(Kind.SAME, a.words[i])
            else:
                yield from _changed(removed, added)
                removed = added = ""
                yield Piece(Kind.SAME, a.spaces[i] + a.words[i])
    if a.end == b.end:
        yield from _changed(removed, added)
        yield Piece(Kind.SAME, a.end)
    else:
        yield from _changed(removed + a.end, added + b.end)


def words(a: str, b: str) -> list[Piece]:
    """Compare two wordings; same and removed pieces together are `a`, same and added ones are `b`."""
    old, new = _read(a), _read(b)
    runs = _without_bridges(_aligned(old.words, new.words), old.words, new.words)
    if _is_another_text(runs, old.words, new.words):
        runs = [_Run(False, 0, len(old.words), 0, len(new.words))]
    out: list[Piece] = []
    for piece in _pieces(runs, old, new):
        if piece.text and out and out[-1].kind is piece.kind:
            out[-1] = Piece(piece.kind, out[-1].text + piece.text)
        elif piece.text:
            out.append(piece)
    return out

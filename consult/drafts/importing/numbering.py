"""Decide where a numbered paragraph hangs: which list it goes on with, or that it opens one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from consult.drafts.importing.markers import ALPHA, DEC, NUM, RANKS, ROMAN, Marker
from consult.drafts.importing.shape import ImportedClause


@dataclass(slots=True, eq=False)
class Open:
    """A clause that can still get text and children.

    `rank` orders the parts of an act (annex 0 … article 5, -1: not such a part); `level` is that of its
    heading (99: it has none); `style` and `ordinal` tell how it is numbered.
    """

    clause: ImportedClause
    rank: int = -1
    level: int = 99
    style: str = ""
    ordinal: tuple[int, ...] = ()
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """The reading chosen for a number, and how many of the open clauses stay open above it."""

    marker: Marker
    keep: int


def choose(
    stack: list[Open], readings: list[Marker], look_ahead: Callable[[], list[Marker]]
) -> Choice | None:
    """Choose among the readings of a number the one that goes on with an open list, else opens one.

    `look_ahead` gives the readings of the next number: after (h) comes the letter (i), unless (ii) follows.
    """
    if not readings:
        return None
    if readings[0].style == DEC:
        return _choose_decimal(stack, readings[0])
    if len(readings) > 1 and readings[0].ordinal == (1,):
        following = {(marker.style, marker.ordinal) for marker in look_ahead()}
        if (ROMAN, (2,)) in following:
            readings = readings[:1]
    for at in range(len(stack) - 1, -1, -1):
        for marker in readings:
            if stack[at].style == marker.style and marker.ordinal[0] == stack[at].ordinal[0] + 1:
                return Choice(marker, at)
    first = [marker for marker in readings if marker.ordinal[0] == 1]
    marker = first[0] if first else min(readings, key=lambda reading: reading.style != ALPHA)
    return Choice(marker, _opening(stack, marker))


def _opening(stack: list[Open], marker: Marker) -> int:
    """Say how many open clauses stay open above a number that goes on with none of them."""
    same = [at for at, node in enumerate(stack) if node.style == marker.style]
    if same:
        return same[-1]  # a list that begins again, or that has lost an entry
    keep = len(stack)
    if marker.style == NUM or marker.ordinal[0] > 1:
        while (
            keep > 1 and stack[keep - 1].style and RANKS.get(stack[keep - 1].style, 9) >= RANKS[marker.style]
        ):
            keep -= 1
    return keep


def _choose_decimal(stack: list[Open], marker: Marker) -> Choice:
    """Hang 3.1 below 3, when 3 is open; else on the part that it stands in."""
    for at in range(len(stack) - 1, 0, -1):
        node = stack[at]
        is_above = bool(node.ordinal) and marker.ordinal[: len(node.ordinal)] == node.ordinal
        if node.style in (NUM, DEC, "") and is_above and len(node.ordinal) < len(marker.ordinal):
            return Choice(marker, at + 1)
        if not node.style:
            return Choice(marker, at + 1)
    return Choice(marker, 1)


def holder_of_text(stack: list[Open], is_act: bool) -> int:
    """Say how many open clauses stay open above words without a number.

    A subparagraph belongs to its paragraph, not to the point above it. Outside acts a list ends there.
    """
    keep = len(stack)
    while keep > 1:
        style = stack[keep - 1].style
        if style in ("", DEC, "recital") or (style == NUM and is_act):
            break
        keep -= 1
    return keep

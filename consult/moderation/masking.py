"""Leave words out of a text: which places, and what stands there instead. Pure.

What is left out is left out everywhere in the text, for a name that stays in the second sentence was not left out.
The sign that stands instead has one length, so that it does not tell how long the name was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MASK = "▒▒▒▒▒▒"
Span = tuple[int, int]
"""Start and end of a place in a text, in characters; the end is not part of it."""


def merged(spans: Iterable[Sequence[int]], length: int) -> list[Span]:
    """Order the places, join those that touch, and drop what lies outside a text of `length` characters."""
    kept: list[Span] = []
    for start, end in sorted((max(0, one[0]), min(length, one[1])) for one in spans):
        if start >= end:
            continue
        if kept and start <= kept[-1][1]:
            kept[-1] = (kept[-1][0], max(kept[-1][1], end))
        else:
            kept.append((start, end))
    return kept


def places_of(body: str, words: Iterable[str]) -> list[Span]:
    """Find every place where one of `words` stands in `body`, in any case of letters."""
    found: list[Span] = []
    for word in words:
        wanted = " ".join(word.split())
        if wanted:
            pattern = r"\s+".join(re.escape(part) for part in wanted.split(" "))
            found += [match.span() for match in re.finditer(pattern, body, re.IGNORECASE)]
    return merged(found, len(body))


def everywhere(body: str, spans: Iterable[Sequence[int]]) -> list[Span]:
    """Widen the places to every other place where the same words stand."""
    chosen = merged(spans, len(body))
    return merged([*chosen, *places_of(body, words_at(body, chosen))], len(body))


def words_at(body: str, spans: Iterable[Sequence[int]]) -> list[str]:
    """Read the words at these places."""
    return [body[start:end] for start, end in spans]


def masked(body: str, spans: Iterable[Sequence[int]]) -> str:
    """Write the text with the sign of something left out at each place."""
    pieces, at = [], 0
    for start, end in merged(spans, len(body)):
        pieces += [body[at:start], MASK]
        at = end
    return "".join([*pieces, body[at:]])


def pieces(body: str, spans: Iterable[Sequence[int]]) -> list[tuple[str, bool]]:
    """Cut the text into pieces, each with whether it is one of the places; for showing them marked."""
    cut: list[tuple[str, bool]] = []
    at = 0
    for start, end in merged(spans, len(body)):
        if start > at:
            cut.append((body[at:start], False))
        cut.append((body[start:end], True))
        at = end
    if at < len(body):
        cut.append((body[at:], False))
    return cut

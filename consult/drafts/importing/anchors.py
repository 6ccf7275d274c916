"""Make anchors: what a clause is called in addresses, in the manner of Akoma Ntoso's element ids."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 60
_LONGEST_ANCHOR = 150

PREFIXES = {
    "part": "part",
    "title": "title",
    "chapter": "chp",
    "section": "sec",
    "article": "art",
    "annex": "anx",
    "appendix": "app",
    "paragraph": "para",
    "point": "point",
    "recital": "rec",
}


def slug(words: str) -> str:
    """Make an address out of a heading: ASCII letters, digits and hyphens; empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-")


def part(noun: str, number: str) -> str:
    """Name one step of an anchor: `part("article", "14")` is `art_14`."""
    number = re.sub(r"[^a-z0-9.-]+", "", number.lower()).strip(".")
    return f"{PREFIXES[noun]}_{number}"


def under(parent: str, step: str) -> str:
    """Put `step` below `parent`."""
    return f"{parent}__{step}" if parent else step


class Anchors:
    """Hand out anchors, each once: a repeated one gets `-2`, `-3`."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._times: dict[str, int] = {}

    def unique(self, wanted: str) -> str:
        """Give `wanted`, or the first free variant of it."""
        wanted = wanted[:_LONGEST_ANCHOR].rstrip("_-") or "clause"
        anchor, times = wanted, self._times.get(wanted, 1)
        while anchor in self._taken:
            times += 1
            anchor = f"{wanted}-{times}"
        self._times[wanted] = times  # where to look next: a draft may repeat one anchor thousands of times
        self._taken.add(anchor)
        return anchor

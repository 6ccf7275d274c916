"""Decide which characters of what was typed are kept: those that a reader sees, or that languages need."""

from __future__ import annotations

import re
import unicodedata

MARKS_LIMIT = 8
"""Marks stacked on one letter: Tibetan needs seven, towers that cover other people's words have hundreds."""

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x9f"
_NOT_CHARACTERS = "\ud800-\udfff\ufdd0-\ufdef" + "".join(
    chr(plane * 0x10000 + end) for plane in range(17) for end in (0xFFFE, 0xFFFF)
)
_MARKS_OF_FILES = "\ufeff\ufff9-\ufffb"
_OVERRIDES = "\u202a-\u202e\u206a-\u206f"  # and embeddings: words would read otherwise than they are
_UNSEEN = re.compile(f"[{_CONTROLS}{_NOT_CHARACTERS}{_MARKS_OF_FILES}{_OVERRIDES}]")
# letters of flags, unseen anywhere else
_TAGS = re.compile("(\U0001f3f4[\U000e0030-\U000e007a]{1,6}\U000e007f)|[\U000e0000-\U000e007f]")
_ISOLATES = "\u2066\u2067\u2068"
_END_OF_ISOLATE = "\u2069"


def _without_towers(source: str) -> str:
    """Keep at most a few marks on each letter; before normalising, which is quadratic in them."""
    kept, marks = [], 0
    for letter in source:
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if marks <= MARKS_LIMIT:
            kept.append(letter)
    return "".join(kept)


def _balanced(line: str) -> str:
    """Close the isolates that a line opens and drop ends without a beginning: no line turns the next."""
    kept, depth = [], 0
    for letter in line:
        if letter in _ISOLATES:
            depth += 1
        elif letter == _END_OF_ISOLATE:
            if depth == 0:
                continue
            depth -= 1
        kept.append(letter)
    return "".join(kept) + _END_OF_ISOLATE * depth


def plain(source: str) -> str:
    """Clean what was typed: one kind of line end, composed letters (NFC), nothing unseen, no spaces around.

    Marks that turn the reading direction stay where languages need them (isolates, which are closed on their
    line; LRM, RLM, ALM; joiners); overrides and embeddings go. Cleaning twice gives the same text.
    """
    cleaned = _LINE_ENDS.sub("\n", source)
    if not cleaned.isascii():
        cleaned = _TAGS.sub(r"\1", _UNSEEN.sub("", cleaned))
        cleaned = unicodedata.normalize("NFC", _without_towers(cleaned))
        cleaned = "\n".join(_balanced(line) for line in cleaned.split("\n"))
    else:
        cleaned = _UNSEEN.sub("", cleaned)
    return cleaned.strip()

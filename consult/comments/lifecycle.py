"""What a comment is, in plain words, and the ISO kind that follows from it (`product.md`)."""

from __future__ import annotations

from enum import StrEnum


class Stance(StrEnum):
    """What a participant says a comment is."""

    SUPPORT = "support"
    CONCERN = "concern"
    CHANGE = "change"
    QUESTION = "question"


class Kind(StrEnum):
    """The ISO/IEC template's kind of comment."""

    GENERAL = "ge"
    TECHNICAL = "te"
    EDITORIAL = "ed"


def kind_of(stance: Stance | None) -> Kind:
    """Say which kind follows from a stance: a change is technical, the rest is general."""
    return Kind.TECHNICAL if stance is Stance.CHANGE else Kind.GENERAL

"""Dispositions: what was decided on a contribution, kept apart from where it stands (`states.md`)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Disposition(StrEnum):
    """What a body decided on a contribution (`standards.md` section 2)."""

    ACCEPTED = "accepted"
    ACCEPTED_IN_PRINCIPLE = "accepted_in_principle"
    PARTIALLY_ACCEPTED = "partially_accepted"
    NOT_ACCEPTED = "not_accepted"
    NOTED = "noted"
    OUT_OF_SCOPE = "out_of_scope"
    DUPLICATE = "duplicate"
    DEFERRED = "deferred"


@dataclass(frozen=True, slots=True)
class Needs:
    """What a disposition must carry to be published."""

    clause_and_wording: bool = False
    reasons: bool = True
    belongs_where: bool = False
    other: bool = False
    date: bool = False


D = Disposition
NEEDS: dict[Disposition, Needs] = {
    D.ACCEPTED: Needs(clause_and_wording=True, reasons=False),
    D.ACCEPTED_IN_PRINCIPLE: Needs(clause_and_wording=True),
    D.PARTIALLY_ACCEPTED: Needs(clause_and_wording=True),
    D.NOT_ACCEPTED: Needs(),
    D.NOTED: Needs(),
    D.OUT_OF_SCOPE: Needs(reasons=False, belongs_where=True),
    D.DUPLICATE: Needs(reasons=False, other=True),
    D.DEFERRED: Needs(date=True),
}

"""States of a plain-language summary; its author and its approver are two people (`states.md`)."""

from __future__ import annotations

from enum import StrEnum

from consult.core.lifecycle import Lifecycle


class SummaryState(StrEnum):
    """Where a summary stands."""

    WRITING = "writing"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    OUTDATED = "outdated"


class SummaryAction(StrEnum):
    """What is done with a summary."""

    WRITE = "write"
    SUBMIT = "submit"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    OUTDATE = "outdate"  # its clause changed


S, A = SummaryState, SummaryAction
SUMMARY: Lifecycle[SummaryState, SummaryAction] = Lifecycle(
    {
        (S.WRITING, A.WRITE): S.WRITING,
        (S.WRITING, A.SUBMIT): S.IN_REVIEW,
        (S.IN_REVIEW, A.SEND_BACK): S.WRITING,
        (S.IN_REVIEW, A.APPROVE): S.APPROVED,
        (S.IN_REVIEW, A.WRITE): S.WRITING,
        (S.APPROVED, A.WRITE): S.WRITING,
        (S.APPROVED, A.OUTDATE): S.OUTDATED,
        (S.OUTDATED, A.WRITE): S.WRITING,
        (S.OUTDATED, A.SUBMIT): S.IN_REVIEW,
    }
)

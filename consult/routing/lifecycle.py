"""States of a referral: one thing sent to a body, with a clock (`states.md`)."""

from __future__ import annotations

from enum import StrEnum

from consult.core.lifecycle import Lifecycle


class ReferralState(StrEnum):
    """Where a referral stands."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    ANSWERED = "answered"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class ReferralAction(StrEnum):
    """What is done with a referral."""

    ACCEPT = "accept"
    ANSWER = "answer"
    RETURN = "return"
    WITHDRAW = "withdraw"


R, A = ReferralState, ReferralAction
REFERRAL: Lifecycle[ReferralState, ReferralAction] = Lifecycle(
    {
        (R.WAITING, A.ACCEPT): R.ACCEPTED,
        (R.WAITING, A.ANSWER): R.ANSWERED,
        (R.WAITING, A.RETURN): R.RETURNED,
        (R.WAITING, A.WITHDRAW): R.WITHDRAWN,
        (R.ACCEPTED, A.ANSWER): R.ANSWERED,
        (R.ACCEPTED, A.RETURN): R.RETURNED,
        (R.ACCEPTED, A.WITHDRAW): R.WITHDRAWN,
    }
)

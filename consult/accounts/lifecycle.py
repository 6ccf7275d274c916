"""States of names and groups that a moderator looks at before readers see them."""

from __future__ import annotations

from enum import StrEnum

from consult.core.lifecycle import Lifecycle


class NameState(StrEnum):
    """Where a display name or a group's name stands."""

    WAITING = "waiting"
    VERIFIED = "verified"
    REFUSED = "refused"


class NameAction(StrEnum):
    """What may be done with a name."""

    VERIFY = "verify"
    REFUSE = "refuse"
    CHANGE = "change"


NAMES: Lifecycle[NameState, NameAction] = Lifecycle(
    {
        (NameState.WAITING, NameAction.VERIFY): NameState.VERIFIED,
        (NameState.WAITING, NameAction.REFUSE): NameState.REFUSED,
        (NameState.VERIFIED, NameAction.REFUSE): NameState.REFUSED,
        (NameState.WAITING, NameAction.CHANGE): NameState.WAITING,
        (NameState.VERIFIED, NameAction.CHANGE): NameState.WAITING,
        (NameState.REFUSED, NameAction.CHANGE): NameState.WAITING,
    }
)


class StakeholderGroup(StrEnum):
    """What somebody says they are (`product.md`); *prefer not to say* is kept apart from *not asked*."""

    PATIENT = "patient"
    CARER = "carer"
    ADVOCACY_GROUP = "advocacy_group"
    HEALTH_PROFESSIONAL = "health_professional"
    PROVIDER = "provider"
    DEPLOYER = "deployer"
    RESEARCHER = "researcher"
    REGULATOR = "regulator"
    PUBLIC = "public"
    NOT_SAID = "not_said"

"""States of an appeal, and the words of a moderator's decision."""

from __future__ import annotations

from enum import StrEnum

from consult.contributions.lifecycle import Action
from consult.core.lifecycle import Lifecycle


class AppealState(StrEnum):
    """Where an appeal stands."""

    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


class AppealAction(StrEnum):
    """What another moderator does with it."""

    UPHOLD = "uphold"
    DISMISS = "dismiss"


APPEAL: Lifecycle[AppealState, AppealAction] = Lifecycle(
    {
        (AppealState.OPEN, AppealAction.UPHOLD): AppealState.UPHELD,
        (AppealState.OPEN, AppealAction.DISMISS): AppealState.DISMISSED,
    }
)


class DecisionAction(StrEnum):
    """What a moderator can decide on one contribution."""

    PUBLISH = "publish"
    PUBLISH_MASKED = "publish_masked"
    HOLD = "hold"
    REJECT = "reject"
    HIDE = "hide"
    RESTORE = "restore"
    KEEP = "keep"  # reported, and stays as it is
    UNDO = "undo"


ON_CONTRIBUTION: dict[DecisionAction, Action | None] = {
    DecisionAction.PUBLISH: Action.PUBLISH,
    DecisionAction.PUBLISH_MASKED: Action.PUBLISH,
    DecisionAction.HOLD: Action.HOLD,
    DecisionAction.REJECT: Action.REJECT,
    DecisionAction.HIDE: Action.HIDE,
    DecisionAction.RESTORE: Action.RESTORE,
    DecisionAction.KEEP: None,
    DecisionAction.UNDO: Action.UNDO,
}

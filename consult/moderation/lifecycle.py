"""States of an appeal, and the words of a moderator's decision."""

from __future__ import annotations

from enum import StrEnum

from consult.contributions.lifecycle import Action, State
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


NEEDS_RULE = frozenset({DecisionAction.REJECT, DecisionAction.HIDE, DecisionAction.PUBLISH_MASKED})
"""What cannot be decided without naming a rule of the room."""
NEEDS_REASON = frozenset(
    {DecisionAction.HOLD, DecisionAction.REJECT, DecisionAction.HIDE, DecisionAction.PUBLISH_MASKED,
     DecisionAction.RESTORE}
)
"""What cannot be decided without words that the author reads."""

_D = DecisionAction
_PLAIN: dict[State, tuple[DecisionAction, ...]] = {
    State.RECEIVED: (_D.PUBLISH, _D.PUBLISH_MASKED, _D.HOLD, _D.REJECT),
    State.HELD: (_D.PUBLISH, _D.PUBLISH_MASKED, _D.REJECT),
    State.PUBLISHED: (_D.KEEP, _D.PUBLISH_MASKED, _D.HIDE),
    State.REJECTED: (_D.RESTORE,),
    State.HIDDEN: (_D.RESTORE,),
}


def open_actions(state: State, *, has_waiting_edit: bool = False, is_masked: bool = False) -> tuple[DecisionAction, ...]:
    """List what a moderator can decide on a contribution in `state`, the most usual first.

    While an edit waits, publishing takes the new words and rejecting keeps the old ones in view.
    """
    if state is State.PUBLISHED and has_waiting_edit:
        return (_D.PUBLISH, _D.PUBLISH_MASKED, _D.REJECT, _D.HIDE)
    if state is State.PUBLISHED and is_masked:
        return (_D.KEEP, _D.PUBLISH, _D.PUBLISH_MASKED, _D.HIDE)
    return _PLAIN.get(state, ())

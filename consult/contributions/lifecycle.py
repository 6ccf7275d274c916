"""States of a contribution: nothing said is lost, and nothing is shown before it may be (`states.md`)."""

from __future__ import annotations

from enum import StrEnum

from consult.core.lifecycle import Lifecycle


class State(StrEnum):
    """Where a contribution stands."""

    UNCONFIRMED = "unconfirmed"
    RECEIVED = "received"
    PUBLISHED = "published"
    HELD = "held"
    REJECTED = "rejected"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


class Action(StrEnum):
    """What changes the state of a contribution."""

    CONFIRM = "confirm"  # a guest opens the link, where moderation comes first
    CONFIRM_PUBLISH = "confirm_publish"  # the same, where moderation comes after
    PUBLISH = "publish"
    HOLD = "hold"
    REJECT = "reject"
    HIDE = "hide"
    RESTORE = "restore"
    RESUBMIT = "resubmit"  # the author changed what was held or received
    EDIT = "edit"  # the author changed what is published; stays published, a new wording may wait
    WITHDRAW = "withdraw"
    ERASE = "erase"
    UNDO = "undo"  # a decision of the last ten minutes is reversed


class Type(StrEnum):
    """What kind of thing was said."""

    COMMENT = "comment"
    ANSWER = "answer"
    STATEMENT = "statement"
    SUBMISSION = "submission"


class ShownAs(StrEnum):
    """What readers see of the author."""

    NAME = "name"
    PSEUDONYM = "pseudonym"
    UNNAMED = "unnamed"


class Moderation(StrEnum):
    """Whether a moderator looks before or after publication."""

    BEFORE = "before"
    AFTER = "after"


class Lane(StrEnum):
    """Where a published contribution waits for its answer."""

    NONE = "none"  # not yet published, or asks for no answer (a reply)
    UNROUTED = "unrouted"
    REFERRED = "referred"
    ANSWERED = "answered"


S, A = State, Action
CONTRIBUTION: Lifecycle[State, Action] = Lifecycle(
    {
        (S.UNCONFIRMED, A.CONFIRM): S.RECEIVED,
        (S.UNCONFIRMED, A.CONFIRM_PUBLISH): S.PUBLISHED,
        (S.UNCONFIRMED, A.WITHDRAW): S.WITHDRAWN,
        (S.UNCONFIRMED, A.ERASE): S.ERASED,
        (S.RECEIVED, A.PUBLISH): S.PUBLISHED,
        (S.RECEIVED, A.HOLD): S.HELD,
        (S.RECEIVED, A.REJECT): S.REJECTED,
        (S.RECEIVED, A.RESUBMIT): S.RECEIVED,
        (S.RECEIVED, A.WITHDRAW): S.WITHDRAWN,
        (S.RECEIVED, A.ERASE): S.ERASED,
        (S.HELD, A.PUBLISH): S.PUBLISHED,
        (S.HELD, A.REJECT): S.REJECTED,
        (S.HELD, A.RESUBMIT): S.RECEIVED,
        (S.HELD, A.WITHDRAW): S.WITHDRAWN,
        (S.HELD, A.ERASE): S.ERASED,
        (S.HELD, A.UNDO): S.RECEIVED,
        (S.REJECTED, A.RESTORE): S.PUBLISHED,
        (S.REJECTED, A.UNDO): S.RECEIVED,
        (S.REJECTED, A.WITHDRAW): S.WITHDRAWN,
        (S.REJECTED, A.ERASE): S.ERASED,
        (S.PUBLISHED, A.HIDE): S.HIDDEN,
        (S.PUBLISHED, A.EDIT): S.PUBLISHED,
        (S.PUBLISHED, A.UNDO): S.RECEIVED,
        (S.PUBLISHED, A.WITHDRAW): S.WITHDRAWN,
        (S.PUBLISHED, A.ERASE): S.ERASED,
        (S.HIDDEN, A.RESTORE): S.PUBLISHED,
        (S.HIDDEN, A.UNDO): S.PUBLISHED,
        (S.HIDDEN, A.WITHDRAW): S.WITHDRAWN,
        (S.HIDDEN, A.ERASE): S.ERASED,
        (S.WITHDRAWN, A.ERASE): S.ERASED,
    }
)

SHOWN_TO_READERS = frozenset({S.PUBLISHED, S.HIDDEN, S.WITHDRAWN, S.ERASED})  # the last three as marks
"""A contribution that was never published leaves no mark: see `Contribution.first_published_at`."""

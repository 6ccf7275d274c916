"""Phases of a consultation: time decides all but *withdrawn* and *concluded* (`states.md`)."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from consult.core.lifecycle import Lifecycle

ARCHIVED_AFTER = timedelta(days=365)


class Status(StrEnum):
    """What somebody did with a consultation; the rest is computed from its dates."""

    DRAFTING = "drafting"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    CONCLUDED = "concluded"


class StatusAction(StrEnum):
    """The acts."""

    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    CONCLUDE = "conclude"


class Phase(StrEnum):
    """Where a consultation stands at a moment; the words of the filter `status`."""

    DRAFTING = "drafting"
    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"
    CONCLUDED = "concluded"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"


CONSULTATION: Lifecycle[Status, StatusAction] = Lifecycle(
    {
        (Status.DRAFTING, StatusAction.PUBLISH): Status.PUBLISHED,
        (Status.PUBLISHED, StatusAction.WITHDRAW): Status.WITHDRAWN,
        (Status.PUBLISHED, StatusAction.CONCLUDE): Status.CONCLUDED,
    }
)


def phase(
    status: Status,
    opens_at: datetime | None,
    closes_at: datetime | None,
    concluded_at: datetime | None,
    now: datetime,
) -> Phase:
    """Say where a consultation stands at `now` (UTC)."""
    if status is Status.DRAFTING:
        return Phase.DRAFTING
    if status is Status.WITHDRAWN:
        return Phase.WITHDRAWN
    if status is Status.CONCLUDED:
        is_old = concluded_at is not None and now >= concluded_at + ARCHIVED_AFTER
        return Phase.ARCHIVED if is_old else Phase.CONCLUDED
    if opens_at is None or now < opens_at:
        return Phase.SCHEDULED
    if closes_at is None or now < closes_at:
        return Phase.OPEN
    return Phase.CLOSED

"""States of a draft's version: preparing, then published and never changed again, then superseded."""

from __future__ import annotations

from enum import StrEnum

from consult.core.lifecycle import Lifecycle


class VersionState(StrEnum):
    """Where a version of a draft stands."""

    PREPARING = "preparing"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


class VersionAction(StrEnum):
    """What is done with a version."""

    PUBLISH = "publish"
    SUPERSEDE = "supersede"


VERSION: Lifecycle[VersionState, VersionAction] = Lifecycle(
    {
        (VersionState.PREPARING, VersionAction.PUBLISH): VersionState.PUBLISHED,
        (VersionState.PUBLISHED, VersionAction.SUPERSEDE): VersionState.SUPERSEDED,
    }
)

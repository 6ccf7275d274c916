"""Keep rendered pieces in the process while nothing that readers can see has changed.

A key holds everything the piece depends on (its revision first of all), so that nothing is ever stale and nothing
has to be thrown away by hand; the oldest go when there are too many.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


class Shelf:
    """A bounded, thread-safe store of made things, the least lately used going first."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._things: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Give back what stands under `key`, made now if it is not there."""
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
                found: T = self._things[key]
                return found
        made = make()
        with self._lock:
            self._things[key] = made
            self._things.move_to_end(key)
            while len(self._things) > self._room:
                self._things.popitem(last=False)
        return made

    def clear(self) -> None:
        """Forget everything (tests do)."""
        with self._lock:
            self._things.clear()

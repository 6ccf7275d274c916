"""State machines: one enum of states, one table of transitions, and nothing happens that is not in the table."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Generic, TypeVar

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)


class IllegalTransition(Exception):
    """This cannot be done from this state."""

    def __init__(self, state: StrEnum, action: StrEnum) -> None:
        super().__init__(f"{action.value} from {state.value}")
        self.state = state
        self.action = action


class Lifecycle(Generic[S, A]):
    """A table `{(state, action): next state}` that can be asked."""

    def __init__(self, transitions: Mapping[tuple[S, A], S]) -> None:
        self.transitions = dict(transitions)

    def after(self, state: S, action: A) -> S:
        """Say where `action` leads from `state`; raises IllegalTransition."""
        try:
            return self.transitions[(state, action)]
        except KeyError:
            raise IllegalTransition(state, action) from None

    def actions_from(self, state: S) -> list[A]:
        """List what can be done from `state`, in the order of the table."""
        return [action for before, action in self.transitions if before == state]

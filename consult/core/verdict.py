"""Say yes or no with a reason, so that every refusal can be read by the person it stops."""

from __future__ import annotations

from dataclasses import dataclass


def N_(message: str) -> str:  # noqa: N802 - the customary name of "translate this later"
    """Mark `message` for the catalogue; it is translated where it is shown, so that rules stay free of Flask."""
    return message


class Refused(Exception):
    """Somebody may not do this; `reason` is a sentence fit to show them."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of a policy: allowed, or refused with a reason."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def enforce(self) -> None:
        """Raise `Refused` when the answer is no."""
        if not self.allowed:
            raise Refused(self.reason)


YES = Verdict(True)


def no(reason: str) -> Verdict:
    """Refuse, for `reason` (a message marked with `N_`)."""
    return Verdict(False, reason)

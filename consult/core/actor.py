"""Who acts: an id, roles, bodies; frozen, so that a rule can trust what it is given."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody may be here (`states.md`, who is who)."""

    PARTICIPANT = "participant"
    MODERATOR = "moderator"
    MODERATION_LEAD = "moderation_lead"
    POLICYMAKER = "policymaker"
    BODY_LEAD = "body_lead"
    CASEWORKER = "caseworker"
    FACILITATOR = "facilitator"
    ADMINISTRATOR = "administrator"


OF_A_BODY = frozenset(
    {Role.MODERATION_LEAD, Role.POLICYMAKER, Role.BODY_LEAD, Role.CASEWORKER, Role.FACILITATOR}
)
"""Roles that belong to a body; the others belong to the service (`states.md`: all but first, second and last)."""

_IMPLIED = {Role.MODERATOR: (Role.MODERATION_LEAD,), Role.POLICYMAKER: (Role.BODY_LEAD,)}


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who asks or acts. `id` is an account's; None for those without one."""

    id: int | None = None
    roles: frozenset[tuple[str, int | None]] = frozenset()
    group_id: int | None = None  # the group they speak for
    guest_id: int | None = None  # a guest whose e-mail is confirmed
    name: str = ""  # shown to themselves in the frame
    language: str = ""
    is_system: bool = False
    session_id: int | None = None

    def has(self, role: str, of: int | None = None) -> bool:
        """Say whether they hold `role`, or one that implies it, for body `of` where one is given."""
        wanted = {role, *_IMPLIED.get(Role(role), ())}
        return any(held in wanted and (of is None or body_id == of) for held, body_id in self.roles)

    def works_for(self, body_id: int) -> bool:
        """Say whether they hold any role of this body."""
        return any(of == body_id for _, of in self.roles)

    def bodies(self, role: str) -> frozenset[int]:
        """List the bodies for which they hold `role`, or one that implies it."""
        wanted = {role, *_IMPLIED.get(Role(role), ())}
        return frozenset(of for held, of in self.roles if held in wanted and of is not None)

    @property
    def is_staff(self) -> bool:
        """Say whether they hold a role beyond taking part."""
        return any(held != Role.PARTICIPANT for held, _ in self.roles)

    @property
    def role_shown(self) -> str:
        """The role under which their acts stand in public records; the most telling one they hold."""
        if self.is_system:
            return "system"
        for role in (Role.ADMINISTRATOR, Role.BODY_LEAD, Role.POLICYMAKER, Role.MODERATION_LEAD, Role.MODERATOR,
                     Role.CASEWORKER, Role.FACILITATOR):
            if any(held == role for held, _ in self.roles):
                return role.value
        return Role.PARTICIPANT.value if self.id is not None else "guest"


ANONYMOUS = Actor()
SYSTEM = Actor(is_system=True)

"""The operator's own record: who did what to which thing, when; never a text, an address or a token.

Sign-ins and refusals, roles given, masked words opened, exports. Readable by administrators; kept by retention.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from consult.core.database import Base, db


class AuditEntry(Base):
    """One line of the operator's record."""

    __tablename__ = "core_audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    act: Mapped[str] = mapped_column(sa.String(60))
    object_type: Mapped[str] = mapped_column(sa.String(30), default="")
    object_id: Mapped[str] = mapped_column(sa.String(40), default="")


def note(
    act: str, *, actor_id: int | None, at: datetime, object_type: str = "", object_id: str | int = "",
    session: Session | None = None,
) -> None:
    """Add a line to the operator's record, in the present transaction or in `session`."""
    entry = AuditEntry(at=at, actor_id=actor_id, act=act, object_type=object_type, object_id=str(object_id))
    (session or db.session).add(entry)

"""What must happen after the commit: rows written in the same transaction, run by the queue.

`enqueue("comment.published", contribution_id=7)` adds a row. After the commit its id is handed to the queue; a
periodic sweep hands over what a crash left. Handlers are idempotent and take ids, never texts.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import current_app, g, has_app_context
from sqlalchemy.orm import Mapped, mapped_column

from consult.core.clock import now as clock_now
from consult.core.database import Base, db

log = logging.getLogger(__name__)


class OutboxRow(Base):
    """One thing to do after the commit."""

    __tablename__ = "core_outbox"
    __table_args__ = (
        sa.Index("ix_core_outbox_open", "next_try_at", sqlite_where=sa.text("done_at IS NULL"),
                 postgresql_where=sa.text("done_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(default="")
    done_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]


def enqueue(name: str, *, not_before: datetime | None = None, **payload: Any) -> OutboxRow:
    """Ask that `name` be done with `payload` (ids, no texts) after the commit, not before `not_before` (UTC)."""
    at = clock_now()
    row = OutboxRow(name=name, payload=payload, created_at=at, next_try_at=not_before or at)
    db.session.add(row)
    if has_app_context():
        g.setdefault("new_outbox_rows", []).append(row)
    return row


def forget_new() -> None:
    """Forget rows of a transaction that was rolled back."""
    g.pop("new_outbox_rows", None)


def hand_over() -> None:
    """Hand the ids of committed rows to the queue; what fails here is picked up by the sweep."""
    rows = g.pop("new_outbox_rows", [])
    push = current_app.extensions.get("queue_push")
    if not rows or push is None:
        return
    due = clock_now()
    try:
        for row_id, next_try_at in [(sa.inspect(row).identity[0], row.__dict__.get("next_try_at")) for row in rows]:
            if next_try_at is None or next_try_at <= due:
                push(row_id)
    except Exception:
        log.warning("queue.unreachable")

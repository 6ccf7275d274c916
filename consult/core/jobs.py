"""Run what the outbox holds: handlers by name, retries with growing pauses, a sweep for what a crash left."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask

from consult.core.clock import now
from consult.core.database import db, expect_writes
from consult.core.outbox import OutboxRow, forget_new, hand_over

log = logging.getLogger(__name__)
Handler = Callable[..., None]
MAX_ATTEMPTS = 12
_handlers: dict[str, list[Handler]] = {}
_periodic: list[tuple[str, timedelta, Handler]] = []


def handles(*names: str) -> Callable[[Handler], Handler]:
    """Register a function for outbox rows of these names; it must be idempotent and is given the payload."""

    def register(handler: Handler) -> Handler:
        for name in names:
            _handlers.setdefault(name, []).append(handler)
        return handler

    return register


def every(pause: timedelta, name: str) -> Callable[[Handler], Handler]:
    """Register a function that the worker calls about every `pause`; several workers may call it at once."""

    def register(handler: Handler) -> Handler:
        _periodic.append((name, pause, handler))
        return handler

    return register


def periodic_jobs() -> list[tuple[str, timedelta, Handler]]:
    """List what the worker calls by the clock."""
    return list(_periodic)


def run_row(app: Flask, row_id: int) -> bool:
    """Run one row in a transaction of its own; true when it is done. Failures keep their error and try again."""
    with app.app_context():
        expect_writes(True)
        row = db.session.get(OutboxRow, row_id, with_for_update={"skip_locked": True})
        if row is None or row.done_at or row.given_up_at or row.next_try_at > now():
            db.session.rollback()
            return False
        name = row.name
        try:
            for handler in _handlers.get(name, []):
                handler(**row.payload)
            row.done_at = now()
            db.session.commit()
            hand_over()
        except Exception as error:
            db.session.rollback()
            forget_new()
            _note_failure(row_id, name, error)
            return False
        return True


def _note_failure(row_id: int, name: str, error: Exception) -> None:
    row = db.session.get(OutboxRow, row_id)
    if row is None:
        return
    row.attempts += 1
    row.last_error = type(error).__name__  # the message may carry somebody's words
    row.next_try_at = now() + timedelta(seconds=min(3600, 5 * 2**row.attempts))
    if row.attempts >= MAX_ATTEMPTS:
        row.given_up_at = now()
    db.session.commit()
    log.exception("job.failed", extra={"job": name, "row": row_id, "attempts": row.attempts})


def sweep(app: Flask, limit: int = 500) -> int:
    """Run what is due and not done, oldest first; the number of rows that were run."""
    with app.app_context():
        expect_writes(False)
        due = db.session.scalars(
            sa.select(OutboxRow.id)
            .where(OutboxRow.done_at.is_(None), OutboxRow.given_up_at.is_(None), OutboxRow.next_try_at <= now())
            .order_by(OutboxRow.next_try_at, OutboxRow.id)
            .limit(limit)
        ).all()
        db.session.rollback()
    return sum(run_row(app, row_id) for row_id in due)


def forget_done(app: Flask, older_than: timedelta = timedelta(days=30)) -> None:
    """Delete rows that were done long ago."""
    with app.app_context():
        expect_writes(True)
        db.session.execute(sa.delete(OutboxRow).where(OutboxRow.done_at < now() - older_than))
        db.session.commit()


def handled_names() -> dict[str, Any]:
    """The names that have a handler, for tests and for the worker's start line."""
    return {name: [handler.__name__ for handler in handlers] for name, handlers in _handlers.items()}

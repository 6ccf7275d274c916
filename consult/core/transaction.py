"""The one commit of a web request, and the short transactions of what must stay whatever the answer is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, Response, request
from sqlalchemy.orm import Session

from consult.core import outbox
from consult.core.database import db, expect_writes, writing

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def settle(response: Response) -> Response:
    """Commit when the request was meant to change something and went well; roll back in every other case."""
    if request.method in SAFE_METHODS or response.status_code >= 400:
        db.session.rollback()
        outbox.forget_new()
    else:
        db.session.commit()
        outbox.hand_over()
    return response


@contextmanager
def record_now() -> Iterator[Session]:
    """Write in a short transaction of its own what must stay whatever the answer is.

    For failed attempts, access to a case, last seen. Must not be called while the request's own session has
    written on SQLite: there is one writer, and it would wait for itself.
    """
    with writing(), Session(db.engine) as session, session.begin():
        yield session


@contextmanager
def look_up() -> Iterator[Session]:
    """Read in a short transaction of its own, so that the request's own one opens late."""
    with writing(False), Session(db.engine) as session:
        yield session


def init_transactions(app: Flask) -> None:
    """Begin unsafe requests with the write lock, and settle each at its end."""

    @app.before_request
    def _expect() -> None:
        expect_writes(request.method not in SAFE_METHODS)

    app.after_request(settle)

"""The queue that runs the outbox: Huey on a SQLite file, on PostgreSQL or on Redis, after what the database is.

The web process only pushes ids of rows; handlers live in each package's `jobs.py`, which the worker imports.
Only ids travel: a lost or repeated message harms nothing, for the outbox row is the truth.
"""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from huey import PostgresHuey, PriorityRedisHuey, SqliteHuey
from huey.api import Huey


def make_queue(*, database_url: str, redis_url: str, instance_path: str) -> Huey:
    """Make the queue that fits; all processes that share a database share its queue."""
    if redis_url:
        return PriorityRedisHuey("consult", url=redis_url, results=False)
    if database_url.startswith("postgresql"):
        dsn = database_url.replace("postgresql+psycopg://", "postgresql://")
        return PostgresHuey("consult", dsn=dsn, results=False)
    folder = Path(instance_path)
    folder.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("consult", filename=str(folder / "queue.db"), results=False, fsync=False)


def init_queue(app: Flask, *, database_url: str, redis_url: str) -> None:
    """Let the outbox push ids of committed rows; the queue is opened at the first push."""
    opened: list[Huey] = []

    def queue() -> Huey:
        if not opened:
            huey = make_queue(database_url=database_url, redis_url=redis_url, instance_path=app.instance_path)
            app.extensions["run_row"] = huey.task(name="run_row")(_run_row)
            opened.append(huey)
        return opened[0]

    def push(row_id: int) -> None:
        queue()
        app.extensions["run_row"](row_id)

    app.extensions["queue"] = queue
    app.extensions["queue_push"] = push
    app.extensions["row_runner"] = None
    _apps.append(app)


_apps: list[Flask] = []


def _run_row(row_id: int) -> None:
    """Run one outbox row in the worker (the web process only sends the message)."""
    app = _apps[-1]
    app.extensions["row_runner"](row_id)

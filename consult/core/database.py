"""Keep everything that is said: the database, its naming convention, its types and mixins.

SQLite runs in WAL with foreign keys on, a busy timeout and `synchronous=FULL` (what we said we received survives
a power cut). A request that may write begins with BEGIN IMMEDIATE: a deferred transaction that reads and then
writes fails at once with "database is locked", whatever the busy timeout.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.orm import registry as mapper_registry

from consult.core.ids import public_id

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A moment: always aware and in UTC outside the database, whatever the database keeps."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times; SQLite keeps UTC without a zone, so that text order is time order."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of all models."""

    registry = mapper_registry(
        metadata=sa.MetaData(naming_convention=NAMING),
        type_annotation_map={
            datetime: UtcDateTime,
            dict[str, Any]: sa.JSON,
            dict[str, str]: sa.JSON,
            list[str]: sa.JSON,
            list[dict[str, Any]]: sa.JSON,
            str: sa.Text,
        },
    )


class WithPublicId:
    """A thing with an address that nobody can guess the next of (65 random bits, Crockford base 32)."""

    public_id: Mapped[str] = mapped_column(sa.String(16), unique=True, default=public_id)


db = SQLAlchemy(model_class=Base, disable_autonaming=True)


def state_column(states: type[StrEnum], name: str = "state", **options: Any) -> Mapped[Any]:
    """Make a column for `states`, guarded by a CHECK built from the enum."""
    kind = sa.Enum(
        states,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda every: [one.value for one in every],
    )
    return mapped_column(kind, **options)


_writing: ContextVar[bool] = ContextVar("writing", default=False)


@contextmanager
def writing(yes: bool = True) -> Iterator[None]:
    """Say that transactions begun inside may write, so that SQLite takes its write lock at their beginning."""
    token = _writing.set(yes)
    try:
        yield
    finally:
        _writing.reset(token)


def expect_writes(yes: bool) -> None:
    """Say for the rest of this context (one request, one job) whether transactions may write."""
    _writing.set(yes)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin or commit behind our back
    cursor = connection.cursor()
    for pragma in (
        "foreign_keys=ON",
        "journal_mode=WAL",
        "busy_timeout=15000",
        "synchronous=FULL",
        "secure_delete=ON",
        "cache_size=-16000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


def prepare_engine(engine: Engine) -> Engine:
    """Give an SQLite engine its pragmas and honest transactions; leave others alone."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def init_database(app: Flask, url: str) -> None:
    """Bind the application to the database at `url`."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    options: dict[str, Any] = {}
    if url.startswith("postgresql"):
        options = {"pool_pre_ping": True, "pool_size": 10, "max_overflow": 10}
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)

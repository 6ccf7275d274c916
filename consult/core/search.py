"""Find what is public: one row for each thing that can be found, written by its own service in the same transaction.

SQLite keeps an FTS5 index beside the table by triggers; PostgreSQL keeps a generated `tsvector` with a GIN index.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import DDL, event
from sqlalchemy.orm import Mapped, mapped_column

from consult.core import text
from consult.core.database import Base, db


class SearchEntry(Base):
    """One public thing as the search sees it."""

    __tablename__ = "core_search_entry"
    __table_args__ = (
        sa.UniqueConstraint("kind", "object_key", "language"),
        sa.Index("ix_core_search_entry_newest", "at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))  # consultation, clause, summary, comment, response, term
    object_key: Mapped[str] = mapped_column(sa.String(80))
    space_id: Mapped[int | None] = mapped_column(index=True)
    language: Mapped[str] = mapped_column(sa.String(12))
    url: Mapped[str]
    title: Mapped[str]
    body: Mapped[str]
    at: Mapped[datetime]


SQLITE_DDL = (
    "CREATE VIRTUAL TABLE core_search_fts USING fts5(title, body, content='core_search_entry', content_rowid='id',"
    " tokenize=\"unicode61 remove_diacritics 2\")",
    "CREATE TRIGGER core_search_ai AFTER INSERT ON core_search_entry BEGIN"
    " INSERT INTO core_search_fts(rowid, title, body) VALUES (new.id, new.title, new.body); END",
    "CREATE TRIGGER core_search_ad AFTER DELETE ON core_search_entry BEGIN"
    " INSERT INTO core_search_fts(core_search_fts, rowid, title, body)"
    " VALUES ('delete', old.id, old.title, old.body); END",
    "CREATE TRIGGER core_search_au AFTER UPDATE ON core_search_entry BEGIN"
    " INSERT INTO core_search_fts(core_search_fts, rowid, title, body)"
    " VALUES ('delete', old.id, old.title, old.body);"
    " INSERT INTO core_search_fts(rowid, title, body) VALUES (new.id, new.title, new.body); END",
)
SQLITE_DROP = (
    "DROP TRIGGER core_search_au",
    "DROP TRIGGER core_search_ad",
    "DROP TRIGGER core_search_ai",
    "DROP TABLE core_search_fts",
)
POSTGRES_DDL = (
    "CREATE INDEX ix_core_search_entry_words ON core_search_entry"
    " USING gin (to_tsvector('simple', title || ' ' || body))",
)
for _statement in SQLITE_DDL:
    event.listen(SearchEntry.__table__, "after_create", DDL(_statement).execute_if(dialect="sqlite"))
for _statement in SQLITE_DROP:
    event.listen(SearchEntry.__table__, "before_drop", DDL(_statement).execute_if(dialect="sqlite"))
for _statement in POSTGRES_DDL:
    event.listen(
        SearchEntry.__table__, "after_create", DDL(_statement.replace("%", "%%")).execute_if(dialect="postgresql")
    )


def put(
    kind: str, object_key: str, *, language: str, url: str, title: str, body: str, at: datetime, space_id: int | None
) -> None:
    """Make a thing findable, or renew what is known of it. `body` is Markdown; only its words are kept."""
    words = text.words_only(body)
    row = db.session.scalar(
        sa.select(SearchEntry).filter_by(kind=kind, object_key=object_key, language=language)
    )
    if row is None:
        row = SearchEntry(kind=kind, object_key=object_key, language=language)
        db.session.add(row)
    row.url, row.title, row.body, row.at, row.space_id = url, title, words, at, space_id


def put_new(rows: Sequence[dict[str, Any]]) -> None:
    """Make many new things findable in one statement; each row has the columns of `SearchEntry`."""
    if rows:
        db.session.execute(sa.insert(SearchEntry), list(rows))


def remove(kind: str, object_key: str) -> None:
    """Make a thing unfindable."""
    db.session.execute(sa.delete(SearchEntry).filter_by(kind=kind, object_key=object_key))


@dataclass(frozen=True, slots=True)
class Found:
    """One result; `key` continues the list after it."""

    kind: str
    url: str
    title: str
    body: str
    language: str
    at: datetime
    key: tuple[str, int]


def _terms(question: str) -> list[str]:
    return re.findall(r"\w+", question, flags=re.UNICODE)[:12]


def find(
    question: str, *, kind: str = "", space_id: int | None = None, before: tuple[datetime, int] | None = None,
    limit: int = 50,
) -> list[Found]:
    """Find public things that have all words of `question` (the last may be a beginning), newest first."""
    terms = _terms(question)
    if not terms:
        return []
    entry = SearchEntry
    query = sa.select(entry).order_by(entry.at.desc(), entry.id.desc()).limit(limit)
    if kind:
        query = query.where(entry.kind == kind)
    if space_id is not None:
        query = query.where(entry.space_id == space_id)
    if before is not None:
        query = query.where(sa.tuple_(entry.at, entry.id) < sa.tuple_(*before))
    if db.engine.dialect.name == "sqlite":
        match = " ".join(f'"{term}"' for term in terms[:-1]) + f' "{terms[-1]}"*'
        fts = sa.table("core_search_fts", sa.column("rowid"))
        hits = sa.select(fts.c.rowid).where(sa.text("core_search_fts MATCH :match").bindparams(match=match.strip()))
        query = query.where(entry.id.in_(hits))
    else:
        wish = " & ".join([*terms[:-1], f"{terms[-1]}:*"])
        vector = sa.func.to_tsvector(sa.literal_column("'simple'"), entry.title + sa.literal_column("' '") + entry.body)
        query = query.where(vector.bool_op("@@")(sa.func.to_tsquery(sa.literal_column("'simple'"), wish)))
    return [
        Found(row.kind, row.url, row.title, row.body, row.language, row.at, (row.at.isoformat(), row.id))
        for row in db.session.scalars(query)
    ]

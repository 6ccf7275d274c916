"""Read the public log: entries, the root over any size of it, and proofs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from consult.core.database import db
from consult.public_log import entry, merkle
from consult.public_log.models import LogEntry
from consult.public_log.service import node, size

PAGE = 50
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries, the newest first; `older` is the number before which the next page starts."""

    entries: list[LogEntry]
    older: int | None


def newest(*, before: int | None = None, object_id: str = "", limit: int = PAGE) -> Page:
    """List entries, the newest first, of one thing where `object_id` is given."""
    query = sa.select(LogEntry).order_by(LogEntry.seq.desc()).limit(limit + 1)
    if before is not None:
        query = query.where(LogEntry.seq < before)
    if object_id:
        query = query.where(LogEntry.object_id == object_id)
    rows = list(db.session.scalars(query))
    return Page(rows[:limit], rows[limit - 1].seq if len(rows) > limit else None)


def by_seq(seq: int) -> LogEntry | None:
    """Find an entry by its number."""
    return db.session.get(LogEntry, seq)


def as_leaf(row: LogEntry) -> entry.LogLeaf:
    """Give the leaf of a row as it is published and hashed."""
    return entry.LogLeaf(
        seq=row.seq, type=row.type, object_id=row.object_id, object_version=row.object_version, at=row.at,
        actor_role=row.actor_role, content_sha256=row.content_sha256,
    )


def root(of_size: int) -> bytes:
    """Hash the tree over the first `of_size` entries."""
    return merkle.root_from(node, of_size)


@dataclass(frozen=True, slots=True)
class Inclusion:
    """The proof that the entry at `index` is one of the first `tree_size`."""

    index: int
    tree_size: int
    path: list[bytes]
    root: bytes


def inclusion(index: int, tree_size: int) -> Inclusion | None:
    """Prove that an entry is in the log as it was at `tree_size`; None when there is no such entry or size."""
    if not 0 <= index < tree_size <= size():
        return None
    return Inclusion(index, tree_size, merkle.inclusion_path(node, index, tree_size), root(tree_size))


def consistency(old: int, new: int) -> list[bytes] | None:
    """Prove that the log at `new` begins with the log at `old`; None when it never had such a size."""
    if not 0 < old <= new <= size():
        return None
    return merkle.consistency_path(node, old, new)


def all_entries(session: Session, up_to: int) -> Iterator[LogEntry]:
    """Read all entries before `up_to` in order, some at a time, in a session of the reader's own."""
    start = 0
    while start < up_to:
        query = (
            sa.select(LogEntry).where(LogEntry.seq >= start, LogEntry.seq < min(start + AT_ONCE, up_to))
            .order_by(LogEntry.seq)
        )
        yield from session.scalars(query)
        session.expunge_all()
        start += AT_ONCE

"""Append to the public log, in the same transaction as the act that it records."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from consult.core.database import db
from consult.public_log import entry, merkle
from consult.public_log.models import LogEntry, LogHead, LogNode


def record(
    type_: str, object_id: str, *, actor_role: str, now: datetime, version: int = 1, content_sha256: str = ""
) -> int:
    """Append one public act and return its number (its leaf index, from 0).

    `type_` is *thing.act* in the past tense (`comment.published`), `object_id` a public id or slug. No text, no name.
    """
    head = db.session.get(LogHead, 1, with_for_update=True, populate_existing=True)
    if head is None:
        head = LogHead(id=1, size=0)
        db.session.add(head)
        db.session.flush()
    seq = head.size
    leaf = entry.LogLeaf(
        seq=seq, type=type_, object_id=object_id, object_version=version, at=now, actor_role=actor_role,
        content_sha256=content_sha256,
    )
    leaf_hash = merkle.leaf_hash(entry.to_bytes(leaf))
    db.session.add(
        LogEntry(
            seq=seq, type=type_, object_id=object_id, object_version=version, at=now, actor_role=actor_role,
            content_sha256=content_sha256, leaf_hash=leaf_hash,
        )
    )
    for level, index, node_hash in merkle.nodes_completed_by(seq, leaf_hash, node):
        db.session.add(LogNode(level=level, index=index, hash=node_hash))
    head.size = seq + 1
    db.session.flush()
    return seq


def node(level: int, index: int) -> bytes:
    """Fetch the hash of a finished subtree (level 0: a leaf)."""
    found = db.session.get(LogNode, (level, index))
    if found is None:
        raise LookupError(f"no subtree {level}/{index}")
    return found.hash


def size() -> int:
    """Say how many acts the log holds."""
    return db.session.scalar(sa.select(LogHead.size)) or 0

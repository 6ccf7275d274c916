"""Leaves and finished subtrees of the public log."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from consult.core.database import Base


class LogEntry(Base):
    """One public act. No personal text: an object, an act, a role, and a salted hash of what was said."""

    __tablename__ = "public_log_entry"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # leaf index, from 0
    type: Mapped[str] = mapped_column(sa.String(60))
    object_id: Mapped[str] = mapped_column(sa.String(80), index=True)
    object_version: Mapped[int] = mapped_column(default=1)
    at: Mapped[datetime]
    actor_role: Mapped[str] = mapped_column(sa.String(24))
    content_sha256: Mapped[str] = mapped_column(sa.String(64), default="")
    leaf_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))


class LogNode(Base):
    """The hash of a finished subtree of 2^level leaves, the `index`-th of its level (RFC 9162)."""

    __tablename__ = "public_log_node"

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))


class LogHead(Base):
    """The size of the log: one row, locked while a leaf is added, so that leaves stand in one order."""

    __tablename__ = "public_log_head"
    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    size: Mapped[int] = mapped_column(default=0)

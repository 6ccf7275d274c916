"""Drafts, their versions, clauses that keep their identity, and where each contribution stands."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.contributions.models import Contribution, Space, Thread
from consult.core.database import Base, state_column
from consult.drafts.lifecycle import VersionState


class Draft(Base):
    """The document consulted on; it has numbered versions."""

    __tablename__ = "drafts_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(sa.ForeignKey("contributions_space.id"), unique=True)
    language: Mapped[str] = mapped_column(sa.String(12), default="en")
    credit: Mapped[str] = mapped_column(default="")  # source and licence of the text, shown below it

    space: Mapped[Space] = relationship()
    versions: Mapped[list[DraftVersion]] = relationship(back_populates="draft", order_by="DraftVersion.number")


class DraftVersion(Base):
    """One version: while preparing, an outline that can be rearranged; once published, wordings that never change."""

    __tablename__ = "drafts_version"
    __table_args__ = (sa.UniqueConstraint("draft_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(sa.ForeignKey("drafts_draft.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(default="")
    state: Mapped[VersionState] = state_column(VersionState, default=VersionState.PREPARING)
    note: Mapped[str] = mapped_column(default="")
    source_name: Mapped[str] = mapped_column(sa.String(200), default="")
    source_sha256: Mapped[str] = mapped_column(sa.String(64), default="")
    outline: Mapped[list[dict[str, object]] | None] = mapped_column(sa.JSON)  # while preparing: see importing/outline
    outline_revision: Mapped[int] = mapped_column(default=0)  # a form carries the one it was shown
    imported_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_account.id"))
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    clause_count: Mapped[int] = mapped_column(default=0)

    draft: Mapped[Draft] = relationship(back_populates="versions")


class Clause(Base):
    """An addressable part of a draft, the same through redrafts; owns the thread of what is said about it."""

    __tablename__ = "drafts_clause"
    __table_args__ = (sa.UniqueConstraint("draft_id", "anchor"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(sa.ForeignKey("drafts_draft.id"))
    anchor: Mapped[str] = mapped_column(sa.String(160))
    thread_id: Mapped[int] = mapped_column(sa.ForeignKey("contributions_thread.id"), unique=True)

    draft: Mapped[Draft] = relationship()
    thread: Mapped[Thread] = relationship()


class ClauseWording(Base):
    """A clause as one version words it: its label, heading and own text, and its place in the tree."""

    __tablename__ = "drafts_clause_wording"
    __table_args__ = (
        sa.UniqueConstraint("version_id", "position"),
        sa.UniqueConstraint("version_id", "clause_id"),
        sa.Index("ix_drafts_clause_wording_tree", "version_id", "parent_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("drafts_version.id"))
    clause_id: Mapped[int] = mapped_column(sa.ForeignKey("drafts_clause.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("drafts_clause_wording.id"))
    position: Mapped[int]  # in reading order, from 0
    last_below: Mapped[int]  # position of the last clause below this one; itself when it has none
    depth: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(16))
    label: Mapped[str] = mapped_column(default="")
    heading: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")  # Markdown of its own words, without what stands below
    html: Mapped[str] = mapped_column(default="")

    clause: Mapped[Clause] = relationship()
    version: Mapped[DraftVersion] = relationship()


class ContributionAnchor(Base):
    """Which clause, in which version's wording, a contribution was made on."""

    __tablename__ = "drafts_contribution_anchor"

    contribution_id: Mapped[int] = mapped_column(
        sa.ForeignKey("contributions_contribution.id"), primary_key=True, autoincrement=False
    )
    clause_id: Mapped[int] = mapped_column(sa.ForeignKey("drafts_clause.id"), index=True)
    wording_id: Mapped[int] = mapped_column(sa.ForeignKey("drafts_clause_wording.id"))
    reference: Mapped[str] = mapped_column(sa.String(160), default="")  # "subparagraph 2", as the contributor wrote

    contribution: Mapped[Contribution] = relationship()
    clause: Mapped[Clause] = relationship()
    wording: Mapped[ClauseWording] = relationship()

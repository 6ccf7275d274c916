"""Plain-language summaries of clauses and of whole drafts, readers' ratings of them, and the glossary."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.core.database import Base, WithPublicId, state_column
from consult.drafts.models import Clause, Draft
from consult.summaries.lifecycle import SummaryState


class Summary(Base, WithPublicId):
    """The plain words for one clause (or, without a clause, the whole draft) in one language.

    What readers see is `published_*`: the last approved words stay while new ones are written and reviewed.
    """

    __tablename__ = "summaries_summary"
    __table_args__ = (
        sa.Index("uq_summaries_summary_clause", "clause_id", "language", unique=True),
        sa.Index("uq_summaries_summary_whole", "draft_id", "language", unique=True,
                 sqlite_where=sa.text("clause_id IS NULL"), postgresql_where=sa.text("clause_id IS NULL")),
        sa.Index("ix_summaries_summary_draft_state", "draft_id", "state"),
        sa.CheckConstraint("approver_id IS NULL OR approver_id <> author_id", name="two_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(sa.ForeignKey("drafts_draft.id"))
    clause_id: Mapped[int | None] = mapped_column(sa.ForeignKey("drafts_clause.id"))
    language: Mapped[str] = mapped_column(sa.String(12))
    state: Mapped[SummaryState] = state_column(SummaryState, default=SummaryState.WRITING)
    title: Mapped[str] = mapped_column(sa.String(160), default="")
    text: Mapped[str] = mapped_column(default="")
    wording_id: Mapped[int | None] = mapped_column(sa.ForeignKey("drafts_clause_wording.id"))  # what it explains
    version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("drafts_version.id"))  # for the whole
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_account.id"))
    approver_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_account.id"))
    published_title: Mapped[str] = mapped_column(sa.String(160), default="")
    published_text: Mapped[str] = mapped_column(default="")
    published_html: Mapped[str] = mapped_column(default="")
    approved_at: Mapped[datetime | None]
    updated_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=1)  # a form carries the one it was shown
    understood_count: Mapped[int] = mapped_column(default=0)
    partly_count: Mapped[int] = mapped_column(default=0)
    not_understood_count: Mapped[int] = mapped_column(default=0)

    draft: Mapped[Draft] = relationship()
    clause: Mapped[Clause | None] = relationship()


class SummaryHistory(Base):
    """Each change of a summary: who, when, why."""

    __tablename__ = "summaries_history"
    __table_args__ = (sa.Index("ix_summaries_history_of", "summary_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    summary_id: Mapped[int] = mapped_column(sa.ForeignKey("summaries_summary.id"))
    action: Mapped[str] = mapped_column(sa.String(16))
    before: Mapped[str] = mapped_column(sa.String(16), default="")
    after: Mapped[str] = mapped_column(sa.String(16))
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_account.id"))
    reasons: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class ReaderRating(Base):
    """One reader's answer to *did you understand?*; one per reader and summary, by account or by browser."""

    __tablename__ = "summaries_reader_rating"
    __table_args__ = (sa.UniqueConstraint("summary_id", "reader_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    summary_id: Mapped[int] = mapped_column(sa.ForeignKey("summaries_summary.id"))
    reader_key: Mapped[str] = mapped_column(sa.String(64))  # keyed hash; links to nobody
    verdict: Mapped[str] = mapped_column(sa.String(8))  # yes, partly, no
    sentence: Mapped[str] = mapped_column(sa.String(400), default="")  # the one that was hard
    at: Mapped[datetime]


class Term(Base):
    """A word that the glossary explains."""

    __tablename__ = "summaries_term"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(80), unique=True)
    created_at: Mapped[datetime]

    texts: Mapped[list[TermText]] = relationship(back_populates="term", cascade="all, delete-orphan")


class TermText(Base):
    """A term in one language: its name, the forms to be recognised, and what it means in plain words."""

    __tablename__ = "summaries_term_text"
    __table_args__ = (sa.UniqueConstraint("term_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    term_id: Mapped[int] = mapped_column(sa.ForeignKey("summaries_term.id"))
    language: Mapped[str] = mapped_column(sa.String(12))
    name: Mapped[str] = mapped_column(sa.String(120))
    forms: Mapped[list[str]] = mapped_column(default=list)
    definition: Mapped[str]
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_account.id"))
    updated_at: Mapped[datetime]

    term: Mapped[Term] = relationship(back_populates="texts")

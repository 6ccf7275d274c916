"""Versions, wordings and summaries as readers see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from consult.consultations.models import PublicAct, Question
from consult.core.database import db
from consult.drafts.lifecycle import VersionState
from consult.drafts.models import Clause, ClauseWording, DraftVersion
from consult.reading.queries.clauses import Bone
from consult.reading.queries.pages import Overview
from consult.summaries.lifecycle import SummaryState
from consult.summaries.models import Summary


def version(draft_id: int, number: int | None) -> DraftVersion | None:
    """Read the current published version, or the one with this number that was ever published."""
    query = sa.select(DraftVersion).where(DraftVersion.draft_id == draft_id)
    if number is None:
        query = query.where(DraftVersion.state == VersionState.PUBLISHED)
    else:
        query = query.where(DraftVersion.number == number, DraftVersion.state != VersionState.PREPARING)
    return db.session.scalar(query)


def versions(draft_id: int) -> list[DraftVersion]:
    """List the versions that were ever published, the newest first."""
    query = (
        sa.select(DraftVersion)
        .where(DraftVersion.draft_id == draft_id, DraftVersion.state != VersionState.PREPARING)
        .order_by(DraftVersion.number.desc())
    )
    return list(db.session.scalars(query))


def wordings(version_id: int, bones: list[Bone]) -> dict[int, str]:
    """Read the words (HTML) of clauses by the ids of their wordings, in one query over the range they span."""
    if not bones:
        return {}
    first, last = min(bone.position for bone in bones), max(bone.position for bone in bones)
    query = sa.select(ClauseWording.id, ClauseWording.html).where(
        ClauseWording.version_id == version_id, ClauseWording.position.between(first, last)
    )
    return dict(db.session.execute(query).all())  # type: ignore[arg-type]


def plain_titles(version_id: int, language: str) -> dict[int, str]:
    """Read the approved plain titles of a version's clauses, by the ids of their wordings."""
    query = (
        sa.select(ClauseWording.id, Summary.published_title)
        .join(Summary, Summary.clause_id == ClauseWording.clause_id)
        .where(
            ClauseWording.version_id == version_id, Summary.language == language, Summary.approved_at.is_not(None),
            Summary.state != SummaryState.OUTDATED,
        )
    )
    return dict(db.session.execute(query).all())  # type: ignore[arg-type]


def whole_summary(draft_id: int, language: str, fallbacks: list[str]) -> Summary | None:
    """Read the approved summary of the whole, in `language` or the first fallback that has one."""
    rank = sa.case(*[(Summary.language == code, place) for place, code in enumerate([language, *fallbacks])], else_=99)
    wanted = Summary.language.in_([language, *fallbacks])
    query = (
        sa.select(Summary)
        .where(Summary.draft_id == draft_id, Summary.clause_id.is_(None), Summary.approved_at.is_not(None), wanted)
        .order_by(rank)
        .limit(1)
    )
    return db.session.scalar(query)


@dataclass(frozen=True, slots=True)
class Part:
    """One clause's plain words beside its place."""

    anchor: str
    label: str
    heading: str
    title: str
    html: str
    is_outdated: bool


def clause_summaries(found: Overview, language: str) -> list[Part]:
    """Read all approved clause summaries of the current version, in reading order; one query."""
    query = (
        sa.select(
            Clause.anchor, ClauseWording.label, ClauseWording.heading, Summary.published_title,
            Summary.published_html, Summary.state,
        )
        .join(Clause, Clause.id == ClauseWording.clause_id)
        .join(Summary, Summary.clause_id == Clause.id)
        .where(
            ClauseWording.version_id == found.version_id, Summary.language == language,
            Summary.approved_at.is_not(None),
        )
        .order_by(ClauseWording.position)
    )  # fmt: skip
    return [
        Part(row.anchor, row.label, row.heading, row.published_title, row.published_html,
             row.state is SummaryState.OUTDATED)
        for row in db.session.execute(query)
    ]


def question_count(consultation_id: int) -> int:
    """Count the structured questions beside the draft."""
    query = sa.select(sa.func.count()).select_from(Question).where(Question.consultation_id == consultation_id)
    return db.session.scalar(query) or 0


@dataclass(frozen=True, slots=True)
class Act:
    """A public act on a consultation."""

    act: str
    before: str
    after: str
    reason: str
    at: datetime


def public_acts(consultation_id: int) -> list[Act]:
    """List what was done in public after publication, the newest first."""
    query = (
        sa.select(PublicAct.act, PublicAct.before, PublicAct.after, PublicAct.reason, PublicAct.at)
        .where(PublicAct.consultation_id == consultation_id)
        .order_by(PublicAct.id.desc())
        .limit(30)
    )
    return [Act(*row) for row in db.session.execute(query)]

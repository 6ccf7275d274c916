"""Consultations, drafts and clauses as readers see them, in one query each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from consult.accounts.models import Body
from consult.consultations.lifecycle import Phase, Status, phase
from consult.consultations.models import Consultation, ConsultationText
from consult.contributions.models import Space, Thread
from consult.core.database import db
from consult.drafts.lifecycle import VersionState
from consult.drafts.models import Clause, ClauseWording, Draft, DraftVersion
from consult.summaries.lifecycle import SummaryState
from consult.summaries.models import Summary

PUBLIC = (Status.PUBLISHED, Status.CONCLUDED, Status.WITHDRAWN)


@dataclass(slots=True)
class Overview:
    """A consultation with its words in the reader's language, its body, counts and current version."""

    id: int
    slug: str
    status: Status
    languages: list[str]
    jurisdiction: str
    topics: list[str]
    time_zone: str
    opens_at: datetime | None
    closes_at: datetime | None
    answers_due_at: datetime | None
    published_at: datetime | None
    concluded_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_reason: str
    is_demonstration: bool
    body_id: int
    body_slug: str
    body_names: dict[str, str]
    space_id: int
    thread_id: int
    draft_id: int
    revision: int
    is_shut: bool
    moderation: str
    guests_allowed: bool
    published_count: int
    people_count: int
    answered_count: int
    answerable_count: int
    general_count: int
    version_id: int | None
    version_number: int | None
    version_title: str | None
    draft_language: str
    credit: str
    consultation_revision: int
    texts: dict[str, ConsultationText]

    def phase(self, now: datetime) -> Phase:
        """Say where it stands at `now`."""
        return phase(self.status, self.opens_at, self.closes_at, self.concluded_at, now)

    def text_in(self, language: str) -> ConsultationText | None:
        """The words in `language`, else in the first declared language that has them."""
        for wish in (language, *self.languages):
            if wish in self.texts:
                return self.texts[wish]
        return None


def _overview_query() -> sa.Select[Any]:
    current = sa.and_(DraftVersion.draft_id == Draft.id, DraftVersion.state == VersionState.PUBLISHED)
    return (
        sa.select(
            Consultation.id, Consultation.slug, Consultation.status, Consultation.languages,
            Consultation.jurisdiction, Consultation.topics, Consultation.time_zone, Consultation.opens_at,
            Consultation.closes_at, Consultation.answers_due_at, Consultation.published_at,
            Consultation.concluded_at, Consultation.withdrawn_at, Consultation.withdrawn_reason,
            Consultation.is_demonstration, Consultation.body_id, Body.slug.label("body_slug"),
            Body.names.label("body_names"), Consultation.space_id, Consultation.thread_id, Consultation.draft_id,
            Space.revision, Space.is_shut, Space.moderation, Space.guests_allowed, Space.published_count,
            Space.people_count, Space.answered_count, Space.answerable_count,
            Thread.published_count.label("general_count"), DraftVersion.id.label("version_id"),
            DraftVersion.number.label("version_number"), DraftVersion.title.label("version_title"),
            Draft.language.label("draft_language"), Draft.credit,
            Consultation.revision.label("consultation_revision"),
        )
        .join(Body, Body.id == Consultation.body_id)
        .join(Space, Space.id == Consultation.space_id)
        .join(Thread, Thread.id == Consultation.thread_id)
        .join(Draft, Draft.id == Consultation.draft_id)
        .outerjoin(DraftVersion, current)
    )  # fmt: skip


def _texts_of(ids: list[int]) -> dict[int, dict[str, ConsultationText]]:
    found: dict[int, dict[str, ConsultationText]] = {}
    if ids:
        query = sa.select(ConsultationText).where(ConsultationText.consultation_id.in_(ids))
        for one in db.session.scalars(query):
            found.setdefault(one.consultation_id, {})[one.language] = one
    return found


def _overviews(query: sa.Select[Any]) -> list[Overview]:
    rows = db.session.execute(query).all()
    texts = _texts_of([row.id for row in rows])
    return [Overview(**row._mapping, texts=texts.get(row.id, {})) for row in rows]


def consultation(slug: str, *, for_body_ids: frozenset[int] = frozenset()) -> Overview | None:
    """Read one consultation: public ones, and those of the reader's own bodies. Two queries."""
    visible = Consultation.status.in_(PUBLIC)
    if for_body_ids:
        visible = sa.or_(visible, Consultation.body_id.in_(for_body_ids))
    found = _overviews(_overview_query().where(Consultation.slug == slug, visible))
    return found[0] if found else None


def consultation_of_space(space_id: int) -> Overview | None:
    """Read the consultation that owns a space."""
    found = _overviews(_overview_query().where(Consultation.space_id == space_id))
    return found[0] if found else None


def _in_phase(wish: str, now: datetime) -> sa.ColumnElement[bool]:
    published, opens, closes = Consultation.status == Status.PUBLISHED, Consultation.opens_at, Consultation.closes_at
    year_ago = sa.literal(now.replace(year=now.year - 1) if (now.month, now.day) != (2, 29)
                          else now.replace(year=now.year - 1, day=28), Consultation.concluded_at.type)
    at = sa.literal(now, Consultation.opens_at.type)
    concluded = Consultation.status == Status.CONCLUDED
    table = {
        Phase.SCHEDULED: sa.and_(published, opens > at),
        Phase.OPEN: sa.and_(published, opens <= at, sa.or_(closes.is_(None), closes > at)),
        Phase.CLOSED: sa.and_(published, closes <= at),
        Phase.CONCLUDED: sa.and_(concluded, Consultation.concluded_at > year_ago),
        Phase.ARCHIVED: sa.and_(concluded, Consultation.concluded_at <= year_ago),
        Phase.WITHDRAWN: Consultation.status == Status.WITHDRAWN,
    }
    return table[Phase(wish)]


def consultations(
    now: datetime, *, status: str = "", body: str = "", jurisdiction: str = "", topic: str = "", words: str = "",
    key: str = "", limit: int = 20,
) -> tuple[list[Overview], str | None]:
    """List public consultations, those that close soonest among the open first when `status` is open; by key."""
    query = _overview_query().where(Consultation.status.in_(PUBLIC))
    if status in {one.value for one in Phase} - {Phase.DRAFTING.value}:
        query = query.where(_in_phase(status, now))
    if body:
        query = query.where(Body.slug == body)
    if jurisdiction:
        query = query.where(Consultation.jurisdiction == jurisdiction)
    if topic:
        query = query.where(sa.cast(Consultation.topics, sa.Text).contains(f'"{topic}"', autoescape=True))
    if words:
        like = ConsultationText.title.icontains(words, autoescape=True) | ConsultationText.question.icontains(
            words, autoescape=True
        )
        query = query.where(
            sa.exists().where(ConsultationText.consultation_id == Consultation.id, like)
        )
    if key.isdigit():
        query = query.where(Consultation.id < int(key))
    rows = _overviews(query.order_by(Consultation.id.desc()).limit(limit + 1))
    more = len(rows) > limit
    rows = rows[:limit]
    return rows, (str(rows[-1].id) if more else None)


def front(now: datetime) -> dict[str, list[Overview]]:
    """Read the front page's lists: open (closing soonest first), opening soon, lately closed or concluded."""
    base = _overview_query()
    open_now = _overviews(base.where(_in_phase(Phase.OPEN, now)).order_by(Consultation.closes_at).limit(12))
    soon = _overviews(base.where(_in_phase(Phase.SCHEDULED, now)).order_by(Consultation.opens_at).limit(6))
    done = _overviews(
        base.where(sa.or_(_in_phase(Phase.CLOSED, now), _in_phase(Phase.CONCLUDED, now)))
        .order_by(Consultation.closes_at.desc()).limit(6)
    )
    return {"open": open_now, "soon": soon, "done": done}


@dataclass(slots=True)
class Line:
    """A clause in a table of contents: place, labels, plain title, counts."""

    id: int
    clause_id: int
    anchor: str
    parent_id: int | None
    position: int
    last_below: int
    depth: int
    kind: str
    label: str
    heading: str
    count: int
    plain_title: str | None
    below: int = 0  # comments on clauses below

    @property
    def total(self) -> int:
        """Comments here and below."""
        return self.count + self.below


def contents(version_id: int, language: str) -> list[Line]:
    """Read all clauses of a version in reading order, without their texts; one query. Counts below are summed."""
    query = (
        sa.select(
            ClauseWording.id, ClauseWording.clause_id, Clause.anchor, ClauseWording.parent_id,
            ClauseWording.position, ClauseWording.last_below, ClauseWording.depth, ClauseWording.kind,
            ClauseWording.label, ClauseWording.heading, Thread.published_count.label("count"),
            Summary.published_title.label("plain_title"),
        )
        .join(Clause, Clause.id == ClauseWording.clause_id)
        .join(Thread, Thread.id == Clause.thread_id)
        .outerjoin(
            Summary,
            sa.and_(
                Summary.clause_id == Clause.id, Summary.language == language, Summary.approved_at.is_not(None),
                Summary.state != SummaryState.OUTDATED,
            ),
        )
        .where(ClauseWording.version_id == version_id)
        .order_by(ClauseWording.position)
    )  # fmt: skip
    lines = [Line(**row._mapping) for row in db.session.execute(query)]
    before = [0]
    for line in lines:
        before.append(before[-1] + line.count)
    index = {line.position: number for number, line in enumerate(lines)}
    for number, line in enumerate(lines):
        last = index.get(line.last_below, number)
        line.below = before[last + 1] - before[number + 1]
    return lines


def choices() -> dict[str, list[str]]:
    """List the jurisdictions and topics of public consultations, for the filters."""
    rows = db.session.execute(
        sa.select(Consultation.jurisdiction, Consultation.topics).where(Consultation.status.in_(PUBLIC))
    ).all()
    return {
        "jurisdictions": sorted({row.jurisdiction for row in rows if row.jurisdiction}),
        "topics": sorted({topic for row in rows for topic in row.topics}),
    }

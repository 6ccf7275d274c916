"""What is owed an answer, what was answered, and how the answers fell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from consult.comments.models import Comment
from consult.contributions.lifecycle import State
from consult.contributions.models import Contribution
from consult.core.database import db
from consult.drafts.models import Clause, ClauseWording, ContributionAnchor
from consult.moderation.models import Theme, ThemeItem
from consult.responses.models import OutcomeNote, Response, ResponseItem
from consult.routing.lifecycle import ReferralState
from consult.routing.models import Referral, ReferralItem

PAGE = 50


def by_public_id(public_id: str) -> Response | None:
    """Find an answer by its public id."""
    return db.session.scalar(sa.select(Response).filter_by(public_id=public_id))


def answered_among(ids: Sequence[int]) -> list[ResponseItem]:
    """List the answers that contributions of these ids already have."""
    return list(db.session.scalars(sa.select(ResponseItem).where(ResponseItem.contribution_id.in_(ids))))


def open_referral(contribution_id: int, body_id: int) -> Referral | None:
    """Find the open referral of a contribution to a body."""
    query = (
        sa.select(Referral)
        .join(ReferralItem, ReferralItem.referral_id == Referral.id)
        .where(
            ReferralItem.contribution_id == contribution_id, Referral.body_id == body_id,
            Referral.state.in_([ReferralState.WAITING, ReferralState.ACCEPTED]),
        )
        .limit(1)
    )
    return db.session.scalar(query)


def contributions_of(response_id: int) -> list[Contribution]:
    """List what an answer answers."""
    query = (
        sa.select(Contribution)
        .join(ResponseItem, ResponseItem.contribution_id == Contribution.id)
        .where(ResponseItem.response_id == response_id)
        .order_by(Contribution.id)
    )
    return list(db.session.scalars(query))


def by_public_ids(public_ids: Sequence[str]) -> list[Contribution]:
    """Find contributions by their public ids, in the order of posting."""
    query = sa.select(Contribution).where(Contribution.public_id.in_(list(public_ids)[:200]))
    return list(db.session.scalars(query.order_by(Contribution.id)))


@dataclass(frozen=True, slots=True)
class Owed:
    """One comment that waits for an answer of a body, as the workbench lists it."""

    id: int
    public_id: str
    html: str
    shown_name: str
    stakeholder_group: str
    posted_at: datetime
    support_count: int
    stance: Any
    proposed_change: str
    original_wording: str
    proposes_new: bool
    proposes_deletion: bool
    clause_id: int | None
    anchor: str | None
    label: str | None
    referral_id: int
    referral_public_id: str
    referral_state: str
    sent_at: datetime
    due_at: datetime


def owed_by(body_ids: Sequence[int], *, space_id: int | None = None, clause_id: int | None = None, key: str = "") -> list[Owed]:
    """List what these bodies owe an answer to, the first due first; a page of 50 after `key` (due_at~id)."""
    query = (
        sa.select(
            Contribution.id, Contribution.public_id, Contribution.html, Contribution.shown_name,
            Contribution.stakeholder_group, Contribution.posted_at, Contribution.support_count,
            Comment.__table__.c.stance, Comment.__table__.c.proposed_change, Comment.__table__.c.original_wording,
            Comment.__table__.c.proposes_new, Comment.__table__.c.proposes_deletion,
            Clause.id.label("clause_id"), Clause.anchor, ClauseWording.label, Referral.id.label("referral_id"),
            Referral.public_id.label("referral_public_id"), Referral.state.label("referral_state"),
            Referral.sent_at, Referral.due_at,
        )
        .select_from(Referral.__table__)
        .join(ReferralItem.__table__, ReferralItem.referral_id == Referral.id)
        .join(Contribution.__table__, Contribution.id == ReferralItem.contribution_id)
        .outerjoin(Comment.__table__, Comment.__table__.c.id == Contribution.id)
        .outerjoin(ContributionAnchor, ContributionAnchor.contribution_id == Contribution.id)
        .outerjoin(Clause, Clause.id == ContributionAnchor.clause_id)
        .outerjoin(ClauseWording, ClauseWording.id == ContributionAnchor.wording_id)
        .where(
            Referral.body_id.in_(body_ids), Contribution.state == State.PUBLISHED,
            Contribution.answered_at.is_(None),
            Referral.state.in_([ReferralState.WAITING, ReferralState.ACCEPTED]),
        )
        .order_by(Referral.due_at, Contribution.id)
        .limit(PAGE + 1)
    )  # fmt: skip
    if space_id is not None:
        query = query.where(Referral.space_id == space_id)
    if clause_id is not None:
        query = query.where(Clause.id == clause_id)
    at, _, last = key.partition("~")
    if last.isdigit():
        try:
            bound = sa.literal(datetime.fromisoformat(at), Referral.due_at.type)
        except ValueError:
            bound = None
        if bound is not None:
            query = query.where(sa.tuple_(Referral.due_at, Contribution.id) > sa.tuple_(bound, sa.literal(int(last))))
    return [Owed(**row._mapping) for row in db.session.execute(query)]


def counts(space_id: int) -> dict[str, int]:
    """Count the answers of a space by disposition."""
    query = (
        sa.select(ResponseItem.disposition, sa.func.count())
        .join(Response, Response.id == ResponseItem.response_id)
        .where(Response.space_id == space_id)
        .group_by(ResponseItem.disposition)
    )
    return {disposition.value: count for disposition, count in db.session.execute(query)}


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer of the outcome: what was said, what was decided, why."""

    response_id: int
    public_id: str
    disposition: str
    reasons_html: str
    promised_wording: str
    belongs_where: str
    deferred_until: Any
    at: datetime
    corrected_at: datetime | None
    body_names: dict[str, str]
    anchor: str | None
    label: str | None
    wording: str | None
    said: list[Any]


def outcome(space_id: int, version_id: int | None, *, disposition: str = "", key: str = "", limit: int = 20) -> tuple[list[Answered], str | None]:
    """Read a page of answers with what they answer, the newest first; two queries."""
    from_body = Response.body
    query = (
        sa.select(Response, ClauseWording.label, ClauseWording.text, Clause.anchor)
        .join(from_body)
        .outerjoin(Clause, Clause.id == Response.clause_id)
        .outerjoin(
            ClauseWording, sa.and_(ClauseWording.clause_id == Clause.id, ClauseWording.version_id == version_id)
        )
        .options(sa.orm.contains_eager(Response.body))
        .where(Response.space_id == space_id)
        .order_by(Response.id.desc())
        .limit(limit + 1)
    )
    if disposition:
        query = query.where(Response.disposition == disposition)
    if key.isdigit():
        query = query.where(Response.id < int(key))
    rows = db.session.execute(query).all()
    more, rows = len(rows) > limit, rows[:limit]
    said: dict[int, list[Any]] = {}
    if rows:
        answered = (
            sa.select(
                ResponseItem.response_id, Contribution.public_id, Contribution.html, Contribution.shown_name,
                Contribution.stakeholder_group, Contribution.state, Contribution.language,
                Contribution.support_count,
            )
            .join(Contribution, Contribution.id == ResponseItem.contribution_id)
            .where(ResponseItem.response_id.in_([row.Response.id for row in rows]))
            .order_by(Contribution.support_count.desc(), Contribution.id)
        )  # fmt: skip
        for one in db.session.execute(answered):
            said.setdefault(one.response_id, []).append(one)
    found = [
        Answered(
            response_id=row.Response.id, public_id=row.Response.public_id, disposition=row.Response.disposition.value,
            reasons_html=row.Response.html, promised_wording=row.Response.promised_wording,
            belongs_where=row.Response.belongs_where, deferred_until=row.Response.deferred_until,
            at=row.Response.published_at, corrected_at=row.Response.corrected_at,
            body_names=row.Response.body.names, anchor=row.anchor, label=row.label, wording=row.text,
            said=said.get(row.Response.id, []),
        )
        for row in rows
    ]
    return found, (str(rows[-1].Response.id) if more else None)


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme of the outcome, with how its contributions were answered and the body's words."""

    id: int
    public_id: str
    title: str
    is_campaign: bool
    size: int
    answered: int
    note: OutcomeNote | None


def themes(space_id: int) -> list[ThemeLine]:
    """List the themes of a space, the largest first, with how many of each are answered."""
    answered = sa.func.count(ResponseItem.contribution_id)
    query = (
        sa.select(Theme.id, Theme.public_id, Theme.title, Theme.is_campaign,
                  sa.func.count(ThemeItem.contribution_id).label("size"), answered.label("answered"))
        .outerjoin(ThemeItem, ThemeItem.theme_id == Theme.id)
        .outerjoin(ResponseItem, ResponseItem.contribution_id == ThemeItem.contribution_id)
        .where(Theme.space_id == space_id)
        .group_by(Theme.id)
        .order_by(sa.desc("size"), Theme.id)
        .limit(100)
    )  # fmt: skip
    rows = db.session.execute(query).all()
    notes = {note.theme_id: note for note in db.session.scalars(sa.select(OutcomeNote).filter_by(space_id=space_id))}
    return [ThemeLine(*row, note=notes.get(row.id)) for row in rows]


def overdue_count(space_id: int, now: datetime) -> int:
    """Count referrals of a space that are overdue."""
    query = sa.select(sa.func.count()).select_from(Referral).where(
        Referral.space_id == space_id, Referral.state.in_([ReferralState.WAITING, ReferralState.ACCEPTED]),
        Referral.due_at < now,
    )
    return db.session.scalar(query) or 0


def note_of(space_id: int, theme_id: int | None) -> OutcomeNote | None:
    """Find a body's words for a theme, or for the whole."""
    return db.session.scalar(sa.select(OutcomeNote).filter_by(space_id=space_id, theme_id=theme_id))


def theme(public_id: str) -> Theme | None:
    """Find a theme by its public id."""
    return db.session.scalar(sa.select(Theme).filter_by(public_id=public_id))

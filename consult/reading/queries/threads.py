"""Threads as readers see them: 50 roots a page with their replies, by key and not by offset.

A page is two queries whatever its size: the roots, then the replies below them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from consult.accounts.models import Body, Group
from consult.comments.models import Comment
from consult.contributions.lifecycle import State
from consult.contributions.models import Contribution
from consult.core.database import db
from consult.drafts.models import Clause, ClauseWording, ContributionAnchor
from consult.responses.models import Response, ResponseItem

PAGE = 50
MAX_REPLIES = 2000
SORTS = ("newest", "oldest", "supported", "unanswered")


@dataclass(slots=True)
class Row:
    """One contribution as a reader sees it; `texts` are empty behind a mark."""

    id: int
    public_id: str
    state: State
    posted_at: datetime
    html: str
    shown_name: str
    shown_as: str
    stakeholder_group: str
    jurisdiction: str
    language: str
    edited_at: datetime | None
    is_masked: bool
    support_count: int
    reply_count: int
    version: int
    parent_id: int | None
    root_id: int | None
    author_id: int | None
    lane: str
    stance: str | None
    kind: str
    original_wording: str
    proposed_change: str
    proposes_new: bool
    proposes_deletion: bool
    imported_as: str
    imported_by: str
    group_name: str | None
    group_slug: str | None
    group_state: str | None
    body_names: dict[str, str] | None
    disposition: str | None
    answer_html: str | None
    answered_on: datetime | None
    answer_body_names: dict[str, str] | None
    clause_anchor: str | None = None
    clause_label: str | None = None
    replies: list[Row] = field(default_factory=list)
    in_reply_to: Row | None = None

    @property
    def is_mark(self) -> bool:
        """Say whether readers see only a mark here."""
        return self.state is not State.PUBLISHED


@dataclass(frozen=True, slots=True)
class Page:
    """A page of rows, and the key of the next."""

    rows: list[Row]
    next_key: str | None


_answer_body = aliased(Body)
_COLUMNS = (
    Contribution.id, Contribution.public_id, Contribution.state, Contribution.posted_at, Contribution.html,
    Contribution.shown_name, Contribution.shown_as, Contribution.stakeholder_group, Contribution.jurisdiction,
    Contribution.language, Contribution.edited_at, Contribution.masked_body.is_not(None).label("is_masked"),
    Contribution.support_count, Contribution.reply_count, Contribution.version, Contribution.parent_id,
    Contribution.root_id, Contribution.author_id, Contribution.lane,
    Comment.__table__.c.stance, Comment.__table__.c.kind, Comment.__table__.c.original_wording,
    Comment.__table__.c.proposed_change, Comment.__table__.c.proposes_new, Comment.__table__.c.proposes_deletion,
    Comment.__table__.c.imported_as, Comment.__table__.c.imported_by,
    Group.name.label("group_name"), Group.slug.label("group_slug"), Group.state.label("group_state"),
    Body.names.label("body_names"),
    ResponseItem.disposition, Response.html.label("answer_html"), ResponseItem.at.label("answered_on"),
    _answer_body.names.label("answer_body_names"),
)  # fmt: skip


def _select(*more: Any) -> sa.Select[Any]:
    table, comment = Contribution.__table__, Comment.__table__
    joined = (
        table.join(comment, comment.c.id == table.c.id)
        .outerjoin(Group.__table__, Group.id == table.c.group_id)
        .outerjoin(Body.__table__, Body.id == table.c.answers_for_body_id)
        .outerjoin(ResponseItem.__table__, ResponseItem.contribution_id == table.c.id)
        .outerjoin(Response.__table__, Response.id == ResponseItem.response_id)
        .outerjoin(sa.inspect(_answer_body).selectable, _answer_body.id == Response.body_id)
    )
    return sa.select(*_COLUMNS, *more).select_from(joined).where(_SHOWN)


_SHOWN = sa.text(
    "contributions_contribution.state IN ('published', 'hidden', 'withdrawn', 'erased')"
    " AND contributions_contribution.first_published_at IS NOT NULL"
)  # the very words of the partial indexes, so that the database sees that they fit


def _rows(query: sa.Select[Any]) -> list[Row]:
    rows = []
    for found in db.session.execute(query):
        row = Row(**found._mapping)
        if row.state is not State.PUBLISHED:
            row.html = row.proposed_change = row.original_wording = row.shown_name = ""
        rows.append(row)
    return rows


def _key_of(sort: str, row: Row) -> str:
    value = str(row.support_count) if sort == "supported" else row.posted_at.isoformat()
    return f"{value}~{row.id}"


def _after(query: sa.Select[Any], sort: str, key: str) -> sa.Select[Any]:
    """Go on after `key`; a key that nobody made starts at the beginning."""
    value, _, last_id = key.partition("~")
    try:
        number = int(last_id)
        if sort == "supported":
            return query.where(sa.tuple_(Contribution.support_count, Contribution.id) < sa.tuple_(int(value), number))
        at = datetime.fromisoformat(value)
        pair = sa.tuple_(Contribution.posted_at, Contribution.id)
        bound = sa.tuple_(sa.literal(at, Contribution.posted_at.type), sa.literal(number))
        return query.where(pair > bound if sort == "oldest" else pair < bound)
    except (ValueError, TypeError):
        return query


def _order(query: sa.Select[Any], sort: str) -> sa.Select[Any]:
    if sort == "supported":
        return query.order_by(Contribution.support_count.desc(), Contribution.id.desc())
    if sort == "oldest":
        return query.order_by(Contribution.posted_at, Contribution.id)
    return query.order_by(Contribution.posted_at.desc(), Contribution.id.desc())


def _page(query: sa.Select[Any], sort: str, key: str) -> Page:
    if sort == "unanswered":
        query = query.where(Contribution.answered_at.is_(None), Contribution.state == State.PUBLISHED)
    query = _order(_after(query, sort, key) if key else query, sort).limit(PAGE + 1)
    rows = _rows(query)
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    return Page(rows, _key_of(sort, rows[-1]) if more else None)


def thread_page(thread_id: int, *, sort: str = "newest", key: str = "") -> Page:
    """Read a page of a thread: roots in the wished order, each with its replies in order of time."""
    query = _select().where(Contribution.thread_id == thread_id, Contribution.parent_id.is_(None))
    page = _page(query, sort, key)
    _attach_replies(page.rows)
    return page


def _attach_replies(roots: list[Row]) -> None:
    by_id = {row.id: row for row in roots}
    with_replies = [row.id for row in roots]
    if not with_replies:
        return
    query = (
        _select()
        .where(Contribution.root_id.in_(with_replies))
        .order_by(Contribution.root_id, Contribution.posted_at, Contribution.id)
        .limit(MAX_REPLIES)
    )
    replies = _rows(query)
    every = by_id | {row.id: row for row in replies}
    for reply in replies:
        root = by_id[reply.root_id or 0]
        if reply.parent_id != root.id and reply.parent_id in every:
            reply.in_reply_to = every[reply.parent_id]
        root.replies.append(reply)


def _with_clause(query: sa.Select[Any]) -> sa.Select[Any]:
    return (
        query.outerjoin(ContributionAnchor, ContributionAnchor.contribution_id == Contribution.id)
        .outerjoin(Clause, Clause.id == ContributionAnchor.clause_id)
        .outerjoin(ClauseWording, ClauseWording.id == ContributionAnchor.wording_id)
    )


def space_page(space_id: int, *, sort: str = "newest", key: str = "", stance: str = "", group: str = "",
               disposition: str = "") -> Page:
    """Read a page of everything said in a space, each with its clause; filters by stance, group, disposition."""
    query = _with_clause(
        _select(Clause.anchor.label("clause_anchor"), ClauseWording.label.label("clause_label"))
    ).where(Contribution.space_id == space_id)
    if stance:
        query = query.where(Comment.__table__.c.stance == stance)
    if group:
        query = query.where(Contribution.stakeholder_group == group)
    if disposition:
        query = query.where(ResponseItem.disposition == disposition)
    return _page(query, sort, key)


def one(public_id: str) -> Row | None:
    """Read one contribution as readers see it, with its clause."""
    query = _with_clause(
        _select(Clause.anchor.label("clause_anchor"), ClauseWording.label.label("clause_label"))
    ).where(Contribution.public_id == public_id)
    rows = _rows(query)
    return rows[0] if rows else None


def lately_accepted(limit: int) -> list[Row]:
    """Read the comments that were accepted last, with their proposed words, for the front page."""
    accepted = ("accepted", "accepted_in_principle", "partially_accepted")
    query = (
        _with_clause(_select(Clause.anchor.label("clause_anchor"), ClauseWording.label.label("clause_label")))
        .where(ResponseItem.disposition.in_(accepted), Contribution.state == State.PUBLISHED)
        .order_by(ResponseItem.at.desc(), ResponseItem.contribution_id.desc())
        .limit(limit)
    )
    return _rows(query)

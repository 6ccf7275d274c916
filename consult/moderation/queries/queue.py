"""The one queue of every kind of contribution, its lanes and its counts; each page costs the same at any size."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from consult.accounts.lifecycle import NameState
from consult.accounts.models import Account, Group
from consult.contributions.lifecycle import Lane as Waits
from consult.contributions.lifecycle import State
from consult.contributions.models import Contribution, Space
from consult.core.actor import Actor
from consult.core.database import db
from consult.moderation.lifecycle import AppealState
from consult.moderation.models import Appeal, Report

PAGE = 50
COUNTED_UP_TO = 1000
"""Counts stop here, so that a very long queue costs no more than a long one."""


class Lane(StrEnum):
    """A part of the queue."""

    ALL = "all"
    NEW = "new"
    EDITED = "edited"
    REPORTED = "reported"
    APPEALED = "appealed"
    HELD = "held"


Key = tuple[int, datetime, int]


def _not_own(query: sa.Select[tuple[Contribution]], actor: Actor) -> sa.Select[tuple[Contribution]]:
    """Leave out what the actor may not decide: their own words, and the drafts of bodies they work for."""
    bodies = {body_id for _, body_id in actor.roles if body_id is not None}
    if bodies:
        query = query.where(Contribution.space_id.not_in(sa.select(Space.id).where(Space.body_id.in_(bodies))))
    return query.where(sa.or_(Contribution.author_id.is_(None), Contribution.author_id != actor.id))


def _in_lane(lane: Lane) -> sa.Select[tuple[Contribution]]:
    query = sa.select(Contribution)
    if lane is Lane.HELD:
        return query.where(Contribution.state == State.HELD)
    query = query.where(Contribution.queue_due_at.is_not(None))
    if lane is Lane.NEW:
        return query.where(Contribution.queue_reason == "new")
    if lane is Lane.EDITED:
        return query.where(Contribution.queue_reason == "edited")
    if lane is Lane.REPORTED:
        return query.where(
            sa.select(Report.id).where(Report.contribution_id == Contribution.id, Report.settled_at.is_(None)).exists()
        )
    if lane is Lane.APPEALED:
        return query.where(
            sa.select(Appeal.id).where(Appeal.contribution_id == Contribution.id, Appeal.state == AppealState.OPEN)
            .exists()
        )
    return query


@dataclass(frozen=True, slots=True)
class Page:
    """Some of a lane, the most urgent first; `after` continues it, "" at its end."""

    rows: list[Contribution]
    after: str


def page(lane: Lane, actor: Actor, *, after: Key | None = None, limit: int = PAGE) -> Page:
    """List what waits in a lane, by rank, due date and number (`ix_contribution_queue`)."""
    query = _not_own(_in_lane(lane), actor)
    by_id = lane is Lane.HELD
    if after is not None:
        key = sa.tuple_(Contribution.queue_rank, Contribution.queue_due_at, Contribution.id)
        query = query.where(Contribution.id > after[2] if by_id else key > sa.tuple_(*after))
    order = (Contribution.id,) if by_id else (Contribution.queue_rank, Contribution.queue_due_at, Contribution.id)
    query = query.order_by(*order).limit(limit + 1).options(
        joinedload(Contribution.space), joinedload(Contribution.group)
    )
    rows = list(db.session.scalars(query))
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(rows[:limit], key_of(last) if last is not None else "")


def key_of(contribution: Contribution) -> str:
    """Write where a contribution stands in the queue, for the address of the next page."""
    due = contribution.queue_due_at or contribution.posted_at
    return f"{contribution.queue_rank}_{due.isoformat()}_{contribution.id}"


def read_key(words: str) -> Key | None:
    """Read such a place; None when it is none."""
    rank, _, rest = words.partition("_")
    due, _, number = rest.rpartition("_")
    try:
        at = datetime.fromisoformat(due)
        return (int(rank), at, int(number)) if at.tzinfo is not None and int(number) < 2**62 else None
    except ValueError:
        return None


def next_after(contribution_key: Key, lane: Lane, actor: Actor) -> Contribution | None:
    """Find what comes after a place in the queue, or else what stands at its head."""
    found = page(lane, actor, after=contribution_key, limit=1).rows or page(lane, actor, limit=1).rows
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many wait; a count of `COUNTED_UP_TO` + 1 means more than that."""

    waiting: int
    due_today: int
    overdue: int
    unrouted: int
    held: int
    names: int


def counts(actor: Actor, now: datetime) -> Counts:
    """Count what waits, in one statement that reads no more than `COUNTED_UP_TO` rows of each."""
    most = COUNTED_UP_TO + 1
    queue = _not_own(_in_lane(Lane.ALL), actor).with_only_columns(Contribution.queue_due_at).limit(most).subquery()
    held = _not_own(_in_lane(Lane.HELD), actor).with_only_columns(Contribution.id).limit(most).subquery()
    unrouted = _not_own(_unrouted(), actor).with_only_columns(Contribution.id).limit(most).subquery()
    accounts = sa.select(Account.id).where(*_waiting_name(actor)).limit(most).subquery()
    groups = sa.select(Group.id).where(Group.state == NameState.WAITING).limit(most).subquery()
    end_of_day = now + timedelta(hours=12)

    def number(of: sa.Subquery, *conditions: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
        return sa.select(sa.func.count()).select_from(of).where(*conditions).scalar_subquery()

    row = db.session.execute(
        sa.select(
            number(queue), number(queue, queue.c.queue_due_at < end_of_day), number(queue, queue.c.queue_due_at < now),
            number(unrouted), number(held), number(accounts) + number(groups),
        )
    ).one()
    return Counts(*row)


def _unrouted() -> sa.Select[tuple[Contribution]]:
    return sa.select(Contribution).where(Contribution.lane == Waits.UNROUTED)


def unrouted(
    actor: Actor, *, after: tuple[datetime, int] | None = None, limit: int = PAGE
) -> tuple[list[Contribution], str]:
    """List what is public and goes to nobody yet, the oldest first, and where the next page starts."""
    query = _not_own(_unrouted(), actor)
    if after is not None:
        query = query.where(sa.tuple_(Contribution.posted_at, Contribution.id) > sa.tuple_(*after))
    query = query.order_by(Contribution.posted_at, Contribution.id).limit(limit + 1)
    rows = list(db.session.scalars(query.options(joinedload(Contribution.space))))
    last = rows[limit - 1] if len(rows) > limit else None
    return rows[:limit], f"{last.posted_at.isoformat()}_{last.id}" if last is not None else ""


def read_moment(words: str) -> tuple[datetime, int] | None:
    """Read the place where a page in order of time starts; None when it is none."""
    key = read_key(f"0_{words}")
    return (key[1], key[2]) if key is not None else None


def _waiting_name(actor: Actor) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Account.name_state == NameState.WAITING, Account.confirmed_at.is_not(None), Account.erased_at.is_(None),
        sa.or_(Account.display_name != "", Account.pseudonym != ""), Account.id != (actor.id or 0),
    )


def waiting_names(actor: Actor, limit: int = PAGE) -> list[Account]:
    """List accounts whose names no moderator has looked at, the oldest first."""
    return list(db.session.scalars(sa.select(Account).where(*_waiting_name(actor)).order_by(Account.id).limit(limit)))


def waiting_groups(limit: int = PAGE) -> list[Group]:
    """List groups whose names no moderator has looked at, the oldest first."""
    query = sa.select(Group).where(Group.state == NameState.WAITING).order_by(Group.id).limit(limit)
    return list(db.session.scalars(query))


def of_public_ids(public_ids: Collection[str]) -> dict[str, Contribution]:
    """Find contributions by their public ids."""
    if not public_ids:
        return {}
    query = sa.select(Contribution).where(Contribution.public_id.in_(list(public_ids)))
    return {one.public_id: one for one in db.session.scalars(query.options(joinedload(Contribution.space)))}


def by_public_id(public_id: str) -> Contribution | None:
    """Find one contribution of any kind, whole, with its author and its space."""
    query = sa.select(Contribution).where(Contribution.public_id == public_id).options(
        joinedload(Contribution.space).joinedload(Space.body), joinedload(Contribution.author),
        joinedload(Contribution.group), joinedload(Contribution.parent),
    )
    return db.session.scalar(query)

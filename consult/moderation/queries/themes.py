"""Themes: what belongs together, and what may belong to it too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from consult.consultations.models import Consultation
from consult.contributions.lifecycle import State
from consult.contributions.models import Contribution
from consult.core.actor import Actor
from consult.core.database import db
from consult.moderation.models import Theme, ThemeItem

SHOWN = 200


def theme_by_public_id(public_id: str) -> Theme | None:
    """Find a theme by its public id."""
    return db.session.scalar(sa.select(Theme).filter_by(public_id=public_id))


@dataclass(frozen=True, slots=True)
class Sized:
    """A theme with how many things are in it."""

    theme: Theme
    size: int


def themes_of(space_id: int) -> list[Sized]:
    """List the themes of a consultation, the largest first."""
    size = sa.func.count(ThemeItem.contribution_id)
    rows = db.session.execute(
        sa.select(Theme, size).outerjoin(ThemeItem, ThemeItem.theme_id == Theme.id)
        .where(Theme.space_id == space_id).group_by(Theme.id).order_by(size.desc(), Theme.id).limit(SHOWN)
    )
    return [Sized(theme, count) for theme, count in rows]


def themes_in(space_ids: Sequence[int]) -> list[Theme]:
    """List the themes of some consultations by title, for choosing one."""
    if not space_ids:
        return []
    query = sa.select(Theme).where(Theme.space_id.in_(space_ids)).order_by(Theme.title, Theme.id).limit(SHOWN)
    return list(db.session.scalars(query))


def items_of(theme: Theme, limit: int = SHOWN) -> list[Contribution]:
    """List what is in a theme and public, the oldest first."""
    query = (
        sa.select(Contribution).join(ThemeItem, ThemeItem.contribution_id == Contribution.id)
        .where(ThemeItem.theme_id == theme.id, Contribution.state == State.PUBLISHED)
        .order_by(Contribution.id).limit(limit)
    )
    return list(db.session.scalars(query))


def not_in(theme: Theme, limit: int) -> list[Contribution]:
    """List the newest public things of the same consultation that are not in the theme."""
    inside = sa.select(ThemeItem.contribution_id).where(ThemeItem.theme_id == theme.id)
    query = (
        sa.select(Contribution)
        .where(Contribution.space_id == theme.space_id, Contribution.state == State.PUBLISHED,
               Contribution.id.not_in(inside))
        .order_by(Contribution.id.desc()).limit(limit)
    )
    return list(db.session.scalars(query))


def newest_public(space_id: int, limit: int) -> list[Contribution]:
    """List the newest public things of a consultation."""
    query = (
        sa.select(Contribution).where(Contribution.space_id == space_id, Contribution.state == State.PUBLISHED)
        .order_by(Contribution.id.desc()).limit(limit)
    )
    return list(db.session.scalars(query))


def consultations_for(actor: Actor) -> list[Consultation]:
    """List the published consultations that the actor may sort: not of a body they work for."""
    bodies = {body_id for _, body_id in actor.roles if body_id is not None}
    query = sa.select(Consultation).where(Consultation.published_at.is_not(None))
    if bodies:
        query = query.where(Consultation.body_id.not_in(bodies))
    return list(db.session.scalars(query.order_by(Consultation.opens_at.desc(), Consultation.id).limit(SHOWN)))


def consultation_of(space_id: int) -> Consultation | None:
    """Find the consultation that a space belongs to."""
    return db.session.scalar(sa.select(Consultation).filter_by(space_id=space_id))


def consultation_by_slug(slug: str) -> Consultation | None:
    """Find a published consultation by its slug."""
    return db.session.scalar(
        sa.select(Consultation).where(Consultation.slug == slug, Consultation.published_at.is_not(None))
    )

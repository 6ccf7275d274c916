"""Where a comment stands, and which clauses a draft has: what the workbench shows beside an answer."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from consult.consultations.models import Consultation
from consult.core.database import db
from consult.drafts.lifecycle import VersionState
from consult.drafts.models import Clause, ClauseWording, ContributionAnchor, Draft, DraftVersion


@dataclass(frozen=True, slots=True)
class Place:
    """A clause as the commented version words it."""

    clause_id: int
    anchor: str
    label: str
    heading: str
    text: str
    html: str
    language: str
    slug: str

    @property
    def url(self) -> str:
        """The page of the clause."""
        return f"/consultations/{self.slug}/clauses/{self.anchor}/"


def place_of(contribution_id: int) -> Place | None:
    """Read the clause that a contribution stands on; None for one on the whole."""
    query = (
        sa.select(Clause.id, Clause.anchor, ClauseWording.label, ClauseWording.heading, ClauseWording.text,
                  ClauseWording.html, Draft.language, Consultation.slug)
        .join(ContributionAnchor, ContributionAnchor.clause_id == Clause.id)
        .join(ClauseWording, ClauseWording.id == ContributionAnchor.wording_id)
        .join(Draft, Draft.id == Clause.draft_id)
        .join(Consultation, Consultation.draft_id == Draft.id)
        .where(ContributionAnchor.contribution_id == contribution_id)
    )
    row = db.session.execute(query).first()
    return Place(*row) if row else None


@dataclass(frozen=True, slots=True)
class Label:
    """A clause's anchor and label."""

    anchor: str
    label: str


def labels_of_space(space_id: int) -> list[Label]:
    """List the clauses of a space's current version in reading order."""
    query = (
        sa.select(Clause.anchor, ClauseWording.label)
        .join(ClauseWording, ClauseWording.clause_id == Clause.id)
        .join(DraftVersion, DraftVersion.id == ClauseWording.version_id)
        .join(Draft, Draft.id == DraftVersion.draft_id)
        .where(Draft.space_id == space_id, DraftVersion.state == VersionState.PUBLISHED)
        .order_by(ClauseWording.position)
    )
    return [Label(*row) for row in db.session.execute(query)]


def clause_id(space_id: int, anchor: str) -> int | None:
    """Find a clause of a space's draft by its anchor."""
    query = sa.select(Clause.id).join(Draft, Draft.id == Clause.draft_id).where(
        Draft.space_id == space_id, Clause.anchor == anchor
    )
    return db.session.scalar(query)


def anchor_of(wanted: int | None) -> str | None:
    """Give the anchor of a clause."""
    return db.session.scalar(sa.select(Clause.anchor).where(Clause.id == wanted)) if wanted else None

"""What routing must know of a contribution, gathered from all rooms below in few statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from consult.comments.models import Comment
from consult.consultations.models import Consultation
from consult.contributions.models import Contribution
from consult.core.database import db
from consult.drafts.models import Clause, ClauseWording, ContributionAnchor
from consult.routing import matching


@dataclass(frozen=True, slots=True)
class Known:
    """The facts of one contribution, and where in the draft it stands, in words ("Article 14(4)"); "" for the whole."""

    facts: matching.Facts
    place: str = ""
    anchor: str = ""
    slug: str = ""


@dataclass(frozen=True, slots=True)
class _Way:
    """The clauses from the top of a draft down to one."""

    anchors: tuple[str, ...]
    place: str


def of_contributions(several: Sequence[Contribution]) -> dict[int, Known]:
    """Gather the facts of `several` in three statements, whatever their number."""
    if not several:
        return {}
    ways = _ways([one.root_id or one.id for one in several])
    exercises = {
        row.space_id: row
        for row in db.session.execute(
            sa.select(Consultation.space_id, Consultation.slug, Consultation.topics)
            .where(Consultation.space_id.in_({one.space_id for one in several}))
        )
    }
    comments = sa.inspect(Comment).local_table
    said = {
        row.id: row
        for row in db.session.execute(
            sa.select(comments.c.id, comments.c.stance, comments.c.kind)
            .where(comments.c.id.in_([one.id for one in several]))
        )
    }
    known = {}
    for one in several:
        way, exercise, words = ways.get(one.root_id or one.id), exercises.get(one.space_id), said.get(one.id)
        facts = matching.Facts(
            space_id=one.space_id, clauses=way.anchors if way else (),
            topics=frozenset(exercise.topics if exercise else ()),
            stance=str(words.stance or "") if words else "", kind=str(words.kind or "") if words else "",
            stakeholder_group=one.stakeholder_group, jurisdiction=one.jurisdiction,
        )
        known[one.id] = Known(facts, way.place if way else "", way.anchors[-1] if way else "",
                              exercise.slug if exercise else "")
    return known


def _ways(root_ids: Sequence[int]) -> dict[int, _Way]:
    """Find, for each root contribution that stands on a clause, the clauses from the top down to it."""
    above = aliased(ClauseWording)
    rows = db.session.execute(
        sa.select(ContributionAnchor.contribution_id, Clause.anchor, above.position, ClauseWording.position.label("own"),
                  ClauseWording.label, ClauseWording.heading)
        .join(ClauseWording, ClauseWording.id == ContributionAnchor.wording_id)
        .join(above, sa.and_(above.version_id == ClauseWording.version_id,
                             above.position <= ClauseWording.position,
                             above.last_below >= ClauseWording.position))
        .join(Clause, Clause.id == above.clause_id)
        .where(ContributionAnchor.contribution_id.in_(root_ids))
        .order_by(above.position)
    )
    anchors: dict[int, list[str]] = {}
    places: dict[int, str] = {}
    for row in rows:
        anchors.setdefault(row.contribution_id, []).append(row.anchor)
        places[row.contribution_id] = row.label or row.heading
    return {root_id: _Way(tuple(found), places[root_id]) for root_id, found in anchors.items()}

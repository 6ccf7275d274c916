"""Tie a contribution to the clause, and to the very wording, that it was made on."""

from __future__ import annotations

from consult.contributions.models import Contribution
from consult.core.database import db
from consult.drafts.models import ContributionAnchor


def stand_on(contribution: Contribution, clause_id: int, wording_id: int, *, reference: str = "") -> ContributionAnchor:
    """Say that `contribution` stands on a clause as one version words it.

    Part of posting: the posting's own service enforced who may. `reference` keeps the contributor's words for a
    place inside the clause ("subparagraph 2").
    """
    anchor = ContributionAnchor(
        contribution_id=contribution.id, clause_id=clause_id, wording_id=wording_id, reference=reference
    )
    db.session.add(anchor)
    db.session.flush()
    return anchor

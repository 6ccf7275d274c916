"""The outcome: what you said, what we did, and why; with how many are still unanswered."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from consult.core.access import current_actor, open_to_all
from consult.core.clock import now
from consult.reading.views.blueprint import blueprint, days_left, language, load_consultation
from consult.reading.views.clause import difference
from consult.responses import queries as responses
from consult.responses.lifecycle import Disposition


@blueprint.get("/consultations/<slug>/outcome/")
@open_to_all
def outcome(slug: str) -> ResponseReturnValue:
    """You said, we did, and why; and what still waits."""
    found, at = load_consultation(slug), now()
    wish = request.args.get("disposition", "")
    wish = wish if wish in set(Disposition) else ""
    answers, next_key = responses.outcome(
        found.space_id, found.version_id, disposition=wish, key=request.args.get("after", "")
    )
    return render_template(
        "reading/outcome.html", c=found, t=found.text_in(language()), answers=answers, next_key=next_key, wish=wish,
        counts=responses.counts(found.space_id), themes=responses.themes(found.space_id), dispositions=list(Disposition),
        overdue=responses.overdue_count(found.space_id, at), phase=found.phase(at), difference=difference,
        left=days_left(found.closes_at, found.time_zone, at),
        may_write=current_actor().has("policymaker", of=found.body_id),
    )

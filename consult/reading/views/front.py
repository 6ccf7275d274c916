"""The front page and the list of consultations."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from consult.accounts import queries as accounts
from consult.consultations.lifecycle import Phase
from consult.core.access import open_to_all
from consult.core.clock import now
from consult.reading.queries import pages, threads
from consult.reading.views.blueprint import blueprint, days_left, language


@blueprint.get("/")
@open_to_all
def front() -> ResponseReturnValue:
    """What is open now, what closes soon, what changed because somebody spoke."""
    at = now()
    lists = pages.front(at)
    answered = threads.lately_accepted(limit=3)
    return render_template(
        "reading/front.html", lists=lists, answered=answered, at=at, days_left=days_left, language=language()
    )


@blueprint.get("/consultations/")
@open_to_all
def consultations() -> ResponseReturnValue:
    """All consultations, with filters."""
    at = now()
    wish = {name: request.args.get(name, "").strip()[:100] for name in ("q", "status", "body", "jurisdiction", "topic")}
    found, next_key = pages.consultations(
        at, status=wish["status"], body=wish["body"], jurisdiction=wish["jurisdiction"], topic=wish["topic"],
        words=wish["q"], key=request.args.get("after", ""),
    )
    return render_template(
        "reading/consultations.html", found=found, next_key=next_key, wish=wish, at=at, days_left=days_left,
        phases=[phase for phase in Phase if phase is not Phase.DRAFTING], bodies=accounts.bodies(),
        language=language(), **pages.choices(),
    )

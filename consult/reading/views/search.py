"""Search over everything public."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import render_template, request
from flask.typing import ResponseReturnValue

from consult.core import search as core_search
from consult.core.access import open_to_all
from consult.core.limits import limited
from consult.reading.views.blueprint import blueprint

KINDS = ("consultation", "clause", "summary", "comment", "response", "term")
PAGE = 20


def _key(typed: str) -> tuple[datetime, int] | None:
    at, _, number = typed.partition("~")
    try:
        moment = datetime.fromisoformat(at)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC), int(number))
    except ValueError:
        return None


@blueprint.get("/search/")
@open_to_all
@limited("search")
def search() -> ResponseReturnValue:
    """Find consultations, clauses, summaries, comments, answers and terms by their words."""
    words = request.args.get("q", "").strip()[:200]
    kind = request.args.get("kind", "")
    found = core_search.find(
        words, kind=kind if kind in KINDS else "", before=_key(request.args.get("after", "")), limit=PAGE + 1
    )
    more = len(found) > PAGE
    found = found[:PAGE]
    next_key = "~".join(map(str, found[-1].key)) if more else None
    return render_template("reading/search.html", words=words, kind=kind, kinds=KINDS, found=found, next_key=next_key)

"""One consultation: overview, draft, plain-language summary."""

from __future__ import annotations

from flask import abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from consult.core import text
from consult.core.access import current_actor, open_to_all
from consult.core.clock import now
from consult.core.kept import Shelf
from consult.reading.queries import clauses, drafts, pages
from consult.reading.views.blueprint import blueprint, days_left, language, load_consultation

_kept = Shelf(room=200)


def forget() -> None:
    """Forget kept pieces (a new database under the same process)."""
    _kept.clear()


def answer_with_etag(page: str, tag: str) -> ResponseReturnValue:
    """Answer with a page that carries a weak ETag, or 304 when the reader has it."""
    response = make_response(page)
    response.set_etag(tag, weak=True)
    response.cache_control.no_cache = True
    return response.make_conditional(request)


@blueprint.get("/consultations/<slug>/")
@open_to_all
def consultation(slug: str) -> ResponseReturnValue:
    """What is asked, until when, what can change, the plain words, and the clauses with their heat."""
    found = load_consultation(slug)
    at, wish = now(), language()
    left = days_left(found.closes_at, found.time_zone, at)
    phase = found.phase(at)
    stamp = (found.id, wish, found.revision, found.consultation_revision, found.version_id, phase, left)

    def make() -> str:
        lines = pages.contents(found.version_id, wish) if found.version_id else []
        return render_template(
            "reading/_consultation.html", c=found, t=found.text_in(wish), phase=phase, left=left, at=at,
            lines=lines, whole=drafts.whole_summary(found.draft_id, wish, found.languages),
            questions=drafts.question_count(found.id), acts=drafts.public_acts(found.id), plain=text.rich,
        )

    inside = Markup(_kept.get(stamp, make))  # noqa: S704 - rendered by our own template a moment ago
    return render_template("reading/consultation.html", c=found, t=found.text_in(wish), inside=inside, phase=phase)


@blueprint.get("/consultations/<slug>/draft/")
@blueprint.get("/consultations/<slug>/draft/<int:number>/")
@open_to_all
def draft(slug: str, number: int | None = None) -> ResponseReturnValue:
    """The text of a version: the contents and the part chosen, or the whole on one page."""
    found = load_consultation(slug)
    version = drafts.version(found.draft_id, number)
    if version is None:
        abort(404)
    tree = clauses.skeleton(version.id)
    wish = language()
    top = tree.children.get(None, [])
    if request.args.get("whole") == "1":
        parts = tree.bones
        chosen = None
    else:
        chosen = tree.by_anchor.get(request.args.get("part", ""), top[0] if top else None)
        parts = [chosen, *tree.below(chosen)] if chosen else []
        if len(parts) == 1 and chosen and chosen.kind == "recital":
            parts = _run_of_recitals(tree, chosen)
    wordings = drafts.wordings(version.id, parts)
    titles = drafts.plain_titles(version.id, wish)
    return render_template(
        "reading/draft.html", c=found, t=found.text_in(wish), version=version, tree=tree, top=top, chosen=chosen,
        parts=parts, wordings=wordings, titles=titles, versions=drafts.versions(found.draft_id),
        is_current=version.id == found.version_id,
    )


def _run_of_recitals(tree: clauses.Skeleton, chosen: clauses.Bone, room: int = 25) -> list[clauses.Bone]:
    """Recitals stand beside each other at the top: show a run of them and not one a page."""
    recitals = [bone for bone in tree.children.get(chosen.parent_id, []) if bone.kind == "recital"]
    start = recitals.index(chosen) // room * room
    return recitals[start : start + room]


@blueprint.get("/consultations/<slug>/summary/")
@blueprint.get("/consultations/<slug>/summary/<code>/")
@open_to_all
def summary(slug: str, code: str | None = None) -> ResponseReturnValue:
    """The plain-language summary: the whole, then each clause that it explains, tied to its clause."""
    found = load_consultation(slug)
    wish = code or language()
    if code is None:
        wish = wish if wish in found.languages else (found.languages or ["en"])[0]
        return redirect(url_for("reading.summary", slug=slug, code=wish))
    if wish not in found.languages:
        abort(404)
    return render_template(
        "reading/summary.html", c=found, t=found.text_in(wish), code=wish,
        whole=drafts.whole_summary(found.draft_id, wish, []), parts=drafts.clause_summaries(found, wish),
        can_write=current_actor().has("policymaker", of=found.body_id),
    )



"""Explain hard words where they stand: the first time a term occurs in a plain text, a press opens its meaning.

The button and its popover are plain HTML: they need no script, and a browser that does not know popovers shows the
meaning in the line.
"""

from __future__ import annotations

import re
from time import monotonic

import sqlalchemy as sa
from markupsafe import Markup, escape

from consult.core.database import db
from consult.core.kept import Shelf
from consult.summaries.models import Term, TermText

_TAG = re.compile(r"(<[^>]*>)")
_NEVER_INSIDE = frozenset({"a", "button", "code"})
FRESH_FOR = 60  # seconds that a process keeps the terms
_shelf = Shelf(room=16)
Terms = dict[str, tuple[str, str]]  # form in lower case -> (slug, meaning)


def terms(language: str) -> Terms:
    """Read the terms of a language, by each form in which they occur; kept for a minute."""
    bucket = int(monotonic() // FRESH_FOR)
    return _shelf.get((language, bucket), lambda: _read(language))


def forget() -> None:
    """Forget kept terms (a new database under the same process)."""
    _shelf.clear()


def _read(language: str) -> Terms:
    query = (
        sa.select(Term.slug, TermText.name, TermText.forms, TermText.definition)
        .join(TermText, TermText.term_id == Term.id)
        .where(TermText.language == language)
    )
    found: Terms = {}
    for slug, name, forms, meaning in db.session.execute(query):
        for form in (name, *forms):
            if form.strip():
                found[form.strip().lower()] = (slug, meaning)
    return found


def marked(html: str, language: str | None) -> str:
    """Mark the first occurrence of each known term in `html` (our own, sanitised)."""
    return mark(html, terms(language or "en"))


def mark(html: str, known: Terms) -> str:
    """Mark the first occurrence of each of `known` in the text of `html`, never inside a link or a button."""
    if not known:
        return html
    forms = sorted(known, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(" + "|".join(re.escape(form) for form in forms) + r")(?!\w)", re.IGNORECASE)
    used: set[str] = set()
    inside = 0
    pieces = []

    def put(match: re.Match[str]) -> str:
        slug, meaning = known[match.group(1).lower()]
        if slug in used:
            return match.group(0)
        used.add(slug)
        return str(
            Markup(
                '<button type="button" class="term" popovertarget="term-{slug}">{word}</button>'
                '<span popover id="term-{slug}" class="term-meaning">{meaning}</span>'
            ).format(slug=escape(slug), word=match.group(1), meaning=meaning)
        )

    for piece in _TAG.split(html):
        if piece.startswith("<"):
            name = re.match(r"</?\s*(\w+)", piece)
            if name and name.group(1).lower() in _NEVER_INSIDE:
                inside += -1 if piece.startswith("</") else 1
            pieces.append(piece)
        else:
            pieces.append(piece if inside else pattern.sub(put, piece))
    return "".join(pieces)

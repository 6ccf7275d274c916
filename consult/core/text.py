"""Turn what people write into what is safe to show: the door to Markdown, the only home of bleach and nh3.

What a person's Markdown may become, and why:

- paragraphs, line breaks, emphasis, strong, strikethrough, inline code, quotations, lists: people argue so;
- links to http, https and plain mailto addresses, without user names (they help to pose as another site);
- no HTML, no headings (they would break the outline of the page), no pictures (a remote picture tells a third
  party who reads; its address becomes a link), no reference definitions (they would vanish from sight).

A draft's own text may hold tables and code blocks too; its headings become strong paragraphs.

Every text passes two sanitisers, since either may have a hole the other has not: bleach (whose authors have
declared 6.4.0 its last release), then nh3. Nothing said is lost: a text that is too long, nested too deep, or
that cannot be read is shown escaped, as typed.
"""

from __future__ import annotations

import re
import threading
import unicodedata

import nh3
from bleach.sanitizer import Cleaner

from consult.core import markdown
from consult.core.characters import plain as plain

RICH_LIMIT = 20_000
"""Characters of a person's text that are read as Markdown; more is shown as typed."""
CLAUSE_LIMIT = 200_000

_RICH_TAGS = frozenset({"p", "br", "em", "strong", "s", "code", "blockquote", "ul", "ol", "li", "hr", "a"})
_CLAUSE_TAGS = _RICH_TAGS | {"pre", "div", "table", "thead", "tbody", "tr", "th", "td"}
_OF_BLOCKS = {"lang", "dir"}
_RICH_ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start"} | _OF_BLOCKS,
    "ul": _OF_BLOCKS,
    "p": _OF_BLOCKS,
    "blockquote": _OF_BLOCKS,
}
_CLAUSE_ATTRIBUTES = _RICH_ATTRIBUTES | {"div": {"class", "role", "tabindex", "aria-label"}, "th": {"scope"}}
_SCHEMES = frozenset({"http", "https", "mailto"})
LINK_REL = "nofollow ugc noopener"

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def _cleaner(tags: frozenset[str], attributes: dict[str, set[str]]) -> Cleaner:
    lists = {tag: sorted(names) for tag, names in attributes.items()}
    return Cleaner(tags=tags, attributes=lists, protocols=_SCHEMES, strip=True)


class _Cleaners(threading.local):
    """bleach's cleaners keep state while they work, so each thread has its own, made once."""

    def __init__(self) -> None:
        self.rich = _cleaner(_RICH_TAGS, _RICH_ATTRIBUTES)
        self.clause = _cleaner(_CLAUSE_TAGS, _CLAUSE_ATTRIBUTES)


_cleaners = _Cleaners()


def _bleached(markup: str, *, clause: bool) -> str:
    """Take out of HTML what may not be shown: the first sanitiser."""
    return str((_cleaners.clause if clause else _cleaners.rich).clean(markup))


def _ammonia(markup: str, *, clause: bool) -> str:
    """Take out of HTML what may not be shown: the second sanitiser; it marks links as not ours."""
    return nh3.clean(
        markup,
        tags=set(_CLAUSE_TAGS if clause else _RICH_TAGS),
        attributes=_CLAUSE_ATTRIBUTES if clause else _RICH_ATTRIBUTES,
        url_schemes=set(_SCHEMES),
        link_rel=LINK_REL,
        url_relative="deny",
    )


def _shown(source: str, *, clause: bool, attrs: dict[str, str | int | float]) -> str:
    source = plain(source)
    md, limit = (markdown.CLAUSE, CLAUSE_LIMIT) if clause else (markdown.RICH, RICH_LIMIT)
    tokens = markdown.read(source, md, limit) or markdown.as_typed(source)
    depth = 0
    for token in tokens:
        if depth == 0 and token.nesting == 1:
            token.attrs = {**token.attrs, **attrs}
        depth += token.nesting
    markup = md.renderer.render(tokens, md.options, {})
    return _ammonia(_bleached(markup, clause=clause), clause=clause).strip()


def rich(source: str, *, lang: str | None = None) -> str:
    """Show a person's Markdown as HTML that is safe to put into a page.

    With `lang` (a BCP 47 tag) each block says its language, and its direction where that is right to left.
    """
    attrs: dict[str, str | int | float] = {}
    if lang and _LANGUAGE.fullmatch(lang):
        attrs["lang"] = lang
        if lang.split("-")[0] in _RIGHT_TO_LEFT:
            attrs["dir"] = "rtl"
    return _shown(source, clause=False, attrs=attrs)


def clause_html(source: str) -> str:
    """Show a draft's own text as HTML that is safe to put into a page; each table scrolls in its own box."""
    return _shown(source, clause=True, attrs={})


def words_only(source: str) -> str:
    """Give the words of a Markdown text on one line, without its signs: for search and excerpts."""
    source = plain(source)
    tokens = markdown.read(source, markdown.CLAUSE, CLAUSE_LIMIT)
    return " ".join((source if tokens is None else " ".join(markdown.flat(tokens))).split())


def _is_within_a_letter(words: str, at: int) -> bool:
    return unicodedata.category(words[at])[0] == "M" or "\u200d" in words[at - 1 : at + 1]


def excerpt(source: str, chars: int) -> str:
    """Give the beginning of a Markdown text as one line of at most `chars` characters, cut between words."""
    words = words_only(source)
    if len(words) <= chars:
        return words
    cut = words.rfind(" ", chars // 2, chars)
    if cut < 0:
        cut = chars - 1
        while cut > 0 and _is_within_a_letter(words, cut):
            cut -= 1
    return words[:cut].rstrip(" ,;:.–-") + "…"

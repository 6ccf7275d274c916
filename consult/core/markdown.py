"""Read the Markdown of people and of drafts; only `core/text.py` uses this room.

Links go where the allow-list says or stay text; pictures become links; headings of drafts become strong
paragraphs.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

NESTING_LIMIT = 14
"""Tags within tags: six lists deep. The parser stops reading at its own limit, so ours is lower."""
_PARSER_NESTING = 20
PARTS_LIMIT = 20_000
"""Pieces that one text may be made of; a small text can ask for a table of a million cells."""

_ALLOWED_LINK = re.compile(r"(?:https?://(?![^/?#]*@)[^\s/?#]+|mailto:[^\s?@]+@[^\s?@]+$)", re.IGNORECASE)
_BARE_ADDRESS = re.compile(r"https?://[^\s<>\"`|\\^{}]+", re.IGNORECASE)
_AFTER_AN_ADDRESS = ".,;:!?'*_~»”’"  # signs of the sentence around it
_RULES = (
    "blockquote",
    "list",
    "hr",
    "escape",
    "entity",
    "backticks",
    "newline",
    "link",
    "image",
    "autolink",
    "emphasis",
    "strikethrough",
)


class Parser(MarkdownIt):
    """Markdown with an allow-list for links; any other link stays text."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the parser's own name for it
        """Say whether a link may go there: http, https without a user name, plain mailto."""
        return _ALLOWED_LINK.match(url) is not None


def has_words(content: str) -> bool:
    """Say whether anything can be seen of it."""
    return any(unicodedata.category(letter)[0] not in "ZC" for letter in content)


def text_token(content: str) -> Token:
    """Make a piece of text."""
    return Token("text", "", 0, content=content)


def _link(address: str, words: str) -> list[Token]:
    opening = Token("link_open", "a", 1, attrs={"href": address})
    return [opening, text_token(words), Token("link_close", "a", -1)]


def _without_end_of_sentence(address: str) -> str:
    address = address.rstrip(_AFTER_AN_ADDRESS)
    for opening, closing in ("()", "[]"):
        surplus = address.count(closing) - address.count(opening)
        while surplus > 0 and address.endswith(closing):
            address, surplus = address[:-1].rstrip(_AFTER_AN_ADDRESS), surplus - 1
    return address


def _linked(token: Token, md: MarkdownIt) -> Iterator[Token]:
    """Make links of the addresses in a piece of text."""
    at = 0
    for found in _BARE_ADDRESS.finditer(token.content):
        address = _without_end_of_sentence(found.group())
        target = md.normalizeLink(address)
        if md.validateLink(target):
            yield text_token(token.content[at : found.start()])
            yield from _link(target, address)
            at = found.start() + len(address)
    yield text_token(token.content[at:])


def _inline(children: Sequence[Token], md: MarkdownIt) -> Iterator[Token]:
    """Turn pictures into links, give every link words that can be seen, and link bare addresses."""
    href, seen = "", ""
    for token in children:
        if token.type == "image":
            address = str(token.attrs["src"])
            words = token.content if has_words(token.content) else address
            seen += words
            yield from [text_token(words)] if href or not address else _link(address, words)
        elif token.type == "link_open":
            href, seen = str(token.attrs["href"]), ""
            token.attrs.pop("title", None)
            yield token
        elif token.type == "link_close":
            if not has_words(seen):
                yield text_token(href)
            href = ""
            yield token
        elif token.type == "text" and not href:
            yield from _linked(token, md)
        else:
            seen += token.content
            yield token


def _tidy(state: StateCore) -> None:
    """Rewrite what was parsed into what may be shown."""
    head: list[str] = []
    strong = False
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag, token.type = "p", token.type.replace("heading", "paragraph")
            strong = token.nesting == 1
        elif token.type == "table_open":
            token.meta["head"] = head = []
        elif token.type == "thead_close":
            head = []  # what follows are rows
        elif token.type in ("th_open", "td_open"):
            token.attrs = {"scope": "col"} if token.tag == "th" else {}  # alignment would be an inline style
        elif token.type == "fence":
            token.info = ""
        elif token.type == "inline":
            children = list(_inline(token.children or [], state.md))
            if strong:
                children = [Token("strong_open", "strong", 1), *children, Token("strong_close", "strong", -1)]
            token.children = children
            head.append(" ".join(flat([token])))


def _table_open(_: object, tokens: Sequence[Token], at: int, *__: object) -> str:
    """Open a table in a box that scrolls by itself, can be reached by keyboard and is named by its head."""
    label = ", ".join(words for words in tokens[at].meta["head"] if words)[:120]
    named = f' role="group" aria-label="{html.escape(label)}"' if label else ""
    return f'<div class="scroll"{named} tabindex="0"><table>\n'


def _table_close(*_: object) -> str:
    return "</table></div>\n"


def _parser(rules: Sequence[str], *, breaks: bool) -> Parser:
    md = Parser("zero", {"html": False, "breaks": breaks, "maxNesting": _PARSER_NESTING})
    md.enable([*_RULES, *rules])
    md.core.ruler.push("tidy", _tidy)
    md.add_render_rule("table_open", _table_open)
    md.add_render_rule("table_close", _table_close)
    return md


RICH = _parser((), breaks=True)
"""For what people write: a line end is a line end."""
CLAUSE = _parser(("heading", "lheading", "fence", "table"), breaks=False)
"""For the text of drafts and summaries."""


def _depth(tokens: Sequence[Token]) -> int:
    """Count how many tags stand within each other at the deepest place."""
    deepest = depth = 0
    for token in tokens:
        depth += token.nesting
        deepest = max(deepest, depth, depth + _depth(token.children or ()))
    return deepest


def flat(tokens: Sequence[Token]) -> Iterator[str]:
    """Give the words of each block."""
    for token in tokens:
        if token.children is not None:
            yield "".join(
                " " if child.type in ("softbreak", "hardbreak") else child.content for child in token.children
            )
        elif token.content:
            yield token.content


def read(source: str, md: Parser, limit: int) -> list[Token] | None:
    """Read Markdown; None when it must be shown as typed: too long, too deep, wordless or unreadable."""
    if len(source) > limit:
        return None
    try:
        tokens = md.parse(source)
    except Exception:  # whatever the parser chokes on, the words themselves can be shown
        return None
    if len(tokens) > PARTS_LIMIT or _depth(tokens) > NESTING_LIMIT:
        return None
    return tokens if any(has_words(words) for words in flat(tokens)) else None


def as_typed(source: str) -> list[Token]:
    """Make paragraphs of a text without reading anything into it."""
    tokens: list[Token] = []
    for block in re.split(r"\n\s*\n", source):
        lines = [line for line in block.split("\n") if line.strip()]
        children = [text_token(lines[0])] if lines else []
        for line in lines[1:]:
            children += [Token("hardbreak", "br", 0), text_token(line)]
        if children:
            tokens += [
                Token("paragraph_open", "p", 1, block=True),
                Token("inline", "", 0, children=children),
                Token("paragraph_close", "p", -1, block=True),
            ]
    return tokens

"""Read Markdown into blocks, line by line: the draft's words are kept, not rendered."""

from __future__ import annotations

import html
import re

from consult.core.verdict import N_
from consult.drafts.importing.blocks import HEADING, MAX_BLOCKS, MAX_NESTING, OTHER, PARAGRAPH, Block
from consult.drafts.importing.shape import UnreadableDraft

PLACE = N_("line %(number)s")

_HEADING = re.compile(r" {0,3}(#{1,6})(?=\s|$)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_RULE = re.compile(r" {0,3}(?:[-*_][ \t]*){3,}$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})\s*$")
_BULLET = re.compile(r"\s*[-*+•]\s+\S")
_NUMBER = re.compile(r"\s*(?:\d{1,3}\.|\((?:\d{1,3}[a-z]?|[a-z]{1,5}|[A-Z])\)|\d{1,3}(?:\.\d{1,3})+\.)\s*\S")
_DELIMITER = re.compile(r"\|?:?-+:?(?:\|:?-+:?)*\|?$")
_NESTED = re.compile(r"(?:\s*(?:[-*+]|\d{1,9}[.)])\s|\s*>)")

_IMAGE = re.compile(r"<img\b[^<>]*?\balt=\"([^\"<>]*)\"[^<>]*>|<img\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|center|code|div|em|figcaption|figure|font|h[1-6]|hr|i|li|ol|p|pre|section|small|"
    r"span|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)


def blocks(data: bytes) -> list[Block]:
    """Read the blocks of a Markdown (or plain text) file.

    Raises UnreadableDraft, which names the line.
    """
    return _Reader(without_html(_decoded(data))).read()


def without_html(text: str) -> str:
    """Take HTML out of Markdown and leave its words: pages let none through. Lines stay where they are."""
    text = _without_comments(text)
    text = _IMAGE.sub(lambda found: f" {html.unescape(found[1] or '')} ", text)
    return _TAG.sub(lambda found: "" if re.match(r"</?(?:a|span|sub|sup)\b", found[0], re.I) else " ", text)


def _without_comments(text: str) -> str:
    """Leave out HTML comments, but for their line ends."""
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + 3
    return "".join([*parts, text[at:]])


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = N_("The file is not in the UTF-8 encoding. Save it as UTF-8 and send it again.")
        raise UnreadableDraft(message, PLACE, number=line) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise UnreadableDraft(N_("The file holds a character that no text has (NUL)."), PLACE, number=line)
    return text.expandtabs(4)


class _Reader:
    """Gathers lines into blocks; an empty line ends one."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.found: list[Block] = []
        self.held: list[str] = []
        self.since = 0
        self.fence = ""

    def read(self) -> list[Block]:
        """Go through all lines."""
        for number, line in enumerate(self.lines, start=1):
            self._check(line, number)
            self._take(line, number)
        self._end()
        return self.found

    def _check(self, line: str, number: int) -> None:
        depth, at = 0, 0
        while found := _NESTED.match(line, at):
            depth, at = depth + 1, found.end()
            if depth > MAX_NESTING:
                message = N_("Lists or quotations are nested too deep: at most %(limit)s levels can be read.")
                raise UnreadableDraft(message, PLACE, number=number, limit=MAX_NESTING)

    def _take(self, line: str, number: int) -> None:
        if self.fence:
            self._hold(line, number)
            if line.strip().startswith(self.fence) and not line.strip().strip(self.fence[0]):
                self._end(OTHER)
                self.fence = ""
        elif not line.strip():
            self._end()
        elif found := _FENCE.match(line):
            self._end()
            self._hold(line, number)
            self.fence = found[1]
        elif found := _HEADING.match(line):
            self._end()
            if words := _unclosed(line[found.end() :].strip()):
                self.found.append(Block(HEADING, words, PLACE, number, level=len(found[1])))
        elif self._is_underlined(line):
            level = 1 if "=" in line else 2
            text = " ".join(held.strip() for held in self.held)
            self.found.append(Block(HEADING, text, PLACE, self.since, level=level))
            self.held = []
        elif _RULE.match(line):
            self._end()
        else:
            if self._opens(line):
                self._end()
            self._hold(line, number)

    def _is_underlined(self, line: str) -> bool:
        if not self.held or not _UNDERLINE.match(line) or len(self.held) > 3:
            return False
        return not any(_BULLET.match(held) or _NUMBER.match(held) or "|" in held for held in self.held)

    def _opens(self, line: str) -> bool:
        """Say whether a line opens a block of its own although no empty line stands before it."""
        if not self.held or self._is_other():
            return False
        if _BULLET.match(line) or line.lstrip().startswith(">"):
            return True
        ended = re.search(r"[.;:,]\s*$", self.held[-1]) or _NUMBER.match(self.held[0])
        return bool(_NUMBER.match(line) and ended)

    def _is_other(self) -> bool:
        first = self.held[0]
        return bool(
            _BULLET.match(first)
            or first.lstrip().startswith((">", "|"))
            or (
                len(self.held) > 1 and "|" in self.held[1] and _DELIMITER.match("".join(self.held[1].split()))
            )
        )

    def _hold(self, line: str, number: int) -> None:
        if not self.held:
            self.since = number
        self.held.append(line)

    def _end(self, kind: str = "") -> None:
        """Make a block of the lines held."""
        if not self.held:
            return
        kind = kind or (OTHER if self._is_other() else PARAGRAPH)
        is_indented = self.held[0].startswith("  ")
        text = "\n".join(line.rstrip() for line in self.held)
        is_close = self._is_close(kind)
        if is_close:
            self.found[-1].is_close = True
        self.found.append(Block(kind, text, PLACE, self.since, is_indented=is_indented, is_close=is_close))
        self.held = []
        if len(self.found) > MAX_BLOCKS:
            message = N_("The draft has more than %(limit)s paragraphs.")
            raise UnreadableDraft(message, PLACE, number=self.since, limit=MAX_BLOCKS)

    def _is_close(self, kind: str) -> bool:
        """Say whether the lines held are a numbered entry right below another one."""
        if kind != PARAGRAPH or not self.found or not _NUMBER.match(self.held[0]):
            return False
        before = self.found[-1]
        touches = before.number + before.text.count("\n") + 1 == self.since
        return touches and before.kind == PARAGRAPH and bool(_NUMBER.match(before.text))


def _unclosed(words: str) -> str:
    """Take the closing signs off a heading ("## Scope ##")."""
    bare = words.rstrip("#")
    return bare.rstrip() if bare != words and (not bare or bare[-1].isspace()) else words

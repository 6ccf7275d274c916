"""Build the tree of clauses out of blocks: the same for every format."""

from __future__ import annotations

import re
from collections import Counter

from consult.core.verdict import N_
from consult.drafts.importing import anchors, markers
from consult.drafts.importing.blocks import HEADING, PARAGRAPH, TITLE, Block
from consult.drafts.importing.contents import Contents, opened_by
from consult.drafts.importing.numbering import Open
from consult.drafts.importing.shape import ImportedClause, ImportedDraft, UnreadableDraft

_KINDS = {"part": "title", "appendix": "annex"}
_RANKS = {"annex": 0, "appendix": 0, "part": 1, "title": 2, "chapter": 3, "section": 4, "article": 5}
_LONGEST_NAME = 400


def build(blocks: list[Block]) -> ImportedDraft:
    """Make the tree of clauses of `blocks`.

    Raises UnreadableDraft when there is no clause in them, or too many.
    """
    return _Builder(blocks).build()


class _Builder(Contents):
    """Goes once through the blocks."""

    def build(self) -> ImportedDraft:
        """Read all blocks and give the draft."""
        self._take_title()
        while self.at < len(self.blocks):
            block = self.blocks[self.at]
            if self.at > self.quote_until and (opened := opened_by(block)):
                self._open_part(opened, block)
            elif block.kind in (HEADING, TITLE):
                self._open_heading(block)
            else:
                self.add(block)
            self.at += 1
        self.draft.clauses = self.root.clause.children
        if not any(clause.kind != "text" for clause in self.draft.clauses):
            raise UnreadableDraft(
                N_("No clause was found: the draft has neither headings nor numbered paragraphs."),
                self.blocks[0].place if self.blocks else "",
                number=self.blocks[0].number if self.blocks else 0,
            )
        _tell_apart(self.draft.clauses)
        return self.draft

    # the title, and what opens a part

    def _take_title(self) -> None:
        """Take the first headings as the title, if they are one; a line that goes on opens in lower case."""
        while self.at < len(self.blocks) and self.blocks[self.at].kind == TITLE:
            self._say_title(self.blocks[self.at])
        if self.draft.title or not self._is_title(self.at):
            return
        self._say_title(self.blocks[self.at])
        while self._is_plain_heading(self.at) and re.match(r"[a-z(]", self.blocks[self.at].text):
            self._say_title(self.blocks[self.at])

    def _say_title(self, block: Block) -> None:
        self.draft.title = f"{self.draft.title} {block.text}".strip()
        self.at += 1

    def _is_title(self, at: int) -> bool:
        others = [n for n in range(at + 1, len(self.blocks)) if self._is_plain_heading(n)]
        return self._is_plain_heading(at) and (
            self.is_act
            or (len(self.blocks) > at + 1 and self.blocks[at + 1].kind == HEADING)
            or not any(self.blocks[n].level <= self.blocks[at].level for n in others)
        )

    def _is_plain_heading(self, at: int) -> bool:
        if at >= len(self.blocks) or self.blocks[at].kind != HEADING:
            return False
        return not opened_by(self.blocks[at]) and not markers.heading_number(self.blocks[at].text)

    def _open_part(self, opened: markers.Structure, block: Block) -> None:
        """Open a title, chapter, section, article or annex; its name may stand on the next line."""
        rank = _RANKS[opened.noun]
        while len(self.stack) > 1 and (rank == 0 or self.stack[-1].rank < 0 or self.stack[-1].rank >= rank):
            self.stack.pop()
        above = self.stack[-1]
        label = f"{opened.word.capitalize()} {opened.number}".strip()
        step = anchors.part(opened.noun, opened.number or "1")
        inside = self.annex() if opened.noun == "article" else above
        anchor = anchors.under(inside.clause.anchor, step) if inside else step
        if self.annex() and rank:
            label = f"{above.clause.label}, {label}"
        kind = _KINDS.get(opened.noun, opened.noun)
        clause = ImportedClause(kind, label, opened.rest, anchor=anchor, marker=opened.printed)
        if not opened.rest:
            clause.heading = self._take_name(block, opened.noun)
        self.push(Open(clause, rank=rank, level=block.level or 6, noun=opened.noun), block)

    def _take_name(self, block: Block, noun: str) -> str:
        """Take the next block as the name of the part that `block` opens, if it looks like one."""
        after = self.blocks[self.at + 1] if self.at + 1 < len(self.blocks) else None
        if after is None or len(after.text) > _LONGEST_NAME or opened_by(after):
            return ""
        is_name = self._is_plain_heading(self.at + 1) or (
            after.kind == PARAGRAPH and markers.is_bold_line(after.text) and not markers.markers(after.text)
        )
        if not is_name or (after.kind == HEADING and noun == "article" and 0 < after.level < block.level):
            return ""
        self.at += 1
        return after.text.strip().removeprefix("**").removesuffix("**").strip()

    def _open_heading(self, block: Block) -> None:
        """Open a part that is only a heading, numbered or not; inside an annex a numbered one is a point."""
        level = block.level or 1
        while len(self.stack) > 1 and self.stack[-1].level >= level:
            self.stack.pop()
        above = self.stack[-1].clause
        numbered = markers.heading_number(block.text)
        if numbered and self.annex() and numbered[1][0].isdigit():
            printed, number, name = numbered
            kind, label = "point", f"{above.label}({number})"
            anchor = anchors.under(above.anchor, anchors.part("point", number))
        elif numbered:
            printed, number, name = numbered
            kind, label, anchor = "heading", number, anchors.part("section", number)
        else:
            printed, number, name = block.text, "", ""
            kind, label, anchor = "heading", _spoken(block.text), anchors.slug(_spoken(block.text))
        ordinal = tuple(int(step) for step in number.split(".")) if re.fullmatch(r"[\d.]+", number) else ()
        clause = ImportedClause(kind, label, name, anchor=anchor, marker=printed)
        self.push(Open(clause, level=level, ordinal=ordinal, noun=kind), block)


def _spoken(text: str) -> str:
    """Say a heading without its Markdown."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).replace("*", "").replace("`", "").strip()


def _tell_apart(clauses: list[ImportedClause]) -> None:
    """Put the part above before the labels of chapters, or sections, where each part counts them anew."""
    holders = [clause for top in clauses for clause, _ in top.walk() if clause.kind in ("title", "chapter")]
    parts = [
        (above, part) for above in holders for part in above.children if part.kind in ("chapter", "section")
    ]
    count = Counter((part.kind, part.label) for _, part in parts)
    repeated = {kind for (kind, _), times in count.items() if times > 1}
    for above, part in parts:
        if part.kind in repeated:
            part.label = f"{above.label}, {part.label}"

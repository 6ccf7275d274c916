"""Put the words of a draft into the clauses that are open: numbered ones, and what goes on with them."""

from __future__ import annotations

import re
import textwrap

from consult.core.verdict import N_
from consult.drafts.importing import anchors, markers, numbering
from consult.drafts.importing.blocks import HEADING, MAX_CLAUSES, MAX_TEXT, OTHER, PARAGRAPH, Block
from consult.drafts.importing.numbering import Open
from consult.drafts.importing.shape import ImportedClause, ImportedDraft, UnreadableDraft

_WORDS = {
    "en": {"recital": "Recital", "preamble": "Preamble", "opening": "Opening", "closing": "Closing"},
    "fr": {"recital": "Considérant", "preamble": "Préambule", "opening": "Début", "closing": "Fin"},
}

_FORMULA = re.compile(r"(?:HAVE|HAS) ADOPTED|(?:ONT|A) ADOPTÉ")
_CLOSING = re.compile(
    r"(?:This (?:Regulation|Directive) shall be binding in its entirety|Done at |Le présent règlement est "
    r"obligatoire dans tous ses éléments|Fait à )"
)
_QUOTES = {"‘": "’", "“": "”", "„": "“", "«": "»"}
_LONGEST_QUOTE = 200
"""Of quoted words, in blocks."""


class Contents:
    """The draft as far as it has been read, and the clauses that are still open."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.at = 0
        self.draft = ImportedDraft("")
        self.root = Open(ImportedClause("heading", ""))
        self.stack = [self.root]
        self.anchors = anchors.Anchors()
        self.quote_until = -1
        self.count = 0
        found = [opened for block in blocks if (opened := opened_by(block))]
        self.is_act = any(opened.noun == "article" for opened in found)
        self.has_headings = any(block.kind == HEADING for block in blocks) or bool(found)
        self.words = _WORDS["fr" if any(opened.word.lower() in markers.FRENCH for opened in found) else "en"]

    def add(self, block: Block) -> None:
        """Put one block where it belongs."""
        text = block.text.strip()
        if self.at <= self.quote_until or block.kind == OTHER:
            return self._add_text(block)
        if len(self.stack) == 1 or self.stack[-1].noun in ("preamble", "recital"):
            if self._add_before(block, text):
                return None
        elif self.stack[-1].noun != "closing" and _CLOSING.match(text) and self.is_act and not self.annex():
            return self._open_closing(block)
        if text[:1] in _QUOTES:
            self._find_end_of_quote(text[0])
            return self._add_text(block)
        if self.stack[-1].noun == "closing" or not self._may_number(block):
            return self._add_text(block)
        found = numbering.choose(self.stack, markers.markers(text), self._next_number)
        if found is None:
            return self._add_text(block)
        return self._open_numbered(found, block)

    def _add_before(self, block: Block, text: str) -> bool:
        """Add what stands before the first part of an act (or any heading); say whether it was added."""
        found = [marker for marker in markers.markers(text) if marker.style == markers.BRACKET]
        if self.is_act and found:
            preamble = self._preamble(block)
            if not self.stack[-1].ordinal or found[0].ordinal > self.stack[-1].ordinal:
                self.stack = self.stack[: self.stack.index(preamble) + 1]
                number = found[0].number
                anchor = anchors.part("recital", number)
                label = f"{self.words['recital']} {number}"
                clause = ImportedClause("recital", label, "", found[0].rest, anchor, found[0].printed)
                self.push(Open(clause, style="recital", ordinal=found[0].ordinal, noun="recital"), block)
                return True
        if self.is_act:
            preamble = self._preamble(block)
            if _FORMULA.match(text):
                self.stack = self.stack[: self.stack.index(preamble) + 1]
            self._add_text(block)
            return True
        if not self.has_headings and markers.markers(text):
            return False
        if self.root.clause.children and self.root.clause.children[-1].kind != "text":
            return False
        self._opening(block)
        return True

    def _preamble(self, block: Block) -> Open:
        for node in self.stack:
            if node.noun == "preamble":
                return node
        clause = ImportedClause("heading", self.words["preamble"], anchor="preamble")
        node = Open(clause, level=1, noun="preamble")
        self.push(node, block)
        return node

    def _opening(self, block: Block) -> None:
        children = self.root.clause.children
        if not children:
            anchor = self.anchors.unique("opening")
            children.append(ImportedClause("text", self.words["opening"], anchor=anchor))
        self._say(children[-1], block)

    def _open_closing(self, block: Block) -> None:
        self.stack = self.stack[:1]
        clause = ImportedClause("text", self.words["closing"], anchor="conclusions", text=block.text.strip())
        self.push(Open(clause, level=1, noun="closing"), block)

    def _may_number(self, block: Block) -> bool:
        """Say whether a number at the start of `block` makes it a clause.

        Always in an act. Elsewhere "1." opens a clause where a part begins with it, and is a list where words
        stand before it.
        """
        if self.is_act or self.annex() or not self.has_headings:
            return True
        found = markers.markers(block.text.strip())
        if not found or found[0].style != markers.NUM:
            return True
        holder = next(node for node in reversed(self.stack) if not node.style)
        is_running = any(node.style == markers.NUM for node in self.stack)
        return not block.is_close and not block.is_indented and (is_running or not holder.clause.text)

    def _open_numbered(self, found: numbering.Choice, block: Block) -> None:
        self.stack = self.stack[: found.keep]
        above, marker = self.stack[-1].clause, found.marker
        is_point = marker.style not in (markers.NUM, markers.DEC) or self.annex() is not None
        kind = "point" if is_point else "paragraph"
        label = f"{above.label}({marker.number})" if above.label else marker.number
        if marker.style == markers.DEC and not is_point:
            label = marker.number
        if marker.style == markers.DEC and is_point and self.stack[-1].style != markers.DEC:
            annex = self.annex()
            label = f"{annex.clause.label if annex else above.label}({marker.number})"
        anchor = anchors.under(above.anchor, anchors.part(kind, marker.number))
        clause = ImportedClause(kind, label, "", marker.rest, anchor, marker.printed)
        self.push(Open(clause, style=marker.style, ordinal=marker.ordinal, noun=kind), block)

    def _add_text(self, block: Block) -> None:
        """Add words without a number to the clause that they go on with."""
        top = self.stack[-1]
        is_announced = block.kind == OTHER or block.text.lstrip()[:1] in _QUOTES
        goes_on = is_announced and top.clause.text.rstrip().endswith(":")
        if not (block.is_indented or goes_on or self.at <= self.quote_until):
            self.stack = self.stack[
                : numbering.holder_of_text(self.stack, self.is_act or self.annex() is not None)
            ]
        clause = self.stack[-1].clause
        if len(self.stack) == 1:
            return self._opening(block)
        if clause.children:
            if clause.children[-1].kind != "text":
                anchor = self.anchors.unique(anchors.under(clause.anchor, "cont"))
                clause.children.append(ImportedClause("text", clause.label, anchor=anchor))
            clause = clause.children[-1]
        self._say(clause, block)
        return None

    def _say(self, clause: ImportedClause, block: Block) -> None:
        clause.text = _joined(clause.text, block)
        if len(clause.text) > MAX_TEXT:
            message = N_("A clause is longer than %(limit)s characters. Give the draft more headings.")
            raise UnreadableDraft(message, block.place, number=block.number, limit=MAX_TEXT)

    def _find_end_of_quote(self, opening: str) -> None:
        """Find where quoted words end: numbers inside them are not this draft's.

        A quotation that opens again has ended before, or says its sign on each paragraph.
        """
        end = re.compile(re.escape(_QUOTES[opening]) + r"[\s.;,\"]*$")
        for at in range(self.at, min(len(self.blocks), self.at + _LONGEST_QUOTE)):
            block = self.blocks[at]
            opens_again = at > self.at and block.text.lstrip().startswith(opening)
            if block.kind == HEADING or opens_again or opened_by(block):
                return
            if end.search(block.text):
                self.quote_until = at
                return

    def _next_number(self) -> list[markers.Marker]:
        """Look ahead to the next numbered block, which tells the letter (i) from the numeral (i)."""
        for block in self.blocks[self.at + 1 :]:
            if block.kind == HEADING or opened_by(block):
                break
            if block.kind == PARAGRAPH and (found := markers.markers(block.text.strip())):
                return found
        return []

    def annex(self) -> Open | None:
        """Give the annex that is open, if one is."""
        return next((node for node in self.stack if node.rank == 0), None)

    def push(self, node: Open, block: Block) -> None:
        """Open a clause below the last open one, with an anchor of its own."""
        self.count += 1
        if self.count > MAX_CLAUSES:
            raise UnreadableDraft(
                N_("The draft has more than %(limit)s clauses."),
                block.place,
                number=block.number,
                limit=MAX_CLAUSES,
            )
        node.clause.anchor = self.anchors.unique(node.clause.anchor)
        self.stack[-1].clause.children.append(node.clause)
        self.stack.append(node)


def opened_by(block: Block) -> markers.Structure | None:
    """Say which part of an act a block opens; a paragraph does so only when it is nothing else."""
    if block.kind == HEADING:
        return markers.structure(block.text)
    if block.kind == PARAGRAPH and len(block.text) < 60 and not block.is_indented:
        found = markers.structure(block.text)
        is_bold = markers.is_bold_line(block.text)
        if found and found.number and (is_bold or not found.rest):
            return found
    return None


def _joined(before: str, block: Block) -> str:
    """Put a block below what a clause says already, keeping lists together."""
    text = block.text.rstrip()
    last = before.rsplit("\n\n", 1)[-1]
    is_in_list = re.match(r"\s*(?:[-*+]|\d{1,3}[.)])\s", last) or re.match(r"\s{2,}\S", last)
    if not (block.is_indented and is_in_list):
        text = textwrap.dedent(text).strip()
    if not before:
        return text
    return before + ("\n" if block.is_close and is_in_list else "\n\n") + text

"""The blocks that every format is read into, and the limits that hold for all of them."""

from __future__ import annotations

from dataclasses import dataclass

MAX_BYTES = 10_000_000
"""Of a file as it comes. The longest act tried is 0.6 MB."""
MAX_CLAUSES = 20_000
MAX_NESTING = 20
"""Of lists and quotations inside one another: depth is a size too."""

HEADING, PARAGRAPH, ITEM, OTHER = "heading", "paragraph", "item", "other"


@dataclass(slots=True)
class Block:
    """A piece of a draft as its format gives it.

    `level` is the depth of a heading (1 to 6). An `item` is one entry of a numbered list, `marker` its number.
    `other` is a table, a list without numbers, a quotation or code: it is never looked into. `is_indented` says
    that the block goes on with what stands above it. `place` and `number` say where it stands, for errors.
    """

    kind: str
    text: str
    place: str
    number: int
    level: int = 0
    marker: str = ""
    is_indented: bool = False
    is_close: bool = False
    """An item that follows the one before without an empty line: a list in a text rather than clauses."""

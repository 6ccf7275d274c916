"""The blocks that every format is read into, and the limits that hold for all of them."""

from __future__ import annotations

from dataclasses import dataclass

MAX_BYTES = 10_000_000
"""Of a file as it comes. The longest act tried is 0.6 MB."""
MAX_CLAUSES = 20_000
MAX_BLOCKS = 60_000
MAX_TEXT = 200_000
"""Of one clause, in characters."""
MAX_NESTING = 20
"""Of lists and quotations inside one another: depth is a size too."""

TITLE, HEADING, PARAGRAPH, OTHER = "title", "heading", "paragraph", "other"


@dataclass(slots=True)
class Block:
    """A piece of a draft as its format gives it, in Markdown.

    `level` is the depth of a heading (1 to 6). `other` is a table, a list without numbers, a quotation or
    code, which is kept as it is. `is_indented`: it goes on with what stands above it. `is_close`: one entry
    of a numbered list without empty lines. `place` (a message with `%(number)s`) and `number` say where it
    stands.
    """

    kind: str
    text: str
    place: str
    number: int
    level: int = 0
    is_indented: bool = False
    is_close: bool = False

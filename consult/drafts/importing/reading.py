"""Read a draft's file: choose the reader of its format, then build the tree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from consult.core.verdict import N_
from consult.drafts.importing import docx, markdown, tree
from consult.drafts.importing.blocks import MAX_BYTES, Block
from consult.drafts.importing.shape import ImportedDraft, UnreadableDraft

READERS: dict[str, Callable[[bytes], list[Block]]] = {
    ".md": markdown.blocks,
    ".markdown": markdown.blocks,
    ".txt": markdown.blocks,
    ".docx": docx.blocks,
}
"""One entry for each format; a new format is one function from bytes to blocks."""


def read(filename: str, data: bytes) -> ImportedDraft:
    """Read the draft in `data`, whose format its name tells.

    Raises UnreadableDraft, which names the place.
    """
    reader = READERS.get(PurePath(filename).suffix.lower())
    if reader is None:
        raise UnreadableDraft(N_("This kind of file cannot be read. Use Markdown (.md) or Word (.docx)."))
    if not data.strip():
        raise UnreadableDraft(N_("The file is empty."))
    if len(data) > MAX_BYTES:
        raise UnreadableDraft(
            N_("The file is too large: %(size)s MB. At most %(limit)s MB can be read."),
            size=round(len(data) / 1_000_000, 1),
            limit=MAX_BYTES // 1_000_000,
        )
    return tree.build(reader(data))

"""Read Word documents into blocks: unpacked with care, numbers written out, then through mammoth."""

from __future__ import annotations

from typing import Any

import mammoth
from lxml import etree

from consult.core.verdict import N_
from consult.drafts.importing import counting, hypertext, unpacking
from consult.drafts.importing.blocks import Block
from consult.drafts.importing.shape import UnreadableDraft

_STYLES = "p[style-name='Title'] => p.title:fresh"
"""mammoth makes an ordinary paragraph of the style *Title*."""


def blocks(data: bytes) -> list[Block]:
    """Read the blocks of a Word document.

    Raises UnreadableDraft, which names the part of the file.
    """
    parts = unpacking.open_parts(data)
    document = unpacking.parse(parts["word/document.xml"], "word/document.xml")
    counting.write_out(document, _part(parts, "word/styles.xml"), _part(parts, "word/numbering.xml"))
    parts["word/document.xml"] = etree.tostring(
        document, xml_declaration=True, encoding="UTF-8", standalone=True
    )
    try:
        page = mammoth.convert_to_html(
            unpacking.pack(parts),
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=_without_pictures,
            external_file_access=False,
        ).value
    except (KeyError, ValueError, AttributeError, TypeError, IndexError, RecursionError) as error:
        # what mammoth raises for a package whose parts contradict each other
        message = N_("The Word document is damaged. Open it in a word processor and save it again.")
        raise UnreadableDraft(message, unpacking.PLACE, part="word/document.xml") from error
    found = hypertext.blocks(page)
    if not found:
        raise UnreadableDraft(N_("The Word document holds no words."))
    return found


def _part(parts: dict[str, bytes], name: str) -> etree._Element | None:
    return unpacking.parse(parts[name], name) if name in parts else None


def _without_pictures(_image: Any) -> list[Any]:
    """Leave pictures out: a draft is its words, and a picture could be fetched from elsewhere."""
    return []

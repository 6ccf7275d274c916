"""Turn the HTML that a converter makes into blocks of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from consult.core.verdict import N_
from consult.drafts.importing.blocks import HEADING, OTHER, PARAGRAPH, TITLE, Block

PARAGRAPH_PLACE = N_("paragraph %(number)s")
TABLE_PLACE = N_("table %(number)s")

_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}


def blocks(page: str) -> list[Block]:
    """Read the blocks of an HTML fragment: headings, paragraphs, lists and tables, in reading order."""
    if not page.strip():
        return []
    tree = html.fragment_fromstring(page, create_parent="div")
    found: list[Block] = []
    tables = 0
    for number, element in enumerate(tree, start=1):
        if element.tag == "table":
            tables += 1
            if table := _table(element):
                found.append(Block(OTHER, table, TABLE_PLACE, tables))
        elif element.tag in ("ul", "ol"):
            found.append(Block(OTHER, "\n".join(_list(element, "")), PARAGRAPH_PLACE, number))
        elif isinstance(element.tag, str):
            block = _paragraph(element, number)
            if block.text:
                found.append(block)
    return found


def _paragraph(element: html.HtmlElement, number: int) -> Block:
    level = int(element.tag[1]) if re.fullmatch(r"h[1-6]", element.tag) else 0
    if element.get("class") == "title":
        return Block(TITLE, _plain(element), PARAGRAPH_PLACE, number)
    if level:
        return Block(HEADING, _plain(element), PARAGRAPH_PLACE, number, level=level)
    return Block(PARAGRAPH, _opened(_inline(element)), PARAGRAPH_PLACE, number)


def _plain(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _inline(element: html.HtmlElement) -> str:
    """Say the words of a paragraph in Markdown: bold, italics and links stay, all else is words."""
    said = [_escaped(element.text)]
    for child in element:
        inside = _inline(child)
        mark = _MARKS.get(child.tag)
        target = child.get("href") or ""
        if child.tag == "br":
            inside = " "
        elif child.tag == "img":
            inside = _escaped(child.get("alt"))
        elif child.tag in ("p", "li", "table", "tr", "td", "th", "div"):
            inside = f" {inside} "
        elif mark and inside.strip():
            words = inside.strip()
            before, after = inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :]
            inside = f"{before}{mark}{words}{mark}{after}"
        elif child.tag == "a" and re.match(r"(?:https?://|mailto:)[^\s()<>]+$", target) and inside.strip():
            inside = f"[{inside}]({target})"
        said += [inside, _escaped(child.tail)]
    return re.sub(r"[ \t\n\r\f\xa0]+", " ", "".join(said)).strip() if element.tag == "p" else "".join(said)


def _escaped(text: str | None) -> str:
    return _SPECIAL.sub(r"\\\1", text or "")


def _opened(text: str) -> str:
    """Escape what would make a heading, a list or a quotation of a paragraph that is none."""
    return re.sub(r"^([#+>-])(?=\s|#)", r"\\\1", text)


def _list(element: html.HtmlElement, indent: str) -> Iterator[str]:
    for number, item in enumerate((child for child in element if child.tag == "li"), start=1):
        mark = f"{number}. " if element.tag == "ol" else "- "
        inner = [child for child in item if child.tag in ("ul", "ol")]
        for child in inner:
            item.remove(child)  # its tail is white space: a list is the last thing in an entry
        yield indent + mark + " ".join(_inline(item).split())
        for child in inner:
            yield from _list(child, indent + " " * len(mark))


def _table(element: html.HtmlElement) -> str:
    """Make a pipe table; a cell that spans columns is followed by empty ones."""
    rows = []
    for row in element.iter("tr"):
        if next(row.iterancestors("table")) is not element:
            continue
        cells: list[str] = []
        for cell in row:
            if cell.tag in ("td", "th"):
                cells.append(" ".join(_inline(cell).split()).replace("|", "\\|"))
                span = cell.get("colspan") or "1"
                cells.extend([""] * (min(int(span), 50) - 1 if span.isdigit() else 0))
        rows.append(cells)
    width = max((len(row) for row in rows), default=0)
    if not any(cell for row in rows for cell in row):
        return ""
    lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * width)
    return "\n".join(lines)

"""Turn an act as the Official Journal of the European Union publishes it (HTML) into Markdown.

The demonstration's regulation was made with it once and is kept as Markdown; a test makes it again and
compares.
"""

from __future__ import annotations

import re

from lxml import html

_HEADINGS = {
    "oj-doc-ti": "# {}",
    "oj-ti-section-1": "## {}",
    "oj-ti-section-2": "### {}",
    "oj-ti-art": "### {}",
    "oj-sti-art": "**{}**",
    "oj-ti-grseq-1": "### {}",
}
_INDENT = "   "


def to_markdown(page: bytes) -> str:
    """Give the act's words in reading order, one paragraph a line; what goes on with a point is indented."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    tree = html.document_fromstring(page, parser=parser)
    lines: list[str] = []
    for container in tree.xpath('//div[@class="eli-container"]'):
        lines.extend(_lines(container, is_inside=False))
    return "\n\n".join(lines) + "\n"


def _lines(parent: html.HtmlElement, *, is_inside: bool) -> list[str]:
    """Give the paragraphs of `parent`; inside a point they are indented, until a list stands between them."""
    lines: list[str] = []
    for element in parent:
        if element.tag in ("p", "span") and (words := _words(element)):
            form = _HEADINGS.get(element.get("class") or "", "{}")
            lines.append((_INDENT if is_inside else "") + form.format(words))
        elif element.tag == "table":
            for row in element.iter("tr"):
                if next(row.iterancestors("table")) is element:
                    lines.extend(_row(row))
            is_inside = False
        elif element.tag == "div" and element.get("class") == "oj-enumeration-spacing":
            lines.append(_words(element))
        elif element.tag == "div":
            lines.extend(_lines(element, is_inside=is_inside))
        if element.tail and element.tail.strip():
            lines[-1] += _spaced(element.tail)
    return lines


def _row(row: html.HtmlElement) -> list[str]:
    """Give one entry of a list, which the Journal sets as a table: its number, then its words."""
    *before, content = [cell for cell in row if cell.tag == "td"]
    number = " ".join(filter(None, (_words(cell) for cell in before)))
    said = _lines(content, is_inside=True) or [_words(content)]
    return [f"{number} {said[0].strip()}".strip(), *said[1:]]


def _words(element: html.HtmlElement) -> str:
    return _spaced(element.text_content())


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\xa0", " ")).strip().replace("*", r"\*")

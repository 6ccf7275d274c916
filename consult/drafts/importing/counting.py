"""Write out the numbers that Word counts by itself, so that "Article 4" or "(b)" is text like any other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMANS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


def write_out(
    document: etree._Element, styles: etree._Element | None, numbering: etree._Element | None
) -> None:
    """Put its number before each paragraph of `document` that Word would count; bullets stay lists.

    Changes `document`.
    """
    if numbering is None:
        return
    lists = _lists(numbering)
    by_style = _by_style(styles)
    for paragraph in document.iter(f"{W}p"):
        found = _numbered(paragraph, by_style)
        counted = lists.get(found[0]) if found else None
        if found is None or counted is None:
            continue
        level = counted.levels.get(found[1], _Level())
        if level.form in ("bullet", "none") or not level.text:
            continue
        _insert(paragraph, _count(counted, found[1]))


def _lists(numbering: etree._Element) -> dict[str, _List]:
    abstract: dict[str, _List] = {}
    for element in numbering.iterchildren(f"{W}abstractNum"):
        found = _List()
        for level in element.iterchildren(f"{W}lvl"):
            found.levels[_number(level.get(f"{W}ilvl"))] = _Level(
                _value(level, "numFmt") or "decimal",
                _value(level, "lvlText") or "",
                _number(_value(level, "start"), 1),
            )
        abstract[element.get(f"{W}abstractNumId") or ""] = found
    lists: dict[str, _List] = {}
    for element in numbering.iterchildren(f"{W}num"):
        base = abstract.get(_value(element, "abstractNumId") or "")
        if base is None:
            continue
        overrides = {
            _number(item.get(f"{W}ilvl")): _number(_value(item, "startOverride"), 1)
            for item in element.iterchildren(f"{W}lvlOverride")
        }
        if overrides:  # a list of its own; without it, every use of one definition counts on
            levels = {
                at: _Level(level.form, level.text, overrides.get(at, level.start))
                for at, level in base.levels.items()
            }
            base = _List(levels)
        lists[element.get(f"{W}numId") or ""] = base
    return lists


def _by_style(styles: etree._Element | None) -> dict[str, tuple[str, int]]:
    """Say which styles count, with what the style that each is based on says."""
    if styles is None:
        return {}
    own: dict[str, tuple[str | None, int | None]] = {}
    based: dict[str, str] = {}
    for style in styles.iterchildren(f"{W}style"):
        name = style.get(f"{W}styleId") or ""
        based[name] = _value(style, "basedOn") or ""
        number = style.find(f"{W}pPr/{W}numPr")
        if number is not None:
            level = _value(number, "ilvl")
            own[name] = (_value(number, "numId"), _number(level) if level else None)
    found: dict[str, tuple[str, int]] = {}
    for name in based:
        at, steps, list_id, depth = name, 0, None, None
        while at in based and steps < 20:
            above = own.get(at, (None, None))
            list_id, depth = list_id or above[0], above[1] if depth is None else depth
            at, steps = based[at], steps + 1
        if list_id:
            found[name] = (list_id, depth or 0)
    return found


def _numbered(paragraph: etree._Element, by_style: dict[str, tuple[str, int]]) -> tuple[str, int] | None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        return None
    styled = by_style.get(_value(properties, "pStyle") or "")
    number = properties.find(f"{W}numPr")
    if number is None:
        return styled
    list_id = _value(number, "numId") or (styled[0] if styled else None)
    level = _value(number, "ilvl")
    return (list_id, _number(level, styled[1] if styled else 0)) if list_id else None


def _count(counted: _List, at: int) -> str:
    level = counted.levels[at]
    counted.counts[at] = counted.counts.get(at, level.start - 1) + 1
    for deeper in [depth for depth in counted.counts if depth > at]:
        del counted.counts[deeper]

    def shown(found: re.Match[str]) -> str:
        depth = int(found[1]) - 1
        above = counted.levels.get(depth, _Level())
        return _formed(counted.counts.get(depth, above.start), above.form)

    return re.sub(r"%([1-9])", shown, level.text)


def _formed(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and number > 0:
        roman = ""
        for value, sign in _ROMANS:
            roman += sign * (number // value)
            number %= value
        return roman.upper() if form == "upperRoman" else roman
    return str(number)


def _insert(paragraph: etree._Element, number: str) -> None:
    """Put `number` before the words, and take the paragraph out of Word's list."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        return
    for old in properties.findall(f"{W}numPr"):
        properties.remove(old)
    none = etree.SubElement(properties, f"{W}numPr")
    etree.SubElement(none, f"{W}ilvl").set(f"{W}val", "0")
    etree.SubElement(none, f"{W}numId").set(f"{W}val", "0")
    run = etree.Element(f"{W}r")
    text = etree.SubElement(run, f"{W}t")
    text.text = f"{number} "
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    properties.addnext(run)


def _value(element: etree._Element, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")


def _number(text: str | None, otherwise: int = 0) -> int:
    return (
        min(int(text), 100_000) if text and text.isascii() and text.isdigit() and len(text) < 9 else otherwise
    )

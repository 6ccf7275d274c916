"""The strict reading of each page that the tests fetch."""

from __future__ import annotations

import re
from collections import Counter

import html5lib

ALLOWED = {"unexpected-cell-end-tag"}


def check_page(text: str, status: int = 200) -> None:
    """Refuse a page with broken markup, none or two h1, double ids, unlabelled controls, inline script or style."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    page = parser.parse(text)
    errors = [(place, code) for place, code, _ in parser.errors if code not in ALLOWED]
    assert not errors, f"markup: {errors[:3]}: {_around(text, errors[0][0][0])}"
    assert page.get("lang"), "the page names no language"
    title = page.find(".//title")
    assert title is not None and (title.text or "").strip(" –"), "the page has no title"
    heads = page.findall(".//h1")
    assert len(heads) == 1, f"{len(heads)} h1 on the page"
    ids = Counter(element.get("id") for element in page.iter() if element.get("id"))
    double = [name for name, count in ids.items() if count > 1]
    assert not double, f"ids used twice: {double[:5]}"
    labelled = {label.get("for") for label in page.iter("label")}
    inside = {id(control) for label in page.iter("label") for control in label.iter()}
    for name in ("input", "select", "textarea"):
        for control in page.iter(name):
            if control.get("type") in {"hidden", "submit", "button"}:
                continue
            has_name = control.get("id") in labelled or id(control) in inside or control.get("aria-label") or control.get(
                "aria-labelledby"
            )
            assert has_name, f"no label for {control.get('name')}"
    for element in page.iter():
        assert not element.get("style"), "inline style"
        assert not any(key.startswith("on") for key in element.keys()), f"inline script: {element.attrib}"
        for reference in (element.get("aria-describedby") or "").split():
            assert reference in ids, f"aria-describedby names nothing: {reference}"
    for script in page.iter("script"):
        assert script.get("src"), "inline script"
    assert not re.search(r"\{\{|\{%", text), "template code on the page"


def _around(text: str, line: int) -> str:
    lines = text.split("\n")
    return " / ".join(lines[max(0, line - 2) : line + 1])[:400]

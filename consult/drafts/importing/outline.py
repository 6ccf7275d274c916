"""What a policymaker can do to the clauses of an imported draft before it is published.

The tree is a flat list of nodes in reading order, each with its depth, as the preview shows it. Every act
gives a new list; none loses a word, and anchors stay as they are and unique. An act that is not possible (the
first clause cannot move up) gives the list as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from consult.drafts.importing import anchors, markers
from consult.drafts.importing.shape import ImportedClause

DEEPEST = 12
"""No act puts a clause deeper than this."""

Nodes = tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Node:
    """One clause of the list: `depth` 0 is the top; a node's children follow it, one deeper."""

    depth: int
    kind: str
    label: str
    heading: str
    text: str
    anchor: str
    marker: str = ""


class UnknownClause(LookupError):  # noqa: N818 - errors are named as states
    """No clause of the list has this anchor."""


def nodes_of(clauses: Iterable[ImportedClause]) -> Nodes:
    """Lay a tree out as a list."""
    return tuple(
        Node(depth, clause.kind, clause.label, clause.heading, clause.text, clause.anchor, clause.marker)
        for top in clauses
        for clause, depth in top.walk()
    )


def clauses_of(nodes: Sequence[Node]) -> list[ImportedClause]:
    """Make the tree of a list again.

    Raises ValueError where a clause is more than one deeper than the one before it.
    """
    top: list[ImportedClause] = []
    holders = [top]
    for node in nodes:
        if not 0 <= node.depth < len(holders):
            raise ValueError(f"{node.anchor} is too deep")
        clause = ImportedClause(node.kind, node.label, node.heading, node.text, node.anchor, node.marker)
        holders[node.depth].append(clause)
        holders[node.depth + 1 :] = [clause.children]
    return top


def merge_into_previous(nodes: Sequence[Node], anchor: str) -> Nodes:
    """Add a clause's words to the clause before it; what stood below it now stands below that one."""
    at = _find(nodes, anchor)
    if at == 0:
        return tuple(nodes)
    node, before = nodes[at], nodes[at - 1]
    end = _end(nodes, at)
    shift = before.depth - node.depth
    if max(below.depth + shift for below in nodes[at:end]) > DEEPEST:
        return tuple(nodes)
    opening = " ".join(part for part in (_printed(node), node.heading) if part)
    said = f"{opening}\n\n{node.text}" if node.heading and node.text else f"{opening} {node.text}".strip()
    merged = replace(before, text="\n\n".join(part for part in (before.text, said) if part))
    return (*nodes[: at - 1], merged, *_shifted(nodes[at + 1 : end], shift), *nodes[end:])


def split(nodes: Sequence[Node], anchor: str, at_paragraph: int) -> Nodes:
    """Begin a new clause at a paragraph of a clause's text (1 is its second); what stood below follows it.

    A number at the start of that paragraph becomes the new clause's.
    """
    at = _find(nodes, anchor)
    node = nodes[at]
    paragraphs = node.text.split("\n\n")
    if not 0 < at_paragraph < len(paragraphs):
        return tuple(nodes)
    text = "\n\n".join(paragraphs[at_paragraph:])
    taken = anchors.Anchors()
    for other in nodes:
        taken.unique(other.anchor)
    label, marker, kind = f"{node.label} +", "", node.kind if node.kind in ("paragraph", "point") else "text"
    if found := markers.markers(text):
        marker, text = found[0].printed, found[0].rest
        kind = "paragraph" if found[0].style in (markers.NUM, markers.DEC) else "point"
        above = _parent(nodes, at)
        label = f"{above.label}({found[0].number})" if above else found[0].number
    new = Node(node.depth, kind, label, "", text, taken.unique(anchors.under(node.anchor, "part_2")), marker)
    kept = replace(node, text="\n\n".join(paragraphs[:at_paragraph]))
    return (*nodes[:at], kept, new, *nodes[at + 1 :])


def rename(nodes: Sequence[Node], anchor: str, *, label: str, heading: str) -> Nodes:
    """Give a clause another label and heading; an empty label leaves the old one."""
    at = _find(nodes, anchor)
    node = nodes[at]
    label = label.strip() or node.label
    marker = label if node.marker and node.marker == node.label else node.marker
    renamed = replace(node, label=label, heading=heading.strip(), marker=marker)
    return (*nodes[:at], renamed, *nodes[at + 1 :])


def move_up(nodes: Sequence[Node], anchor: str) -> Nodes:
    """Put a clause, with all below it, before the one that stands above it on the same level."""
    at = _find(nodes, anchor)
    before = _previous_sibling(nodes, at)
    if before is None:
        return tuple(nodes)
    end = _end(nodes, at)
    return (*nodes[:before], *nodes[at:end], *nodes[before:at], *nodes[end:])


def move_down(nodes: Sequence[Node], anchor: str) -> Nodes:
    """Put a clause, with all below it, after the next one on the same level."""
    at = _find(nodes, anchor)
    end = _end(nodes, at)
    if end == len(nodes) or nodes[end].depth != nodes[at].depth:
        return tuple(nodes)
    return move_up(nodes, nodes[end].anchor)


def indent(nodes: Sequence[Node], anchor: str) -> Nodes:
    """Put a clause, with all below it, below the one that stands above it on the same level."""
    at = _find(nodes, anchor)
    end = _end(nodes, at)
    if _previous_sibling(nodes, at) is None or max(node.depth for node in nodes[at:end]) >= DEEPEST:
        return tuple(nodes)
    return (*nodes[:at], *_shifted(nodes[at:end], 1), *nodes[end:])


def outdent(nodes: Sequence[Node], anchor: str) -> Nodes:
    """Put a clause one level up where it stands; what followed on its old level is then below it."""
    at = _find(nodes, anchor)
    if nodes[at].depth == 0:
        return tuple(nodes)
    end = _end(nodes, at)
    return (*nodes[:at], *_shifted(nodes[at:end], -1), *nodes[end:])


def _printed(node: Node) -> str:
    """Say a clause's number as a text would; where the list does not keep it, out of the label."""
    if node.marker or node.kind == "text":
        return node.marker
    found = re.search(r"\(([^()]+)\)$", node.label)
    if not found or node.kind not in ("paragraph", "point"):
        return node.label
    return f"{found[1]}." if node.kind == "paragraph" else f"({found[1]})"


def _find(nodes: Sequence[Node], anchor: str) -> int:
    for at, node in enumerate(nodes):
        if node.anchor == anchor:
            return at
    raise UnknownClause(anchor)


def _end(nodes: Sequence[Node], at: int) -> int:
    """Say where what stands below the clause at `at` ends."""
    end = at + 1
    while end < len(nodes) and nodes[end].depth > nodes[at].depth:
        end += 1
    return end


def _previous_sibling(nodes: Sequence[Node], at: int) -> int | None:
    for before in range(at - 1, -1, -1):
        if nodes[before].depth <= nodes[at].depth:
            return before if nodes[before].depth == nodes[at].depth else None
    return None


def _parent(nodes: Sequence[Node], at: int) -> Node | None:
    return next((node for node in reversed(nodes[:at]) if node.depth < nodes[at].depth), None)


def _shifted(nodes: Sequence[Node], by: int) -> Nodes:
    return tuple(replace(node, depth=node.depth + by) for node in nodes)

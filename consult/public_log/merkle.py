"""Hash a growing list so that anyone can check that nothing in it was changed: RFC 9162, section 2.1.

A tree over n leaves is split at the largest power of two smaller than n. Finished subtrees never change, so
they are stored once, each under its level (0: a leaf) and its index in that level; a new leaf, a root and a
proof then need only about log2(n) of them, which `get_node(level, index)` fetches. Sources: sections 2.1.1
to 2.1.4.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable, Sequence

GetNode = Callable[[int, int], bytes]
Node = tuple[int, int, bytes]
"""Level, index in that level, hash of a finished subtree."""

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """Hash one entry; the prefix keeps leaves and nodes apart."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees into the one above them."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def nodes_completed_by(index: int, leaf: bytes, get_node: GetNode) -> list[Node]:
    """List the subtrees that the leaf at `index` finishes, itself first."""
    level = 0
    completed = [(level, index, leaf)]
    while index % 2:
        leaf = node_hash(get_node(level, index - 1), leaf)
        level, index = level + 1, index // 2
        completed.append((level, index, leaf))
    return completed


def tree(leaves: Iterable[bytes]) -> tuple[GetNode, int]:
    """Keep the tree over a list of leaf hashes in memory; gives its `get_node` and its size."""
    nodes: dict[tuple[int, int], bytes] = {}

    def get_node(level: int, index: int) -> bytes:
        return nodes[(level, index)]

    size = 0
    for leaf in leaves:
        for level, index, value in nodes_completed_by(size, leaf, get_node):
            nodes[(level, index)] = value
        size += 1
    return get_node, size


def _split(size: int) -> int:
    """Give the largest power of two smaller than `size` (at least 2)."""
    return 1 << ((size - 1).bit_length() - 1)


def _subtree(get_node: GetNode, start: int, end: int) -> bytes:
    """Hash the leaves from `start` up to `end`, a range that the splitting rule makes."""
    size = end - start
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return get_node(level, start >> level)
    middle = start + _split(size)
    return node_hash(_subtree(get_node, start, middle), _subtree(get_node, middle, end))


def root_from(get_node: GetNode, size: int) -> bytes:
    """Hash the tree over the first `size` leaves."""
    return _subtree(get_node, 0, size) if size else EMPTY_ROOT


def root(leaves: Iterable[bytes]) -> bytes:
    """Hash the tree over a list of leaf hashes, holding only the subtrees on its right edge."""
    edge: list[bytes] = []
    for index, leaf in enumerate(leaves):
        left, whole = index, leaf
        while left % 2:
            left, whole = left // 2, node_hash(edge.pop(), whole)
        edge.append(whole)
    if not edge:
        return EMPTY_ROOT
    whole = edge.pop()
    while edge:
        whole = node_hash(edge.pop(), whole)
    return whole


def inclusion_path(get_node: GetNode, index: int, size: int) -> list[bytes]:
    """Prove that the leaf at `index` is in the tree of `size`: the hashes beside its way up, lowest first.

    Raises IndexError when the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise IndexError(f"no leaf {index} in a tree of {size}")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_subtree(get_node, middle, end))
            end = middle
        else:
            path.append(_subtree(get_node, start, middle))
            start = middle
    return path[::-1]


def consistency_path(get_node: GetNode, old: int, new: int) -> list[bytes]:
    """Prove that the tree of `new` leaves begins with the tree of `old` leaves.

    Raises ValueError unless 0 < old <= new; nothing needs proof of an empty tree.
    """
    if not 0 < old <= new:
        raise ValueError(f"no proof from {old} to {new}")
    path: list[bytes] = []
    start, end, is_old_root = 0, new, True
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(_subtree(get_node, middle, end))
            end = middle
        else:
            path.append(_subtree(get_node, start, middle))
            start, is_old_root = middle, False
    if not is_old_root:
        path.append(_subtree(get_node, start, end))
    return path[::-1]


def is_included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Check an inclusion proof (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    fn, sn, result = index, size - 1, leaf
    for sibling in path:
        if sn == 0:
            return False
        if fn % 2 or fn == sn:
            result = node_hash(sibling, result)
            while fn % 2 == 0 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            result = node_hash(result, sibling)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and hmac.compare_digest(result, root)


def is_consistent(old: int, new: int, path: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Check a consistency proof (RFC 9162, section 2.1.4.2).

    From an empty tree only the empty path is accepted, and only with the root of the empty tree.
    """
    if not 0 <= old <= new:
        return False
    if old == new:
        return not path and hmac.compare_digest(old_root, new_root)
    if old == 0:
        return not path and hmac.compare_digest(old_root, EMPTY_ROOT)
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not steps:
        return False
    fn, sn = old - 1, new - 1
    while fn % 2:
        fn, sn = fn >> 1, sn >> 1
    first = second = steps[0]
    for sibling in steps[1:]:
        if sn == 0:
            return False
        if fn % 2 or fn == sn:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while fn % 2 == 0 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            second = node_hash(second, sibling)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and hmac.compare_digest(first, old_root) and hmac.compare_digest(second, new_root)

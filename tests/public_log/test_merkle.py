"""The tree against its definition, the published vectors, and forgeries."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pytest

from consult.public_log import merkle

ENTRIES = [
    bytes.fromhex(entry)
    for entry in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [  # of the first n entries, as Certificate Transparency implementations publish them
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [merkle.leaf_hash(str(number).encode()) for number in range(48)]
GET_NODE, SIZE = merkle.tree(LEAVES)


def naive_root(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 9162, word by word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


def naive_path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH of RFC 9162."""
    if len(leaves) == 1:
        return []
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if index < k:
        return [*naive_path(index, leaves[:k]), naive_root(leaves[k:])]
    return [*naive_path(index - k, leaves[k:]), naive_root(leaves[:k])]


def naive_proof(old: int, leaves: Sequence[bytes], whole: bool = True) -> list[bytes]:
    """SUBPROOF of RFC 9162."""
    if old == len(leaves):
        return [] if whole else [naive_root(leaves)]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if old <= k:
        return [*naive_proof(old, leaves[:k], whole), naive_root(leaves[k:])]
    return [*naive_proof(old - k, leaves[k:], False), naive_root(leaves[:k])]


@pytest.mark.parametrize(("size", "root"), list(enumerate(ROOTS)))
def test_published_roots(size: int, root: str) -> None:
    assert merkle.root(merkle.leaf_hash(entry) for entry in ENTRIES[:size]).hex() == root


@pytest.mark.parametrize("size", range(49))
def test_roots_equal_the_definition(size: int) -> None:
    assert merkle.root(LEAVES[:size]) == naive_root(LEAVES[:size])
    assert merkle.root_from(GET_NODE, size) == naive_root(LEAVES[:size])


@pytest.mark.parametrize("size", range(1, 49))
def test_every_inclusion_proof_and_its_forgeries(size: int) -> None:
    root = naive_root(LEAVES[:size])
    for index in range(size):
        path = merkle.inclusion_path(GET_NODE, index, size)
        assert path == naive_path(index, LEAVES[:size])
        assert merkle.is_included(LEAVES[index], index, size, path, root)
        assert not merkle.is_included(merkle.leaf_hash(b"forged"), index, size, path, root)
        assert not merkle.is_included(LEAVES[index], index, size, [*path, root], root)
        assert not merkle.is_included(LEAVES[index], index, size, path, merkle.EMPTY_ROOT)
        assert not merkle.is_included(LEAVES[index], size, size, path, root)
        assert not merkle.is_included(LEAVES[index], -1, size, path, root)
        if path:
            assert not merkle.is_included(LEAVES[index], index, size, path[:-1], root)
            assert not merkle.is_included(LEAVES[index], index ^ 1, size, path, root)
            assert not merkle.is_included(LEAVES[index], index, size, [path[0][::-1], *path[1:]], root)


@pytest.mark.parametrize("new", range(1, 49))
def test_every_consistency_proof_and_its_forgeries(new: int) -> None:
    new_root = naive_root(LEAVES[:new])
    forged = merkle.leaf_hash(b"forged")
    for old in range(1, new + 1):
        old_root = naive_root(LEAVES[:old])
        path = merkle.consistency_path(GET_NODE, old, new)
        assert path == naive_proof(old, LEAVES[:new])
        assert merkle.is_consistent(old, new, path, old_root, new_root)
        assert not merkle.is_consistent(old, new, path, forged, new_root)
        assert not merkle.is_consistent(old, new, path, old_root, forged)
        assert not merkle.is_consistent(old, new, [*path, forged], old_root, new_root)
        if path:
            assert not merkle.is_consistent(old, new, path[:-1], old_root, new_root)
            assert not merkle.is_consistent(old, new, [path[0][::-1], *path[1:]], old_root, new_root)


@pytest.mark.parametrize(
    ("old", "new", "path", "old_root", "is_accepted"),
    [
        (0, 3, [], merkle.EMPTY_ROOT, True),
        (0, 3, [], LEAVES[0], False),
        (0, 3, [LEAVES[0]], merkle.EMPTY_ROOT, False),
        (4, 3, [], LEAVES[0], False),
        (-1, 3, [], LEAVES[0], False),
        (3, 5, [], LEAVES[0], False),
    ],
)
def test_edges_of_consistency(
    old: int, new: int, path: list[bytes], old_root: bytes, is_accepted: bool
) -> None:
    assert merkle.is_consistent(old, new, path, old_root, naive_root(LEAVES[:new])) is is_accepted


def test_proofs_that_cannot_be_are_refused() -> None:
    for index, size in ((3, 3), (-1, 3), (0, 0)):
        with pytest.raises(IndexError):
            merkle.inclusion_path(GET_NODE, index, size)
    for old, new in ((0, 3), (4, 3)):
        with pytest.raises(ValueError, match="no proof"):
            merkle.consistency_path(GET_NODE, old, new)


def test_appending_fetches_about_log_n_nodes() -> None:
    fetched: list[tuple[int, int]] = []

    def counting(level: int, index: int) -> bytes:
        fetched.append((level, index))
        return b"\0" * 32

    merkle.nodes_completed_by(2**17 - 1, LEAVES[0], counting)
    assert len(fetched) == 17
    fetched.clear()
    merkle.root_from(counting, 99_999)
    merkle.inclusion_path(counting, 70_000, 99_999)
    merkle.consistency_path(counting, 70_000, 99_999)
    assert len(fetched) < 100

"""The bytes of a leaf never change."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone

import pytest

from consult.public_log import entry

AT = datetime(2026, 11, 24, 18, 45, 1, 20, tzinfo=UTC)
LEAF = entry.LogLeaf(
    seq=3,
    type="comment.published",
    object_id="5q3w",
    object_version=2,
    at=AT,
    actor_role="moderator",
    content_sha256="a" * 64,
)
FIELDS = {
    "seq": 3,
    "type": "comment.published",
    "object_id": "5q3w",
    "object_version": 2,
    "at": "2026-11-24T18:45:01.000020Z",
    "actor_role": "moderator",
    "content_sha256": "a" * 64,
}


def test_the_bytes_are_canonical_json() -> None:
    assert entry.to_bytes(LEAF) == (
        b'{"actor_role":"moderator","at":"2026-11-24T18:45:01.000020Z","content_sha256":"'
        + b"a" * 64
        + b'","object_id":"5q3w","object_version":2,"seq":3,"type":"comment.published"}'
    )


def test_the_same_moment_in_another_zone_gives_the_same_bytes() -> None:
    moved = entry.LogLeaf(
        seq=3,
        type="comment.published",
        object_id="5q3w",
        object_version=2,
        at=AT.astimezone(timezone(timedelta(hours=-5))),
        actor_role="moderator",
        content_sha256="a" * 64,
    )
    assert entry.to_bytes(moved) == entry.to_bytes(LEAF)


def test_a_time_without_a_zone_is_refused() -> None:
    naive = entry.LogLeaf(
        seq=0, type="t", object_id="o", object_version=1, at=AT.replace(tzinfo=None), actor_role="guest"
    )
    with pytest.raises(ValueError, match="zone"):
        entry.to_bytes(naive)


def test_a_published_leaf_reads_back() -> None:
    assert entry.to_dict(LEAF) == FIELDS
    assert entry.from_dict({**FIELDS, "leaf_hash": "x"}) == LEAF


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("seq", "3"),
        ("seq", True),
        ("seq", 3.0),
        ("type", None),
        ("object_version", "2"),
        ("at", "2026-11-24T18:45:01Z"),
        ("at", "2026-11-24T18:45:01.00002Z"),
        ("at", "yesterday"),
        ("at", 5),
        ("content_sha256", "A" * 64),
        ("content_sha256", "a" * 63),
        ("actor_role", 7),
    ],
)
def test_what_is_not_a_leaf_is_named(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=f"^{name}$"):
        entry.from_dict({**FIELDS, name: value})


def test_content_hash_is_salted() -> None:
    assert entry.content_hash(b"salt", "é") == hashlib.sha256("salté".encode()).hexdigest()
    assert entry.content_hash(b"other", "é") != entry.content_hash(b"salt", "é")

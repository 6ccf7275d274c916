"""Whoever changes one thing in the log is found out, and told what."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consult.public_log import checkpoint, entry, merkle
from consult.public_log.verify import verify

KEY = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
OTHER = Ed25519PrivateKey.from_private_bytes(b"\x08" * 32)
NAME = "consult.example/log"
LEAVES = [
    entry.LogLeaf(
        seq=number,
        type="comment.published",
        object_id=f"c{number}",
        object_version=1,
        at=datetime(2026, 11, 24, tzinfo=UTC) + timedelta(hours=number),
        actor_role="moderator",
        content_sha256=entry.content_hash(b"salt", str(number)),
    )
    for number in range(11)
]
HASHES = [merkle.leaf_hash(entry.to_bytes(leaf)) for leaf in LEAVES]


def signed(size: int, key: Ed25519PrivateKey = KEY) -> str:
    return checkpoint.write(NAME, size, merkle.root(HASHES[:size]), key)


DUMP: dict[str, Any] = {
    "checkpoint": signed(11),
    "public_key": checkpoint.key_line(NAME, KEY.public_key()),
    "entries": [
        entry.to_dict(leaf) | {"leaf_hash": value.hex()} for leaf, value in zip(LEAVES, HASHES, strict=True)
    ],
}


def test_an_honest_copy_holds() -> None:
    report = verify(DUMP)
    assert report.holds
    assert report.size == 11
    assert report.root == merkle.root(HASHES)
    assert report.checkpoint is not None
    for size in range(12):
        assert verify(DUMP, public_key=DUMP["public_key"], earlier=signed(size)).holds


def test_an_empty_log_holds() -> None:
    assert verify({"checkpoint": signed(0), "public_key": DUMP["public_key"], "entries": []}).holds


def change_text(dump: dict[str, Any]) -> None:
    dump["entries"][4]["content_sha256"] = "0" * 64


def change_text_and_hash(dump: dict[str, Any]) -> None:
    change_text(dump)
    del dump["entries"][4]["leaf_hash"]


def drop_last(dump: dict[str, Any]) -> None:
    dump["entries"].pop()


def drop_one(dump: dict[str, Any]) -> None:
    del dump["entries"][3]


def swap(dump: dict[str, Any]) -> None:
    dump["entries"][1], dump["entries"][2] = dump["entries"][2], dump["entries"][1]


def spoil(dump: dict[str, Any]) -> None:
    dump["entries"][2]["at"] = "never"


def not_an_entry(dump: dict[str, Any]) -> None:
    dump["entries"][2] = "x"


def no_entries(dump: dict[str, Any]) -> None:
    dump["entries"] = {}


def no_checkpoint(dump: dict[str, Any]) -> None:
    del dump["checkpoint"]


def no_key(dump: dict[str, Any]) -> None:
    del dump["public_key"]


def sign_anew(dump: dict[str, Any]) -> None:
    dump["checkpoint"] = signed(11, OTHER)


SMALL = "The checkpoint counts another number of entries."
ROOT = "The entries do not give the root that was signed: something in them was changed."
GAPS = "The entries are not numbered without gaps from 0."


@pytest.mark.parametrize(
    ("forge", "found"),
    [
        (change_text, [("This entry is not the one that was hashed.", "4"), (ROOT, "")]),
        (change_text_and_hash, [(ROOT, "")]),
        (drop_last, [(SMALL, "")]),
        (drop_one, [*((GAPS, str(number)) for number in range(3, 10)), (SMALL, "")]),
        (swap, [(GAPS, "1"), (GAPS, "2"), (ROOT, "")]),
        (spoil, [("This entry cannot be read.", "2: at"), (ROOT, "")]),
        (not_an_entry, [("This entry cannot be read.", "2"), (ROOT, "")]),
        (no_entries, [("The copy has no list of entries.", "")]),
        (no_checkpoint, [("This is not a checkpoint.", "")]),
        (no_key, [("This is not a public key of a log.", "")]),
        (sign_anew, [("The signature of the checkpoint is not by this key.", "")]),
    ],
)
def test_forgeries_are_named(forge: Callable[[dict[str, Any]], None], found: list[tuple[str, str]]) -> None:
    dump = copy.deepcopy(DUMP)
    forge(dump)
    report = verify(dump)
    assert not report.holds
    assert [(problem.message, problem.place) for problem in report.problems] == found


def test_a_log_rewritten_and_signed_by_another_key_is_found_by_who_kept_the_key() -> None:
    forged = copy.deepcopy(DUMP)
    forged["checkpoint"] = signed(11, OTHER)
    forged["public_key"] = checkpoint.key_line(NAME, OTHER.public_key())
    assert verify(forged).holds
    assert not verify(forged, public_key=DUMP["public_key"]).holds


def test_a_log_rewritten_with_the_right_key_is_found_by_who_kept_a_checkpoint() -> None:
    forged = copy.deepcopy(DUMP)
    change_text_and_hash(forged)
    hashes = [merkle.leaf_hash(entry.to_bytes(entry.from_dict(fields))) for fields in forged["entries"]]
    forged["checkpoint"] = checkpoint.write(NAME, 11, merkle.root(hashes), KEY)
    assert verify(forged).holds
    begun = "The log no longer begins with the entries of your earlier checkpoint."
    assert [problem.message for problem in verify(forged, earlier=signed(7)).problems] == [begun]
    assert verify(forged, earlier=signed(4)).holds  # before the change, so the beginning is still true


def test_a_shortened_log_is_found_by_who_kept_a_checkpoint() -> None:
    short = {**DUMP, "entries": DUMP["entries"][:5], "checkpoint": signed(5)}
    assert verify(short).holds
    assert not verify(short, earlier=signed(9)).holds
    assert not verify(short, earlier="garbage").holds

"""One leaf of the public log, and the bytes that are hashed for it: canonical JSON (RFC 8785).

A leaf holds no personal text: an act, a thing, a version, a time, a role, and a salted hash of what was
said. When the text and its salt are erased, the leaf stays and reveals nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import rfc8785

_HASH = re.compile(r"(?:[0-9a-f]{64})?")
_TYPES = {
    "seq": int,
    "type": str,
    "object_id": str,
    "object_version": int,
    "at": str,
    "actor_role": str,
    "content_sha256": str,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLeaf:
    """One public act: `seq` counts from 0, `at` is aware, `content_sha256` is hex or "" (nothing said)."""

    seq: int
    type: str
    object_id: str
    object_version: int
    at: datetime
    actor_role: str
    content_sha256: str = ""


def to_dict(leaf: LogLeaf) -> dict[str, str | int]:
    """Give the fields as they are published, the time in UTC; raises ValueError for a time without a zone."""
    if leaf.at.tzinfo is None:
        raise ValueError("a time without a zone")
    at = leaf.at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    return {
        "seq": leaf.seq,
        "type": leaf.type,
        "object_id": leaf.object_id,
        "object_version": leaf.object_version,
        "at": at,
        "actor_role": leaf.actor_role,
        "content_sha256": leaf.content_sha256,
    }


def from_dict(fields: Mapping[str, object]) -> LogLeaf:
    """Read a published leaf; raises ValueError, naming the field that is not as it should be.

    Fields beyond those of a leaf (such as its hash, published beside it) are not part of it and are ignored.
    """
    for name, kind in _TYPES.items():
        if type(fields.get(name)) is not kind:
            raise ValueError(name)
    at, content = str(fields["at"]), str(fields["content_sha256"])
    if not _HASH.fullmatch(content):
        raise ValueError("content_sha256")
    try:
        moment = datetime.strptime(at, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    except ValueError:
        raise ValueError("at") from None
    leaf = LogLeaf(
        seq=int(str(fields["seq"])),
        type=str(fields["type"]),
        object_id=str(fields["object_id"]),
        object_version=int(str(fields["object_version"])),
        at=moment,
        actor_role=str(fields["actor_role"]),
        content_sha256=content,
    )
    if to_dict(leaf)["at"] != at:
        raise ValueError("at")
    return leaf


def to_bytes(leaf: LogLeaf) -> bytes:
    """Give the bytes that are hashed for a leaf."""
    return rfc8785.dumps(to_dict(leaf))


def content_hash(salt: bytes, text: str) -> str:
    """Hash words with their salt, in hex; without the salt nobody can try out what was said."""
    return hashlib.sha256(salt + text.encode()).hexdigest()

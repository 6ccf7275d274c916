"""Sign the size and the root of the log, in the form that witnesses everywhere read.

C2SP tlog-checkpoint in a C2SP signed note with Ed25519 (c2sp.org/tlog-checkpoint, c2sp.org/signed-note):
origin, size and base64 root on a line each, an empty line, then `— name base64(key id and signature)` for
each signature.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from consult.core.verdict import N_

_ED25519 = b"\x01"
_ID_LENGTH = 4
_ROOT_LENGTH = 32
_NAME = re.compile(r"[^\s+]+")
_SIZE = re.compile(r"0|[1-9][0-9]*", re.ASCII)
_SIGNATURE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


class BadCheckpoint(Exception):  # noqa: N818 - named by the state it tells of
    """A checkpoint that proves nothing; `reason` is a sentence fit to show."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What was signed: the log of `origin` had `size` leaves under `root` (32 bytes)."""

    origin: str
    size: int
    root: bytes


def _key_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:_ID_LENGTH]


def _decoded(words: str) -> bytes:
    try:
        return base64.b64decode(words, validate=True)
    except binascii.Error:
        return b""


def key_line(origin: str, key: Ed25519PublicKey) -> str:
    """Write a public key as `name+id+base64`, to be kept by readers; ValueError if it cannot be one."""
    if not _NAME.fullmatch(origin):
        raise ValueError("the name of a log has no spaces and no plus sign")
    public = key.public_bytes_raw()
    return f"{origin}+{_key_id(origin, public).hex()}+{base64.b64encode(_ED25519 + public).decode()}"


def read_key(line: str) -> tuple[str, Ed25519PublicKey]:
    """Read the name and the key of such a line; raises BadCheckpoint."""
    name, _, rest = line.strip().partition("+")
    key_id, _, encoded = rest.partition("+")
    kind_and_key = _decoded(encoded)
    if not _NAME.fullmatch(name) or len(kind_and_key) != 33 or kind_and_key[:1] != _ED25519:
        raise BadCheckpoint(N_("This is not a public key of a log."))
    public = kind_and_key[1:]
    if key_id != _key_id(name, public).hex():
        raise BadCheckpoint(N_("The public key and its number do not belong together."))
    return name, Ed25519PublicKey.from_public_bytes(public)


def write(origin: str, size: int, root: bytes, key: Ed25519PrivateKey) -> str:
    """Sign the size and the root of the log called `origin`."""
    if not _NAME.fullmatch(origin):
        raise ValueError("the name of a log has no spaces and no plus sign")
    body = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
    signature = _key_id(origin, key.public_key().public_bytes_raw()) + key.sign(body.encode())
    return f"{body}\n— {origin} {base64.b64encode(signature).decode()}\n"


def _signatures(lines: list[str], name: str) -> Iterator[bytes]:
    """Give the signatures under `name`; those of others (witnesses) are not ours to judge."""
    for line in lines:
        found = _SIGNATURE.fullmatch(line)
        if found is None:
            raise BadCheckpoint(N_("A signature line of the checkpoint cannot be read."))
        if found[1] == name:
            yield _decoded(found[2])


def _is_signed(body: str, lines: list[str], name: str, key: Ed25519PublicKey) -> bool:
    key_id = _key_id(name, key.public_bytes_raw())
    for signature in _signatures(lines, name):
        if signature[:_ID_LENGTH] != key_id:
            continue  # an older or newer key of the same name
        try:
            key.verify(signature[_ID_LENGTH:], body.encode())
        except InvalidSignature:
            return False
        return True
    return False


def read_and_verify(text: str, public_key: str) -> Checkpoint:
    """Read a checkpoint that was signed with `public_key` (a line of `key_line`); raises BadCheckpoint."""
    name, key = read_key(public_key)
    body, gap, signatures = text.rpartition("\n\n")
    if not gap or not signatures.endswith("\n") or _UNPRINTABLE.search(text):
        raise BadCheckpoint(N_("This is not a checkpoint."))
    if not _is_signed(body + "\n", signatures.removesuffix("\n").split("\n"), name, key):
        raise BadCheckpoint(N_("The signature of the checkpoint is not by this key."))
    lines = body.split("\n")
    root = _decoded(lines[2]) if len(lines) > 2 and all(lines) else b""
    if len(root) != _ROOT_LENGTH or not _SIZE.fullmatch(lines[1]) or lines[0] != name:
        raise BadCheckpoint(N_("The checkpoint does not name a log, a size and a root."))
    return Checkpoint(name, int(lines[1]), root)

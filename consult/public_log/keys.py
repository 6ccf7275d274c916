"""The key that signs the checkpoints: made once, readable by its owner only, never in the database."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)


class UnfitKey(Exception):  # noqa: N818 - named by the state it tells of
    """The file holds something else than an Ed25519 key."""


def _make(path: Path) -> None:
    """Write a new key beside `path` and link it there: of two processes that start together one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    beside = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(made)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()


@lru_cache(maxsize=8)
def signing_key(path: str) -> Ed25519PrivateKey:
    """Read the key kept at `path`, made at the first need. Raises UnfitKey."""
    place = Path(path)
    if not place.exists():
        _make(place)
    key = load_pem_private_key(place.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise UnfitKey(path)
    return key

"""Public ids that nobody can guess the next of, and receipt codes to come back with.

Both are Crockford's base 32: no letter that is taken for a digit, read over the phone without mistakes.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LOOKALIKES = str.maketrans({"i": "1", "l": "1", "o": "0", "u": "v"})
RECEIPT_GROUPS = 5
RECEIPT_GROUP_LENGTH = 4


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def public_id() -> str:
    """Make a public id: 13 characters, 65 random bits."""
    return _random(13)


def new_receipt() -> str:
    """Make a receipt code: five groups of four, 100 random bits."""
    return "-".join(_random(RECEIPT_GROUP_LENGTH) for _ in range(RECEIPT_GROUPS))


def normalise_receipt(typed: str) -> str:
    """Read a receipt as somebody typed it: any case, any spaces or dashes, lookalikes taken for what they are."""
    letters = "".join(letter for letter in typed.lower().translate(_LOOKALIKES) if letter in ALPHABET)
    size = RECEIPT_GROUP_LENGTH
    return "-".join(letters[start : start + size] for start in range(0, len(letters), size))


def hash_receipt(code: str, pepper: bytes) -> str:
    """Hash a receipt for storing and finding; without the service's secret the hash helps nobody."""
    return hmac.new(pepper, normalise_receipt(code).encode(), hashlib.sha256).hexdigest()

"""People who take part without an account: a link by mail confirms them, a receipt brings them back.

Only hashes are kept of link and receipt. The receipt is shown once, on the page that follows the posting.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa

from consult.contributions.models import Guest
from consult.core.database import db
from consult.core.ids import hash_receipt, new_receipt

CONFIRM_WITHIN = timedelta(days=7)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def invite(email: str, *, language: str, now: datetime, pepper: bytes) -> tuple[Guest, str]:
    """Make a guest for `email` and the receipt to show once. The link's token is made when its mail is sent."""
    receipt = new_receipt()
    guest = Guest(
        email=email.strip().lower(), receipt_hash=hash_receipt(receipt, pepper), language=language, created_at=now
    )
    db.session.add(guest)
    db.session.flush()
    return guest, receipt


def make_link_token(guest: Guest) -> str:
    """Make the token of the link in the mail; an earlier link no longer works. Called by the job that sends it."""
    token = secrets.token_urlsafe(24)
    guest.confirm_hash = _hash(token)
    return token


def by_link(token: str, now: datetime) -> Guest | None:
    """Find the guest of a link that still holds."""
    guest = db.session.scalar(sa.select(Guest).filter_by(confirm_hash=_hash(token)))
    if guest is None or now > guest.created_at + CONFIRM_WITHIN:
        return None
    return guest


def by_receipt(code: str, pepper: bytes) -> Guest | None:
    """Find the guest of a receipt, typed in any case, with any spaces or dashes."""
    return db.session.scalar(sa.select(Guest).filter_by(receipt_hash=hash_receipt(code, pepper)))

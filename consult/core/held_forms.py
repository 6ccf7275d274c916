"""Keep what somebody typed while they sign in again: nothing written here is ever lost to an expired session."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import session
from sqlalchemy.orm import Mapped, mapped_column

from consult.core.clock import now
from consult.core.database import Base, db
from consult.core.transaction import look_up, record_now

KEPT_FOR = timedelta(hours=24)
MAX_CHARACTERS = 40_000
NEVER_KEPT = frozenset({"csrf_token", "password", "new_password", "code", "receipt", "next"})


class HeldForm(Base):
    """A form that waits for its writer to sign in; only the holder of the token in the cookie can have it."""

    __tablename__ = "core_held_form"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    path: Mapped[str]
    fields: Mapped[dict[str, Any]]
    at: Mapped[datetime] = mapped_column(index=True)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def hold(path: str, form: Mapping[str, str]) -> str:
    """Keep the fields of `form` for a day; returns the token for the cookie. Old ones are swept on the way."""
    fields = {name: value for name, value in form.items() if name not in NEVER_KEPT}
    token = secrets.token_urlsafe(24)
    with record_now() as short:
        short.execute(sa.delete(HeldForm).where(HeldForm.at < now() - KEPT_FOR))
        if sum(len(value) for value in fields.values()) <= MAX_CHARACTERS:
            short.add(HeldForm(token_hash=_hash(token), path=path, fields=fields, at=now()))
    return token


def held_for(path: str) -> dict[str, Any]:
    """Give back what was typed at `path`, if anything waits there for this browser."""
    token = session.get("held_form")
    if not token:
        return {}
    with look_up() as short:
        row = short.scalar(sa.select(HeldForm).where(HeldForm.token_hash == _hash(token), HeldForm.path == path))
        return dict(row.fields) if row and row.at > now() - KEPT_FOR else {}


def let_go(path: str) -> None:
    """Forget what was held for `path` once it was posted."""
    token = session.pop("held_form", None)
    if token:
        db.session.execute(sa.delete(HeldForm).where(HeldForm.token_hash == _hash(token), HeldForm.path == path))

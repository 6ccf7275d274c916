"""The cast, bodies and accounts for tests."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any

from consult.accounts.lifecycle import NameState
from consult.accounts.models import Account, Body, RoleGrant
from consult.core.actor import OF_A_BODY, Actor
from consult.core.clock import now
from consult.core.database import db as default_db

PASSWORD = "correct horse battery staple"
_numbers = count(1)


def make_body(db: Any = default_db, *, slug: str = "", name: str = "Council for Health AI", jurisdiction: str = "EU") -> Body:
    """Make a body."""
    body = Body(slug=slug or f"body-{next(_numbers)}", names={"en": name}, jurisdiction=jurisdiction, created_at=now())
    db.session.add(body)
    db.session.flush()
    return body


def make_account(db: Any = default_db, *, name: str = "Somebody", roles: tuple[tuple[str, Body | None], ...] = (), **more: Any) -> Account:
    """Make a confirmed account whose name was verified; the password's hash is made only where a test signs in."""
    number = next(_numbers)
    account = Account(
        email=f"{name.lower().replace(' ', '.')}.{number}@example.org", display_name=name, name_state=NameState.VERIFIED,
        created_at=now(), confirmed_at=now(), **more,
    )
    db.session.add(account)
    db.session.flush()
    for role, body in roles:
        db.session.add(RoleGrant(account_id=account.id, role=role, body_id=body.id if body else None, given_at=now()))
    db.session.flush()
    return account


def actor_of(account: Account) -> Actor:
    """Make the actor of an account, as the loader does."""
    grants = default_db.session.query(RoleGrant).filter_by(account_id=account.id, ended_at=None)
    return Actor(
        id=account.id, roles=frozenset((grant.role, grant.body_id) for grant in grants), group_id=account.speaks_for_id,
        name=account.display_name,
    )


@dataclass
class Cast:
    """The people of the tests."""

    body: Body
    other_body: Body
    ada: Account
    bo: Account
    cy: Account
    cleo: Account
    di: Account
    eve: Account
    vi: Account
    admin: Account

    def actor(self, name: str) -> Actor:
        """The actor of one of them."""
        return actor_of(getattr(self, name))


def make_cast(db: Any = default_db) -> Cast:
    """Ada publishes, Bo takes part, Cy and Cleo moderate, Di decides redress, Eve is of another body, Vi reads."""
    body, other = make_body(db, slug="council"), make_body(db, slug="helix", name="Helix Care Systems")
    assert "policymaker" in OF_A_BODY
    return Cast(
        body=body, other_body=other,
        ada=make_account(db, name="Ada", roles=(("policymaker", body),)),
        bo=make_account(db, name="Bo", stakeholder_group="patient", jurisdiction="DE"),
        cy=make_account(db, name="Cy", roles=(("moderator", None),)),
        cleo=make_account(db, name="Cleo", roles=(("moderator", None),)),
        di=make_account(db, name="Di", roles=(("caseworker", body),)),
        eve=make_account(db, name="Eve", roles=(("policymaker", other), ("moderator", None))),
        vi=make_account(db, name="Vi"),
        admin=make_account(db, name="Admin", roles=(("administrator", None),)),
    )

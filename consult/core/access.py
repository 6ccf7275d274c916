"""The doors: each view says who may knock, and what says nothing stays shut.

`@open_to_all` and `@signed_in` mark a view; a view with neither answers nobody. What somebody may *do* inside is
the policy's business.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar
from urllib.parse import urlsplit

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden

from consult.core import held_forms
from consult.core.actor import ANONYMOUS, Actor
from consult.core.clock import now
from consult.core.transaction import SAFE_METHODS

View = TypeVar("View", bound=Callable[..., object])
GUEST_HOURS = 12


def open_to_all(view: View) -> View:
    """Let everybody knock."""
    view.door = "open"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Let only people with a session knock; others are sent to sign in, and what they typed is kept."""
    view.door = "signed_in"  # type: ignore[attr-defined]
    return view


def keeps_text(view: View) -> View:
    """Say that a text posted here is kept through sign-in when the session has ended (never for secrets)."""
    view.keeps_text = True  # type: ignore[attr-defined]
    return view


def current_actor() -> Actor:
    """Say who is asking; found once per request, in a short transaction of its own."""
    if "actor" not in g:
        loader = current_app.extensions.get("actor_loader")
        g.actor = (loader() if loader else ANONYMOUS) or ANONYMOUS
        if g.actor.id is None:
            g.actor = replace(g.actor, guest_id=_guest_here())
    actor: Actor = g.actor
    return actor


def _guest_here() -> int | None:
    """Say which guest's receipt or link was shown in this browser within the last hours."""
    guest_id, shown_at = session.get("guest", (None, 0.0))
    return guest_id if guest_id and now().timestamp() - shown_at < GUEST_HOURS * 3600 else None


def safe_next(target: str | None) -> str | None:
    """Return `target` when it is a path of this site, else None (no open redirect)."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")) or "\\" in target:
        return None
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or any(ord(letter) < 32 for letter in target):
        return None
    return target


def send_to_sign_in() -> ResponseReturnValue:
    """Send somebody without a session to sign in, and bring them back with what they had typed."""
    if request.method in SAFE_METHODS:
        back = request.full_path.rstrip("?")
    else:
        back = safe_next(request.form.get("next")) or request.path
        view = current_app.view_functions.get(request.endpoint or "")
        if getattr(view, "keeps_text", False):
            session["held_form"] = held_forms.hold(request.path, request.form)
    return redirect(url_for("accounts.sign_in", next=back), code=303)


def _check_door() -> ResponseReturnValue | None:
    if request.endpoint is None or request.endpoint == "static":
        return None
    view = current_app.view_functions[request.endpoint]
    door = getattr(view, "door", None)
    if door == "open":
        return None
    if door == "signed_in":
        return None if current_actor().id is not None else send_to_sign_in()
    raise Forbidden


def init_access(app: Flask) -> None:
    """Shut every door that does not say who may knock."""
    app.before_request(_check_door)
    app.jinja_env.globals["current_actor"] = current_actor

"""What every page shares: rendering with the right status, and the names that templates may use."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g, make_response, render_template, request
from flask.wrappers import Response
from flask_babel import get_locale
from flask_wtf import FlaskForm

from consult.core.access import current_actor
from consult.core.clock import now
from consult.core.labels import label

LANGUAGES = (("en", "English"), ("fr", "Français"))
RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur"})


def render_form(template: str, form: FlaskForm, **context: Any) -> Response:
    """Render a page with a form: 200, or 422 when what was typed is not valid (nothing typed is lost)."""
    invalid = bool(form.errors)
    status = 422 if invalid else 200
    return make_response(render_template(template, form=form, has_errors=invalid, **context), status)


def choose_language() -> str:
    """Say which language this page is in: `?lang=`, the cookie, the person's own, the browser's."""
    known = [code for code, _ in current_app.config["LANGUAGES"]]
    for wish in (request.args.get("lang"), request.cookies.get("lang"), getattr(current_actor(), "language", None)):
        if wish in known:
            return str(wish)
    return request.accept_languages.best_match(known) or known[0]


def _keep_language(response: Response) -> Response:
    wish = request.args.get("lang")
    known = [code for code, _ in current_app.config["LANGUAGES"]]
    if wish in known and request.cookies.get("lang") != wish:
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        response.set_cookie("lang", wish, max_age=31_536_000, secure=secure, httponly=True, samesite="Lax")
    response.headers.setdefault("Content-Language", str(get_locale() or "en"))
    response.vary.add("Accept-Language")
    response.vary.add("Cookie")
    return response


def in_zone(moment: datetime, zone: str) -> datetime:
    """Show a moment by the clock of a place, for deadlines that are printed with their zone."""
    return moment.astimezone(ZoneInfo(zone))


def init_pages(app: Flask) -> None:
    """Give templates their globals."""
    app.config.setdefault("LANGUAGES", LANGUAGES)

    @app.context_processor
    def _globals() -> dict[str, Any]:
        language = str(get_locale() or "en")
        return {
            "actor": current_actor(),
            "current_language": language,
            "languages": app.config["LANGUAGES"],
            "text_direction": "rtl" if language[:2] in RIGHT_TO_LEFT else "ltr",
            "now": now(),
            "is_demonstration": g.get("is_demonstration", False),
            "has_errors": False,
        }

    app.jinja_env.globals["label"] = label
    app.jinja_env.globals["in_zone"] = in_zone
    app.jinja_env.globals["has_endpoint"] = lambda name: name in app.view_functions
    app.after_request(_keep_language)

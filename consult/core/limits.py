"""Limits on how often one account or one source may do what costs something."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.middleware.proxy_fix import ProxyFix

from consult.core.access import current_actor

View = TypeVar("View", bound=Callable[..., Any])
RATES = {
    "comment": "20 per minute; 200 per hour",
    "support": "60 per minute",
    "search": "60 per minute",
    "receipt": "10 per minute; 60 per hour",
    "sign_in": "30 per minute",
    "register": "10 per minute; 60 per hour",
    "report": "10 per minute; 100 per day",
    "upload": "10 per minute",
    "export": "6 per minute",
}


def _who() -> str:
    actor = current_actor()
    return f"a{actor.id}" if actor.id is not None else f"s{get_remote_address()}"


limiter = Limiter(key_func=_who, headers_enabled=False)


def limited(name: str) -> Callable[[View], View]:
    """Limit the writing (or, for searches, the asking) of a view by the rate of this name."""

    def wrap(view: View) -> View:
        reads = name in {"search", "export"}
        door = {key: value for key, value in vars(view).items() if not key.startswith("__")}
        made: Any = limiter.limit(RATES[name], exempt_when=lambda: not reads and request.method in {"GET", "HEAD"})(view)
        for key, value in door.items():
            setattr(made, key, value)
        return made  # type: ignore[no-any-return]

    return wrap


def init_limits(app: Flask, settings: Any) -> None:
    """Keep the counts in Redis where several machines share them, else in the process."""
    app.config["RATELIMIT_STORAGE_URI"] = settings.redis_url or "memory://"
    app.config.setdefault("RATELIMIT_ENABLED", not settings.is_testing)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=0)  # type: ignore[method-assign]
    limiter.init_app(app)

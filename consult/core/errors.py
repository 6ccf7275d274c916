"""Turn what went wrong into a status and a page that says what happened and the next step."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError

from consult.core.lifecycle import IllegalTransition
from consult.core.verdict import N_, Refused

log = logging.getLogger(__name__)


@dataclass
class Conflict(Exception):
    """Somebody else changed this first; `theirs` and `yours` are both shown and nothing is overwritten."""

    reason: str = N_("Somebody else decided this before you. Nothing of yours was saved over theirs.")
    theirs: dict[str, Any] = field(default_factory=dict)
    yours: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.reason


def _page(status: int, **context: Any) -> ResponseReturnValue:
    template = f"errors/{status}.html"
    known = {400, 403, 404, 405, 409, 410, 413, 429, 500, 503}
    if status not in known:
        template = "errors/400.html" if status < 500 else "errors/500.html"
    return render_template(template, status=status, **context), status


def init_errors(app: Flask) -> None:
    """Register the error pages."""

    @app.errorhandler(Refused)
    def _refused(error: Refused) -> ResponseReturnValue:
        return _page(403, reason=gettext(error.reason))

    @app.errorhandler(IllegalTransition)
    def _illegal(error: IllegalTransition) -> ResponseReturnValue:
        return _page(409, reason=gettext(N_("This was changed meanwhile. Load the page again to see it as it is now.")))

    @app.errorhandler(Conflict)
    def _conflict(error: Conflict) -> ResponseReturnValue:
        return _page(409, reason=gettext(error.reason), theirs=error.theirs, yours=error.yours)

    @app.errorhandler(StaleDataError)
    def _stale(error: StaleDataError) -> ResponseReturnValue:
        return _page(409, reason=gettext(Conflict.reason))

    @app.errorhandler(CSRFError)
    def _csrf(error: CSRFError) -> ResponseReturnValue:
        view = app.view_functions.get(request.endpoint or "")
        fields = []
        if getattr(view, "keeps_text", False):
            fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
        return _page(400, reason=gettext(N_("This page was open for too long, or was not sent from here.")), resend=fields)

    @app.errorhandler(OperationalError)
    def _database(error: OperationalError) -> ResponseReturnValue:
        log.error("database.unavailable", extra={"error": type(error.orig).__name__})
        return _page(503)

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> ResponseReturnValue:
        if isinstance(error, InternalServerError) and error.original_exception is not None:
            log.error("request.failed", exc_info=error.original_exception)
        status = error.code or 500
        if error.response is not None or status < 400:
            return error.get_response()
        page = _page(status)
        headers = dict(error.get_headers(request.environ))
        kept = {name: headers[name] for name in ("Allow", "Retry-After") if name in headers}
        return page[0], page[1], kept  # type: ignore[index,return-value]

    @app.teardown_request
    def _close(error: BaseException | None) -> None:
        g.pop("actor", None)

"""The load balancer's question: is everything that is needed there?"""

from __future__ import annotations

import sqlalchemy as sa
from flask import Blueprint, Response, current_app
from flask.typing import ResponseReturnValue

from consult.core.access import open_to_all
from consult.core.database import db

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@open_to_all
def healthz() -> ResponseReturnValue:
    """Answer 200 and a line per dependency, or 503."""
    lines, is_well = [], True
    try:
        db.session.execute(sa.text("SELECT 1"))
        lines.append("database ok")
    except Exception:
        lines.append("database unreachable")
        is_well = False
    lines.append("mail " + ("server" if current_app.config["MAIL_URL"] else "folder"))
    return Response("\n".join(lines) + "\n", status=200 if is_well else 503, mimetype="text/plain")

"""Serve style, script, font and mark: joined, hashed, compressed once at start-up, kept by browsers for a year."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

import brotli
from flask import Blueprint, Flask, Response, abort, current_app, request
from flask.typing import ResponseReturnValue

from consult.core.access import open_to_all

blueprint = Blueprint("assets", __name__)
FOLDER = Path(__file__).resolve().parent.parent.parent / "static"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is served."""

    digest: str
    kind: str
    plain: bytes
    brotli: bytes
    gzip: bytes


def _asset(name: str, data: bytes) -> Asset:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    is_packed = name.endswith((".woff2", ".png"))
    return Asset(
        hashlib.sha256(data).hexdigest()[:16], kind, data, b"" if is_packed else brotli.compress(data),
        b"" if is_packed else gzip.compress(data, 9, mtime=0),
    )


def gather(folder: Path = FOLDER) -> dict[str, Asset]:
    """Read all static files; style sheets are joined in the order of their names into `site.css`."""
    assets: dict[str, Asset] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in {".woff2", ".svg", ".js", ".png", ".ico"}:
            assets[path.name] = _asset(path.name, path.read_bytes())
    css = "\n".join(path.read_text() for path in sorted((folder / "css").glob("*.css")))
    for name, asset in assets.items():
        css = css.replace(f'url("{name}")', f'url("/static/{asset.digest}/{name}")')
    assets["site.css"] = _asset("site.css", css.encode())
    return assets


@blueprint.get("/static/<digest>/<name>")
@open_to_all
def asset(digest: str, name: str) -> ResponseReturnValue:
    """Serve one file under its hash."""
    found: Asset | None = current_app.extensions["assets"].get(name)
    if found is None or found.digest != digest:
        abort(404)
    accepted = request.accept_encodings
    response = Response(found.plain, mimetype=found.kind)
    if found.brotli and accepted["br"]:
        response = Response(found.brotli, mimetype=found.kind, headers={"Content-Encoding": "br"})
    elif found.gzip and accepted["gzip"]:
        response = Response(found.gzip, mimetype=found.kind, headers={"Content-Encoding": "gzip"})
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.vary.add("Accept-Encoding")
    return response


def init_assets(app: Flask) -> None:
    """Gather the files and let templates name them."""
    assets = gather()
    app.extensions["assets"] = assets
    app.jinja_env.globals["asset_url"] = lambda name: f"/static/{assets[name].digest}/{name}"
    app.register_blueprint(blueprint)

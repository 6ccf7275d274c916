"""The pages and files of the public log: read it, prove an entry, take a copy, verify it elsewhere."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from consult.core.access import open_to_all
from consult.core.database import db
from consult.core.limits import limited
from consult.public_log import checkpoint, entry, queries, service, words
from consult.public_log.keys import signing_key

blueprint = Blueprint("public_log", __name__, url_prefix="/log")
PLAIN = "text/plain; charset=utf-8"


def origin() -> str:
    """Name this log: the host that serves it and its path, as the checkpoint's first line."""
    base = urlsplit(current_app.config["BASE_URL"])
    return f"{base.netloc}{base.path.rstrip('/')}/log"


def signed(size: int, root: bytes) -> str:
    """Sign the log as it was at `size`."""
    return checkpoint.write(origin(), size, root, signing_key(current_app.config["LOG_KEY_FILE"]))


def key_line() -> str:
    """Write the public key for readers to keep."""
    return checkpoint.key_line(origin(), signing_key(current_app.config["LOG_KEY_FILE"]).public_key())


def _number(name: str) -> int | None:
    """Read a count from the address; None when it is absent, 400 when it is not a count."""
    raw = request.args.get(name)
    if raw is None or raw == "":
        return None
    if not raw.isascii() or not raw.isdigit() or len(raw) > 15:
        abort(400)
    return int(raw)


def _encoded(hashes: list[bytes]) -> list[str]:
    return [base64.b64encode(one).decode() for one in hashes]


@blueprint.get("/")
@open_to_all
def log() -> ResponseReturnValue:
    """Show the newest public acts, the checkpoint, and how to check them."""
    object_id = request.args.get("q", "").strip()[:80]
    page = queries.newest(before=_number("before"), object_id=object_id)
    size = service.size()
    return render_template(
        "public_log/log.html", page=page, size=size, object_id=object_id, words=words,
        checkpoint=signed(size, queries.root(size)),
    )


@blueprint.get("/verify/")
@open_to_all
def verify() -> ResponseReturnValue:
    """Show how to check the log without trusting this server, and the key to check it with."""
    return render_template("public_log/verify.html", key=key_line(), origin=origin(),
                           base_url=current_app.config["BASE_URL"].rstrip("/"))


@blueprint.get("/entries/<int:seq>/", endpoint="entry")
@open_to_all
def log_entry(seq: int) -> ResponseReturnValue:
    """Show one entry with the bytes that were hashed and the proof that it is in the log."""
    row = queries.by_seq(seq) if seq < 2**53 else None
    proof = queries.inclusion(seq, _number("size") or service.size()) if row is not None else None
    if row is None or proof is None:
        abort(404)
    leaf = queries.as_leaf(row)
    return render_template(
        "public_log/entry.html", row=row, leaf=entry.to_dict(leaf), proof=proof, proof_path=_encoded(proof.path),
        root=base64.b64encode(proof.root).decode(), canonical=entry.to_bytes(leaf).decode(), words=words, checkpoint=signed(proof.tree_size, proof.root),
    )


@blueprint.get("/checkpoint")
@open_to_all
def log_checkpoint() -> ResponseReturnValue:
    """Give the signed size and root of the log (C2SP tlog-checkpoint), now or at `?size=`."""
    newest = service.size()
    size = _number("size")
    if size is not None and size > newest:
        abort(404)
    size = newest if size is None else size
    return Response(signed(size, queries.root(size)), content_type=PLAIN)


@blueprint.get("/key.txt")
@open_to_all
def log_key() -> ResponseReturnValue:
    """Give the public key as one line, for programs."""
    return Response(key_line() + "\n", content_type=PLAIN)


@blueprint.get("/proof/inclusion")
@open_to_all
def inclusion() -> ResponseReturnValue:
    """Prove that an entry (`leaf_index`) is in the log of `tree_size` (default: now), as JSON."""
    index = _number("leaf_index")
    if index is None:
        abort(400)
    proof = queries.inclusion(index, _number("tree_size") or service.size())
    if proof is None:
        abort(404)
    return jsonify(leaf_index=index, tree_size=proof.tree_size, inclusion_path=_encoded(proof.path),
                   root_hash=base64.b64encode(proof.root).decode())


@blueprint.get("/proof/consistency")
@open_to_all
def consistency() -> ResponseReturnValue:
    """Prove that the log of `tree_size_2` (default: now) begins with that of `tree_size_1`, as JSON."""
    old, new = _number("tree_size_1"), _number("tree_size_2") or service.size()
    if old is None:
        abort(400)
    path = queries.consistency(old, new)
    if path is None:
        abort(404)
    return jsonify(tree_size_1=old, tree_size_2=new, consistency_path=_encoded(path))


@blueprint.get("/dump.json")
@limited("export")
@open_to_all
def dump() -> ResponseReturnValue:
    """Give the whole log with its checkpoint and key as one JSON file, streamed; for `consult log verify`."""
    size = service.size()
    head = {"checkpoint": signed(size, queries.root(size)), "public_key": key_line()}
    response = Response(_dumped(head, db.engine, size), content_type="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="consult-log.json"'
    return response


def _dumped(head: dict[str, str], engine: Engine, size: int) -> Iterator[str]:
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "entries": [\n'
    gap = ""
    with Session(engine) as session:
        for row in queries.all_entries(session, size):
            fields = entry.to_dict(queries.as_leaf(row)) | {"leaf_hash": row.leaf_hash.hex()}
            yield gap + json.dumps(fields)
            gap = ",\n"
    yield "\n]}\n"

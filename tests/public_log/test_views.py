"""The pages of the log, read and proved as an outsider would."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from consult.core.database import db
from consult.public_log import checkpoint, merkle, service
from consult.public_log.models import LogEntry
from consult.public_log.verify import verify

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def seven(context: None) -> int:
    """A log of seven acts, committed."""
    for number in range(7):
        service.record("comment.published", f"thing{number % 3}", actor_role="moderator", now=AT, version=1)
    db.session.commit()
    return 7


def read_dump(client: Any) -> dict[str, Any]:
    response = client.get("/log/dump.json")
    assert response.status_code == 200
    assert response.mimetype == "application/json"
    return json.loads(response.get_data(as_text=True))


def test_the_empty_log_has_a_page_and_a_checkpoint(client: Any) -> None:
    assert client.get("/log/").status_code == 200
    found = checkpoint.read_and_verify(
        client.get("/log/checkpoint").get_data(as_text=True), client.get("/log/key.txt").get_data(as_text=True)
    )
    assert (found.origin, found.size, found.root) == ("localhost/log", 0, merkle.EMPTY_ROOT)
    assert verify(read_dump(client)).holds


def test_every_entry_is_proved_by_its_page(client: Any, seven: int) -> None:
    signed = checkpoint.read_and_verify(
        client.get("/log/checkpoint").get_data(as_text=True), client.get("/log/key.txt").get_data(as_text=True)
    )
    assert signed.size == seven
    leaves = [bytes.fromhex(one["leaf_hash"]) for one in read_dump(client)["entries"]]
    for seq in range(seven):
        page = client.get(f"/log/entries/{seq}/")
        assert page.status_code == 200
        assert leaves[seq].hex() in page.get_data(as_text=True)
        proof = client.get(f"/log/proof/inclusion?leaf_index={seq}&tree_size={seven}").get_json()
        path = [base64.b64decode(one) for one in proof["inclusion_path"]]
        assert merkle.is_included(leaves[seq], seq, seven, path, signed.root)
        assert not merkle.is_included(leaves[(seq + 1) % seven], seq, seven, path, signed.root)


@pytest.mark.parametrize("old", range(1, 8))
def test_the_log_is_shown_to_have_only_grown(client: Any, seven: int, old: int) -> None:
    key = client.get("/log/key.txt").get_data(as_text=True)
    then = checkpoint.read_and_verify(client.get(f"/log/checkpoint?size={old}").get_data(as_text=True), key)
    now = checkpoint.read_and_verify(client.get("/log/checkpoint").get_data(as_text=True), key)
    proof = client.get(f"/log/proof/consistency?tree_size_1={old}&tree_size_2={seven}").get_json()
    path = [base64.b64decode(one) for one in proof["consistency_path"]]
    assert merkle.is_consistent(old, seven, path, then.root, now.root)


def test_a_row_changed_in_the_database_is_found_out(client: Any, seven: int) -> None:
    kept_key = client.get("/log/key.txt").get_data(as_text=True)
    kept = client.get("/log/checkpoint").get_data(as_text=True)
    assert verify(read_dump(client), public_key=kept_key, earlier=kept).holds
    db.session.execute(sa.update(LogEntry).where(LogEntry.seq == 3).values(type="comment.rejected"))
    db.session.commit()
    assert not verify(read_dump(client), public_key=kept_key, earlier=kept).holds


def test_a_row_taken_out_of_the_database_is_found_out(client: Any, seven: int) -> None:
    kept_key = client.get("/log/key.txt").get_data(as_text=True)
    db.session.execute(sa.delete(LogEntry).where(LogEntry.seq == 6))
    db.session.commit()
    assert not verify(read_dump(client), public_key=kept_key).holds


def test_the_lines_of_one_thing_are_found(client: Any, seven: int) -> None:
    page = client.get("/log/?q=thing1").get_data(as_text=True)
    assert page.count("/log/entries/") == 2
    assert "The log has no line about this" in client.get("/log/?q=nothing").get_data(as_text=True)


def test_pages_of_fifty_follow_each_other(client: Any, context: None) -> None:
    for number in range(51):
        service.record("comment.kept", f"t{number}", actor_role="moderator", now=AT)
    db.session.commit()
    assert "before=1" in client.get("/log/").get_data(as_text=True)
    assert client.get("/log/?before=1").get_data(as_text=True).count("/log/entries/") == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/log/entries/7/", 404),
        ("/log/entries/99999999999999999999999/", 404),
        ("/log/entries/0/?size=9", 404),
        ("/log/entries/0/?size=x", 400),
        ("/log/checkpoint?size=8", 404),
        ("/log/checkpoint?size=-1", 400),
        ("/log/checkpoint?size=٣", 400),
        ("/log/proof/inclusion", 400),
        ("/log/proof/inclusion?leaf_index=7", 404),
        ("/log/proof/consistency?tree_size_1=0", 404),
        ("/log/proof/consistency?tree_size_1=8", 404),
        ("/log/proof/consistency", 400),
        ("/log/?before=<script>", 400),
    ],
)
def test_what_is_not_there_is_said(client: Any, seven: int, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_the_page_says_how_to_verify_and_shows_the_key(client: Any) -> None:
    page = client.get("/log/verify/").get_data(as_text=True)
    assert client.get("/log/key.txt").get_data(as_text=True).strip() in page.replace("&#43;", "+")
    assert "consult log verify http://localhost" in page


def test_the_key_is_readable_by_its_owner_only(app: Any, client: Any) -> None:
    client.get("/log/key.txt")
    assert oct(Path(app.config["LOG_KEY_FILE"]).stat().st_mode & 0o777) == "0o600"

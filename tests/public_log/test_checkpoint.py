"""Checkpoints are read by others, so their form is fixed; and none is accepted that was not signed."""

from __future__ import annotations

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consult.public_log import checkpoint

KEY = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
OTHER = Ed25519PrivateKey.from_private_bytes(b"\x08" * 32)
NAME = "consult.example/log"
ROOT = hashlib.sha256(b"root").digest()
TEXT = checkpoint.write(NAME, 42, ROOT, KEY)
LINE = checkpoint.key_line(NAME, KEY.public_key())


def note(body: str, key: Ed25519PrivateKey = KEY, name: str = NAME) -> str:
    """Sign any text as a note, by the description of signed notes alone."""
    public = key.public_key().public_bytes_raw()
    key_id = hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]
    return f"{body}\n— {name} {base64.b64encode(key_id + key.sign(body.encode())).decode()}\n"


def test_the_form_is_that_of_the_description() -> None:
    assert note(f"{NAME}\n42\n{base64.b64encode(ROOT).decode()}\n") == TEXT


def test_the_published_example_of_a_key_is_read() -> None:
    # The example of c2sp.org/signed-note
    name, key = checkpoint.read_key("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    assert name == "PeterNeumann"
    assert (
        checkpoint.key_line(name, key) == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    )


def test_what_was_written_is_read() -> None:
    assert checkpoint.read_and_verify(TEXT, LINE) == checkpoint.Checkpoint(NAME, 42, ROOT)
    empty = checkpoint.write(NAME, 0, ROOT, KEY)
    assert checkpoint.read_and_verify(empty, LINE).size == 0


def test_signatures_of_witnesses_and_older_keys_stand_beside() -> None:
    witnessed = TEXT + "— witness.example AAAAAAAA\n"
    assert checkpoint.read_and_verify(witnessed, LINE).size == 42
    body = TEXT.split("\n\n")[0] + "\n"
    by_old_key = note(body, OTHER)
    both = by_old_key + TEXT.split("\n\n")[1]
    assert checkpoint.read_and_verify(both, LINE).size == 42


B64 = base64.b64encode(ROOT).decode()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not a checkpoint"),
        ("no blank line\n", "not a checkpoint"),
        (TEXT.removesuffix("\n"), "not a checkpoint"),
        (TEXT.replace(NAME, f"{NAME}\t"), "not a checkpoint"),
        (TEXT.replace("\n42\n", "\n43\n"), "not by this key"),
        (note(f"{NAME}\n42\n{B64}\n", OTHER), "not by this key"),
        (note(f"{NAME}\n42\n{B64}\n", name="else.example"), "not by this key"),
        (TEXT.split("\n\n")[0] + "\n\n" + f"— {NAME} " + "A" * 92 + "\n", "not by this key"),
        (TEXT.split("\n\n")[0] + "\n\n- dash\n", "cannot be read"),
        (TEXT + "\n", "not a checkpoint"),
        (note(f"{NAME}\n042\n{B64}\n"), "does not name"),
        (note(f"{NAME}\n-1\n{B64}\n"), "does not name"),
        (note(f"{NAME}\n42\nAAAA\n"), "does not name"),
        (note(f"{NAME}\n42\n***\n"), "does not name"),
        (note(f"{NAME}\n42\n"), "does not name"),
        (note(f"else.example\n42\n{B64}\n"), "does not name"),
    ],
)
def test_what_proves_nothing_is_refused(text: str, says: str) -> None:
    with pytest.raises(checkpoint.BadCheckpoint, match=says):
        checkpoint.read_and_verify(text, LINE)


def test_a_forged_signature_under_the_right_key_number_is_refused() -> None:
    body, _, signature = TEXT.partition("\n\n")
    raw = bytearray(base64.b64decode(signature.split(" ")[2]))
    raw[-1] ^= 1
    with pytest.raises(checkpoint.BadCheckpoint, match="not by this key"):
        checkpoint.read_and_verify(f"{body}\n\n— {NAME} {base64.b64encode(raw).decode()}\n", LINE)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "name",
        "name+00000000+AAAA",
        LINE.replace("+", " ", 1),
        "+".join([NAME, "00000000", LINE.split("+", 2)[2]]),
        LINE.replace("+Ae", "+Be"),
        "a+b+***",
    ],
)
def test_what_is_not_a_key_is_refused(line: str) -> None:
    with pytest.raises(checkpoint.BadCheckpoint):
        checkpoint.read_key(line)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "a\nb"])
def test_names_that_would_break_the_form(name: str) -> None:
    with pytest.raises(ValueError, match="spaces"):
        checkpoint.write(name, 0, ROOT, KEY)
    with pytest.raises(ValueError, match="spaces"):
        checkpoint.key_line(name, KEY.public_key())

"""Changes are marked as a person would mark them, and both texts can be read back from the marks."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.drafts import comparing
from consult.drafts.comparing import Kind, Piece


def marked(pieces: list[Piece]) -> str:
    signs = {Kind.SAME: "{}", Kind.REMOVED: "[-{}-]", Kind.ADDED: "[+{}+]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in pieces)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("", "", ""),
        ("", "New words", "[+New words+]"),
        ("Old words", "", "[-Old words-]"),
        ("The same.", "The same.", "The same."),
        ("The provider shall", "The deployer shall", "The [-provider-][+deployer+] shall"),
        ("shall inform", "shall promptly inform", "shall[+ promptly+] inform"),
        ("shall promptly inform", "shall inform", "shall[- promptly-] inform"),
        ("The provider shall", "Provider shall", "[-The provider-][+Provider+] shall"),
        ("one two three", "two three", "[-one -]two three"),
        ("two three", "one two three", "[+one +]two three"),
        ("Article 5(1), point (a)", "Article 6(2), point (a)", "Article [-5(1-][+6(2+]), point (a)"),
        (
            "under Regulation 2016/679 and",
            "under Regulation 2024/1689 and",
            "under Regulation [-2016/679-][+2024/1689+] and",
        ),
        ("the risk-based approach", "the risk-led approach", "the [-risk-based-][+risk-led+] approach"),
        ("the patient's data", "the patient’s data", "the [-patient's-][+patient’s+] data"),
        (
            "provider shall ensure",
            "deployer shall verify",
            "[-provider-][+deployer+] shall [-ensure-][+verify+]",
        ),
        (
            "any provider shall ensure this now",
            "any deployer shall verify this now",
            "any [-provider-][+deployer+] shall [-ensure-][+verify+] this now",
        ),
        (
            "they act in the public interest of all and so on",
            "they act for very private gain the few users have and so on",
            "they act [-in the public interest of all-]"
            "[+for very private gain the few users have+] and so on",
        ),
        (
            "It is red. It is round and it stays.",
            "It is blue. Each is round and it stays.",
            "It is [-red-][+blue+]. [-It-][+Each+] is round and it stays.",
        ),
        ("one  two", "one two", "one [- -]two"),
        ("one two\n", "one two", "one two[-\n-]"),
        ("one two ", "one three\n", "one [-two -][+three\n+]"),
        (" one", "one", "[- -]one"),
        ("   ", "", "[-   -]"),
        ("A B C D E F G H", "I J K L M N O H", "[-A B C D E F G H-][+I J K L M N O H+]"),
        ("part of of it", "part new of it", "part [-of-][+new+] of it"),
        ("part new of it", "part of of it", "part [-new-][+of+] of it"),
        ("医療", "医療AI", "[-医療-][+医療AI+]"),
    ],
)
def test_what_is_marked(old: str, new: str, shown: str) -> None:
    assert marked(comparing.words(old, new)) == shown


TEXTS = st.text(st.sampled_from("ab .,(\n 1é-'"), max_size=60) | st.lists(
    st.sampled_from(["the ", "provider ", "shall ", "not ", ", ", "5(1)", "\n\n", ". "]), max_size=40
).map("".join)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_back(old: str, new: str) -> None:
    pieces = comparing.words(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.REMOVED) == new
    assert all(piece.text for piece in pieces)
    assert all(one.kind is not two.kind for one, two in pairwise(pieces))


@given(TEXTS)
def test_a_text_against_itself_shows_no_change(text: str) -> None:
    assert {piece.kind for piece in comparing.words(text, text)} <= {Kind.SAME}


def test_long_texts_with_many_common_words_are_compared_fast_and_precisely() -> None:
    rng = random.Random(1)  # noqa: S311 - a text, not a secret
    common = ["the", "of", "and", "provider", "shall", "system"]
    old = [rng.choice([*common, f"word{rng.randrange(400)}"]) for _ in range(4000)]
    new = list(old)
    for at in range(5, 4000, 200):
        new[at] = "CHANGED"
    start = time.process_time()
    pieces = comparing.words(" ".join(old), " ".join(new))
    assert time.process_time() - start < 2  # 0.1 s when measured
    assert [piece.text for piece in pieces if piece.kind is Kind.ADDED] == ["CHANGED"] * 20


def test_what_would_take_too_long_is_one_replacement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "WORK_LIMIT", 8)
    shown = marked(comparing.words("keep one x two y three end of it", "keep 1 x 2 y 3 end of it"))
    assert shown == "keep [-one x two y three-][+1 x 2 y 3+] end of it"

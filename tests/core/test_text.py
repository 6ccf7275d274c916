"""What people write is shown safely, and whole."""

from __future__ import annotations

import time
import unicodedata
from urllib.parse import urlsplit

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.core import markdown, text

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="javascript:123">x</a>',
    '<a href="jAvAsCrIpT&colon;alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)">x</a>',
    '<a href="\x01javascript:alert(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="https://a.example" onclick="alert(1)" style="position:fixed" id="main" class="button">x</a>',
    '<a href="https://a.example" target="_blank">x</a>',
    '<iframe src="https://a.example"></iframe>',
    '<object data="x"></object><embed src="x">',
    '<form action="https://a.example"><input name="password"><button>Sign in</button></form>',
    '<base href="https://a.example/">',
    '<meta http-equiv="refresh" content="0;url=https://a.example">',
    '<link rel="stylesheet" href="https://a.example/x.css">',
    "<style>@import 'https://a.example'</style>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<p id=main lang="\'><script>">x</p>',
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<plaintext>",
    "<textarea></textarea><title></title><xmp></xmp>",
    "<div class=scroll role=alert tabindex=5 aria-label=x><h1>Service closed</h1></div>",
    "<video poster=https://a.example/x.png><source src=x></video>",
    "<details open ontoggle=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](javascript&colon;alert(1))",
    "[x](jav&#x09;ascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](//a.example)",
    "[x](/account/delete)",
    "[x](https://user:pass@a.example)",
    "[x](https://gov.example@a.example)",
    "[x](mailto:a@b.example?bcc=all@b.example&body=x)",
    "[x](file:///etc/passwd)",
    "![x](https://a.example/track.png)",
    "![](https://a.example/track.png)",
    "[![x](https://a.example/a.png)](https://a.example)",
    "[](https://a.example)",
    "[\u200b](https://a.example)",
    '[x](https://a.example "title\' onmouseover=alert(1)")',
    '[x](https://a.example/"onmouseover=alert(1))',
    '<https://a.example/"onclick=alert(1)>',
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    'https://a.example/"><script>alert(1)</script>',
    "```<script>\nalert(1)\n```",
    '``` "onload=alert(1)\nx\n```',
    "| <script> | [x](javascript:1) |\n|---|---|\n| <img src=x onerror=1> | x |",
    '| "> <img src=x onerror=alert(1)> |\n|---|\n| x |',
    "# </p><script>alert(1)</script>",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
    "\u202e\u202dreversed",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
]
RICH_TAGS = {"p", "br", "em", "strong", "s", "code", "blockquote", "ul", "ol", "li", "hr", "a"}
CLAUSE_TAGS = RICH_TAGS | {"pre", "div", "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {
    "a": {"href", "rel"},
    "ol": {"start", "lang", "dir"},
    "ul": {"lang", "dir"},
    "p": {"lang", "dir"},
    "blockquote": {"lang", "dir"},
    "div": {"class", "role", "tabindex", "aria-label"},
    "th": {"scope"},
}


def faults(markup: str, tags: set[str], schemes: tuple[str, ...] = ("http", "https", "mailto")) -> list[str]:
    """Read HTML as a browser does and name all that must not be in it."""
    found = []
    for element in html5lib.parseFragment(markup, namespaceHTMLElements=False).iter():
        if element.tag == "DOCUMENT_FRAGMENT":
            continue
        if element.tag not in tags:
            found.append(str(element.tag))
        for name, value in element.attrib.items():
            if name not in ATTRIBUTES.get(str(element.tag), set()):
                found.append(f"{element.tag} {name}")
            if name == "href" and urlsplit(value.strip()).scheme not in schemes:
                found.append(value)
    return found


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_texts_come_out_harmless(source: str) -> None:
    assert faults(text.rich(source), RICH_TAGS) == []
    assert faults(text.rich(source, lang="ar"), RICH_TAGS) == []
    assert faults(text.clause_html(source), CLAUSE_TAGS) == []


ALONE = ("http", "https", "mailto", "")  # addresses within this site are refused by the parser and by nh3


@pytest.mark.parametrize("source", HOSTILE)
def test_the_first_sanitiser_leaves_nothing_but_its_known_hole(source: str) -> None:
    found = faults(text._bleached(source, clause=False), RICH_TAGS, ALONE)
    assert [fault for fault in found if fault != "javascript:123"] == []


@pytest.mark.parametrize("source", HOSTILE)
def test_the_second_sanitiser_leaves_nothing(source: str) -> None:
    assert faults(text._ammonia(source, clause=False), RICH_TAGS) == []


@pytest.mark.parametrize("source", HOSTILE)
def test_both_sanitisers_leave_nothing_even_without_the_parser(source: str) -> None:
    both = text._ammonia(text._bleached(source, clause=True), clause=True)
    assert faults(both, CLAUSE_TAGS) == []


def test_the_second_sanitiser_stops_what_the_first_is_known_to_let_through() -> None:
    assert "javascript" not in text._ammonia('<a href="javascript:123">x</a>', clause=False)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("", ""),
        ("Hello", "<p>Hello</p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("**a** *b* ~~c~~ `d`", "<p><strong>a</strong> <em>b</em> <s>c</s> <code>d</code></p>"),
        ("# A heading\n\nunder\n---", "<p># A heading</p>\n<p>under</p>\n<hr>"),
        ("    indented", "<p>indented</p>"),
        ("```\ncode\n```", "<p><code>code</code></p>"),
        ("3. third\n4. fourth", '<ol start="3">\n<li>third</li>\n<li>fourth</li>\n</ol>'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("5 < 6 & 7 > 2", "<p>5 &lt; 6 &amp; 7 &gt; 2</p>"),
        ("[a]: https://a.example", '<p>[a]: <a href="https://a.example" rel="REL">https://a.example</a></p>'),
        ('[the law](https://a.example/x "t")', '<p><a href="https://a.example/x" rel="REL">the law</a></p>'),
        ("[us](mailto:a@b.example)", '<p><a href="mailto:a@b.example" rel="REL">us</a></p>'),
        ("[x](javascript:1)", "<p>[x](javascript:1)</p>"),
        ("https://a@b.example", "<p>https://a@b.example</p>"),
        (
            "(see https://a.example/b_(c)).",
            '<p>(see <a href="https://a.example/b_(c)" rel="REL">https://a.example/b_(c)</a>).</p>',
        ),
        (
            "[see https://a.example]",
            '<p>[see <a href="https://a.example" rel="REL">https://a.example</a>]</p>',
        ),
        ("![a scan](https://a.example/x)", '<p><a href="https://a.example/x" rel="REL">a scan</a></p>'),
        ("![](https://a.example)", '<p><a href="https://a.example" rel="REL">https://a.example</a></p>'),
        ("![words]()", "<p>words</p>"),
        (
            "[![pic](https://a.example/p)](https://b.example)",
            '<p><a href="https://b.example" rel="REL">pic</a></p>',
        ),
        ("[](https://a.example)", '<p><a href="https://a.example" rel="REL">https://a.example</a></p>'),
        ("---", "<p>---</p>"),
        ("-", "<p>-</p>"),
        ("| a |\n|---|\n| b |", "<p>| a |<br>\n|---|<br>\n| b |</p>"),
    ],
)
def test_what_markup_a_person_may_use(source: str, shown: str) -> None:
    assert text.rich(source) == shown.replace("REL", text.LINK_REL)


@pytest.mark.parametrize(
    ("lang", "opening"),
    [
        (None, "<p>"),
        ("", "<p>"),
        ("fr", '<p lang="fr">'),
        ("ar", '<p lang="ar" dir="rtl">'),
        ("he-IL", '<p lang="he-IL" dir="rtl">'),
        ('x" onclick="', "<p>"),
    ],
)
def test_blocks_say_their_language(lang: str | None, opening: str) -> None:
    assert text.rich("a *b*", lang=lang).startswith(opening)
    assert text.rich("- 1\n- 2", lang=lang).startswith(opening.replace("<p", "<ul"))


def test_a_clause_may_have_tables_that_scroll_and_code() -> None:
    shown = text.clause_html("| Tier | Duty |\n|:--|--:|\n| high | <all> |\n\n```py\nx < y\n```")
    assert shown.startswith('<div class="scroll" role="group" aria-label="Tier, Duty" tabindex="0"><table>')
    assert '<th scope="col">Tier</th>' in shown
    assert "<td>&lt;all&gt;</td>" in shown
    assert shown.endswith("</table></div>\n<pre><code>x &lt; y\n</code></pre>")


def test_a_table_without_a_head_has_no_empty_name() -> None:
    shown = text.clause_html("| | |\n|--|--|\n| a | b |")
    assert shown.startswith('<div class="scroll" tabindex="0"><table>')


def test_headings_within_a_clause_are_strong_and_lines_flow() -> None:
    shown = text.clause_html("## Scope *of* this\none\ntwo")
    assert shown == "<p><strong>Scope <em>of</em> this</strong></p>\n<p>one\ntwo</p>"


@pytest.mark.parametrize(
    "source",
    [
        "- " * 1500,
        "> " * 1500,
        "1. " * 1500,
        "*" * 700 + "a" + "*" * 700,
        "x" * 20_001 + "*y*",
        "- " * 7 + "z",
    ],
    ids=["lists", "quotations", "numbers", "stars", "long", "seven deep"],
)
def test_what_is_too_deep_or_too_long_is_shown_as_typed(source: str) -> None:
    shown = text.rich(source)
    tree = html5lib.parseFragment(shown, namespaceHTMLElements=False)
    assert "".join(tree.itertext()).split() == source.split()
    assert {element.tag for element in tree.iter()} == {"DOCUMENT_FRAGMENT", "p"}


def test_six_lists_deep_is_still_read() -> None:
    assert text.rich("- " * 6 + "end").count("<ul>") == 6


def test_what_cannot_be_parsed_is_shown_as_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(markdown.RICH, "parse", broken)
    assert text.rich("*a*\n<b>\n\n\n \nc") == "<p>*a*<br>\n&lt;b&gt;</p>\n<p>c</p>"


SLOW = {
    "brackets": "[" * 20_000,
    "pictures": "![a" * 6_600,
    "emphasis": "*a **a " * 2_800,
    "ticks": "`" * 20_000,
    "angles": "<" * 20_000,
    "ampersands": "&" * 20_000,
    "backslashes": "\\" * 20_000,
    "schemes": "https://" * 2_500,
    "address": "https://a.example/" + ")" * 19_000,
    "composed": "a\u0301" * 10_000,
    "half links": "[a](<b" * 3_000,
    "table": "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|\n" * 500,
    "marks": "e" + "\u0301\u0316" * 9_000,
}


@pytest.mark.parametrize("source", SLOW.values(), ids=SLOW.keys())
def test_no_text_takes_long(source: str) -> None:
    start = time.process_time()
    text.rich(source)
    text.clause_html(source)
    assert time.process_time() - start < 8  # at most 1.5 s when measured; a quadratic one took minutes


def test_a_small_text_cannot_ask_for_a_huge_table() -> None:
    source = "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|\n" * 500
    assert len(text.clause_html(source)) < 2 * len(source)


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("ab \n\t*_~`[]()<>!#|-:>&\\\"'123.=/hps\u0301\u202e\u2066é"), max_size=80))
def test_nothing_typed_breaks_the_page(source: str) -> None:
    assert faults(text.rich(source), RICH_TAGS) == []
    assert faults(text.clause_html(source), CLAUSE_TAGS) == []
    letters = {letter for letter in text.plain(source) if letter.isalnum() or letter == "é"}
    shown = "".join(html5lib.parseFragment(text.rich(source), namespaceHTMLElements=False).itertext())
    numbering = set("0123456789")  # the number of a list item is drawn by the browser
    assert letters - set(shown) - set("x") <= numbering


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  a\r\nb\rc\u2028d\x0be  ", "a\nb\nc\nd\ne"),
        ("a\x00b\x1bc\x7fd\x85e", "abcd\ne"),
        ("e\u0301", "é"),
        ("\ufeffa\ud800b\ufdd0c\U0001fffed", "abcd"),
        ("a\tb", "a\tb"),
        ("\u202eevil\u202c", "evil"),
        ("\u2067abc", "\u2067abc\u2069"),
        ("\u2066a\u2069\u2069\nb", "\u2066a\u2069\nb"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\U0001f468\u200d\U0001f469", "\U0001f468\u200d\U0001f469"),
        (
            "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
            "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        ),
        ("hidden\U000e0068\U000e0069", "hidden"),
        ("z" + "\u0335" * 200, "z" + "\u0335" * 8),
    ],
)
def test_plain_keeps_what_is_seen(typed: str, kept: str) -> None:
    assert text.plain(typed) == kept


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_plain_is_stable_composed_and_can_be_stored(typed: str) -> None:
    once = text.plain(typed)
    assert text.plain(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("# Head\n\n**a** [b](https://c.example)\nd  e", "Head a b d e"),
        ("| a | b |\n|---|---|\n| c | d |", "a b c d"),
        ("![scan](https://a.example/x.png) `x` <b>", "scan x <b>"),
        ("```\ncode here\n```", "code here"),
        ("- " * 1500 + "end", "- " * 1500 + "end"),
        ("---", "---"),
        ("", ""),
    ],
)
def test_words_only(source: str, words: str) -> None:
    assert text.words_only(source) == words


@pytest.mark.parametrize(
    ("source", "chars", "short"),
    [
        ("**Short** text", 20, "Short text"),
        ("one two three four", 12, "one two…"),
        ("one two, three", 10, "one two…"),
        ("Donaudampfschifffahrt", 8, "Donauda…"),
        ("aaa" + "x\u0336" * 10, 6, "aaax\u0336…"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", 4, "…"),
    ],
)
def test_excerpts_end_between_words(source: str, chars: int, short: str) -> None:
    assert text.excerpt(source, chars) == short
    assert len(short) <= chars

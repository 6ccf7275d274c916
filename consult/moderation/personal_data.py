"""Point at what looks like somebody's personal data, so that a moderator can leave it out. It advises, no more.

E-mail addresses, telephone numbers, record numbers (where a number has check digits they must be right),
postal addresses, and titles with names, as they are written in English, French and German; the masking
itself is in `masking.py`. Every repetition is bounded, so that no text takes long.

Check digits: NHS Data Dictionary (modulus 11); INSEE (French number, 97); GKV (German insurance number,
modulus 10); Belgian national number (97); Spanish DNI (23); Swedish number (Luhn); ISO 13616 (IBAN, 97).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What something seems to be."""

    EMAIL = "email"
    TELEPHONE = "telephone"
    RECORD_NUMBER = "record_number"
    ADDRESS = "address"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a text, in characters, that looks like personal data; `end` is not part of it."""

    kind: Kind
    start: int
    end: int
    text: str


_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@| ?[\[(](?:at|arobase|ät)[\])] ?)[\w-]{1,63}(?:(?:\.| ?[\[(](?:dot|"
    r"point|punkt)[\])] ?)[\w-]{1,63}){1,5}",
    re.IGNORECASE,
)

_BEFORE = r"(?<![\w/.,+-])"
_AFTER = r"(?![\w/]|[.,-]\d)"
_TELEPHONE = re.compile(
    rf"{_BEFORE}(?:"
    r"(?:\+|00)[1-9]\d{0,2}[ .\-/]?(?:\(0\))?[ .\-/]?(?:\(?\d{1,5}\)?[ .\-/]?){1,6}\d"  # +44 (0)20 7946 0018
    r"|\(?0\d{1,4}\)?(?:[ .\-/]?\d{2,8}){1,5}"  # 020 7946 0018, 01 42 68 53 00, 030/901820
    r"|\(?[2-9]\d{2}\)?[ .\-]\d{3}[ .\-]\d{4}"  # (212) 555-0123
    rf"){_AFTER}"
)
_DATE = re.compile(r"\d{1,2}[./\- ]\d{1,2}[./\- ](?:19|20)\d{2}|(?:19|20)\d{2}[./\- ]\d{1,2}[./\- ]\d{1,2}")


def _is_telephone(text: str) -> bool:
    digits = sum(letter.isdigit() for letter in text)
    least = 8 if text.startswith("+") else 9
    return least <= digits <= 15 and not _DATE.search(text)


def _digits(text: str) -> list[int]:
    return [int(letter) for letter in text if letter.isdigit()]


def _is_nhs(text: str) -> bool:
    digits = _digits(text)
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[9]


def _is_french(text: str) -> bool:
    compact = text.replace(" ", "").upper()
    number, key = compact[:13].replace("2A", "19").replace("2B", "18"), compact[13:]
    return 97 - int(number) % 97 == int(key)


def _is_belgian(text: str) -> bool:
    digits = "".join(map(str, _digits(text)))
    number, key = digits[:9], int(digits[9:])
    return key in (97 - int(number) % 97, 97 - int(f"2{number}") % 97)


def _is_german(text: str) -> bool:
    letter = ord(text[0]) - ord("A") + 1
    digits = [letter // 10, letter % 10, *_digits(text[1:])]
    products = [digit * (1 + at % 2) for at, digit in enumerate(digits[:-1])]
    return sum(product // 10 + product % 10 for product in products) % 10 == digits[-1]


def _is_spanish(text: str) -> bool:
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(text[:8]) % 23] == text[-1]


def _is_swedish(text: str) -> bool:
    digits = _digits(text)[-10:]
    doubled = [digit * (2 - at % 2) for at, digit in enumerate(digits)]
    return sum(product // 10 + product % 10 for product in doubled) % 10 == 0


def _is_iban(text: str) -> bool:
    compact = text.replace(" ", "")
    number = "".join(str(int(letter, 36)) for letter in compact[4:] + compact[:4])
    return 15 <= len(compact) <= 34 and int(number) % 97 == 1


_CHECKED: list[tuple[str, Callable[[str], bool]]] = [
    (r"\d{3}[ -]?\d{3}[ -]?\d{4}", _is_nhs),
    (r"[12] ?\d{2} ?\d{2} ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}", _is_french),
    (r"\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}", _is_belgian),
    (r"[A-Z]\d{9}", _is_german),
    (r"\d{8}-?[A-Z]", _is_spanish),
    (r"(?:19|20)?\d{2}[01]\d[0-3]\d[-+]\d{4}", _is_swedish),
    (r"[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?", _is_iban),
]
_NUMBERS_WITH_CHECK = [(re.compile(_BEFORE + pattern + _AFTER), is_valid) for pattern, is_valid in _CHECKED]
_RECORD_WORD = (
    r"(?:nhs|patients?|medical records?|health records?|hospital|insurance|social security|national "
    r"insurance|passport|"
    r"case|file|mrn|ssn|bsn|patienten|versicherten|versicherungs|fall|akten|sécurité sociale|carte "
    r"vitale|dossier|"
    r"assuré|niss|ahv|avs|passeport)"
)
_NUMBER_WORD = r"(?:numbers?|numéro|nummer|zeichen|no\b\.?|nr\b\.?|n°|nº|id\b|#)"
_VALUE = r"(?=[\w./-]{0,12}\d[\w./-]{0,12}\d)[A-Z]{0,4}[ -]?\d[\dA-Z]{0,12}(?:[ ./-][\dA-Z]{1,10}){0,5}"
_RECORD_NUMBERS = [
    re.compile(
        rf"(?i:\b{_RECORD_WORD}[ -]?{_NUMBER_WORD})(?i:(?: is| was| est| ist|:| :){{0,1}} ?)({_VALUE})(?!\w)"
    ),
    re.compile(
        rf"(?i:{_NUMBER_WORD} (?:de |du )?(?:\w{{1,12}} )?{_RECORD_WORD})(?: :|:| est| is)? ?({_VALUE})(?!\w)"
    ),
    re.compile(r"(?i:\b(?:patient|mrn|ssn|bsn|niss))(?::| :)? ?#?(\d{5,12})(?![\w/])"),
    re.compile(rf"{_BEFORE}((?!000|666|9)\d{{3}}-\d{{2}}-\d{{4}}){_AFTER}"),
    re.compile(rf"{_BEFORE}([A-CEGHJ-PR-TW-Z]{{2}} ?\d{{2}} ?\d{{2}} ?\d{{2}} ?[A-D]){_AFTER}"),
    re.compile(rf"{_BEFORE}([A-Z]{{6}}\d{{2}}[A-EHLMPR-T]\d{{2}}[A-Z]\d{{3}}[A-Z]){_AFTER}"),
]

_WORD = r"[A-ZÀ-ÖØ-Þ][\w'’-]{1,30}"
_TOWN = rf"(?:,? (?:[A-Z]{{1,2}}-)?\d{{4,5}} {_WORD}(?:[ -]{_WORD})?)?"
_ADDRESSES = [
    re.compile(
        rf"{_BEFORE}\d{{1,4}}[a-zA-Z]?,? (?:{_WORD} ){{1,3}}"
        r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Close|Square|Terrace|Boulevard|Blvd|Gardens|"
        r"Crescent|Place)\b\.?"
        rf"{_TOWN}"
    ),
    re.compile(
        rf"{_BEFORE}\d{{1,4}}(?: ?(?:bis|ter))?,? (?i:rue|avenue|boulevard|bd|place|chemin|allée|impasse|"
        rf"quai|cours) "
        rf"(?:(?:de|du|des|la|le|les|l['’]|d['’]) ?){{0,2}}{_WORD}(?:[ -](?:(?:de|du|des|la) "
        rf")?{_WORD}){{0,3}}{_TOWN}"
    ),
    re.compile(
        r"\b[A-ZÄÖÜ][\w-]{1,30}(?:straße|strasse|str\.|weg|platz|allee|gasse|damm|ufer) \d{1,4} ?[a-z]?(?!\w)"
        + _TOWN
    ),
    re.compile(r"(?<![\w/-])[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}(?!\w)"),  # a British postcode
]

_TITLE = (
    r"(?:Dr|Prof|Professor|Doctor|Mr|Mrs|Ms|Miss|Nurse|Sir|Dame|Mme|Mlle|Monsieur|Madame|Mademoiselle|"
    r"Docteur|Docteure|"
    r"Professeur|Professeure|Maître|Herrn?|Frau|Doktor)"
)
_TITLES = {"": _TITLE, "fr": rf"(?:{_TITLE}|M\.|Pr|Me)"}
_PARTICLES = r"(?:van|von|de|del|della|der|den|ten|la|le|du|des|di|da|bin|al|el|zu|af|d['’])"
_NAME = rf"(?:(?:[A-ZÀ-ÖØ-Þ]\.-?[ ]?){{0,3}}(?:{_PARTICLES} ?){{0,3}}{_WORD}(?:[ -](?:{_PARTICLES} ?){{0,3}}{_WORD}){{0,2}})"
_NAMES = {
    language: re.compile(rf"(?<![\w.-])(?:{title}\.? (?:med\. )?){{1,4}}(?P<name>{_NAME})")
    for language, title in _TITLES.items()
}
_NOT_NAMES = frozenset(
    ["president", "chair", "chairman", "chairwoman", "speaker", "madam", "minister", "commissioner", "secretary", "president", "practitioner", "practitioners", "association", "council", "union", "manager", "office", "or", "and", "the", "président", "présidente", "ministre", "commissaire", "rapporteur", "maire", "directeur", "directrice", "präsident", "präsidentin", "minister", "ministerin", "kommissar", "kommissarin", "professor", "doktor", "google", "watson", "who", "kollege", "kollegin"]
)


def _records(text: str) -> Iterator[Found]:
    for pattern, is_valid in _NUMBERS_WITH_CHECK:
        for found in pattern.finditer(text):
            if is_valid(found.group()):
                yield Found(Kind.RECORD_NUMBER, found.start(), found.end(), found.group())
    for pattern in _RECORD_NUMBERS:
        for found in pattern.finditer(text):
            yield Found(Kind.RECORD_NUMBER, found.start(1), found.end(1), found[1])


def _names(text: str, lang: str) -> Iterator[Found]:
    for found in _NAMES["fr" if lang.startswith("fr") else ""].finditer(text):
        if found["name"].split()[0].casefold() not in _NOT_NAMES:
            yield Found(Kind.NAME, found.start(), found.end(), found.group())


def _all(text: str, lang: str) -> Iterator[Found]:
    for found in _EMAIL.finditer(text):
        yield Found(Kind.EMAIL, found.start(), found.end(), found.group())
    yield from _records(text)
    for found in _TELEPHONE.finditer(text):
        if _is_telephone(found.group()):
            yield Found(Kind.TELEPHONE, found.start(), found.end(), found.group())
    for pattern in _ADDRESSES:
        for found in pattern.finditer(text):
            yield Found(Kind.ADDRESS, found.start(), found.end(), found.group())
    yield from _names(text, lang)


def find(text: str, lang: str = "en") -> list[Found]:
    """Point at what looks like personal data, in the order of the text; of what overlaps, the longest."""
    kept: list[Found] = []
    for found in sorted(_all(text, lang), key=lambda one: (one.start - one.end, one.start)):
        if all(found.end <= other.start or found.start >= other.end for other in kept):
            kept.append(found)
    return sorted(kept, key=lambda one: one.start)

"""Read the Commission's proposal for the AI Act, COM(2021) 206, into clauses.

Its three files carry light markup: `## ` opens a title or an annex, `** ` a chapter or a section, `== ` an
article, and each line is a paragraph or a point. They are turned into the importer's Markdown and read as
any draft.
"""

from __future__ import annotations

import re
from pathlib import Path

from consult.drafts.importing import ImportedDraft, read

FOLDER = Path(__file__).parent / "data" / "proposal-2021-206"
TITLE = (
    "Proposal for a Regulation of the European Parliament and of the Council laying down harmonised rules on "
    "artificial intelligence (Artificial Intelligence Act), COM(2021) 206"
)
"""The files begin with the first recital; the proposal's title is added."""

_HEADINGS = {"## ": "## ", "** ": "### ", "== ": "#### "}


def load() -> ImportedDraft:
    """Read the proposal that comes with the demonstration."""
    texts = [(FOLDER / name).read_text("utf-8") for name in ("recitals.txt", "regulation.txt", "annex.txt")]
    return draft(*texts)


def draft(recitals: str, regulation: str, annex: str) -> ImportedDraft:
    """Make clauses of the proposal's three files."""
    return read("proposal.md", to_markdown(recitals, regulation, annex).encode())


def to_markdown(recitals: str, regulation: str, annex: str) -> str:
    """Turn the light markup of the three files into Markdown; every word stays, in order."""
    lines = [
        f"# {TITLE}",
        *recitals.splitlines(),
        *_numbered_once(regulation.splitlines()),
        *annex.splitlines(),
    ]
    return "\n\n".join(_line(line.strip()) for line in lines if line.strip()) + "\n"


def _line(line: str) -> str:
    for mark, heading in _HEADINGS.items():
        if line.startswith(mark):
            return heading + line.removeprefix(mark).strip()
    if line.startswith("- "):
        return "   " + line  # dashes go on with the point above them
    return line.replace("*", r"\*")


def _numbered_once(lines: list[str]) -> list[str]:
    """Number as the proposal does where the files do not.

    Where an article's lines are numbered 0, 1, 2 …, or 1, 1, 2 …, the first is the words that open a list,
    and the list's entries are points: (1), (2) … (the definitions of Article 3, the changes of Article 81).
    """
    made: list[str] = []
    is_list = False
    for at, line in enumerate(lines):
        number = _number(line)
        if line.startswith("== "):
            following = [
                found for after in lines[at + 1 :] if (found := _number(after)) or after.startswith("== ")
            ]
            is_list = following[0] == "0" or following[:2] == ["1", "1"]
            is_first = True
        elif is_list and number:
            words = line.split(".", 1)[1].strip()
            line = (words if number == "0" else line) if is_first else f"({number}) {words}"
            is_first = False
        made.append(line)
    return made


def _number(line: str) -> str:
    found = re.match(r"(\d+)\.", line)
    return found[1] if found else ""

"""What an imported draft looks like, whatever the format of its file was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

KINDS = (
    "title",
    "chapter",
    "section",
    "article",
    "paragraph",
    "point",
    "recital",
    "annex",
    "heading",
    "text",
)
"""`heading` is any other headed part. `text` goes on with its parent after its points, unnumbered."""


class UnreadableDraft(Exception):  # noqa: N818 - errors are named as states
    """A draft cannot be read; `message` says what is wrong and `place` where, both marked for the catalogue.

    Both may hold `%(name)s` marks for `values`; `str()` gives the English sentence.
    """

    def __init__(self, message: str, place: str = "", **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.values = values

    def __str__(self) -> str:
        said = self.message % self.values if self.values else self.message
        where = self.place % self.values if self.values else self.place
        return f"{said} ({where})" if where else said


@dataclass(slots=True)
class ImportedClause:
    """One addressable part of a draft.

    `text` is Markdown: the clause's own words, without its number, its heading and its children. `marker` is
    the number as the file prints it ("Article 14", "4.", "(a)"); `label` is made so that it stands alone
    ("Article 14(4)(a)"). `anchor` is unique in the draft and safe in an address.
    """

    kind: str
    label: str
    heading: str = ""
    text: str = ""
    anchor: str = ""
    marker: str = ""
    children: list[ImportedClause] = field(default_factory=list)

    def walk(self, depth: int = 0) -> Iterator[tuple[ImportedClause, int]]:
        """Give this clause and all below it, in reading order, each with its depth."""
        yield self, depth
        for child in self.children:
            yield from child.walk(depth + 1)

    def plain_text(self) -> str:
        """Say the clause and all below it as the file did: numbers, headings and texts in reading order."""
        return "\n\n".join(
            part for clause, _ in self.walk() for part in (clause.marker, clause.heading, clause.text) if part
        )


@dataclass(slots=True)
class ImportedDraft:
    """A whole draft: its title (empty when the file has none) and its clauses in reading order."""

    title: str
    clauses: list[ImportedClause] = field(default_factory=list)

    def walk(self) -> Iterator[tuple[ImportedClause, int]]:
        """Give every clause with its depth, in reading order."""
        for clause in self.clauses:
            yield from clause.walk()

    def plain_text(self) -> str:
        """Say the whole draft as the file did, so that nothing lost can go unnoticed."""
        parts = [self.title, *(clause.plain_text() for clause in self.clauses)]
        return "\n\n".join(part for part in parts if part)

    def by_anchor(self) -> dict[str, ImportedClause]:
        """Find clauses by anchor."""
        return {clause.anchor: clause for clause, _ in self.walk()}

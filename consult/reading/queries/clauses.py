"""One clause and its surroundings, from a skeleton that is read once per published version."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from consult.contributions.models import Thread
from consult.core.database import db
from consult.core.kept import Shelf
from consult.drafts.models import Clause, ClauseWording
from consult.summaries.lifecycle import SummaryState
from consult.summaries.models import Summary

_skeletons = Shelf(room=64)
UNITS = frozenset({"article", "annex", "recital", "section", "chapter", "title", "heading"})


@dataclass(frozen=True, slots=True)
class Bone:
    """A clause's place in a version; never changes once the version is published."""

    wording_id: int
    clause_id: int
    anchor: str
    parent_id: int | None
    position: int
    last_below: int
    depth: int
    kind: str
    label: str
    heading: str


@dataclass(slots=True)
class Skeleton:
    """The tree of a published version."""

    bones: list[Bone]
    by_anchor: dict[str, Bone] = field(default_factory=dict)
    by_id: dict[int, Bone] = field(default_factory=dict)
    children: dict[int | None, list[Bone]] = field(default_factory=dict)

    def ancestors(self, bone: Bone) -> list[Bone]:
        """List what stands above, the topmost first."""
        above: list[Bone] = []
        while bone.parent_id is not None:
            bone = self.by_id[bone.parent_id]
            above.append(bone)
        return above[::-1]

    def below(self, bone: Bone) -> list[Bone]:
        """List everything below, in reading order."""
        return self.bones[bone.position + 1 : bone.last_below + 1]

    def previous(self, bone: Bone) -> Bone | None:
        """The clause before in reading order."""
        return self.bones[bone.position - 1] if bone.position > 0 else None

    def following(self, bone: Bone) -> Bone | None:
        """The clause after in reading order."""
        return self.bones[bone.position + 1] if bone.position + 1 < len(self.bones) else None

    def unit(self, bone: Bone) -> Bone:
        """The article, annex or section that a clause belongs to: itself or the nearest such above."""
        for one in [bone, *reversed(self.ancestors(bone))]:
            if one.kind in {"article", "annex", "recital"}:
                return one
        above = self.ancestors(bone)
        return bone if self.children.get(bone.wording_id) or not above else above[-1]


def skeleton(version_id: int) -> Skeleton:
    """Read the tree of a published version: one query, once in the life of the process."""
    return _skeletons.get(version_id, lambda: _read_skeleton(version_id))


def forget() -> None:
    """Forget kept trees (a new database under the same process: tests, restore)."""
    _skeletons.clear()


def _read_skeleton(version_id: int) -> Skeleton:
    query = (
        sa.select(
            ClauseWording.id, ClauseWording.clause_id, Clause.anchor, ClauseWording.parent_id,
            ClauseWording.position, ClauseWording.last_below, ClauseWording.depth, ClauseWording.kind,
            ClauseWording.label, ClauseWording.heading,
        )
        .join(Clause, Clause.id == ClauseWording.clause_id)
        .where(ClauseWording.version_id == version_id)
        .order_by(ClauseWording.position)
    )  # fmt: skip
    tree = Skeleton([Bone(*row) for row in db.session.execute(query)])
    for bone in tree.bones:
        tree.by_anchor[bone.anchor] = bone
        tree.by_id[bone.wording_id] = bone
        tree.children.setdefault(bone.parent_id, []).append(bone)
    return tree


@dataclass(slots=True)
class Wording:
    """A clause's words, thread, and plain summary in the reader's language (or the next best)."""

    html: str
    text: str
    thread_id: int
    thread_public_id: str
    count: int
    root_count: int
    summary_id: int | None
    summary_public_id: str | None
    summary_state: str | None
    plain_title: str | None
    plain_html: str | None
    plain_text: str | None
    plain_language: str | None
    understood_count: int | None
    partly_count: int | None
    not_understood_count: int | None


def wording(bone: Bone, language: str, fallback: str) -> Wording:
    """Read a clause's words and its approved summary; a summary in another language is better than none."""
    best = (
        sa.select(Summary.id)
        .where(Summary.clause_id == bone.clause_id, Summary.approved_at.is_not(None))
        .order_by(sa.case((Summary.language == language, 0), (Summary.language == fallback, 1), else_=2))
        .limit(1)
        .scalar_subquery()
    )
    query = (
        sa.select(
            ClauseWording.html, ClauseWording.text, Thread.id.label("thread_id"),
            Thread.public_id.label("thread_public_id"), Thread.published_count.label("count"), Thread.root_count,
            Summary.id.label("summary_id"), Summary.public_id.label("summary_public_id"),
            Summary.state.label("summary_state"), Summary.published_title.label("plain_title"),
            Summary.published_html.label("plain_html"), Summary.published_text.label("plain_text"),
            Summary.language.label("plain_language"), Summary.understood_count, Summary.partly_count,
            Summary.not_understood_count,
        )
        .join(Clause, Clause.id == ClauseWording.clause_id)
        .join(Thread, Thread.id == Clause.thread_id)
        .outerjoin(Summary, Summary.id == best)
        .where(ClauseWording.id == bone.wording_id)
    )  # fmt: skip
    return Wording(**db.session.execute(query).one()._mapping)


@dataclass(slots=True)
class Near:
    """What stands around a clause: plain titles and counts (below included) by position, words of parents."""

    titles: dict[int, str]
    counts: dict[int, int]
    texts: dict[int, str]

    def total(self, bone: Bone) -> int:
        """Comments on a clause and below it."""
        return sum(count for place, count in self.counts.items() if bone.position <= place <= bone.last_below)


def near(version_id: int, tree: Skeleton, bone: Bone, language: str) -> Near:
    """Read titles, counts and parents' words around a clause, in one query over its unit."""
    unit = tree.unit(bone)
    above = [one.wording_id for one in tree.ancestors(bone)]
    beside = [one.wording_id for one in (tree.previous(bone), tree.following(bone)) if one]
    inside = sa.and_(
        ClauseWording.version_id == version_id, ClauseWording.position.between(unit.position, unit.last_below)
    )
    query = (
        sa.select(
            ClauseWording.id, ClauseWording.position, Thread.published_count, Summary.published_title,
            sa.case((ClauseWording.id.in_(above), ClauseWording.html), else_="").label("html"),
        )
        .join(Clause, Clause.id == ClauseWording.clause_id)
        .join(Thread, Thread.id == Clause.thread_id)
        .outerjoin(
            Summary,
            sa.and_(Summary.clause_id == Clause.id, Summary.language == language, Summary.approved_at.is_not(None),
                    Summary.state != SummaryState.OUTDATED),
        )
        .where(sa.or_(inside, ClauseWording.id.in_(above + beside)))
    )  # fmt: skip
    found: Any = db.session.execute(query).all()
    return Near(
        titles={row.position: row.published_title for row in found if row.published_title},
        counts={row.position: row.published_count for row in found if row.published_count},
        texts={row.id: row.html for row in found if row.html},
    )

"""One contribution as a moderator must see it: its words, its place, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import sqlalchemy as sa

from consult.accounts.models import Body
from consult.comments import similarity
from consult.comments.models import Comment
from consult.contributions.lifecycle import State
from consult.contributions.models import Contribution, ContributionHistory
from consult.core.database import db
from consult.moderation import masking, personal_data, wellbeing
from consult.moderation.models import Appeal, Decision, Report, Theme, ThemeItem
from consult.moderation.queries import facts, record
from consult.routing import matching
from consult.routing import queries as routing
from consult.routing.models import Referral, RoutingRule

NEAR_AMONG = 300
"""With how many of the newest texts of the same place one text is compared."""
NEAR_WITHIN = timedelta(days=60)


@dataclass(slots=True)
class Item:
    """One item of the queue with all that a decision needs."""

    contribution: Contribution
    words: str  # the words at stake: of a waiting edit, else its own
    known: facts.Known
    found: list[personal_data.Found]
    hidden: list[masking.Span]  # places that are not shown before a logged click
    reports: list[Report]
    appeal: Appeal | None
    decisions: list[Decision]
    rule: RoutingRule | None = None
    next_rule: RoutingRule | None = None
    referral: Referral | None = None
    near: list[Contribution] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)
    others_by_author: int = 0
    self_harm: bool = False
    own_harm: bool = False

    @property
    def last_decision_id(self) -> int:
        """The number of the last decision; 0 when there is none."""
        return self.decisions[-1].id if self.decisions else 0


def hidden_places(contribution: Contribution, words: str) -> tuple[list[personal_data.Found], list[masking.Span]]:
    """Find what looks like personal data in `words`, and all places that are shown only after a logged click."""
    found = personal_data.find(words, contribution.language)
    return found, masking.everywhere(words, [(one.start, one.end) for one in found])


def look_at(contribution: Contribution, words: str) -> Item:
    """Gather everything around `contribution`; `words` are those at stake."""
    found, hidden = hidden_places(contribution, words)
    decisions = record.decisions_on(contribution.id)
    masked = [one.spans for one in decisions if one.spans and contribution.masked_body is not None]
    if masked and words == contribution.body:
        hidden = masking.merged([*hidden, *masked[-1]], len(words))
    known = facts.of_contributions([contribution])[contribution.id]
    item = Item(
        contribution=contribution, words=words, known=known, found=found, hidden=hidden,
        reports=record.open_reports([contribution.id]).get(contribution.id, []),
        appeal=record.appeal_of(contribution.id), decisions=decisions,
        self_harm=wellbeing.speaks_of_self_harm(words, contribution.language),
        own_harm=wellbeing.speaks_of_own_harm(words, contribution.language),
    )
    _where_it_goes(item)
    item.near = near(contribution, words)
    item.themes = list(
        db.session.scalars(
            sa.select(Theme).join(ThemeItem, ThemeItem.theme_id == Theme.id)
            .where(ThemeItem.contribution_id == contribution.id).order_by(Theme.id)
        )
    )
    item.others_by_author = _others_by_author(contribution)
    return item


def _where_it_goes(item: Item) -> None:
    """Say which rule sends it where once it is public, and which came next; or where it is."""
    contribution = item.contribution
    if contribution.parent_id is not None:
        return
    item.referral = routing.open_referrals_of([contribution.id]).get(contribution.id)
    if item.referral is not None:
        return
    rules = {row.id: row for row in routing.living_rules()}
    found = matching.match([routing.as_rule(row) for row in rules.values()], item.known.facts)
    item.rule = rules[found.rule.id] if found.rule else None
    item.next_rule = rules[found.next.id] if found.next else None


def near(contribution: Contribution, words: str, among: int = NEAR_AMONG) -> list[Contribution]:
    """Find texts of the same consultation that are nearly the same, among the newest before and after it."""
    query = (
        sa.select(Contribution)
        .where(Contribution.space_id == contribution.space_id, Contribution.id != contribution.id,
               Contribution.state.in_([State.RECEIVED, State.HELD, State.PUBLISHED]),
               Contribution.posted_at >= contribution.posted_at - NEAR_WITHIN)
        .order_by(Contribution.id.desc()).limit(among)
    )
    return nearly_the_same(words, list(db.session.scalars(query)))


def nearly_the_same(words: str, others: Sequence[Contribution]) -> list[Contribution]:
    """Of `others`, those whose texts are nearly `words`."""
    raise NotImplementedError


def _others_by_author(contribution: Contribution) -> int:
    """Count what else the same person has said here, up to a hundred."""
    if contribution.author_id is None and contribution.guest_id is None:
        return 0
    same = (
        Contribution.author_id == contribution.author_id if contribution.author_id is not None
        else Contribution.guest_id == contribution.guest_id
    )
    some = sa.select(Contribution.id).where(same, Contribution.id != contribution.id).limit(100).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(some)) or 0


def proposed_change(contribution: Contribution) -> tuple[str, str]:
    """Give the words a comment would replace, and its own; ("", "") when it proposes none."""
    if not isinstance(contribution, Comment):
        return "", ""
    waiting = contribution.waiting_proposed_change if contribution.waiting_body is not None else None
    return contribution.original_wording, waiting if waiting is not None else contribution.proposed_change


def history_of(contribution: Contribution) -> list[ContributionHistory]:
    """List what happened to a contribution, the first thing first."""
    query = sa.select(ContributionHistory).filter_by(contribution_id=contribution.id).order_by(ContributionHistory.id)
    return list(db.session.scalars(query))


def body_of(slug: str) -> Body | None:
    """Find an open body by its slug."""
    return db.session.scalar(sa.select(Body).where(Body.slug == slug, Body.closed_at.is_(None)))

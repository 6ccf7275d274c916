"""Spaces, threads, contributions, their history, their guests, and who supports them."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts.models import Account, Body, Group
from consult.contributions.lifecycle import Lane, Moderation, ShownAs, State, Type
from consult.core.database import Base, WithPublicId, state_column


class Space(Base, WithPublicId):
    """Where the contributions of one exercise live, with its rules and kept counts."""

    __tablename__ = "contributions_space"

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts_body.id"), index=True)
    moderation: Mapped[Moderation] = state_column(Moderation, "moderation", default=Moderation.BEFORE)
    guests_allowed: Mapped[bool] = mapped_column(default=False)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    is_shut: Mapped[bool] = mapped_column(default=False)  # withdrawn by its owner
    revision: Mapped[int] = mapped_column(default=0)  # grows with every change that readers can see
    published_count: Mapped[int] = mapped_column(default=0)  # comments, roots and replies
    people_count: Mapped[int] = mapped_column(default=0)
    answered_count: Mapped[int] = mapped_column(default=0)
    answerable_count: Mapped[int] = mapped_column(default=0)  # published roots: what is owed an answer

    body: Mapped[Body] = relationship()


class Thread(Base, WithPublicId):
    """One place where contributions hang; whoever owns it (a clause, a consultation, a question) keeps its id."""

    __tablename__ = "contributions_thread"

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(sa.ForeignKey("contributions_space.id"), index=True)
    published_count: Mapped[int] = mapped_column(default=0)
    root_count: Mapped[int] = mapped_column(default=0)

    space: Mapped[Space] = relationship()


class Guest(Base):
    """Somebody without an account: an address for the link, a receipt to come back with; purged with retention."""

    __tablename__ = "contributions_guest"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(254), default="")
    confirm_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    receipt_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    language: Mapped[str] = mapped_column(sa.String(12), default="en")
    created_at: Mapped[datetime] = mapped_column(index=True)
    confirmed_at: Mapped[datetime | None]


_visible = sa.text("state IN ('published', 'hidden', 'withdrawn', 'erased') AND first_published_at IS NOT NULL")
_visible_root = sa.text(
    "parent_id IS NULL AND state IN ('published', 'hidden', 'withdrawn', 'erased') AND first_published_at IS NOT NULL"
)
_waiting = sa.text("queue_due_at IS NOT NULL")


class Contribution(Base, WithPublicId):
    """Anything said: text, who said it and how they are shown, where it stands."""

    __tablename__ = "contributions_contribution"
    __table_args__ = (
        sa.Index("ix_contribution_roots_newest", "thread_id", "posted_at", "id",
                 sqlite_where=_visible_root, postgresql_where=_visible_root),
        sa.Index("ix_contribution_roots_supported", "thread_id", "support_count", "id",
                 sqlite_where=_visible_root, postgresql_where=_visible_root),
        sa.Index("ix_contribution_space_newest", "space_id", "posted_at", "id",
                 sqlite_where=_visible, postgresql_where=_visible),
        sa.Index("ix_contribution_space_supported", "space_id", "support_count", "id",
                 sqlite_where=_visible, postgresql_where=_visible),
        sa.Index("ix_contribution_queue", "queue_rank", "queue_due_at", "id",
                 sqlite_where=_waiting, postgresql_where=_waiting),
        sa.Index("ix_contribution_lane", "lane", "posted_at", "id"),
        sa.Index("ix_contribution_held", "id", sqlite_where=sa.text("state = 'held'"),
                 postgresql_where=sa.text("state = 'held'")),
        sa.Index("ix_contribution_root", "root_id", "posted_at", "id"),
        sa.UniqueConstraint("once_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[Type] = state_column(Type, "type")
    space_id: Mapped[int] = mapped_column(sa.ForeignKey("contributions_space.id"))
    thread_id: Mapped[int] = mapped_column(sa.ForeignKey("contributions_thread.id"))
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contributions_contribution.id"), index=True)
    root_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contributions_contribution.id"))  # None for a root
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_account.id"), index=True)
    guest_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contributions_guest.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_group.id"), index=True)
    answers_for_body_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_body.id"))  # said for the draft
    shown_as: Mapped[ShownAs] = state_column(ShownAs, "shown_as", default=ShownAs.NAME)
    shown_name: Mapped[str] = mapped_column(sa.String(120), default="")  # what readers see; "" is *unnamed*
    stakeholder_group: Mapped[str] = mapped_column(sa.String(24), default="")
    jurisdiction: Mapped[str] = mapped_column(sa.String(12), default="")
    consent_version: Mapped[str] = mapped_column(sa.String(20), default="")  # of the words agreed to (GDPR 9(2)(a))
    language: Mapped[str] = mapped_column(sa.String(12), default="en")

    state: Mapped[State] = state_column(State)
    body: Mapped[str] = mapped_column(default="")  # Markdown as typed; "" once erased
    html: Mapped[str] = mapped_column(default="")  # what readers see: cleaned, and masked where decided
    masked_body: Mapped[str | None]  # the words readers see, when names were left out
    waiting_body: Mapped[str | None]  # an edit that waits for a moderator while readers see the old words
    waiting_proposed_change: Mapped[str | None]
    edit_refused_at: Mapped[datetime | None]  # the waiting words were refused; their author still has them
    salt: Mapped[bytes | None] = mapped_column(sa.LargeBinary(16))  # of the log's content hash; gone once erased
    version: Mapped[int] = mapped_column(default=1)
    once_key: Mapped[str | None] = mapped_column(sa.String(64))  # a form sent twice makes one thing

    posted_at: Mapped[datetime]
    first_published_at: Mapped[datetime | None]
    edited_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    support_count: Mapped[int] = mapped_column(default=0)
    reply_count: Mapped[int] = mapped_column(default=0)  # published replies below a root

    queue_due_at: Mapped[datetime | None]  # set while it waits for a moderator
    queue_rank: Mapped[int] = mapped_column(default=5)  # 0 is the head of the queue: harm to oneself
    queue_reason: Mapped[str] = mapped_column(sa.String(16), default="")  # new, edited, reported, appealed
    lane: Mapped[Lane] = state_column(Lane, "lane", default=Lane.NONE)

    thread: Mapped[Thread] = relationship()
    space: Mapped[Space] = relationship()
    author: Mapped[Account | None] = relationship()
    group: Mapped[Group | None] = relationship()
    guest: Mapped[Guest | None] = relationship()
    parent: Mapped[Contribution | None] = relationship(remote_side=[id], foreign_keys=[parent_id])

    __mapper_args__ = {"polymorphic_on": type}


class ContributionHistory(Base):
    """Each change of a contribution's state or words: who by which role, when, why."""

    __tablename__ = "contributions_history"
    __table_args__ = (sa.Index("ix_contributions_history_of", "contribution_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(sa.ForeignKey("contributions_contribution.id"))
    action: Mapped[str] = mapped_column(sa.String(24))
    before: Mapped[str] = mapped_column(sa.String(24), default="")
    after: Mapped[str] = mapped_column(sa.String(24))
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts_account.id"))
    actor_role: Mapped[str] = mapped_column(sa.String(24))
    reasons: Mapped[str] = mapped_column(default="")
    log_seq: Mapped[int | None]  # the leaf of the public log
    at: Mapped[datetime]


class Wording(Base):
    """An earlier wording of a published contribution, so that an edit is a public history and not a loss."""

    __tablename__ = "contributions_wording"
    __table_args__ = (sa.UniqueConstraint("contribution_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(sa.ForeignKey("contributions_contribution.id"))
    version: Mapped[int]
    body: Mapped[str]
    proposed_change: Mapped[str] = mapped_column(default="")
    html: Mapped[str]
    replaced_at: Mapped[datetime]


class Support(Base):
    """One person's support of a contribution; one per person."""

    __tablename__ = "contributions_support"

    contribution_id: Mapped[int] = mapped_column(sa.ForeignKey("contributions_contribution.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts_account.id"), primary_key=True, index=True)
    at: Mapped[datetime]


class Participant(Base):
    """That an account or a guest said something in a space, so that people can be counted and not recounted."""

    __tablename__ = "contributions_participant"

    space_id: Mapped[int] = mapped_column(sa.ForeignKey("contributions_space.id"), primary_key=True)
    person_key: Mapped[str] = mapped_column(sa.String(32), primary_key=True)  # "a7" account, "g7" guest

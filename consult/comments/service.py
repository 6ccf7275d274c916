"""Post, reply, edit and withdraw comments."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from consult.accounts.lifecycle import NameState
from consult.accounts.models import Account
from consult.comments import policy
from consult.comments.lifecycle import Kind, Stance, kind_of
from consult.comments.models import Comment
from consult.contributions import service as contributions
from consult.contributions.lifecycle import Action, ShownAs, State
from consult.contributions.models import Contribution, ContributionHistory, Guest, Thread
from consult.core import outbox
from consult.core.actor import Actor
from consult.core.database import db
from consult.public_log import service as public_log

CONSENT_VERSION = "2026-11"
"""Version of the words by which somebody agrees that what they write is published."""


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote and how they want to be shown."""

    body: str
    stance: Stance | None = None
    proposed_change: str = ""
    original_wording: str = ""  # the clause's words as they stood
    proposes_new: bool = False
    proposes_deletion: bool = False
    shown_as: ShownAs = ShownAs.NAME
    guest_name: str = ""
    for_group: bool = False
    for_body_id: int | None = None
    stakeholder_group: str = ""
    jurisdiction: str = ""
    language: str = "en"
    kind: Kind | None = None
    imported_as: str = ""
    imported_by: str = ""


def once_key(actor: Actor, token: str) -> str | None:
    """Make the key by which a form sent twice is known; None without a token."""
    if not token:
        return None
    return hashlib.sha256(f"{actor.id}|{token}".encode()).hexdigest()


def posted_with(key: str | None) -> Comment | None:
    """Find what an earlier sending of the same form made."""
    return db.session.scalar(sa.select(Comment).filter_by(once_key=key)) if key else None


def post(
    thread: Thread, words: Words, *, actor: Actor, now: datetime, parent: Contribution | None = None,
    guest: Guest | None = None, form_opened_at: datetime | None = None, key: str | None = None,
    rank: int = contributions.RANK_NEW,
) -> Comment:
    """Post a comment on `thread`, or a reply to `parent`; a form sent twice makes one.

    A guest's waits until the link in the mail is opened. Raises Refused. Adds rows; never commits.
    """
    earlier = posted_with(key)
    if earlier is not None:
        return earlier
    policy.may_comment(actor, thread.space, now, parent=parent, words_for_body=words.for_body_id,
                       form_opened_at=form_opened_at).enforce()
    account = db.session.get(Account, actor.id) if actor.id is not None else None
    comment = Comment(
        space_id=thread.space_id, thread_id=thread.id, author_id=actor.id, guest_id=guest.id if guest else None,
        group_id=actor.group_id if words.for_group else None, answers_for_body_id=words.for_body_id,
        shown_as=words.shown_as, shown_name=_shown_name(words, account, guest),
        stakeholder_group=words.stakeholder_group or (account.stakeholder_group if account else ""),
        jurisdiction=words.jurisdiction or (account.jurisdiction if account else ""),
        consent_version=CONSENT_VERSION, language=words.language, body=words.body, stance=words.stance,
        kind=words.kind or kind_of(words.stance), proposed_change=words.proposed_change,
        original_wording=words.original_wording if words.proposed_change or words.proposes_deletion else "",
        proposes_new=words.proposes_new, proposes_deletion=words.proposes_deletion, once_key=key,
        imported_as=words.imported_as, imported_by=words.imported_by,
        parent_id=parent.id if parent else None, root_id=(parent.root_id or parent.id) if parent else None,
    )
    steps = contributions.add(
        comment, actor=actor, now=now, form_opened_at=form_opened_at, must_confirm=guest is not None, rank=rank
    )
    record_steps(steps, comment, now=now)
    if guest is not None:
        outbox.enqueue("comments.confirm_guest", guest_id=guest.id)
    else:
        tell(comment)
    return comment


def _shown_name(words: Words, account: Account | None, guest: Guest | None) -> str:
    """Say which name readers may see now: only names that a moderator looked at; "" is *unnamed*."""
    if guest is not None:
        return words.guest_name if words.shown_as is not ShownAs.UNNAMED else ""
    return shown_name(account, words.shown_as) if account is not None else ""


def shown_name(account: Account, shown_as: ShownAs) -> str:
    """Say which of an account's names readers see; "" while a moderator has not looked at it, and for *unnamed*."""
    if shown_as is ShownAs.UNNAMED or account.name_state is not NameState.VERIFIED:
        return ""
    return account.display_name if shown_as is ShownAs.NAME else account.pseudonym


def show_names(account: Account) -> None:
    """Put a name that was verified, refused or changed on everything its owner said under it."""
    for shown_as in (ShownAs.NAME, ShownAs.PSEUDONYM):
        db.session.execute(
            sa.update(Contribution)
            .where(Contribution.author_id == account.id, Contribution.shown_as == shown_as,
                   Contribution.state != State.ERASED)
            .values(shown_name=shown_name(account, shown_as))
        )


def record(history: ContributionHistory, comment: Contribution, act: str, *, now: datetime) -> None:
    """Write a public act on a contribution to the public log, and its number into the history row."""
    history.log_seq = public_log.record(
        act, comment.public_id, actor_role=history.actor_role, now=now, version=comment.version,
        content_sha256=contributions.content_hash(comment),
    )


ACTS = {"receive": "received", "confirm": "confirmed", "publish": "published"}


def record_steps(steps: list[ContributionHistory], said: Contribution, *, now: datetime) -> None:
    """Write each step of something that has just come in to the public log."""
    for step in steps:
        record(step, said, f"{said.type.value}.{ACTS.get(step.action, step.action)}", now=now)


def tell(comment: Contribution) -> None:
    """Queue what must follow a contribution that has come in or appeared."""
    name = "contribution.published" if comment.state is State.PUBLISHED else "contribution.received"
    outbox.enqueue(name, contribution_id=comment.id)


def confirm_all(guest: Guest, *, actor: Actor, now: datetime) -> list[Contribution]:
    """Take in everything of a guest that waited for the link; once only."""
    guest.confirmed_at = guest.confirmed_at or now
    guest.confirm_hash = None
    waiting = db.session.scalars(
        sa.select(Contribution).filter_by(guest_id=guest.id, state=State.UNCONFIRMED).order_by(Contribution.id)
    ).all()
    for contribution in waiting:
        record_steps(contributions.confirm(contribution, actor=actor, now=now), contribution, now=now)
        tell(contribution)
    return list(waiting)


def edit(
    comment: Comment, *, body: str, proposed_change: str, actor: Actor, now: datetime, version: int
) -> bool:
    """Change one's words; true when readers see the new ones at once. Support stays, and supporters are told.

    `version` is the one the form was shown. Raises Refused.
    """
    policy.may_edit(actor, comment, now, version=version).enforce()
    at_once = contributions.reword(comment, body, proposed_change=proposed_change, actor=actor, now=now)
    if comment.state is not State.PUBLISHED:
        comment.proposed_change = proposed_change
    seq = public_log.record(
        "comment.edited", comment.public_id, actor_role=actor.role_shown, now=now, version=comment.version,
        content_sha256=contributions.content_hash(comment),
    )
    last = db.session.scalar(
        sa.select(ContributionHistory).filter_by(contribution_id=comment.id).order_by(ContributionHistory.id.desc())
    )
    if last is not None:
        last.log_seq = seq
    outbox.enqueue("comment.edited", contribution_id=comment.id, version=comment.version)
    return at_once


def withdraw(comment: Contribution, *, actor: Actor, now: datetime) -> None:
    """Take back a comment; a mark stays where replies hang. Raises Refused."""
    history = contributions.withdraw(comment, actor=actor, now=now)
    record(history, comment, "comment.withdrawn", now=now)
    outbox.enqueue("contribution.withdrawn", contribution_id=comment.id)


def erase(comment: Contribution, *, actor: Actor, now: datetime) -> None:
    """Erase a comment's words for ever; the mark and the log entry stay and reveal nothing. Raises Refused."""
    history = contributions.erase(comment, actor=actor, now=now)
    record(history, comment, "comment.erased", now=now)


def change_published(comment: Contribution, action: Action, *, actor: Actor, role: str, reasons: str,
                     now: datetime, act: str) -> ContributionHistory:
    """Change where a comment stands on behalf of a package above, which enforced its policy, and log the act."""
    history = contributions.change_state(comment, action, actor=actor, role=role, reasons=reasons, now=now)
    record(history, comment, act, now=now)
    return history


def support(comment: Contribution, *, actor: Actor, now: datetime, wanted: bool) -> None:
    """Support a comment, or take the support back; twice is once. Raises Refused."""
    act = contributions.support if wanted else contributions.take_back_support
    act(comment, actor=actor, now=now)


def correct(comment: Comment, *, kind: Kind, stance: Stance | None) -> None:
    """Correct what a comment is said to be, on behalf of `moderation`, which enforced its policy and logs it."""
    comment.kind, comment.stance = kind, stance
    contributions.touch(comment.space)

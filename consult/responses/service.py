"""Publish answers, one or several at once, and correct them in the open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from consult.contributions import service as contributions
from consult.contributions.models import Contribution, Space
from consult.core import outbox, search, text
from consult.core.actor import Actor
from consult.core.database import db
from consult.core.errors import Conflict
from consult.core.verdict import N_
from consult.public_log import service as public_log
from consult.responses import policy, queries
from consult.responses.lifecycle import Disposition
from consult.responses.models import OutcomeNote, Response, ResponseHistory, ResponseItem
from consult.responses.policy import Said
from consult.routing import service as routing


class Incomplete(Exception):  # noqa: N818 - named by the state it tells of
    """An answer lacks something; `lacks` says what, by field."""

    def __init__(self, lacks: dict[str, str]) -> None:
        super().__init__(", ".join(lacks))
        self.lacks = lacks


def answer(
    asked: Sequence[Contribution], said: Said, *, body_id: int, actor: Actor, now: datetime, key: str | None = None
) -> Response:
    """Answer one or several contributions for a body; each gets the answer, its referral ends, its author is told.

    A contribution that was answered meanwhile is a conflict, and nothing is overwritten; a form sent twice makes
    one answer. Raises Refused, Incomplete or Conflict.
    """
    if key:
        earlier = db.session.scalar(sa.select(Response).filter_by(once_key=key))
        if earlier is not None:
            return earlier
    if not asked:
        raise Incomplete({"contributions": N_("Choose at least one comment to answer.")})
    for one in asked:
        policy.may_answer(actor, one, queries.open_referral(one.id, body_id), body_id=body_id).enforce()
    taken = queries.answered_among([one.id for one in asked])
    if taken:
        raise Conflict(
            N_("Somebody answered this before you. Nothing of theirs was overwritten; yours is below."),
            theirs={"answer": taken[0].response.reasons}, yours={"answer": said.reasons},
        )
    lacks = policy.is_complete(said, asked, now.date())
    if lacks:
        raise Incomplete(lacks)
    response = Response(
        space_id=asked[0].space_id, body_id=body_id, author_id=actor.id, published_at=now, once_key=key
    )
    _say(response, said)
    db.session.add(response)
    db.session.flush()
    for one in asked:
        _give(response, one, actor=actor, now=now)
    _make_findable(response, asked[0], now=now)
    db.session.flush()
    return response


def _say(response: Response, said: Said) -> None:
    response.disposition = said.disposition
    response.reasons, response.html = said.reasons, text.rich(said.reasons or said.belongs_where)
    response.clause_id, response.promised_wording = said.clause_id, said.promised_wording
    response.belongs_where, response.duplicate_of_id = said.belongs_where, said.duplicate_of_id
    response.deferred_until = said.deferred_until


def _disposition_for(response: Response) -> Disposition:
    """A duplicate takes the disposition of the other, once that has one."""
    if response.disposition is Disposition.DUPLICATE and response.duplicate_of_id is not None:
        other = db.session.get(ResponseItem, response.duplicate_of_id)
        if other is not None:
            return other.disposition
    return response.disposition


def _give(response: Response, one: Contribution, *, actor: Actor, now: datetime) -> None:
    disposition = _disposition_for(response)
    seq = public_log.record(
        "comment.answered", one.public_id, actor_role="policymaker", now=now, version=one.version,
        content_sha256=contributions.content_hash(one),
    )
    db.session.add(
        ResponseItem(response_id=response.id, contribution_id=one.id, disposition=disposition, log_seq=seq, at=now)
    )
    contributions.mark_answered(one, now=now)
    routing.answered(one, actor=actor, now=now)
    _pass_on(one.id, disposition)
    outbox.enqueue("response.published", contribution_id=one.id, response_id=response.id)


def _pass_on(contribution_id: int, disposition: Disposition) -> None:
    """Give the disposition to those that were answered as *the same as* this one."""
    db.session.execute(
        sa.update(ResponseItem)
        .where(
            ResponseItem.response_id.in_(
                sa.select(Response.id).where(
                    Response.duplicate_of_id == contribution_id, Response.disposition == Disposition.DUPLICATE
                )
            )
        )
        .values(disposition=disposition)
    )


def correct(
    response: Response, said: Said, *, why: str, version: int, actor: Actor, now: datetime
) -> Response:
    """Correct a published answer; the earlier one stays readable, and everybody it answers is told.

    `version` is the one the form was shown. Raises Refused, Incomplete or Conflict.
    """
    policy.may_correct(actor, response).enforce()
    if version != response.version:
        raise Conflict(N_("Somebody corrected this answer before you."), theirs={"answer": response.reasons},
                       yours={"answer": said.reasons})
    answered = queries.contributions_of(response.id)
    lacks = policy.is_complete(said, answered, now.date())
    if not why.strip():
        lacks["why"] = N_("Say why you correct the answer. Everybody can read it.")
    if lacks:
        raise Incomplete(lacks)
    db.session.add(
        ResponseHistory(
            response_id=response.id, version=response.version, disposition=response.disposition.value,
            reasons=response.reasons, promised_wording=response.promised_wording, why_corrected=why,
            actor_id=actor.id, replaced_at=now,
        )
    )
    response.version += 1
    response.corrected_at = now
    _say(response, said)
    db.session.flush()
    for one in answered:
        item = db.session.get_one(ResponseItem, one.id)
        item.disposition = _disposition_for(response)
        public_log.record(
            "answer.corrected", one.public_id, actor_role="policymaker", now=now, version=response.version
        )
        _pass_on(one.id, item.disposition)
        outbox.enqueue("response.corrected", contribution_id=one.id, response_id=response.id, version=response.version)
    contributions.touch(db.session.get_one(Space, response.space_id))
    if answered:
        _make_findable(response, answered[0], now=now)
    return response


def _make_findable(response: Response, first: Contribution, *, now: datetime) -> None:
    search.put(
        "response", response.public_id, language=first.language, url=f"/comments/{first.public_id}/",
        title="", body=response.reasons or response.belongs_where, at=now, space_id=response.space_id,
    )


def write_note(
    space: Space, *, theme_id: int | None, you_said: str, we_did: str, because: str, actor: Actor, now: datetime
) -> OutcomeNote:
    """Write a body's words above the outcome, for a theme or for the whole. Raises Refused."""
    policy.may_write_note(actor, space.body_id).enforce()
    query = sa.select(OutcomeNote).filter_by(space_id=space.id, theme_id=theme_id)
    note = db.session.scalar(query)
    if note is None:
        note = OutcomeNote(space_id=space.id, theme_id=theme_id, updated_at=now)
        db.session.add(note)
    note.you_said, note.we_did, note.because = you_said, we_did, because
    note.author_id, note.updated_at = actor.id, now
    contributions.touch(space)
    db.session.flush()
    return note

"""Who may answer, correct, and what an answer must carry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from consult.contributions.lifecycle import State
from consult.core.actor import Actor
from consult.core.verdict import YES, N_, Verdict, no
from consult.responses.lifecycle import NEEDS, Disposition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.contributions.models import Contribution
    from consult.responses.models import Response
    from consult.routing.models import Referral


@dataclass(frozen=True, slots=True)
class Said:
    """What an answer says, as its form carries it."""

    disposition: Disposition
    reasons: str = ""
    clause_id: int | None = None
    promised_wording: str = ""
    belongs_where: str = ""
    duplicate_of_id: int | None = None
    deferred_until: date | None = None


def may_answer(actor: Actor, contribution: Contribution, referral: Referral | None, *, body_id: int) -> Verdict:
    """Say whether `actor` may answer `contribution` for `body_id`: sent to that body, and public."""
    if not actor.has("policymaker", of=body_id):
        return no(N_("Only a policymaker of the body that was asked can answer."))
    if contribution.state is not State.PUBLISHED:
        return no(N_("This is not public now, so it cannot be answered."))
    if contribution.author_id is not None and contribution.author_id == actor.id:
        return no(N_("You wrote this. A colleague must answer it."))
    asked = {contribution.space.body_id}
    if referral is not None:
        asked.add(referral.body_id)
    if body_id not in asked:
        return no(N_("This was not sent to your body."))
    return YES


def may_correct(actor: Actor, response: Response) -> Verdict:
    """Say whether `actor` may correct a published answer."""
    if not actor.has("policymaker", of=response.body_id):
        return no(N_("Only a policymaker of the body that answered can correct its answer."))
    return YES


def is_complete(said: Said, contributions: Sequence[Contribution], today: date) -> dict[str, str]:
    """Say what an answer lacks, by field; empty when it may be published (`states.md`, dispositions)."""
    needs = NEEDS[said.disposition]
    lacks: dict[str, str] = {}
    if needs.reasons and not said.reasons.strip():
        lacks["reasons"] = N_("Give your reasons. The writer and everybody else read them.")
    if needs.clause_and_wording and said.clause_id is None:
        lacks["clause"] = N_("Name the clause that will change.")
    if needs.clause_and_wording and not said.promised_wording.strip():
        lacks["promised_wording"] = N_("Write the words that you promise for the clause.")
    if needs.belongs_where and not said.belongs_where.strip():
        lacks["belongs_where"] = N_("Say where this belongs instead.")
    if needs.other:
        if said.duplicate_of_id is None:
            lacks["duplicate_of"] = N_("Name the comment that says the same.")
        elif said.duplicate_of_id in {one.id for one in contributions}:
            lacks["duplicate_of"] = N_("A comment cannot be the same as itself. Name the other one.")
    if needs.date:
        if said.deferred_until is None:
            lacks["deferred_until"] = N_("Give the date until which it is put off.")
        elif said.deferred_until <= today:
            lacks["deferred_until"] = N_("Give a date in the future.")
    return lacks


def may_write_note(actor: Actor, body_id: int) -> Verdict:
    """Say whether `actor` may write the body's words above the outcome."""
    if not actor.has("policymaker", of=body_id):
        return no(N_("Only a policymaker of the body that asks can write this."))
    return YES

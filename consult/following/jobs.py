"""Turn events into notifications, and notifications into mails: *you have an answer*, and a link."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from consult.accounts.models import Account
from consult.consultations.models import Consultation
from consult.contributions.lifecycle import State
from consult.contributions.models import Contribution
from consult.core import mail, outbox
from consult.core.clock import now
from consult.core.database import db
from consult.core.jobs import every, handles
from consult.core.verdict import N_
from consult.following import queries, service
from consult.following.models import Notification

SUBJECTS = {
    "response.published": N_("Your comment was answered"),
    "response.corrected": N_("An answer to your comment was corrected"),
    "moderation.decided": N_("A moderator decided on your comment"),
    "comment.edited": N_("A comment that you support was changed"),
    "contribution.published": N_("Somebody wrote where you follow"),
    "consultation.dates_moved": N_("A date of a consultation was moved"),
    "consultation.corrected": N_("A consultation was corrected"),
    "consultation.withdrawn": N_("A consultation was withdrawn"),
    "consultation.concluded": N_("A consultation was answered"),
    "consultation.published": N_("A consultation was published"),
}


def _tell(account_ids: set[int], event: str, *, key: str, url: str, details: dict[str, Any] | None = None) -> None:
    new = service.tell(account_ids, event, key=key, url=url, now=now(), details=details)
    for one in new:
        if queries.pace_of(one.account_id) == "at_once":
            outbox.enqueue("following.mail", notification_id=one.id)


def _said(contribution_id: int) -> Contribution | None:
    return db.session.get(Contribution, contribution_id)


@handles("response.published")
def answered(contribution_id: int, response_id: int) -> None:
    """Tell the author, and those who follow or support, that there is an answer."""
    said = _said(contribution_id)
    if said is None:
        return
    people = queries.followers("contribution", said.id) | queries.supporters(said.id)
    if said.author_id is not None:
        people.add(said.author_id)
    _tell(people, "response.published", key=f"answer-{response_id}-{said.id}", url=f"/comments/{said.public_id}/")
    _mail_guest(said, "answered_guest", N_("Your comment was answered"))


@handles("response.corrected")
def corrected(contribution_id: int, response_id: int, version: int) -> None:
    """Tell the author and followers that an answer was corrected."""
    said = _said(contribution_id)
    if said is None:
        return
    people = queries.followers("contribution", said.id) | ({said.author_id} if said.author_id else set())
    key = f"correction-{response_id}-{version}-{said.id}"
    _tell(people, "response.corrected", key=key, url=f"/comments/{said.public_id}/")
    _mail_guest(said, "answered_guest", N_("An answer to your comment was corrected"))


def _mail_guest(said: Contribution, template: str, subject: str) -> None:
    guest = said.guest
    if guest is not None and guest.email and guest.confirmed_at is not None:
        mail.send(guest.email, template, language=guest.language, subject=subject, path=f"/comments/{said.public_id}/")


@handles("comment.edited")
def edited(contribution_id: int, version: int) -> None:
    """Tell supporters that what they support was changed; their support stays until they take it back."""
    said = _said(contribution_id)
    if said is not None and said.state is State.PUBLISHED:
        people = queries.supporters(said.id) - {said.author_id or 0}
        _tell(people, "comment.edited", key=f"edit-{said.id}-{version}", url=f"/comments/{said.public_id}/")


@handles("contribution.published")
def published(contribution_id: int) -> None:
    """Tell those who follow the place, or who are replied to, that somebody wrote."""
    said = _said(contribution_id)
    if said is not None and said.state is State.PUBLISHED:
        people = queries.followers_of(said)
        _tell(people, "contribution.published", key=f"published-{said.id}", url=f"/comments/{said.public_id}/")


@handles("consultation.dates_moved", "consultation.corrected", "consultation.withdrawn", "consultation.concluded",
         "consultation.published")
def public_act(consultation_id: int, act_id: int, event: str) -> None:
    """Tell those who follow a consultation what was done in public."""
    consultation = db.session.get(Consultation, consultation_id)
    if consultation is not None:
        people = queries.followers("space", consultation.space_id)
        _tell(people, event, key=f"act-{act_id}", url=f"/consultations/{consultation.slug}/")


@handles("following.mail")
def mail_one(notification_id: int) -> None:
    """Send one notification by mail, once."""
    one = db.session.get(Notification, notification_id)
    if one is None or one.mailed_at is not None:
        return
    account = db.session.get_one(Account, one.account_id)
    one.mailed_at = now()
    if account.email and account.disabled_at is None and one.read_at is None:
        _send(account, [one])


def _send(account: Account, news: list[Notification]) -> None:
    subject = SUBJECTS.get(news[0].event, N_("News from Consult")) if len(news) == 1 else N_("News from Consult")
    lines = [(SUBJECTS.get(one.event, N_("News")), one.url) for one in news[:50]]
    mail.send(account.email or "", "news", language=account.language, subject=subject, lines=lines)


@every(timedelta(hours=1), "digests")
def digests() -> None:
    """Send daily and weekly digests when they are due (at 7 UTC; weekly on Mondays)."""
    at = now()
    if at.hour == 7:
        _digest("daily", at)
        if at.weekday() == 0:
            _digest("weekly", at)


def _digest(pace: str, at: datetime) -> None:
    for account_id, news in queries.unmailed(pace).items():
        account = db.session.get_one(Account, account_id)
        db.session.execute(
            sa.update(Notification).where(Notification.id.in_([one.id for one in news])).values(mailed_at=at)
        )
        _send(account, news)

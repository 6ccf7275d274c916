"""Mails about comments: a guest's link."""

from __future__ import annotations

from consult.contributions import guests
from consult.contributions.models import Guest
from consult.core import mail
from consult.core.database import db
from consult.core.jobs import handles
from consult.core.verdict import N_


@handles("comments.confirm_guest")
def confirm_guest(guest_id: int) -> None:
    """Send a guest the link that confirms their address; sent again, the earlier link no longer works."""
    guest = db.session.get(Guest, guest_id)
    if guest is None or guest.confirmed_at is not None or not guest.email:
        return
    token = guests.make_link_token(guest)
    mail.send(guest.email, "confirm_guest", language=guest.language, subject=N_("Confirm your comment"), token=token)

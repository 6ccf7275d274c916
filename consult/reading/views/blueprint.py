"""The blueprint of the reading pages, and what several of them need."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, g
from flask_babel import get_locale

from consult.core.access import current_actor
from consult.core.actor import Actor
from consult.reading.queries import pages

blueprint = Blueprint("reading", __name__)


def language() -> str:
    """The language of this page."""
    return str(get_locale() or "en")


def staff_bodies(actor: Actor) -> frozenset[int]:
    """The bodies whose unpublished consultations the reader may see."""
    return actor.bodies("policymaker")


def load_consultation(slug: str) -> pages.Overview:
    """Read a consultation that the reader may see, or answer 404."""
    found = pages.consultation(slug, for_body_ids=staff_bodies(current_actor()))
    if found is None:
        abort(404)
    g.is_demonstration = found.is_demonstration
    return found


def days_left(closes_at: datetime | None, zone: str, now: datetime) -> int | None:
    """Count the days until the day of closing, as a calendar in the consultation's zone shows them."""
    if closes_at is None:
        return None
    place = ZoneInfo(zone)
    return (closes_at.astimezone(place).date() - now.astimezone(place).date()).days

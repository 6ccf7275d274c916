"""Say when an answer is due, and how a clock stands. Day zero is the day of sending.

A due date means the whole of that day where the body is: overdue begins the day after. Referrals count
calendar days, appeals working days (`states.md`, `redress.md`).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

SOON = 4
"""Due soon is when less than one in `SOON` parts of the time is left: a quarter."""
_SATURDAY = 5
_END_OF_DAY = time(23, 59, 59)


class ClockStatus(StrEnum):
    """How a clock stands; derived from dates, never stored."""

    ON_TIME = "on_time"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    ANSWERED = "answered"


def working_day_after(day: date, days: int, holidays: Collection[date] = ()) -> date:
    """Count working days on from `day`: weekends and `holidays` do not count."""
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() < _SATURDAY and day not in holidays:
            days -= 1
    return day


def _end_of(day: date, zone: str) -> datetime:
    return datetime.combine(day, _END_OF_DAY, ZoneInfo(zone)).astimezone(UTC)


def due_after_days(start: datetime, days: int, zone: str) -> datetime:
    """Give the end, in UTC, of the day `days` calendar days after `start` in `zone` (an IANA name)."""
    return _end_of(start.astimezone(ZoneInfo(zone)).date() + timedelta(days=days), zone)


def due_after_working_days(
    start: datetime, days: int, zone: str, holidays: Collection[date] = ()
) -> datetime:
    """Give the end, in UTC, of the day that is `days` working days after `start` in `zone`."""
    return _end_of(working_day_after(start.astimezone(ZoneInfo(zone)).date(), days, holidays), zone)


def status(
    due_at: datetime, started_at: datetime, now: datetime, ended_at: datetime | None = None
) -> ClockStatus:
    """Say how a clock stands at `now`; an answered one is answered, also when it was late (`was_late`)."""
    if ended_at is not None:
        return ClockStatus.ANSWERED
    if now > due_at:
        return ClockStatus.OVERDUE
    if (due_at - now) * SOON <= due_at - started_at:
        return ClockStatus.DUE_SOON
    return ClockStatus.ON_TIME


def was_late(due_at: datetime, ended_at: datetime) -> bool:
    """Say whether an answer came after its due date."""
    return ended_at > due_at


def days_overdue(due_at: datetime, now: datetime, zone: str) -> int:
    """Count the days since the due date in `zone`: 1 on the day after it, 0 before."""
    here = ZoneInfo(zone)
    return max(0, (now.astimezone(here).date() - due_at.astimezone(here).date()).days)

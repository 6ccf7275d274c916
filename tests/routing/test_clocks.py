"""When an answer is due, and how its clock stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.routing import clocks
from consult.routing.clocks import ClockStatus


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "days", "zone", "due"),
    [
        ("2026-11-24T10:00", 10, "Europe/Brussels", "2026-12-04T22:59:59"),
        ("2026-11-24T23:30", 10, "Europe/Brussels", "2026-12-05T22:59:59"),  # already the 25th there
        ("2026-11-24T10:00", 0, "UTC", "2026-11-24T23:59:59"),
        ("2026-10-20T10:00", 7, "Europe/Brussels", "2026-10-27T22:59:59"),  # the clocks go back between
        ("2026-03-27T10:00", 7, "Europe/Brussels", "2026-04-03T21:59:59"),  # and forward
        ("2026-11-24T02:00", 1, "America/New_York", "2026-11-25T04:59:59"),  # still the 23rd there
        ("2026-11-24T02:00", 1, "Asia/Tokyo", "2026-11-25T14:59:59"),
    ],
)
def test_calendar_days_end_with_the_day_of_the_body(start: str, days: int, zone: str, due: str) -> None:
    assert clocks.due_after_days(utc(start), days, zone) == utc(due)


CHRISTMAS = {date(2026, 12, 25)}


@pytest.mark.parametrize(
    ("day", "days", "due"),
    [
        ("2026-11-24", 10, "2026-12-08"),
        ("2026-11-27", 1, "2026-11-30"),  # a Friday
        ("2026-11-28", 1, "2026-11-30"),  # a Saturday
        ("2026-12-24", 1, "2026-12-28"),  # a holiday and a weekend follow
        ("2026-11-28", 0, "2026-11-28"),
    ],
)
def test_working_days_skip_weekends_and_holidays(day: str, days: int, due: str) -> None:
    assert clocks.working_day_after(date.fromisoformat(day), days, CHRISTMAS) == date.fromisoformat(due)
    start = utc(f"{day}T12:00")
    assert clocks.due_after_working_days(start, days, "UTC", CHRISTMAS) == utc(f"{due}T23:59:59")


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 60))
def test_a_working_day_is_never_a_weekend_and_more_days_are_never_earlier(day: date, days: int) -> None:
    due = clocks.working_day_after(day, days)
    assert due.weekday() < 5
    assert clocks.working_day_after(day, days + 1) > due
    assert due - day >= timedelta(days=days)


@pytest.mark.parametrize(
    ("now", "ended", "status"),
    [
        ("2026-11-01T00:00", None, ClockStatus.ON_TIME),
        ("2026-11-03T23:59", None, ClockStatus.ON_TIME),
        ("2026-11-04T00:00", None, ClockStatus.DUE_SOON),  # one day of four is left
        ("2026-11-05T00:00", None, ClockStatus.DUE_SOON),
        ("2026-11-05T00:01", None, ClockStatus.OVERDUE),
        ("2026-11-09T00:00", "2026-11-02T00:00", ClockStatus.ANSWERED),
        ("2026-11-09T00:00", "2026-11-08T00:00", ClockStatus.ANSWERED),
    ],
)
def test_how_a_clock_of_four_days_stands(now: str, ended: str | None, status: ClockStatus) -> None:
    start, due = utc("2026-11-01T00:00"), utc("2026-11-05T00:00")
    ended_at = utc(ended) if ended else None
    assert clocks.status(due, start, utc(now), ended_at) is status
    assert clocks.was_late(due, utc(now)) is (utc(now) > due)


@pytest.mark.parametrize(
    ("now", "days"),
    [("2026-11-04T12:00", 0), ("2026-11-05T22:59", 0), ("2026-11-05T23:00", 1), ("2026-11-07T12:00", 2)],
)
def test_days_overdue_are_those_of_the_body(now: str, days: int) -> None:
    due = clocks.due_after_days(utc("2026-11-01T12:00"), 4, "Europe/Brussels")
    assert clocks.days_overdue(due, utc(now), "Europe/Brussels") == days

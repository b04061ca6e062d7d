"""Are weekends, the bank holidays of each nation and the change of the clocks counted right?"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from accounts.models import Nation
from decisions.tasks.calendar import (
    end_of,
    in_hours,
    in_working_days,
    is_working,
    morning_of,
    working_day_before,
    working_days_after,
)

LONDON = ZoneInfo("Europe/London")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("begun", "days", "ends"),
    [
        ("2026-11-16", 1, "2026-11-17"),
        ("2026-11-20", 1, "2026-11-23"),
        ("2026-11-20", 2, "2026-11-24"),
        ("2026-11-21", 1, "2026-11-23"),
        ("2026-11-21", 0, "2026-11-23"),
        ("2026-11-20", 0, "2026-11-20"),
        # Christmas on a Friday, Boxing Day made up for on Monday.
        ("2026-12-24", 1, "2026-12-29"),
        ("2026-12-23", 5, "2027-01-04"),
    ],
)
def test_weekends_and_christmas_are_left_out(begun: str, days: int, ends: str) -> None:
    assert working_days_after(day(begun), days, Nation.ENGLAND) == day(ends)


@pytest.mark.parametrize(
    ("holiday", "works"),
    [
        # Easter Monday is no bank holiday in Scotland.
        ("2026-04-06", {Nation.SCOTLAND}),
        ("2026-04-03", set()),
        ("2026-01-02", {Nation.ENGLAND, Nation.WALES, Nation.NORTHERN_IRELAND}),
        ("2026-11-30", {Nation.ENGLAND, Nation.WALES, Nation.NORTHERN_IRELAND}),
        ("2026-03-17", {Nation.ENGLAND, Nation.WALES, Nation.SCOTLAND}),
        ("2026-07-13", {Nation.ENGLAND, Nation.WALES, Nation.SCOTLAND}),
        ("2026-08-31", {Nation.SCOTLAND}),
        ("2026-08-03", {Nation.ENGLAND, Nation.WALES, Nation.NORTHERN_IRELAND}),
    ],
)
def test_each_nation_has_its_own_bank_holidays(holiday: str, works: set[Nation]) -> None:
    assert {nation for nation in Nation if is_working(day(holiday), nation)} == works


def test_the_same_three_days_end_later_where_there_is_a_holiday() -> None:
    begun = dt.datetime(2026, 4, 2, 10, tzinfo=LONDON)
    ends = {nation: in_working_days(begun, 1, nation).date() for nation in Nation}
    assert ends[Nation.SCOTLAND] == day("2026-04-06")
    assert ends[Nation.ENGLAND] == ends[Nation.WALES] == day("2026-04-07")
    assert ends[Nation.NORTHERN_IRELAND] == day("2026-04-07")


def test_the_day_before_a_monday_is_a_friday() -> None:
    assert working_day_before(day("2026-11-23"), Nation.ENGLAND) == day("2026-11-20")
    assert working_day_before(day("2026-12-29"), Nation.ENGLAND) == day("2026-12-24")


def test_a_day_ends_at_our_midnight_in_summer_and_in_winter() -> None:
    assert end_of(day("2026-07-01")).astimezone(dt.UTC).hour == 22
    assert end_of(day("2026-12-01")).astimezone(dt.UTC).hour == 23
    assert morning_of(day("2026-07-01")).astimezone(dt.UTC).hour == 8


def test_a_day_counts_by_the_clock_on_the_wall() -> None:
    """Half past eleven at night in London, in summer, is the same day in London only."""
    late = dt.datetime(2026, 7, 2, 22, 30, tzinfo=dt.UTC)
    after_midnight = dt.datetime(2026, 7, 2, 23, 30, tzinfo=dt.UTC)
    assert in_working_days(late, 1, Nation.ENGLAND).date() == day("2026-07-03")
    assert in_working_days(after_midnight, 1, Nation.ENGLAND).date() == day("2026-07-06")


@pytest.mark.parametrize(
    ("found", "on_the_wall"),
    [
        # The clocks go back on 25 October 2026 and forward on 28 March 2027.
        (dt.datetime(2026, 10, 24, 12, tzinfo=LONDON), 11),
        (dt.datetime(2027, 3, 27, 12, tzinfo=LONDON), 13),
        (dt.datetime(2026, 11, 10, 12, tzinfo=LONDON), 12),
    ],
)
def test_seventy_two_hours_are_seventy_two_hours(found: dt.datetime, on_the_wall: int) -> None:
    ends = in_hours(found, 72)
    assert ends - found.astimezone(dt.UTC) == dt.timedelta(hours=72)
    assert ends.astimezone(LONDON).hour == on_the_wall

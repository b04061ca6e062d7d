"""By when is something due? In working days of the nation, or in hours of the clock."""

from __future__ import annotations

import datetime as dt
from functools import cache

import holidays
from django.utils import timezone

from accounts.models import Nation

SUBDIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.SCOTLAND: "SCT",
    Nation.WALES: "WLS",
    Nation.NORTHERN_IRELAND: "NIR",
}
SATURDAY = 5
LAST_MINUTE = dt.time(23, 59)
MORNING = dt.time(9)


@cache
def bank_holidays(nation: str, year: int) -> frozenset[dt.date]:
    """The bank holidays of one nation; nobody is asked over the network."""
    return frozenset(
        holidays.country_holidays("GB", subdiv=SUBDIVISIONS[Nation(nation)], years=year)
    )


def is_working(day: dt.date, nation: str) -> bool:
    """Neither a Saturday, a Sunday nor a bank holiday."""
    return day.weekday() < SATURDAY and day not in bank_holidays(nation, day.year)


def working_days_after(day: dt.date, days: int, nation: str) -> dt.date:
    """The day so many working days later; with none, the first working day from ``day`` on."""
    if not days and not is_working(day, nation):
        days = 1
    for _ in range(days):
        day = _next_working(day, nation)
    return day


def _next_working(day: dt.date, nation: str) -> dt.date:
    day += dt.timedelta(days=1)
    while not is_working(day, nation):
        day += dt.timedelta(days=1)
    return day


def working_day_before(day: dt.date, nation: str) -> dt.date:
    """The last working day before ``day``."""
    day -= dt.timedelta(days=1)
    while not is_working(day, nation):
        day -= dt.timedelta(days=1)
    return day


def end_of(day: dt.date) -> dt.datetime:
    """The last minute of a day, by the clocks of the United Kingdom."""
    return _at(day, LAST_MINUTE)


def morning_of(day: dt.date) -> dt.datetime:
    """When people come to work."""
    return _at(day, MORNING)


def _at(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, tzinfo=timezone.get_current_timezone())


def in_working_days(moment: dt.datetime, days: int, nation: str) -> dt.datetime:
    """The end of the day that is so many working days after the day of ``moment``."""
    return end_of(working_days_after(timezone.localdate(moment), days, nation))


def in_hours(moment: dt.datetime, hours: int) -> dt.datetime:
    """So many hours later, whatever the clocks on the wall do meanwhile."""
    return moment.astimezone(dt.UTC) + dt.timedelta(hours=hours)

"""Do the 72 hours run through nights, weekends and the change of the clocks?"""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from accounts.ui.dates import UK
from decisions.choices import Breach
from decisions.following import policies
from decisions.following.words import time_left
from decisions.models import Incident


def uk(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=UK).astimezone(dt.UTC)


@pytest.mark.parametrize(
    ("found", "until"),
    [
        # Monday to Thursday
        (uk(2026, 3, 2, 15, 40), "5 March 2026, 3:40pm"),
        # Friday to Monday, over a weekend
        (uk(2026, 3, 6, 15, 40), "9 March 2026, 3:40pm"),
        # Good Friday and Easter Monday are hours like others
        (uk(2026, 4, 3, 9, 0), "6 April 2026, 9:00am"),
        # The clocks go back on 25 October 2026: an hour earlier by the clock on the wall
        (uk(2026, 10, 23, 10, 0), "26 October 2026, 9:00am"),
        (uk(2026, 10, 25, 0, 30), "27 October 2026, 11:30pm"),
        # and forward on 28 March 2027: an hour later
        (uk(2027, 3, 26, 10, 0), "29 March 2027, 11:00am"),
    ],
)
def test_72_hours_of_the_clock(found: dt.datetime, until: str) -> None:
    incident = Incident(found_at=found)
    assert policies.report_by(incident) - found == dt.timedelta(hours=72)
    assert time_left(incident, found) == f"72 hours left, until {until}"
    assert time_left(incident, found.astimezone(UK)) == f"72 hours left, until {until}"


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (dt.timedelta(hours=34), "38 hours left, until 5 March 2026, 3:40pm"),
        (dt.timedelta(hours=34, seconds=1), "37 hours left, until 5 March 2026, 3:40pm"),
        (dt.timedelta(hours=71), "1 hour left, until 5 March 2026, 3:40pm"),
        (dt.timedelta(hours=71, minutes=1), "Less than an hour left, until 5 March 2026, 3:40pm"),
        (dt.timedelta(hours=72), "The 72 hours were over on 5 March 2026, 3:40pm"),
        (dt.timedelta(days=30), "The 72 hours were over on 5 March 2026, 3:40pm"),
    ],
)
def test_what_is_left_is_never_too_much(passed: dt.timedelta, said: str) -> None:
    found = uk(2026, 3, 2, 15, 40)
    assert time_left(Incident(found_at=found), found + passed) == said


@time_machine.travel("2026-10-24T22:00:00Z", tick=False)
@pytest.mark.parametrize(
    ("values", "runs"),
    [
        ({}, True),
        ({"breach": Breach.NOT_A_BREACH}, False),
        ({"breach": Breach.NOT_REPORTABLE}, False),
        ({"breach": Breach.REPORTABLE}, True),
        ({"breach": Breach.REPORTABLE, "reported_at": uk(2026, 10, 24, 9, 0)}, False),
        ({"breach": Breach.NOT_A_BREACH, "closed_at": uk(2026, 10, 24, 9, 0)}, False),
    ],
)
def test_the_clock_runs_until_it_is_decided_and_reported(values: dict, runs: bool) -> None:
    incident = Incident(found_at=uk(2026, 10, 23, 10, 0), **values)
    assert policies.clock_runs(incident) is runs

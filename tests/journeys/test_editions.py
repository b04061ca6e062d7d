"""Can somebody see what would be asked today of a record that answered older rules?"""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from decisions.choices import Status
from decisions.models import Decision
from tests.factories import decision_at
from tests.journeys.conftest import Given

pytestmark = pytest.mark.browser


def of_2019(given: Given) -> Decision:
    with time_machine.travel(dt.datetime(2019, 3, 4, 10, tzinfo=dt.UTC), tick=True):
        return decision_at(Status.RECORDED, given.cast.practitioner, team_id=given.cast.team.pk)


def test_by_keys_alone_the_rules_of_today_are_read_beside_those_of_then(given: Given) -> None:
    decision = of_2019(given)
    posy = given.typing(given.cast.practitioner)
    posy.opens(reverse("recorded", args=[decision.reference]))
    posy.follows("See what would be asked today")
    posy.is_at("What would be asked today")
    posy.sees(
        "This record keeps the rules that it answered.",
        "This record answered: The seven golden rules to sharing information (2018).",
        "This was rule 3 and is now rule 4.",
        "What this record holds",
        "Other words, but nothing else to do",
        "These steps were not written yet when it was decided.",
    )
    posy.goes_back()
    posy.sees("This record keeps the ones that it answered.")


def test_on_a_phone_without_scripts_a_lead_reads_the_same(given: Given) -> None:
    decision = of_2019(given)
    rowan = given.at_work(given.cast.lead, width=375, scripts=False)
    rowan.opens(reverse("asked_today", args=[decision.reference]))
    rowan.sees("This is new. Tell people how their information is used")

"""Does somebody see in a browser which law could fit, and can they judge a duty to share?"""

from __future__ import annotations

import pytest

from accounts.choices import Nation
from decisions.choices import Outcome
from tests.factories import draft
from tests.journeys.conftest import Given

pytestmark = pytest.mark.browser
RECOGNISED = "Recognised legitimate interest: safeguarding"
DESPITE = "One that may not fit: why do you rely on it all the same?"
TOOL = (
    "/guidance/law/?nation=scotland&organisation=voluntary&public=no&about=child&concerns=neglect"
)


def begun(given: Given, nation: str = Nation.ENGLAND) -> str:
    """A draft about a child, whose answer is not to share."""
    cast = given.cast
    made = draft(
        cast.practitioner,
        team_id=cast.team.pk,
        nation=nation,
        concerns=["fgm"],
        outcome=Outcome.NOT_SHARE,
    )
    return f"/decisions/{made.reference}/"


def test_on_a_phone_without_scripts_england_has_its_own_law(given: Given) -> None:
    address = begun(given)
    posy = given.at_work(given.cast.practitioner, width=375, scripts=False)
    posy.opens(f"{address}basis/")
    posy.sees("Keeping people safe is part of the job", "These may not fit:")
    posy.opens_up("A few questions about this information")
    posy.chooses(
        "If it is about an offence against a child: how is it known?",
        "It is suspected, and not known",
    )
    posy.ticks(RECOGNISED)
    posy.at("Why may your organisation share this?")
    posy.page.get_by_label(DESPITE, exact=True).first.fill("For the shelter that we run ourselves")
    posy.presses("Save and go to the task list")
    posy.opens(f"{address}basis/")
    assert posy.page.get_by_role("checkbox", name=RECOGNISED, exact=True).is_checked()
    assert posy.page.locator("main input[type=checkbox]:checked").count() == 1
    posy.follows("How the guide came to this")
    posy.sees("The duty is for known cases.", "Ticked in this record", "Record the judgement")
    posy.follows("Record the judgement")
    posy.presses("Keep this judgement")
    posy.is_told_of("Would sharing it do the child more harm than not sharing it?")
    posy.chooses("Would sharing it do the child more harm than not sharing it?", "Yes")
    posy.writes("Why?", "She would be taken abroad before anybody could act.")
    posy.presses("Keep this judgement")
    posy.sees("The judgement is kept in the record.")


def test_scotland_has_its_own(given: Given) -> None:
    address = begun(given, Nation.SCOTLAND)
    inspector = given.inspecting(given.cast.practitioner)
    inspector.opens(f"{address}basis/")
    inspector.sees("Referring a child to the Children's Reporter")
    offered = inspector.page.get_by_role("checkbox", include_hidden=True)
    named = [one.get_attribute("value") for one in offered.all()]
    assert "CHSA-60" in named
    assert not {"FGM-5B", "CA89-47", "CARE-42"} & set(named)
    inspector.opens(f"{address}law/")
    inspector.sees(
        "The duty to report female genital mutilation to the police is law in England and"
    )
    inspector.does_not_see("Would sharing do the child more harm?")
    inspector.opens(TOOL)
    inspector.sees("Scotland has no general law that makes everybody report.")
    inspector.opens(f"{begun(given)}law/detriment/")
    inspector.sees("We could not confirm that this duty is in force.")


def test_by_keys_alone_the_reason_is_asked_once_it_is_called_for(given: Given) -> None:
    posy = given.typing(given.cast.practitioner)
    posy.opens(f"{begun(given)}basis/")
    waits = posy.page.get_by_label(DESPITE, exact=True).first
    assert not waits.is_visible()
    posy.ticks(RECOGNISED)
    assert waits.is_visible()
    posy.page.get_by_label(DESPITE, exact=True).first.focus()
    posy.page.keyboard.type("For the shelter that we run ourselves")
    posy.presses("Save and continue")

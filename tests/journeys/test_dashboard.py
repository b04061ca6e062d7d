"""Can a lead see who needs them and look at record after record, by keys and without scripts?"""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.decisions.dashboard.made import settled
from tests.journeys.conftest import Given

pytestmark = pytest.mark.browser


def test_by_keys_alone_a_lead_looks_at_two_records_without_leaving_the_list(given: Given) -> None:
    cast = given.cast
    first = settled(cast.practitioner, team_id=cast.team.pk, danger_now="yes")
    second = settled(cast.practitioner, team_id=cast.team.pk, significant_harm="yes")
    rowan = given.typing(cast.lead)
    rowan.opens(reverse("dashboard"))
    rowan.sees("Child FCH 1001", "Somebody was in danger", first.reference)
    rowan.page.keyboard.press("o")  # the focus is not in the list: nothing happens
    assert rowan.path == reverse("dashboard")
    links = rowan.page.locator("[data-queue] [data-row] a.app-reference")
    links.first.focus()
    for key, place in (("j", 1), ("k", 0)):
        rowan.page.keyboard.press(key)
        assert links.nth(place).evaluate("link => link === document.activeElement")
    with rowan.page.expect_navigation(wait_until="load"):
        rowan.page.keyboard.press("o")
    assert rowan.page.evaluate("document.activeElement.id") == "open"
    rowan.sees("The baby cannot roll yet.")
    rowan.presses("Save and open the next")
    rowan.is_told_of("Say what you find")
    rowan.chooses("What do you find?", "Satisfied")
    rowan.presses("Save and open the next")
    rowan.sees(f"Your review of {first.reference} is saved.")
    rowan.chooses("What do you find?", "A question for the author")
    rowan.writes("Your comment", "Was the mother asked?")
    rowan.presses("Save")
    rowan.sees(f"Your review of {second.reference} is saved.")
    rowan.does_not_see("Somebody was in danger")
    assert rowan.path == reverse("dashboard")


def test_on_a_phone_without_scripts_filters_and_views_work(given: Given) -> None:
    cast = given.cast
    made = settled(cast.practitioner, team_id=cast.team.pk, concerns=["neglect"])
    other = settled(cast.practitioner, team_id=cast.team.pk)
    rowan = given.at_work(cast.lead, width=375, scripts=False)
    rowan.opens(reverse("decisions_of_team"))
    rowan.sees(made.reference, other.reference)
    rowan.opens_up("Choose which decisions")
    rowan.picks("The worry", "Neglect")
    rowan.presses("Show them")
    rowan.sees(made.reference)
    rowan.does_not_see(other.reference)
    assert rowan.path.endswith("?concern=neglect")
    rowan.opens_up("Your views")
    rowan.writes("Name of this view", "Neglect in my team")
    rowan.presses("Save what you see as a view")
    rowan.opens(reverse("decisions_of_team"))
    rowan.follows("Neglect in my team")
    rowan.does_not_see(other.reference)
    rowan.opens(reverse("triage", args=[made.reference]))
    rowan.chooses("What do you find?", "Satisfied")
    rowan.page.get_by_role("button", name="Save").first.click()
    rowan.sees("is saved.")


def test_every_page_is_sound(given: Given) -> None:
    cast = given.cast
    made = [
        settled(cast.practitioner, team_id=cast.team.pk, danger_now="yes") for _number in range(2)
    ]
    inspector = given.inspecting(cast.lead)
    for name in ("dashboard", "sample", "decisions_of_team", "charts", "my_work"):
        inspector.opens(reverse(name))
    inspector.opens(reverse("triage", args=[made[0].reference]))
    inspector.sends_in_error()
    given.inspecting(cast.practitioner).opens(reverse("my_work"))

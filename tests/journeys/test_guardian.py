"""Can the Guardian find who did what, go back in time and take it away as a file, in a browser?"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.urls import reverse

from accounts.door import acting
from accounts.models import Membership
from decisions.actions.correcting import add_addendum
from decisions.choices import Status
from decisions.models import Decision
from tests.cast import client_of
from tests.factories import decision_at
from tests.journeys import steps
from tests.journeys.conftest import Given
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
LONG = "Bartholomea Fotheringham-Wolstenholme-Cholmondeley of Llanfairpwllgwyngyllgogerychwyrn"


def something_to_find(given: Given) -> Decision:
    """A record that was added to and read, and that a colleague was refused."""
    author = given.cast.practitioner
    decision = decision_at(Status.INCOMPLETE, author, team_id=given.cast.team.pk)
    with acting(author.actor()):
        add_addendum(decision, actor=author.actor(), text="He said more.", reason="Heard later.")
    for who in (author, given.cast.colleague):
        client_of(who).get(reverse("recorded", args=[decision.reference]))
    return decision


def is_called(who: Membership, name: str) -> None:
    with acting(who.actor()):
        who.person.name = name
        who.person.save(update_fields=["name"])


def finds_who_looked(guardian: Visitor, decision: Decision) -> None:
    guardian.opens("/")
    guardian.follows("Dashboard")
    guardian.follows("History")
    guardian.is_at("History of the organisation")
    guardian.opens_up("Look for something")
    guardian.picks("What happened", "Who looked at what: all")
    guardian.writes("Reference of the record", decision.reference.lower())
    guardian.presses("Show it")
    guardian.sees(
        f"You see: Who looked at what; record {decision.reference}",
        f"Posy Thimble opened record {decision.reference}",
    )
    assert guardian.page.locator("tbody tr").count() == 1


def goes_back_in_time(guardian: Visitor, decision: Decision) -> None:
    guardian.follows(decision.reference)
    guardian.is_at(f"History of record {decision.reference}")
    guardian.sees("Who has looked at this record", "Linnet Marlow was refused", "Heard later.")
    guardian.opens(reverse("as_it_stood", args=[decision.reference, decision.version]))
    guardian.sees("It has not changed again.", "He said more.")
    guardian.follows("One change earlier")
    guardian.sees("It is not today’s record.", "The baby cannot roll yet.")
    guardian.does_not_see("He said more.")
    guardian.follows("History of this record")


def takes_it_away(guardian: Visitor, folder: Path) -> list[dict[str, str]]:
    guardian.opens(f"{reverse('log')}?kind=refusals")
    guardian.follows("Export what you see here")
    guardian.sees("The file holds: Refusals.")
    guardian.presses("Make the file")
    guardian.is_told_of("Say why you need it, in a few words")
    guardian.writes("Why do you need it?", "The board has asked who was refused.")
    with guardian.page.expect_download() as waited:
        guardian.page.get_by_role("button", name="Make the file").focus()
        guardian.page.keyboard.press("Enter")
    waited.value.save_as(folder / "history.csv")
    with (folder / "history.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_by_keyboard_alone(given: Given, tmp_path: Path) -> None:
    decision = something_to_find(given)
    guardian = given.typing(given.cast.guardian)
    finds_who_looked(guardian, decision)
    goes_back_in_time(guardian, decision)
    [row] = takes_it_away(guardian, tmp_path)
    assert row["What happened"] == "Linnet Marlow was refused"
    guardian.opens(f"{reverse('log')}?kind=exports")
    guardian.sees("Alder Finch exported a part of the history", "Looked for: Refusals", "1 entry")


def test_on_a_phone_without_scripts(given: Given, tmp_path: Path) -> None:
    decision = something_to_find(given)
    guardian = given.at_work(given.cast.guardian, width=375, scripts=False)
    finds_who_looked(guardian, decision)
    goes_back_in_time(guardian, decision)
    assert len(takes_it_away(guardian, tmp_path)) == 1


def test_every_page_of_it_is_sound(given: Given) -> None:
    """With long names and full pages, with nothing on them, and in error."""
    decision = something_to_find(given)
    is_called(given.cast.practitioner, LONG)
    for _ in range(6):
        decision_at(Status.SUPERSEDED, given.cast.practitioner)
    inspector = given.inspecting(given.cast.guardian)
    inspector.opens(reverse("log"))
    inspector.sees(LONG)
    inspector.follows("Older")
    inspector.passes(f"{reverse('log')}?since={steps.in_days(2)}")
    inspector.sees("Nothing was found.")
    inspector.opens_up("Look for something")
    inspector.sends_in_error(spoilt=True)
    inspector.opens(reverse("export_log"))
    inspector.sends_in_error()
    inspector.opens(reverse("record_history", args=[decision.reference]))
    inspector.opens(reverse("as_it_stood", args=[decision.reference, 1]))
    inspector.opens(reverse("as_it_stood", args=[decision.reference, decision.version]))


def test_others_are_told_whose_it_is(given: Given) -> None:
    posy = given.at_work(given.cast.practitioner)
    assert posy.page.locator("nav").get_by_text("History", exact=True).count() == 0
    posy.opens(reverse("log"))
    posy.is_at("You cannot do this")
    posy.sees("Only the Guardian and their deputies can see this.")

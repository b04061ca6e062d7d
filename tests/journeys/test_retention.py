"""Can two people let a record go, in a browser, by keys alone and on a phone, and is it gone?"""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.database.signed import sign
from tests.decisions.retention.records import kept, old, proposed
from tests.journeys.conftest import Given
from tests.journeys.typist import Typist
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
SCHEDULE = "/history/retention/"


def enters_the_schedule(guardian: Visitor) -> None:
    guardian.opens(SCHEDULE)
    guardian.sees("Nothing falls due until you enter how long records are kept.")
    guardian.follows("Change About an adult at risk")
    guardian.writes("How many years are these records kept?", "8")
    guardian.presses("Save")
    guardian.is_told_of("Choose the day from which the years are counted")
    guardian.chooses("Counted from", "The day it was recorded (a draft: given up)")
    guardian.writes("Which schedule says so?", "Our retention schedule 2025, item 4")
    guardian.presses("Save")
    guardian.sees("The schedule is saved.", "8 years", "Our retention schedule 2025, item 4")


def holds_and_lifts(guardian: Visitor, reference: str) -> None:
    guardian.opens(f"{SCHEDULE}holds/")
    guardian.writes("Reference of the record", reference)
    guardian.presses("Continue")
    guardian.writes("Why must this record be kept?", "An inquest")
    guardian.presses("Hold the record")
    guardian.sees("It cannot be destroyed.", "An inquest")
    guardian.opens(SCHEDULE)
    guardian.sees("No record is due.")
    guardian.opens(f"{SCHEDULE}holds/")
    guardian.follows(f"Lift {reference}")
    guardian.writes("Why is the hold lifted?", "The inquest is over")
    guardian.presses("Lift the hold")
    guardian.sees("No record is held.")


def proposes(guardian: Visitor, reference: str) -> str:
    guardian.opens(SCHEDULE)
    guardian.follows(f"Propose to destroy {reference}")
    guardian.holds("By which authority?", "Our retention schedule 2025, item 4")
    guardian.presses("Propose it")
    guardian.sees("You proposed this. Somebody else must agree to it.", "Rowan Quill")
    guardian.does_not_see("Destroy the record")
    return guardian.path


def test_by_keys_alone_a_record_is_held_and_then_destroyed_by_two(given: Given) -> None:
    record = old(given.cast.practitioner, concern="Quagga in the stable")
    alder = given.typing(given.cast.guardian)
    enters_the_schedule(alder)
    holds_and_lifts(alder, record.reference)
    proposes(alder, record.reference)
    rowan: Typist = given.typing(given.cast.lead, width=375)
    rowan.opens(SCHEDULE)
    rowan.follows(record.reference)
    rowan.chooses("Do you agree that this record is destroyed?", "Yes, I agree")
    rowan.presses("Save")
    rowan.presses("Destroy the record")
    rowan.sees("the newest entries of its history are not signed")
    sign()
    rowan.presses("Destroy the record")
    rowan.sees("The record is destroyed", "can still be proved")
    alder.opens(f"/decisions/{record.reference}/")
    alder.is_at(f"Record {record.reference} was destroyed")
    alder.does_not_see("Quagga")
    alder.follows("Who did what with this record, and when")
    alder.sees("as two people had agreed")
    alder.opens(f"{SCHEDULE}decided/")
    alder.sees(record.reference, "Agreed: Rowan Quill")


def test_on_a_phone_without_scripts_the_second_person_says_no(given: Given) -> None:
    kept(given.cast.guardian)
    made = proposed(old(given.cast.practitioner), given.cast.guardian)
    rowan = given.at_work(given.cast.lead, width=375, scripts=False)
    rowan.opens(reverse("disposal", args=[made.pk]))
    rowan.presses("Save")
    rowan.is_told_of("Say whether you agree")
    rowan.chooses("Do you agree that this record is destroyed?", "No, it must be kept")
    rowan.writes("Why must it be kept?", "A claim may come")
    rowan.presses("Save")
    rowan.sees("Not agreed", "A claim may come")


def test_every_page_is_sound(given: Given) -> None:
    cast = given.cast
    inspector = given.inspecting(cast.guardian)
    for path in ("", "holds/", "decided/"):
        inspector.opens(SCHEDULE + path)
    kept(cast.guardian)
    record, other = old(cast.practitioner, 10), old(cast.practitioner, 11)
    inspector.opens(SCHEDULE)
    inspector.opens(reverse("retention_period", args=["child"]))
    inspector.sends_in_error(spoilt=True)
    inspector.opens(reverse("propose_disposal", args=[record.reference]))
    inspector.writes("By which authority?", "")
    inspector.sends_in_error()
    made = proposed(record, cast.guardian)
    inspector.opens(reverse("disposal", args=[made.pk]))
    inspector.opens(reverse("hold", args=[other.reference]))
    inspector.sends_in_error()
    inspector.writes("Why must this record be kept?", "A claim")
    inspector.sends()
    inspector.opens(reverse("hold", args=[other.reference]))
    inspector.follows("Lift this hold")
    inspector.sends_in_error()
    inspector.opens(reverse("propose_disposal", args=[other.reference]))
    second = given.inspecting(cast.lead)
    second.opens(SCHEDULE)
    second.opens(reverse("disposal", args=[made.pk]))
    second.sends_in_error()
    second.chooses("Do you agree that this record is destroyed?", "Yes, I agree")
    second.sends()

"""Does a request find its decision and its reply, in a browser, by keys alone and on a phone?"""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.decisions.arriving.arrived import begun, logged, replied
from tests.decisions.directory.listed import agency, agreement, listed
from tests.factories import draft
from tests.journeys.conftest import Given
from tests.journeys.typist import Typist
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
TABLE = "Name,Area,Telephone\nFernshire hub,North,01632 960201\n"


def writes_down_a_request(posy: Visitor) -> None:
    posy.opens("/incoming/")
    posy.sees("Nothing waits.")
    posy.presses("Write down what came in")
    posy.chooses("What came in?", "A request for information")
    posy.writes("Who is it from?", "Bryony Latch")
    posy.writes("Their organisation", "Fernshire Council")
    posy.writes("What does it say?", "Please send all notes.")
    posy.presses("Save")
    posy.sees("It is written down.", "Please send all notes.", "Posy Thimble")


def test_by_keys_alone_a_request_is_written_down_asked_about_and_begun(given: Given) -> None:
    posy: Typist = given.typing(given.cast.practitioner)
    writes_down_a_request(posy)
    # A page, four answers and a button: a minute is enough.
    assert posy.counted.inputs <= 5
    posy.follows("Not yet")
    posy.presses("Keep this draft")
    posy.sees("Dear Bryony Latch", "the law or the power that you act under", "Not sent yet")
    posy.says_now("When did it go?")
    posy.writes("How did it go, and to which address?", "By post")
    posy.presses("It has gone")
    posy.sees("The reply is kept as it went.", "More was asked for", "By post")
    posy.presses("Start the decision")
    posy.is_at("What has happened?")
    posy.opens(f"/decisions/{posy.reference}/request/")
    posy.holds("Their organisation", "Fernshire Council")
    posy.holds("The request, in the words that were used", "Please send all notes.")


def test_on_a_phone_without_scripts_it_is_passed_on_and_closed(given: Given) -> None:
    cast = given.cast
    made = logged(cast.practitioner, days_ago=30)
    posy = given.at_work(cast.practitioner, width=375, scripts=False)
    posy.opens("/incoming/?state=overdue")
    posy.sees("Overdue", "FCH 1001")
    posy.follows("Fernshire Council")
    posy.follows("Give it to a colleague")
    posy.picks("Who deals with it from now on?", "Linnet Marlow")
    posy.presses("Save")
    posy.sees("Your colleague has it now")
    linnet = given.at_work(cast.colleague, width=375, scripts=False)
    linnet.opens(reverse("close_incoming", args=[made.pk]))
    linnet.presses("Close it")
    linnet.is_told_of("Say why nothing more is to be done")
    linnet.writes("Why is nothing more to be done?", "It came twice")
    linnet.presses("Close it")
    linnet.sees("It is closed.", "It came twice")


def test_a_table_is_read_in_and_a_service_chosen_without_scripts(given: Given) -> None:
    cast = given.cast
    hazel = given.at_work(cast.administrator, scripts=False)
    hazel.opens("/directory/import/")
    hazel.writes("Or paste the table here", TABLE + ",South,\n")
    hazel.presses("Look through it")
    hazel.sees("Line 3:", "Enter a name", "nothing was added")
    hazel.writes("Or paste the table here", TABLE)
    hazel.presses("Look through it")
    hazel.sees("1 new service", "Nothing is saved yet")
    hazel.presses("Add it all to the directory")
    hazel.sees("Fernshire hub", "01632 960201")
    hazel.follows("Fernshire hub")
    hazel.sees("Nobody is written down yet.")
    posy = given.at_work(cast.practitioner, width=375, scripts=False)
    begun_draft = draft(cast.practitioner)
    posy.opens(f"/decisions/{begun_draft.reference}/recipients/new/")
    posy.picks("From the directory", "Fernshire hub, North")
    posy.presses("Save and continue")
    posy.sees("Fernshire hub", "01632 960201")


def test_every_page_is_sound(given: Given) -> None:
    cast = given.cast
    hub, person, deal = listed(cast.lead)
    agreement(cast.lead, hub, title="Old deal", ends_in=-3)
    agency(cast.lead, name="Other hub")
    waiting, decided = logged(cast.lead, days_ago=30), logged(cast.lead)
    begun(decided, cast.lead)
    reply = replied(waiting, cast.lead)
    rowan = given.inspecting(cast.lead)
    for name, args in (
        ("incoming", []),
        ("came_in", [decided.pk]),
        ("reply", [waiting.pk, reply.pk]),
        ("draft_reply", [decided.pk, "no"]),
        ("directory", []),
        ("agency", [hub.pk]),
        ("agreements", []),
        ("agreement", [deal.pk]),
        ("change_agency", [hub.pk]),
        ("change_contact", [hub.pk, person.pk]),
        ("change_agreement", [deal.pk]),
    ):
        rowan.opens(reverse(name, args=args))
    for name, args in (
        ("log_incoming", []),
        ("match_incoming", [waiting.pk]),
        ("pass_on_incoming", [waiting.pk]),
        ("close_incoming", [waiting.pk]),
        ("add_agency", []),
        ("add_agreement", []),
        ("import_directory", []),
    ):
        rowan.opens(reverse(name, args=args))
        rowan.sends_in_error()
    rowan.opens(reverse("import_directory"))
    rowan.writes("Or paste the table here", TABLE)
    rowan.sends()

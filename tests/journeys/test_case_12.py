"""Case 12: the council's portal is down and home is not safe tonight. Ring now, write after."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.journeys.conftest import Given
from tests.journeys.steps import ON, ago
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

DUTY = "Glanafon children’s services duty team"
WORDS = "L's words: “He's got the belt out again. I'm not going home.”"


def rings(who: Visitor, *, at: dt.datetime) -> None:
    """The call, written down as it is made; no reference, since there is no portal to give one."""
    who.opens("/decisions/start/")
    who.follows("I am about to ring")
    who.is_at("Ring now, write it down as you speak")
    who.sees("999")
    who.writes("Whom are you ringing?", DUTY)
    who.writes("Whom is it about?", "L")
    who.writes("What do you tell them?", f"{WORDS}\nThe referral page gave an error at 3:52pm.")
    who.writes("Why?", "It is not safe to go home tonight.")
    who.dates("When did you speak to them?", at)
    who.writes("Who took the call? Name and role", "Bryn Awel, duty social worker")
    who.writes("What will they do, and by when?", "Someone comes to the school by 5pm.")
    who.presses("Record it now")
    who.is_at("Saved. Nothing has been sent from here.")


def test_the_call_is_recorded_at_once_without_a_reference(given: Given) -> None:
    """Trap: the reference is mandatory."""
    lead = given.at_work(given.cast.stranger)
    rings(lead, at=ago(10))
    lead.card(DUTY).sees("Told", "Chase on")
    lead.sees(f"Send {DUTY} the written follow-up of the call", WORDS, "Bryn Awel")
    lead.sees("Recorded, to be completed", "Fill in what is missing")
    lead.does_not_see("Overdue")


def test_a_follow_up_that_is_late_is_chased(given: Given) -> None:
    """Trap: what is overdue is not chased."""
    lead = given.at_work(given.cast.stranger)
    rings(lead, at=ago(days=5))
    due = lead.main.get_by_role("listitem").filter(has_text="the written follow-up of the call")
    assert "Overdue" in due.inner_text()


def test_the_call_and_the_form_are_one_share(given: Given) -> None:
    """Trap: two transmissions are counted as two shares."""
    lead = given.at_work(given.cast.stranger)
    rings(lead, at=ago(90))
    lead.opens(f"/decisions/{lead.reference}/recipients/")
    lead.follows(f"Change {DUTY}")
    lead.dates("Written follow-up sent", ago(5))
    lead.writes("Their reference or incident number", "CS-55207")
    lead.presses(ON)
    lead.opens(f"/decisions/{lead.reference}/recorded/")
    assert lead.main.get_by_role("heading", level=3, name=DUTY).count() == 2
    lead.card(DUTY).sees("CS-55207")
    lead.does_not_see("Send Glanafon")

"""Can everybody do it: without a mouse, without scripts, on a phone, in a hurry?"""

from __future__ import annotations

import pytest

from tests.journeys import steps
from tests.journeys.conftest import Given
from tests.journeys.test_case_01 import sees_the_record, tells_the_story

pytestmark = pytest.mark.browser

INPUTS, PAGES = 8, 3


def test_the_whole_journey_by_keyboard_alone(given: Given) -> None:
    posy = given.typing(given.cast.practitioner)
    tells_the_story(posy)
    steps.records(posy)
    sees_the_record(posy)


def test_the_whole_journey_with_scripts_off_at_400_per_cent(given: Given) -> None:
    """320 px is what is left of 1280 px at 400 per cent."""
    posy = given.at_work(given.cast.practitioner, width=320, scripts=False)
    tells_the_story(posy)
    steps.records(posy)
    sees_the_record(posy)


def test_about_to_ring_takes_two_minutes(given: Given) -> None:
    """At most eight answers on at most three pages, all by keyboard."""
    posy = given.typing(given.cast.practitioner)
    posy.opens("/decisions/start/")
    posy.follows("I am about to ring")
    posy.sees("01632 960100", "Checked 2 March 2026")
    posy.writes("Whom are you ringing?", "Fernshire MASH, 01632 960100")
    posy.writes("Whom is it about?", "FB-10417")
    posy.writes("What do you tell them?", "A bruise on the cheek, 1 cm.\nHe cannot roll.")
    posy.writes("Why?", "Somebody may have hurt him.")
    posy.says_now("When did you speak to them?")
    posy.writes("Who took the call? Name and role", "Ivy Plum, duty social worker")
    posy.writes("What will they do, and by when?", "Visit today by 5pm.")
    posy.writes("Their reference or incident number", "FSH-22871")
    posy.presses("Record it now")
    posy.is_at("Saved. Nothing has been sent from here.")
    posy.card("Fernshire MASH").sees("Told", "FSH-22871", "Chase on")
    assert posy.counted.inputs <= INPUTS
    # The page that one starts from is the first.
    assert posy.counted.pages + 1 <= PAGES


def test_already_shared_takes_two_minutes(given: Given) -> None:
    posy = given.typing(given.cast.practitioner)
    posy.opens("/decisions/start/")
    posy.follows("I have already shared it")
    posy.writes("Whom is it about?", "FB-10417")
    posy.writes("What did you share?", "A bruise on the cheek, 1 cm.\nHe cannot roll.")
    posy.writes("Why?", "Somebody may have hurt him.")
    posy.writes("Whom did you tell?", "Fernshire MASH, Ivy Plum, duty social worker")
    posy.chooses("How?", "Telephone")
    posy.says_now("When?")
    posy.writes("What will they do, and by when?", "Visit today by 5pm.")
    posy.writes("Their reference or incident number", "FSH-22871")
    posy.presses("Record it now")
    posy.is_at("Saved. Nothing has been sent from here.")
    posy.sees("Still to do", "He cannot roll.", "Somebody may have hurt him.")
    assert posy.counted.inputs <= INPUTS
    assert posy.counted.pages + 1 <= PAGES

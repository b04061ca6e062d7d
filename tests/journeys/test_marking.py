"""Can an injury be put on a drawing by keys, by a finger and without scripts, and read on paper?"""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext

from accounts.door import acting
from decisions.actions.drafting import answer
from decisions.actions.recording import record_decision
from decisions.choices import Outcome
from decisions.guidance import body
from decisions.guidance.outlines import holds
from tests.decisions.marking.marks import Injury
from tests.journeys.conftest import Given
from tests.journeys.typist import Typist

pytestmark = pytest.mark.browser
MOST_STOPS = 60
PLACED = "document.activeElement.getAttribute('aria-label')"


def tabs_to(who: Typist, place: str) -> None:
    """Along the drawing, key by key."""
    for _stop in range(MOST_STOPS):
        who.page.keyboard.press("Tab")
        if who.page.evaluate(PLACED) == place:
            return
    raise AssertionError(f"no key leads to {place}")


def test_by_keys_alone_through_the_drawing_and_the_list(given: Given) -> None:
    injury = Injury(given.cast.practitioner)
    posy = given.typing(given.cast.practitioner)
    posy.opens(injury.url() + "?figure=child")
    tabs_to(posy, "Left cheek")
    with posy.page.expect_navigation():
        posy.page.keyboard.press("Enter")
    posy.chooses("What does it look like?", "Bruise")
    posy.writes("How large is it?", "1 cm by 1 cm")
    posy.presses("Save the mark")
    posy.sees("The mark", "Left cheek", "1 cm by 1 cm")
    posy.opens_up("Arms and hands")
    link = posy.page.locator(".app-places").get_by_role("link", name="Left elbow", exact=True)
    link.focus()
    with posy.page.expect_navigation():
        posy.page.keyboard.press("Enter")
    posy.presses("Save the mark")
    posy.sees("The 2 marks", "Left elbow")
    marks = [(mark.side, mark.region, mark.across) for mark in injury.marks()]
    assert marks == [("front", "left-cheek", None), ("back", "left-elbow", None)]


def touching(given: Given, width: int) -> BrowserContext:
    context = given.browser.new_context(
        base_url=given.address, viewport={"width": width, "height": 800}, has_touch=True
    )
    given.sign_in(context, given.cast.practitioner)
    return context


def test_a_finger_keeps_the_exact_point(given: Given) -> None:
    injury = Injury(given.cast.practitioner)
    context = touching(given, 375)
    page = context.new_page()
    page.goto(injury.url() + "?figure=adult")
    place = page.locator("svg[data-body]").first.get_by_label("Right thigh, front")
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box
    size = {"x": box["width"] * 0.4, "y": box["height"] * 0.7}
    with page.expect_navigation():
        place.tap(position=size)
    page.get_by_role("button", name="Save the mark").click()
    page.get_by_text("1. Right thigh, front").wait_for()
    context.close()
    [mark] = injury.marks()
    shape = body.place("adult", "front", "right-thigh")
    assert shape
    assert mark.across is not None
    assert mark.down is not None
    assert holds(shape.path, (mark.across, mark.down * 2))
    assert 550 < mark.down < 650  # seven tenths of the way down the thigh


def test_without_scripts_it_is_marked_recorded_and_read_on_paper(given: Given) -> None:
    injury = Injury(given.cast.practitioner)
    posy = given.at_work(given.cast.practitioner, width=375, scripts=False)
    posy.opens(injury.url() + "?figure=infant")
    posy.page.locator("svg").first.get_by_label("Left cheek").click()
    posy.writes("What did you see?", "Round, with clear edges")
    posy.presses("Save the mark")
    posy.sees("Left cheek", "Round, with clear edges")
    actor = given.cast.practitioner.actor()
    with acting(actor):
        record = injury.record()
        decided = {"outcome": Outcome.SHARE_ALL, "reasons": "It cannot roll."}
        values = {**decided, "decided_at": record.decision.created_at}
        answer(record.decision, actor=actor, values=values)
        record_decision(injury.record(), actor=actor)
    posy.opens(reverse("print", args=[injury.decision.reference]))
    posy.page.emulate_media(media="print")
    drawing = posy.page.get_by_role("img", name="Baby, Front. 1: Left cheek")
    drawing.wait_for()
    box = drawing.bounding_box()
    assert box
    assert 100 < box["width"] < 220
    posy.sees("1. Left cheek. Round, with clear edges")


def test_every_page_of_it_is_sound_at_every_width(given: Given) -> None:
    """320 px is also what a desk shows at four times the size."""
    injury = Injury(given.cast.practitioner)
    mark = injury.marked()
    closely = given.inspecting(given.cast.practitioner)
    closely.opens(injury.url())
    closely.opens(injury.url("add_mark", "infant", 9))
    closely.opens(injury.url("remove_mark", mark.pk))

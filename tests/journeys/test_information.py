"""The information step in a browser: marked by keyboard, and without scripts on a small phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.conftest import Given
from tests.journeys.soundness import check_page
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

PROTECTED = "Would reveal a protected identity or address"
KNOWN = """- Round bruise on the left cheek, 1 cm. She is not rolling yet.
- What her father says does not fit
- Gran: “He snaps when she cries”
- Where Mam-gu lives"""


def writes(who: Visitor) -> None:
    steps.begins(who, "We want to share information")
    who.opens(f"/decisions/{who.reference}/information/")
    who.writes("Write what you know", KNOWN)
    who.writes("Why do they need it?", "They decide tonight whether she is safe")
    who.presses("Add these lines")
    who.sees("The 4 items", "Round bruise on the left cheek")


def test_items_are_marked_with_one_key_each(posy: Visitor) -> None:
    writes(posy)
    keyboard = posy.page.keyboard
    posy.page.locator("[data-item]").first.focus()
    for key in "for":
        keyboard.press(key)
    last = posy.at("Item 4")
    expect(last.main).to_be_focused()
    for number, (nature, source) in enumerate(
        [
            ("Fact", "Who saw, heard or measured it"),
            ("Opinion", "Whose opinion it is"),
            ("Reported", "Who told you"),
        ],
        start=1,
    ):
        item = posy.at(f"Item {number}")
        expect(item.main.get_by_role("radio", name=nature)).to_be_checked()
        item.holds(source, "")
    # Keys are letters again wherever somebody types.
    posy.at("Item 3").writes("Who told you", "")
    posy.at("Item 3").main.get_by_label("Who told you").press_sequentially("for Gran")
    posy.at("Item 3").holds("Who told you", "for Gran")
    check_page(posy)
    posy.presses("Include all the rest")
    expect(posy.page.get_by_role("heading", name="The 4 items")).to_be_in_viewport()
    expect(
        posy.main.get_by_role("radio", name="Include").and_(posy.page.locator(":checked"))
    ).to_have_count(4)
    posy.presses("Save and continue")
    posy.goes_back()
    posy.at("Item 3").holds("Who told you", "for Gran")


def test_a_button_leads_back_to_its_item(posy: Visitor) -> None:
    writes(posy)
    posy.presses("Move up Item 3")
    posy.at("Item 2").sees("He snaps")
    assert posy.page.locator("#" + posy.page.url.split("#")[1]).count() == 1
    posy.presses("Split Item 1")
    posy.is_at("Split item 1")
    check_page(posy)
    posy.presses("Split it")
    posy.at("Item 2").sees("She is not rolling yet.")
    posy.at("Item 1").chooses("What is it?", "Fact")
    posy.presses("Join to the next Item 1")
    posy.is_at("Join two items")
    check_page(posy)
    posy.follows("Keep them apart")
    posy.presses("Remove Item 2")
    posy.is_at("Remove item 2?")
    check_page(posy)
    posy.presses("Remove it")
    posy.does_not_see("She is not rolling yet.")
    posy.sees("The 4 items")


def test_what_is_left_out_says_before_that_its_words_go(posy: Visitor) -> None:
    writes(posy)
    item = posy.at("Item 4")
    warning = item.main.get_by_text("The words are taken out of this record")
    expect(warning).to_be_hidden()
    item.chooses("Does it go?", "Leave out")
    expect(warning).to_be_visible()
    item.picks("What kind of information is left out?", PROTECTED)
    item.writes("Why is it left out?", "Nobody must find them")
    posy.presses("Save and continue")
    posy.goes_back()
    posy.at("Item 4").sees("Left out. Its words are not in this record.")
    posy.does_not_see("Where Mam-gu lives")
    check_page(posy)


def test_an_injury_is_asked_where_and_how_large(posy: Visitor) -> None:
    writes(posy)
    posy.presses("Edit Item 1")
    expect(posy.page.get_by_label("Where on the body?")).to_be_hidden()
    posy.chooses("What is it about?", "Injury")
    posy.writes("Where on the body?", "Left cheek")
    posy.writes("How large is it?", "1 cm, round")
    check_page(posy)
    posy.presses("Save and continue")
    posy.at("Item 1").sees("Injury")


def test_without_scripts_on_a_small_phone(given: Given) -> None:
    posy = given.at_work(given.cast.practitioner, width=320, scripts=False)
    writes(posy)
    posy.at("Item 1").chooses("What is it?", "Fact")
    posy.at("Item 1").chooses("Does it go?", "Include")
    posy.presses("Move down Item 1")
    expect(posy.at("Item 2").main.get_by_role("radio", name="Fact")).to_be_checked()
    posy.at("Item 1").writes("Who saw it, whose opinion, or who told you", "x" * 201)
    posy.presses("Save and continue")
    posy.is_told_of("Item 1: Shorten this to 200 characters or fewer: it has 201")
    posy.at("Item 1").holds("Who saw it, whose opinion, or who told you", "x" * 201)
    posy.at("Item 1").writes("Who saw it, whose opinion, or who told you", "Ada Quill")
    posy.at("Item 4").chooses("Does it go?", "Leave out")
    posy.presses("Include all the rest")
    posy.is_at("What do you know?")
    for number in range(1, 4):
        item = posy.at(f"Item {number}").main
        expect(item.get_by_role("radio", name="Include")).to_be_checked()
    expect(posy.at("Item 4").main.get_by_role("radio", name="Leave out")).to_be_checked()
    posy.presses("Save and continue")
    posy.is_at("Who gets it?")

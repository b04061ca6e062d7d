"""Can somebody see to the words of a draft by keys alone, and on a phone without scripts?"""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.cast import Cast
from tests.decisions.sending.shares import BRUISE, Shared
from tests.decisions.wording.drafts import Written
from tests.journeys.conftest import Given
from tests.journeys.soundness import check_page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
TEXTS = (
    "He has had a CIN plan since May.",
    "Mum said that he fell off the sofa.",
    "He is probably at his uncle’s again.",
)


def a_draft(cast: Cast) -> str:
    return reverse("check", args=[Written(cast, *TEXTS).reference])


def test_by_keys_alone_words_are_put_away_written_out_and_marked(given: Given) -> None:
    posy = given.typing(given.cast.practitioner)
    posy.opens(a_draft(given.cast))
    posy.sees("Words to look at", "Fernbrook Homes may not know it")
    check_page(posy)
    keyboard, looks = posy.page.keyboard, posy.page.locator("[data-look]")
    looks.first.focus()
    keyboard.press("j")
    keyboard.press("j")
    expect(looks.nth(2)).to_be_focused()
    with posy.page.expect_navigation():
        keyboard.press("p")
    expect(looks).to_have_count(2)
    # The next one is at hand.
    expect(looks.first).to_be_focused()
    posy.presses("Mark it as reported Item 2")
    expect(looks).to_have_count(1)
    posy.presses("Write “child in need (CIN)” in Item 1")
    expect(looks).to_have_count(0)
    posy.sees("He has had a child in need (CIN) plan since May.")


def test_on_a_phone_without_scripts_a_button_does_the_same(given: Given) -> None:
    posy = given.at_work(given.cast.practitioner, width=375, scripts=False)
    posy.opens(a_draft(given.cast))
    assert posy.page.evaluate("document.documentElement.scrollWidth") <= 375
    posy.presses("Fine as it is “probably” in Item 3")
    posy.sees("Words to look at")
    expect(posy.page.locator("[data-look]")).to_have_count(2)


def test_a_copy_explains_what_its_reader_may_not_know(given: Given) -> None:
    share = Shared(
        given.cast.practitioner, items=[{**BRUISE, "text": TEXTS[0]}], agency_type="housing"
    )
    posy = given.at_work(given.cast.practitioner, width=375)
    posy.opens(reverse("make_copy", args=share.address))
    posy.sees("Words to look at", "The hub may not know it")
    check_page(posy)
    posy.ticks("Explain these short forms in the copy: CIN")
    posy.presses("Fine as it is “CIN” in Item 1")
    posy.sees("Short forms used here", "CIN: Child in need.")
    expect(posy.page.locator("[data-look]")).to_have_count(0)
    posy.presses("Make this copy")
    posy.is_at("A copy as it was made")
    posy.sees("Short forms used here")

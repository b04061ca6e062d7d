"""What do scripts add, and what do they leave alone?"""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import OpenPage
from tests.ui.sample import views

pytestmark = pytest.mark.browser


def received(kind: str) -> list[dict[str, str]]:
    return [data for what, data in views.RECEIVED if what == kind]


def wait_for(kind: str, count: int = 1) -> None:
    deadline = time.monotonic() + 8
    while len(received(kind)) < count and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(received(kind)) >= count


# The time


def test_now_fills_in_the_time_of_the_server(open_page: OpenPage) -> None:
    page = open_page("/form/")
    page.clock.set_fixed_time("2001-01-01T00:00:00Z")
    page.locator("[data-now=id_shared_at] button").click()
    assert page.input_value("#id_shared_at-year") != "2001"
    assert re.fullmatch(r"\d{1,2}:\d\d[ap]m", page.input_value("#id_shared_at-time"))
    page.locator("[data-now=id_review_on] button").click()
    assert page.input_value("#id_review_on-year") == page.input_value("#id_shared_at-year")


def test_without_scripts_there_is_no_button_that_does_nothing(open_page: OpenPage) -> None:
    page = open_page("/form/", scripts=False)
    assert not page.locator("[data-now] button").first.is_visible()
    assert page.locator("[name=why_not]").is_visible()
    assert not open_page("/items/", scripts=False).locator("[data-item-hint]").is_visible()
    assert not open_page("/parts/", scripts=False).locator("[data-print-now]").is_visible()


def test_a_field_under_a_choice_shows_with_it(open_page: OpenPage) -> None:
    page = open_page("/form/")
    assert not page.locator("[name=why_not]").is_visible()
    page.check("[name=told][value=not-told]")
    assert page.locator("[name=why_not]").is_visible()


# Autosave


def test_typing_is_kept_and_said_once(open_page: OpenPage) -> None:
    page = open_page("/form/")
    page.fill("[name=worrying]", "half a sentence")
    expect(page.get_by_text(re.compile(r"^Draft kept at \d{1,2}:\d\d[ap]m$"))).to_be_visible()
    (kept,) = received("keep")
    assert kept["worrying"] == "half a sentence"
    assert kept["csrfmiddlewaretoken"]


def test_nothing_is_sent_while_nothing_changes(open_page: OpenPage) -> None:
    page = open_page("/form/")
    page.wait_for_timeout(3500)
    assert received("keep") == []


def test_leaving_the_page_keeps_what_was_typed(open_page: OpenPage) -> None:
    page = open_page("/form/")
    page.fill("[name=worrying]", "typed in haste")
    page.goto("/one/")
    wait_for("keep")
    assert received("keep")[-1]["worrying"] == "typed in haste"


def test_continue_leaves_nothing_half_typed_behind(open_page: OpenPage) -> None:
    page = open_page("/form/")
    page.fill("[name=worrying]", "finished")
    page.locator("main form button", has_text="Save and continue").click()
    page.wait_for_selector(".govuk-error-summary")
    page.wait_for_timeout(3500)
    assert received("keep") == []
    assert len(received("form")) == 1


def test_an_autosave_that_fails_says_so(open_page: OpenPage) -> None:
    page = open_page("/form/")
    page.route("**/keep/", lambda route: route.abort())
    page.fill("[name=worrying]", "no connection")
    expect(page.get_by_role("status").filter(has_text="Not kept yet")).to_be_visible()
    page.unroute("**/keep/")
    page.fill("[name=worrying]", "connection again")
    expect(page.get_by_text("Draft kept at")).to_be_visible()


def test_a_double_click_sends_once(open_page: OpenPage) -> None:
    page = open_page("/form/")
    page.evaluate(
        """() => {
          const button = document.querySelector("main form button[type=submit]");
          button.click();
          button.click();
        }"""
    )
    page.wait_for_selector(".govuk-error-summary")
    assert len(received("form")) == 1


# Marking by one key


def chosen(page: Page, item: int) -> str:
    found: str = page.evaluate(
        "n => document.querySelector(`[name=nature-${n}]:checked`)?.value || ''", item
    )
    return found


def test_items_are_marked_with_one_key_each(open_page: OpenPage) -> None:
    page = open_page("/items/")
    page.locator("[data-item]").first.focus()
    page.keyboard.press("f")
    page.keyboard.press("r")
    page.keyboard.press("o")
    assert [chosen(page, item) for item in (1, 2, 3)] == ["fact", "reported", "opinion"]
    page.keyboard.press("k")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("o")
    assert chosen(page, 1) == "opinion"


def test_keys_do_nothing_while_somebody_types(open_page: OpenPage) -> None:
    page = open_page("/items/")
    page.locator("#text-1").focus()
    page.keyboard.type("for jokes")
    assert page.input_value("#text-1") == "for jokes"
    assert chosen(page, 1) == ""


def test_keys_with_control_are_the_browsers(open_page: OpenPage) -> None:
    page = open_page("/items/")
    page.locator("[data-item]").first.focus()
    page.keyboard.press("Alt+o")
    assert chosen(page, 1) == ""


def test_radios_keep_their_own_arrows(open_page: OpenPage) -> None:
    page = open_page("/items/")
    page.locator("#f-1").focus()
    page.keyboard.press("ArrowRight")
    assert chosen(page, 1) == "opinion"
    page.keyboard.press("r")
    assert chosen(page, 1) == "reported"
    assert page.evaluate("document.activeElement.name") == "nature-1"


# Before the sign-in ends


def test_somebody_is_warned_and_can_stay(open_page: OpenPage) -> None:
    page = open_page("/form/?left=121")
    dialog = page.get_by_role("dialog", name="Are you still there?")
    expect(dialog).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "session-heading"
    dialog.get_by_role("button", name="Stay signed in").click()
    expect(dialog).not_to_be_visible()
    assert len(received("stay")) == 1


def test_escape_means_that_somebody_is_there(open_page: OpenPage) -> None:
    page = open_page("/form/?left=121")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).not_to_be_visible()
    wait_for("stay")


def test_at_the_end_what_was_typed_is_kept_and_the_page_goes(open_page: OpenPage) -> None:
    page = open_page("/form/?left=8")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.evaluate(
        """() => {
          const box = document.querySelector("[name=worrying]");
          box.value = "last words";
          box.dispatchEvent(new Event("input", {bubbles: true}));
        }"""
    )
    with page.expect_navigation(timeout=15000):
        wait_for("keep")
    assert received("keep")[-1]["worrying"] == "last words"


def test_nobody_is_warned_in_the_middle_of_their_time(open_page: OpenPage) -> None:
    page = open_page("/form/?left=600")
    page.wait_for_timeout(1500)
    assert page.get_by_role("dialog").count() == 0

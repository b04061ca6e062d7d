"""Is anything that somebody typed ever lost: by leaving, by clicking twice, or to a colleague?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, expect

from accounts.door import acting, reading
from accounts.models import Membership
from decisions.actions.colleagues import name_colleague
from decisions.models import Decision
from tests.cast import PASSWORD
from tests.factories import decision_at, draft
from tests.journeys import steps
from tests.journeys.conftest import Given
from tests.journeys.visitor import Visitor
from tests.tools import BROWSER_FLAGS, chromium

pytestmark = pytest.mark.browser

WORRY, HARM = "What are you worried about?", "What is the sharing for?"
TYPED = "Cymraeg: plentyn bach â chlais.\n\n  “He snaps” <b>😟"
OTHER = "Somebody else's words"
KEPT = "This is what you had typed. It is not saved yet: check it and continue."


def concern_of(decision: Decision) -> str:
    return f"/decisions/{decision.reference}/concern/"


def stored(given: Given) -> list[Decision]:
    with reading(given.cast.practitioner.actor()):
        return list(Decision.objects.order_by("pk"))


# Leaving a page


def test_what_is_typed_is_kept_while_one_types(given: Given) -> None:
    """No button is pressed; it comes back, is not saved yet, and Continue saves it."""
    decision, posy = draft(given.cast.practitioner), given.at_work(given.cast.practitioner)
    posy.opens(concern_of(decision))
    posy.writes(WORRY, TYPED)
    expect(posy.main.get_by_role("status").last).to_contain_text("Draft kept at")
    posy.follows("Back")
    posy.opens(concern_of(decision))
    posy.sees(KEPT)
    posy.holds(WORRY, TYPED)
    assert stored(given)[0].concern == ""
    posy.presses(steps.ON)
    assert stored(given)[0].concern == TYPED
    posy.opens(concern_of(decision))
    posy.does_not_see(KEPT)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_back_button_leads_to_what_was_saved(given: Given, scripts: bool) -> None:
    author = given.cast.practitioner
    decision, posy = draft(author), given.at_work(author, scripts=scripts)
    posy.opens(concern_of(decision))
    posy.writes(WORRY, TYPED)
    posy.presses(steps.ON)
    posy.goes_back()
    posy.holds(WORRY, TYPED)
    posy.writes(HARM, "To keep him safe")
    posy.presses(steps.ON)
    found = stored(given)[0]
    assert (found.concern, found.purpose) == (TYPED, "To keep him safe")


# Clicking twice


@pytest.mark.parametrize("scripts", [True, False])
def test_a_double_click_records_once(given: Given, scripts: bool) -> None:
    posy = given.at_work(given.cast.practitioner, scripts=scripts)
    posy.opens("/decisions/start/already-shared/")
    posy.writes("Whom is it about?", "FB-10417")
    posy.writes("What did you share?", "A bruise")
    posy.writes("Why?", "He cannot roll")
    posy.writes("Whom did you tell?", "The hub")
    posy.dates("When?", steps.ago(5))
    posy.clicks_twice("Record it now")
    posy.is_at("Saved. Nothing has been sent from here.")
    assert len(stored(given)) == 1


def test_a_double_click_on_check_answers_records_once(given: Given) -> None:
    author = given.cast.practitioner
    decision = draft(author, outcome="not-share", reasons="A birthmark", decided_at=steps.ago(5))
    posy = given.at_work(author)
    posy.opens(f"/decisions/{decision.reference}/check/")
    posy.clicks_twice("Record this decision")
    posy.is_at("Saved. Nothing has been sent from here.")
    recorded = posy.main.get_by_text("Posy Thimble recorded the decision")
    expect(recorded).to_have_count(1)


# A sign-in that ends


def every_sign_in_ends() -> None:
    Session.objects.all().delete()


def signs_in_as(who: Visitor, member: Membership) -> None:
    who.is_at("Sign in")
    who.writes("Email address", member.person.email)
    who.writes("Password", PASSWORD)
    who.presses("Sign in")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_sign_in_that_ends_in_mid_form_loses_nothing(given: Given, scripts: bool) -> None:
    author = given.cast.practitioner
    decision, posy = draft(author), given.at_work(author, scripts=scripts)
    posy.opens(concern_of(decision))
    posy.writes(WORRY, TYPED)
    every_sign_in_ends()
    posy.presses(steps.ON)
    posy.sees("What you typed is kept: sign in to go on where you were.")
    posy.does_not_see("chlais")
    signs_in_as(posy, author)
    posy.sees(KEPT)
    posy.holds(WORRY, TYPED)
    posy.presses(steps.ON)
    assert stored(given)[0].concern == TYPED


def test_what_was_typed_comes_back_to_its_writer_alone(given: Given) -> None:
    """A colleague who may write on the same draft signs in where somebody was signed out."""
    author, colleague = given.cast.practitioner, given.cast.colleague
    decision, posy = draft(author), given.at_work(author)
    works_on_it_too(decision, author, colleague)
    posy.opens(concern_of(decision))
    posy.writes(WORRY, TYPED)
    every_sign_in_ends()
    posy.presses(steps.ON)
    signs_in_as(posy, colleague)
    posy.does_not_see(KEPT)
    posy.holds(WORRY, "")
    later = given.at_work(author)
    later.opens(concern_of(decision))
    later.holds(WORRY, TYPED)


def works_on_it_too(decision: Decision, author: Membership, colleague: Membership) -> None:
    with acting(author.actor()):
        name_colleague(decision, actor=author.actor(), person_id=colleague.person_id)


# Two people, one draft


@pytest.fixture
def both(given: Given) -> Iterator[tuple[Visitor, Visitor]]:
    """Posy and Linnet have the same page of the same draft open."""
    author, colleague = given.cast.practitioner, given.cast.colleague
    decision = draft(author)
    works_on_it_too(decision, author, colleague)
    posy, linnet = given.at_work(author), given.at_work(colleague)
    for who in (posy, linnet):
        who.opens(concern_of(decision))
    return posy, linnet


def test_two_people_who_answer_different_questions_both_keep_theirs(
    given: Given, both: tuple[Visitor, Visitor]
) -> None:
    posy, linnet = both
    posy.writes(WORRY, TYPED)
    posy.presses(steps.ON)
    linnet.writes(HARM, OTHER)
    linnet.presses(steps.ON)
    found = stored(given)[0]
    assert (found.concern, found.purpose) == (TYPED, OTHER)


def test_two_people_who_answer_one_question_see_both_texts(
    given: Given, both: tuple[Visitor, Visitor]
) -> None:
    posy, linnet = both
    posy.writes(WORRY, TYPED)
    posy.presses(steps.ON)
    linnet.writes(WORRY, OTHER)
    linnet.presses(steps.ON)
    linnet.sees("Somebody else changed the same answer", "chlais", OTHER)
    linnet.holds(WORRY, OTHER)
    assert stored(given)[0].concern == TYPED
    linnet.presses(steps.ON)
    assert stored(given)[0].concern == OTHER


# After signing out


@pytest.fixture
def remembering(browser: Browser) -> Iterator[Browser]:
    """A browser that keeps whole pages for its back button; a driven one does not, unless asked."""
    started = browser.browser_type.launch(
        executable_path=chromium(),
        args=list(BROWSER_FLAGS),
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield started
    started.close()


NOTES_WHAT_RETURNS = """addEventListener("pageshow", event => {
    if (event.persisted) { sessionStorage.returned = "whole"; } })"""


def test_the_browser_of_these_tests_does_keep_pages(given: Given, remembering: Browser) -> None:
    """Without this the two below would pass whatever the product does."""
    given.browser = remembering
    visitor = given.nobody()
    visitor.page.add_init_script(NOTES_WHAT_RETURNS)
    visitor.opens("/privacy/")
    visitor.follows("Accessibility statement")
    visitor.page.go_back()
    visitor.is_at("Privacy")
    assert visitor.page.evaluate("sessionStorage.returned") == "whole"


def test_the_back_button_shows_nothing_after_signing_out(
    given: Given, remembering: Browser
) -> None:
    posy = at_a_record(given, remembering)
    posy.presses("Sign out Posy Thimble")
    posy.page.go_back()
    posy.is_at("Sign in")
    posy.does_not_see("He cannot roll")


def test_the_back_button_shows_nothing_after_the_sign_in_ended(
    given: Given, remembering: Browser
) -> None:
    posy = at_a_record(given, remembering)
    posy.follows("Privacy")
    every_sign_in_ends()
    posy.page.go_back()
    posy.is_at("Sign in")
    posy.does_not_see("cannot roll")


def at_a_record(given: Given, remembering: Browser) -> Visitor:
    author = given.cast.practitioner
    decision = decision_at("incomplete", author)
    given.browser = remembering
    posy = given.at_work(author)
    posy.opens(f"/decisions/{decision.reference}/recorded/")
    posy.sees("cannot roll")
    return posy

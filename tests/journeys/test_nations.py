"""Does each nation find its own terms beside the questions, and nobody else's?"""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import expect

from accounts.choices import Nation, OrganisationKind
from accounts.models import Membership
from decisions.choices import Status
from tests.cast import Cast, at_work, member, organisation
from tests.decisions.local.kept import kept, read
from tests.factories import decision_at
from tests.journeys.conftest import Given
from tests.journeys.soundness import check_page
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
UNFOLD = "document.querySelectorAll('.app-help details').forEach(one => { one.open = true; })"
# Titles of sources are as their publishers wrote them.
OWN_WORDS = """() => { const main = document.querySelector("main").cloneNode(true);
    main.querySelectorAll(".govuk-visually-hidden, .app-source").forEach(one => one.remove());
    return main.innerText }"""
QUESTION_FIRST = """() => document.querySelector("main form").getBoundingClientRect().top
    < document.querySelector(".app-help").getBoundingClientRect().top"""
BESIDE = """() => document.querySelector(".app-help").getBoundingClientRect().left
    >= document.querySelector("main form").getBoundingClientRect().right"""
PAGES = ("what-has-happened", "recipients/new", "advice/new", "basis")
# What is read beside the four questions, and what must not be.
TERMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Nation.ENGLAND: (
        ("MASH", "LADO", "designated safeguarding lead", "Caldicott Guardian"),
        ("Gateway", "Children’s Reporter", "Children's Reporter", "designated safeguarding person"),
    ),
    Nation.SCOTLAND: (
        ("Children's Reporter", "(IRD)", "Police Scotland", "named person", "Caldicott Guardian"),
        ("MASH", "LADO", "Gateway", "strategy discussion"),
    ),
    Nation.WALES: (
        ("Section 5", "designated safeguarding person", "Wales Safeguarding Procedures"),
        ("MASH", "LADO", "Gateway", "Police Scotland"),
    ),
    Nation.NORTHERN_IRELAND: (
        ("Gateway", "personal data guardian", "PSNI", "UNOCINI", "SBNI"),
        ("MASH", "LADO", "Caldicott Guardian", "Police Scotland"),
    ),
}


def somebody_in(nation: str, cast: Cast) -> Membership:
    """A practitioner of an organisation in a nation."""
    if nation in (Nation.ENGLAND, Nation.WALES):
        return cast.practitioner if nation == Nation.ENGLAND else cast.stranger
    names = {
        Nation.SCOTLAND: ("Glenmarrow Nursery", OrganisationKind.NURSERY, "Isla Rowanberry"),
        Nation.NORTHERN_IRELAND: ("Lough Alder Trust", OrganisationKind.NHS, "Orla Brackenhill"),
    }
    place, kind, name = names[Nation(nation)]
    return at_work(member(organisation(place, nation, kind), name, "Practitioner"))


@pytest.mark.parametrize("nation", TERMS)
def test_the_help_speaks_as_the_nation_does(nation: str, given: Given) -> None:
    says, never = TERMS[nation]
    who = somebody_in(nation, given.cast)
    draft = decision_at(Status.DRAFT, who)
    visitor = given.at_work(who, width=375)
    found = ""
    for slug in PAGES:
        visitor.opens(f"/decisions/{draft.reference}/{slug}/")
        visitor.page.evaluate(UNFOLD)
        assert visitor._width() <= 375, slug
        assert visitor.page.evaluate(QUESTION_FIRST), slug
        found += visitor.page.locator(".app-help").inner_text()
        shown = visitor.page.evaluate(OWN_WORDS)
        assert not [word for word in never if word in shown], (nation, slug)
    assert not [word for word in says if word not in found], nation


def test_the_help_is_sound_beside_and_after_the_question(given: Given) -> None:
    """Axe with every fold open; beside the question from 1024 px, by keyboard, without scripts."""
    kept(given.cast.lead, steps=["recipients"])
    draft = decision_at(Status.DRAFT, given.cast.practitioner)
    visitor = given.at_work(given.cast.practitioner, scripts=False)
    visitor.opens(f"/decisions/{draft.reference}/recipients/new/")
    summary = visitor.page.locator(".app-help summary", has_text="Our own guidance and training")
    summary.focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_role("link", name="Sharing in a hurry")).to_be_visible()
    follows_by_size(given, draft.reference)


def follows_by_size(given: Given, reference: str) -> None:
    visitor = given.at_work(given.cast.practitioner, width=1280)
    visitor.opens(f"/decisions/{reference}/recipients/new/")
    assert visitor.page.evaluate(BESIDE)
    visitor.page.evaluate(UNFOLD)
    check_page(visitor)
    visitor.page.set_viewport_size({"width": 1023, "height": 900})
    assert not visitor.page.evaluate(BESIDE)
    visitor.page.set_viewport_size({"width": 1024, "height": 900})
    assert visitor.page.evaluate(BESIDE)
    assert visitor._width() <= 1024


def test_our_own_guidance_is_read_and_kept(given: Given) -> None:
    """Somebody says that they have read it; the lead sees who has, and asks for it again."""
    page = kept(given.cast.lead, title="Whom to ring")
    read(page, given.cast.colleague)
    posy = given.at_work(given.cast.practitioner, width=375, scripts=False)
    posy.opens("/guidance/local/")
    goes_by(posy, "button", "I have read this")
    posy.sees("You read it on")
    rowan = given.at_work(given.cast.lead)
    rowan.opens("/guidance/local/")
    check_page(rowan)
    goes_by(rowan, "link", "Read by 2 of 5")
    rowan.is_at("Who has read it")
    rowan.sees("Posy Thimble", "2 of 3 have read it")
    check_page(rowan)
    rowan.opens(f"/guidance/local/{page.pk}/change/")
    asks_for_it_again(rowan)
    check_page(rowan)
    rowan.sees("Read by 0 of 5")


def goes_by(who: Visitor, role: Literal["button", "link"], name: str) -> None:
    """By a button or link whose name goes on with the title, for those who do not see the page."""
    with who._arriving():
        who.page.get_by_role(role, name=name).click()


def asks_for_it_again(rowan: Visitor) -> None:
    rowan.writes("Where is it?", "http://fernbrook.example/old")
    rowan.ticks("The page itself has changed: ask everybody to read it again")
    rowan.presses("Save")
    rowan.is_told_of("Enter the whole address of the page. It begins with https://")
    check_page(rowan)
    rowan.writes("Where is it?", "https://fernbrook.example/new")
    rowan.presses("Save")

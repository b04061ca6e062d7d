"""Can everybody read the guidance and walk a flow chart: by keys, on a phone, on paper?"""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.journeys.conftest import Given
from tests.journeys.inspector import UNFOLD
from tests.journeys.soundness import check_page
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
PHONE = 375
# Made of the same parts as other pages here: axe has nothing new to read.
ALIKE = ("/editions/", "/myths/", "/people/", "/sources/", "/sharing-code/")
CHART = "code-northern-ireland"
A4 = {"format": "A4", "prefer_css_page_size": False}
# Of a PDF: each page is an object of its own.
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


def looked_at() -> list[str]:
    edition, newer = "golden-rules-2018", "golden-rules-2024"
    ended = "?a=danger:no&a=what:share&a=purpose:no"
    names = (
        "guidance", "in_force", "editions", "flow_charts", "briefing", "glossary", "myths",
        "bases", "practice", "sharing_code", "who_is_who", "sources",
    )  # fmt: skip
    return [
        *(reverse(name) for name in names),
        reverse("edition", args=[edition]),
        reverse("compare", args=[edition, newer]),
        reverse("search_guidance") + "?q=sharing",
        reverse("flow_chart", args=[CHART]),
        reverse("walk_chart", args=[CHART]) + "?asked=danger",
        reverse("walk_chart", args=[CHART]) + ended,
    ]


def test_every_page_is_sound_on_a_phone_without_an_account(given: Given) -> None:
    anybody = given.nobody(width=PHONE)
    for path in looked_at():
        anybody.opens(path)
        anybody.page.evaluate(UNFOLD)
        assert anybody.page.evaluate("document.scrollingElement.scrollWidth") <= PHONE, path
        if not path.endswith(ALIKE):
            check_page(anybody)


def walks(who: Visitor) -> None:
    """From the front page of the guidance to the end of the chart of Northern Ireland."""
    who.opens(reverse("guidance"))
    who.follows("Northern Ireland")
    who.follows("Walk through a flow chart")
    # A link in the shape of a button.
    who.presses("Start, about a child")
    who.presses("Continue")
    who.is_told_of("Choose an answer")
    who.chooses("Is anybody in danger right now?", "No")
    who.presses("Continue")
    who.chooses("What has happened?", "We were asked for information")
    who.presses("Continue")
    for question in (
        "Is there a clear and fair purpose for sharing?",
        "Could anybody be known from the information?",
    ):
        who.chooses(question, "Yes")
        who.presses("Continue")
    who.chooses("Has the person agreed?", "No, or nobody asked")
    who.presses("Continue")


def test_by_keys_alone_a_chart_is_walked_and_begins_a_record(given: Given) -> None:
    posy = given.typing(given.cast.practitioner)
    walks(posy)
    posy.chooses("Does a law or a court ask for it?", "Yes")
    posy.presses("Continue")
    posy.is_at("You may share what the law asks for")
    posy.sees("In danger now? Ring 999.", "Unless you cannot tell")
    # Back, and another answer.
    posy.follows("Back")
    posy.chooses("Does a law or a court ask for it?", "Not sure")
    posy.presses("Continue")
    posy.is_at("Ask for advice, now")
    posy.page.set_viewport_size({"width": 1280, "height": 900})
    check_page(posy)
    posy.presses("Start a record with these answers")
    posy.is_at("What has happened?")
    posy.opens(f"/decisions/{posy.reference}/check/")
    posy.sees("How you came here", "Does a law or a court ask for it?", "Not sure")


def test_with_scripts_off_on_a_phone_the_same(given: Given) -> None:
    posy = given.at_work(given.cast.practitioner, width=PHONE, scripts=False)
    walks(posy)
    posy.goes_back()
    posy.chooses("Has the person agreed?", "Yes")
    posy.presses("Continue")
    posy.is_at("You may share what they agreed to")
    posy.presses("Start a record with these answers")
    posy.is_at("What has happened?")


def test_the_briefing_is_one_sheet_of_paper_in_every_nation(given: Given) -> None:
    """With the organisation’s numbers, which take the most room, and without."""
    for who in (given.at_work(given.cast.practitioner), given.nobody()):
        for nation in ("england", "scotland", "wales", "northern-ireland"):
            who.opens(f"{reverse('briefing')}?nation={nation}")
            assert len(PAGE.findall(who.page.pdf(**A4))) == 1, nation
    # The count is a count: a long page has several.
    who.opens(reverse("bases"))
    assert len(PAGE.findall(who.page.pdf(**A4))) > 1


def test_a_drawn_chart_fits_beside_its_list(given: Given) -> None:
    anybody = given.nobody()
    anybody.opens(reverse("flow_chart", args=[CHART]))
    drawn = anybody.page.get_by_role("img")
    box = drawn.bounding_box()
    assert box is not None
    assert box["width"] <= 960
    check_page(anybody)
    anybody.page.set_viewport_size({"width": PHONE, "height": 900})
    assert not drawn.is_visible()
    anybody.sees("The chart as a list", "go on to “What has happened?”")

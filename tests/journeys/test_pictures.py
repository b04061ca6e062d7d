"""What do the two pictures of the README show? Drawn at every run, kept where it is asked for.

``SCREENSHOTS=1 make test ARGS="tests/journeys/test_pictures.py"`` writes them to docs/images.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.conf import settings

from tests.journeys.conftest import Given
from tests.journeys.steps import ago
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

LINES = (
    "A 1 cm bruise on his left cheek. He cannot roll yet.\n"
    "I think that the explanation does not fit the injury.\n"
    "His gran told me that his father “snaps”."
)
SEEN = 500  # from the top of the picture
LEAST = 20_000  # bytes: less than this is a page that was not drawn


def draw(who: Visitor, name: str, folder: Path, top: str = "header") -> None:
    """The page from ``top`` on, without the browser around it."""
    kept = settings.BASE_DIR / "docs" / "images"
    place = (kept if os.environ.get("SCREENSHOTS") else folder) / f"{name}.png"
    who.page.set_viewport_size({"width": 1280, "height": 1000})
    who.page.locator(top).first.evaluate("found => found.scrollIntoView()")
    who.page.screenshot(path=place)
    assert place.stat().st_size > LEAST


def test_the_information_step_and_the_recorded_page(given: Given, tmp_path: Path) -> None:
    posy = given.at_work(given.cast.practitioner)
    posy.opens("/decisions/start/")
    posy.chooses("What has happened?", "We want to share information")
    posy.presses("Start")
    posy.opens(f"/decisions/{posy.reference}/information/")
    posy.writes("Write what you know", LINES)
    posy.presses("Add these lines")
    posy.sees("The 3 items")
    for number, nature in enumerate(("Fact", "Opinion", "Reported"), start=1):
        posy.at(f"Item {number}").chooses("What is it?", nature)
    draw(posy, "information", tmp_path, top="#items")
    assert posy.at("Item 1").main.bounding_box()["y"] < SEEN

    posy.opens("/decisions/start/already-shared/")
    posy.writes("Whom is it about?", "FB-1204")
    posy.writes("What did you share?", LINES)
    posy.writes("Why?", "A baby who cannot roll does not bruise like this.")
    posy.writes("Whom did you tell?", "Fernshire safeguarding hub, Ivy Plum, duty social worker")
    posy.chooses("How?", "Telephone")
    posy.dates("When?", ago(15))
    posy.writes("What will they do, and by when?", "A visit today before 5pm.")
    posy.writes("Their reference or incident number", "FSH-20417")
    posy.presses("Record it now")
    posy.is_at("Saved. Nothing has been sent from here.")
    draw(posy, "recorded", tmp_path)

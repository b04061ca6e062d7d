"""Can somebody make a copy, tell a recipient and note it, by keys alone, on a phone, unscripted?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.decisions.sending.shares import BRUISE, CHILD, Shared
from tests.decisions.sending.test_copies import SISTER
from tests.journeys.conftest import Given
from tests.journeys.steps import ago
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
ANSWERS = {
    "The number you rang": "01632 960100",
    "Where did you find the number?": "The council’s website",
    "How you checked who it was": "I rang the published number",
    "Name of the person who answered": "Martin Swift",
    "Their role": "Duty social worker",
    "What you said": "Both items",
}


def notes(who: Visitor, way: str, result: str) -> None:
    who.is_at("How were they told?")
    who.chooses("How?", way)
    who.chooses("What came of it?", result)
    who.presses("Continue")


def says_how_the_call_went(who: Visitor) -> None:
    who.dates("When?", ago(20))
    for label, text in ANSWERS.items():
        who.writes(label, text)
    who.chooses("Is it a published number, which you rang yourself?", "Yes")
    who.ticks("Name: Wren Bramble")
    who.ticks("Reference number: FCH 1001")
    who.presses("Note it")


def test_by_keys_alone_a_try_fails_then_a_call_then_the_form(given: Given) -> None:
    share = Shared(given.cast.practitioner)
    posy = given.typing(given.cast.practitioner)
    posy.opens(reverse("recorded", args=[share.reference]))
    posy.follows("The hub")
    posy.sees("Not told yet", "A bruise of 1 cm on the left cheek")
    posy.presses("Note that they were told")
    notes(posy, "Their referral form or portal", "It did not work")
    posy.presses("Note it")
    posy.is_told_of("Say why it did not work")
    posy.dates("When?", ago(40))
    posy.writes("Why did it not work?", "The page gave an error")
    posy.presses("Note it")
    posy.sees("It did not reach them", "The page gave an error")
    posy.presses("Try again")
    notes(posy, "Telephone", "It was told or sent")
    says_how_the_call_went(posy)
    posy.sees("Told, to be sent in writing", "Send it in writing by", "Martin Swift")
    posy.presses("Note that it went in writing")
    notes(posy, "Their referral form or portal", "It was told or sent")
    posy.dates("When?", ago(5))
    posy.writes("The address that it went to", "Their own form")
    posy.writes("Is it their own official page, and did it accept your form?", "Yes, both")
    posy.ticks("Name: Wren Bramble")
    posy.ticks("Reference number: FCH 1001")
    posy.writes("Their reference", "CS-55207")
    posy.presses("Note it")
    posy.sees("Told in writing", "CS-55207", "count as one share")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_on_a_phone_a_copy_is_looked_at_ticked_made_and_taken(
    scripts: bool, given: Given, tmp_path: Path
) -> None:
    hers = {**BRUISE, "text": "Lark wet the bed", "of": 1}
    share = Shared(
        given.cast.practitioner,
        people=[CHILD, SISTER],
        items=[{**BRUISE, "of": 0}, hers],
        agency_name="Oakfield Primary School",
    )
    posy = given.at_work(given.cast.practitioner, width=375, scripts=scripts)
    posy.opens(reverse("sharing", args=share.address))
    posy.sees("2 items go only if you tick them")
    posy.presses("Look at what they get, and make a copy")
    posy.sees("Nothing about a child goes there unless you tick it")
    posy.ticks(BRUISE["text"])
    posy.ticks("Wren Bramble (Child)")
    posy.chooses("In which language are its headings?", "Welsh beside English")
    posy.presses("Make this copy")
    posy.sees("It has changed since you looked at it", "Enw: Wren Bramble")
    card = posy.page.locator(".app-card")
    expect(card).not_to_contain_text("Lark")
    posy.presses("Make this copy")
    posy.is_at("A copy as it was made")
    posy.sees("The copy is made and kept. It has not been sent.")
    assert len(re.findall(r"\b[0-9a-f]{64}\b", posy.main.inner_text())) == 2
    with posy.page.expect_download() as waited:
        posy.page.get_by_role("button", name="Take the PDF").click()
    path = tmp_path / waited.value.suggested_filename
    waited.value.save_as(path)
    assert path.name.startswith(f"copy-{share.reference}-")
    assert path.read_bytes().startswith(b"%PDF-1.7")


def test_every_page_is_sound(given: Given) -> None:
    share = Shared(given.cast.practitioner)
    share.note("phone", "failed", why_failed="Nobody answered")
    share.note("phone", "spoken", minutes=20)
    copy = share.copy()
    inspector = given.inspecting(given.cast.practitioner)
    inspector.opens(reverse("sharing", args=share.address))
    inspector.opens(reverse("kept_copy", args=[*share.address, copy.pk]))
    inspector.opens(reverse("make_copy", args=share.address))
    inspector.writes("On which number can they ring you?", "")
    inspector.sends_in_error()
    inspector.opens(reverse("tell", args=share.address))
    inspector.sends_in_error()
    for code in ("phone", "post", "meeting"):
        inspector.opens(reverse("note_told", args=[*share.address, code]))
        inspector.sends_in_error(spoilt=True)
    inspector.opens(reverse("note_failed", args=[*share.address, "phone"]))
    inspector.sends_in_error()
    inspector.opens(reverse("elsewhere", args=[share.reference]))
    inspector.sends_in_error()

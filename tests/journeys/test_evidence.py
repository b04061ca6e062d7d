"""Can the Guardian take the evidence of one decision away in a browser, both files at once?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django import Settings

from accounts.door import reading
from decisions.choices import Status
from decisions.models import Decision, Export
from tests.audit.ledger.signed import Log
from tests.decisions.evidence_pack.packs import WHY, checked
from tests.factories import decision_at
from tests.journeys.conftest import Given
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def log(tmp_path: Path, settings: Settings) -> Log:
    made = Log(tmp_path / "signer")
    settings.HISTORY_KEYS_FILE = made.path / "keys.txt"
    return made


def takes(guardian: Visitor, button: str, folder: Path) -> Path:
    with guardian.page.expect_download() as waited:
        guardian.page.get_by_role("button", name=button).click()
    path = folder / waited.value.suggested_filename
    waited.value.save_as(path)
    return path


def comes_to_it(guardian: Visitor, decision: Decision) -> None:
    guardian.opens(reverse("record_history", args=[decision.reference]))
    guardian.follows("Evidence pack: PDF and JSON")
    guardian.is_at("Evidence pack")
    guardian.presses("Make the PDF")
    guardian.is_told_of("Say why you need it and who it is for, in a few words")
    guardian.writes("Why do you need it, and who is it for?", WHY)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_both_files_are_taken_one_after_the_other(
    scripts: bool, given: Given, log: Log, tmp_path: Path
) -> None:
    decision = decision_at(Status.INCOMPLETE, given.cast.practitioner)
    log.sign()
    guardian = given.at_work(given.cast.guardian, width=375, scripts=scripts)
    comes_to_it(guardian, decision)
    paper = takes(guardian, "Make the PDF", tmp_path)
    lines = takes(guardian, "Make the JSON file", tmp_path)
    assert paper.read_bytes().startswith(b"%PDF-")
    assert checked(lines, log).returncode == 0
    head = json.loads(lines.read_text().splitlines()[0])
    assert head["scope"] == f"decision {decision.reference}"
    with reading(given.cast.guardian.actor()):
        assert sorted(Export.objects.values_list("format", flat=True)) == ["json", "pdf"]


def test_a_double_click_makes_one_file(given: Given, log: Log) -> None:
    decision = decision_at(Status.INCOMPLETE, given.cast.practitioner)
    log.sign()
    guardian = given.at_work(given.cast.guardian)
    comes_to_it(guardian, decision)
    with guardian.page.expect_download():
        guardian.page.get_by_role("button", name="Make the PDF").dblclick()
    with reading(given.cast.guardian.actor()):
        assert Export.objects.count() == 1


def test_the_page_is_sound(given: Given, log: Log) -> None:
    """Before anything is signed, in error, and with entries that are not signed yet."""
    decision = decision_at(Status.INCOMPLETE, given.cast.practitioner)
    address = reverse("evidence_pack", args=[decision.reference])
    inspector = given.inspecting(given.cast.guardian)
    inspector.opens(address)
    inspector.sees("Nothing has been signed yet")
    inspector.sends_in_error()
    log.sign()
    inspector.opens(reverse("record_history", args=[decision.reference]))
    inspector.passes(address)
    inspector.sees("newer than the last signature")

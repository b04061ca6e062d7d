"""What would a record be asked today, and does it keep the rules that it answered?"""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from decisions import guidance
from decisions.choices import Status
from decisions.library.today import Compared, asks_differently, compared
from decisions.record import Record
from tests.cast import Cast, client_of
from tests.counting import rows
from tests.decisions.guardian.seen import text_of
from tests.factories import decision_at, record_of

pytestmark = pytest.mark.django_db


def answering(record: Record, golden: str, caldicott: str, ico: str, on: dt.date) -> Record:
    """The same record, as it would be had it been decided that day."""
    decision = record.decision
    decision.golden_rules, decision.caldicott, decision.ico = golden, caldicott, ico
    decision.decided_at = dt.datetime.combine(on, dt.time(9), tzinfo=dt.UTC)
    return record


@pytest.fixture
def record(cast: Cast) -> Record:
    decision = decision_at(Status.RECORDED, cast.practitioner)
    return record_of(decision, cast.practitioner)


def of_2019(record: Record) -> list[Compared]:
    then = answering(record, "golden-rules-2018", "caldicott-2013", "", dt.date(2019, 3, 1))
    return compared(then, contact_known=True)


def test_a_record_of_today_keeps_all_three_keys_and_nothing_differs(record: Record) -> None:
    decision = record.decision
    keys = (decision.golden_rules, decision.caldicott, decision.ico)
    assert keys == ("golden-rules-2024", "caldicott-2020", "ico-2023")
    assert not asks_differently(record)
    assert compared(record, contact_known=True) == []


def test_each_rule_of_today_is_there_once_as_new_changed_or_the_same(record: Record) -> None:
    golden, caldicott, ico = of_2019(record)
    assert [part.now.key for part in (golden, caldicott, ico)] == [
        "golden-rules-2024", "caldicott-2020", "ico-2023",
    ]  # fmt: skip
    assert {each.kind for each in golden.differences} == {"changed"}
    assert [each.kind for each in caldicott.differences] == ["changed", "new"]
    assert [rule.number for rule in caldicott.same] == [1, 2, 3, 4, 5, 6]
    assert ico.then is None
    assert [line.rule.number for line in ico.lines] == [*range(1, 11)]


def test_rules_three_and_four_are_followed_to_their_new_places(record: Record) -> None:
    golden = of_2019(record)[0]
    moved = {each.before[0].code: each.after[0].code for each in golden.differences}
    assert moved["G2018-3"] == "G2024-4"
    assert moved["G2018-4"] == "G2024-3"


def test_what_the_record_holds_stands_beside_a_new_rule(record: Record) -> None:
    record.decision.harm_if_not_shared = ""
    by_code = {each.after[0].code: each for part in of_2019(record) for each in part.differences}
    assert not by_code["C2020-7"].lines[0].is_answered
    assert by_code["C2020-7"].lines[0].gap
    assert by_code["G2024-7"].lines[0].answers


def test_a_record_of_before_the_key_was_kept_answers_the_steps_of_its_day(record: Record) -> None:
    kept = answering(record, "golden-rules-2024", "caldicott-2020", "", dt.date(2025, 1, 6))
    assert not asks_differently(kept)


def test_the_page_says_what_is_new_and_writes_nothing(cast: Cast) -> None:
    with time_machine.travel(dt.datetime(2023, 3, 1, 9, tzinfo=dt.UTC), tick=True):
        decision = decision_at(Status.RECORDED, cast.practitioner, team_id=cast.team.pk)
    assert decision.golden_rules == "golden-rules-2018"
    assert decision.ico == ""
    client = client_of(cast.practitioner)
    before = rows(cast)
    link = reverse("asked_today", args=[decision.reference])
    assert link in client.get(reverse("recorded", args=[decision.reference])).content.decode()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get(link)
    text = text_of(page.content.decode())
    assert page.status_code == 200
    assert len(asked) <= 12
    assert "This record keeps the rules that it answered." in text
    assert "The seven golden rules to sharing information (2018)" in text
    assert "This was rule 3 and is now rule 4." in text
    assert "Partly not confirmed" in text
    assert rows(cast) == before
    assert record_of(decision, cast.practitioner).decision.golden_rules == "golden-rules-2018"


def test_a_record_with_nothing_different_has_no_link_and_says_so(cast: Cast) -> None:
    decision = decision_at(Status.RECORDED, cast.practitioner)
    client = client_of(cast.practitioner)
    link = reverse("asked_today", args=[decision.reference])
    assert link not in client.get(reverse("recorded", args=[decision.reference])).content.decode()
    assert "Nothing is different." in text_of(client.get(link).content.decode())


def test_a_draft_leads_to_its_tasks_and_strangers_see_nothing(cast: Cast) -> None:
    draft = decision_at(Status.DRAFT, cast.practitioner, team_id=cast.team.pk)
    link = reverse("asked_today", args=[draft.reference])
    assert client_of(cast.practitioner).get(link).status_code == 302
    recorded = decision_at(Status.RECORDED, cast.practitioner, team_id=cast.team.pk)
    link = reverse("asked_today", args=[recorded.reference])
    assert client_of(cast.stranger).get(link).status_code == 404
    assert client_of(cast.lead).get(link).status_code == 200


def test_every_edition_that_follows_another_says_what_became_of_each_rule() -> None:
    for edition in guidance.editions():
        for key in edition.followed_by:
            found = guidance.changes(edition, guidance.edition(key))
            assert all(change.sentence for change in found), (edition.key, key)

"""What do the pages of a record that moves take, keep and show?"""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from decisions.choices import Status, TransferStage
from decisions.tasks.calendar import working_days_after
from decisions.transfers import policies
from tests.cast import Cast, client_of
from tests.decisions.drafted import statements
from tests.decisions.following.shares import after_of, shared
from tests.decisions.transfers.moved import OF_STAGE, a_transfer, transfer_in
from tests.factories import decision_at

pytestmark = pytest.mark.django_db
TYPED = {"of_whom": "none", "what": "The whole file\nA list of it", "kept_back": "Our own notes"}


def test_what_moves_is_kept_once_with_the_day_worked_out(cast: Cast) -> None:
    who = cast.practitioner
    decision = shared(who, "Oakfield School", team_id=cast.team.pk)
    recipient = after_of(decision, who).record.recipients[0]
    page = reverse("add_transfer", args=[decision.reference, "school"])
    browser = client_of(who)
    shown = browser.get(f"{page}?recipient={recipient.pk}").content.decode()
    assert "The whole child protection file" in shown  # offered, to be changed
    assert f'value="{recipient.pk}" checked' in shown
    moved = {"moved_on-day": "2", "moved_on-month": "3", "moved_on-year": "2026"}
    first, second = (
        browser.post(page, {**TYPED, **moved, "recipient": str(recipient.pk)}) for _ in range(2)
    )
    assert first["Location"] == second["Location"]
    [row] = after_of(decision, who).transfers
    assert (row.what, row.kept_back) == (TYPED["what"], TYPED["kept_back"])
    assert (row.moved_on, row.due_on) == (dt.date(2026, 3, 2), dt.date(2026, 3, 9))
    shown = browser.get(first["Location"]).content.decode()
    for said in ("9 March 2026", "Overdue", "Not sent yet", "The whole file", "Our own notes"):
        assert said in shown


def test_a_day_that_is_named_stands(cast: Cast) -> None:
    who = cast.practitioner
    decision = shared(who, "Oakfield School", team_id=cast.team.pk)
    recipient = after_of(decision, who).record.recipients[0]
    due = {"due_on-day": "4", "due_on-month": "3", "due_on-year": "2030"}
    page = reverse("add_transfer", args=[decision.reference, "abroad"])
    client_of(who).post(page, {**TYPED, **due, "recipient": str(recipient.pk)})
    [row] = after_of(decision, who).transfers
    assert (row.kind, row.due_on) == ("abroad", dt.date(2030, 3, 4))


def test_a_new_place_becomes_a_recipient_like_any_other(cast: Cast) -> None:
    who = cast.practitioner
    decision = decision_at(Status.DRAFT, who, team_id=cast.team.pk)
    page = reverse("add_transfer", args=[decision.reference, "school"])
    browser = client_of(who)
    answer = browser.post(page, {**TYPED, "recipient": "new"})
    assert answer.status_code == 422
    assert "Say what the new place is called" in answer.content.decode()
    assert "Our own notes" in answer.content.decode()
    for _twice in range(2):
        browser.post(page, {**TYPED, "recipient": "new", "new_name": "Oakfield School"})
    after = after_of(decision, who)
    [row] = after.transfers
    place = next(each for each in after.record.recipients if each.pk == row.recipient_id)
    assert (place.agency_name, place.agency_type) == ("Oakfield School", "education")
    assert place.method == "record-transfer"
    assert len(after.record.recipients) == 2
    assert row.due_on == working_days_after(timezone.localdate(), 5, "england")


@pytest.mark.parametrize("stage", TransferStage.values)
def test_each_event_keeps_what_it_asks_and_a_double_click_is_one(stage: str, cast: Cast) -> None:
    state = policies.PREPARED if stage == TransferStage.SENT else policies.ON_THE_WAY
    transfer = transfer_in(state, cast.practitioner, team_id=cast.team.pk)
    page = reverse("transfer_event", args=[transfer.decision.reference, transfer.pk, stage])
    browser = client_of(cast.practitioner)
    assert browser.get(page).status_code == 200
    assert browser.post(page, {}).status_code == 422
    for _twice in range(2):
        assert browser.post(page, OF_STAGE[stage]).status_code == 302
    events = after_of(transfer.decision, cast.practitioner).transfer_events
    [row] = [each for each in events if each.stage == stage]
    assert {name: getattr(row, name) for name in OF_STAGE[stage]} == OF_STAGE[stage]


def test_nothing_arrives_before_it_was_sent(cast: Cast) -> None:
    transfer = transfer_in(policies.ON_THE_WAY, cast.practitioner, team_id=cast.team.pk)
    page = reverse("transfer_event", args=[transfer.decision.reference, transfer.pk, "received"])
    early = {
        "happened_at-day": "1", "happened_at-month": "3", "happened_at-year": "2026",
        "happened_at-time": "9am",
    }  # fmt: skip
    answer = client_of(cast.practitioner).post(page, {**OF_STAGE["received"], **early})
    assert answer.status_code == 422
    assert "This cannot be before what was noted last" in answer.content.decode()


def test_it_is_read_on_the_record_at_the_recipient_and_on_paper(cast: Cast) -> None:
    transfer = transfer_in(policies.INCOMPLETE, cast.practitioner, team_id=cast.team.pk)
    reference, browser = transfer.decision.reference, client_of(cast.practitioner)
    for name, args in (
        ("recorded", [reference]),
        ("sharing", [reference, transfer.recipient_id]),
        ("print", [reference]),
    ):
        shown = browser.get(reverse(name, args=args)).content.decode()
        assert "Records that move" in shown, name
        assert "Something is missing" in shown, name
    assert "The plan of May is missing" in shown


def test_a_page_asks_few_questions(cast: Cast) -> None:
    transfer = transfer_in(policies.INCOMPLETE, cast.practitioner, team_id=cast.team.pk)
    reference, browser = transfer.decision.reference, client_of(cast.practitioner)
    for name, args in (
        ("transfers_of_record", [reference]),
        ("add_transfer", [reference, "nation"]),
        ("transfer", [reference, transfer.pk]),
        ("transfer_event", [reference, transfer.pk, "sent"]),
    ):
        page = reverse(name, args=args)
        browser.get(page)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(page).status_code == 200
        assert statements(asked) <= 12, name


def test_what_is_not_there_is_not_found(cast: Cast) -> None:
    decision = shared(cast.practitioner, "Oakfield School", team_id=cast.team.pk)
    transfer = a_transfer(decision, cast.practitioner)
    page = reverse("transfer", args=[decision.reference, transfer.pk])
    assert client_of(cast.stranger).get(page).status_code == 404
    browser = client_of(cast.practitioner)
    other = shared(cast.practitioner, team_id=cast.team.pk)
    assert browser.get(reverse("transfer", args=[other.reference, transfer.pk])).status_code == 404
    page = reverse("add_transfer", args=[decision.reference, "moon"])
    assert browser.get(page).status_code == 404

"""Does every event lead where the table says, is a receipt one of them, and does the task close?"""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.door import acting, reading
from decisions.after import After
from decisions.choices import Outcome, ReceiptKind, Status, TaskKind, TaskState, TransferStage
from decisions.guidance.transfers import all_moves
from decisions.models import Decision, Receipt, Recipient, RecordTransfer, Task, TransferEvent
from decisions.receipts.actions import note_receipt
from decisions.record import Record
from decisions.tasks.calendar import is_working
from decisions.tasks.wanted import wanted
from decisions.transfers import permissions, policies, words
from decisions.transfers.actions import due_day
from decisions.transfers.forms import FORMS
from tests.cast import Cast, client_of
from tests.decisions.following.shares import after_of, shared
from tests.decisions.transfers.moved import OF_STAGE, a_transfer, happens, state_now, transfer_in
from tests.factories import decision_at

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def test_every_state_and_every_event_has_words() -> None:
    assert set(policies.STATES) == set(words.STATES) == set(words.COLOURS)
    assert set(TransferStage.values) == set(FORMS) == set(words.BUTTONS)
    acts = {act for acts in policies.STATES.values() for act in acts}
    assert acts == set(TransferStage.values)
    led = {then for acts in policies.STATES.values() for then in acts.values()}
    assert led | {policies.PREPARED} == set(policies.STATES)


def in_memory(acts: list[str]) -> tuple[After, RecordTransfer]:
    """A record that moves, an hour between one act and the next; “accepted” is a receipt."""
    decision = Decision(pk=1, outcome=Outcome.SHARE_ALL, status=Status.RECORDED)
    row = RecordTransfer(pk=3, decision=decision, recipient_id=7, kind="school")
    after = After(Record(decision, recipients=[Recipient(pk=7)]), transfers=[row])
    for place, act in enumerate(acts):
        at = NOON + dt.timedelta(hours=place)
        if act in ReceiptKind.values and act not in TransferStage.values:
            receipt = Receipt(pk=place, recipient_id=7, kind=act, happened_at=at)
            after.receipts.append(receipt)
        else:
            event = TransferEvent(pk=place, transfer_id=3, stage=act, happened_at=at)
            after.transfer_events.append(event)
    return after, row


@settings(max_examples=200)
@given(st.lists(st.sampled_from([*TransferStage.values, "accepted", "seen"]), max_size=7))
def test_whatever_happens_it_has_arrived_only_after_it_was_sent(acts: list[str]) -> None:
    after, row = in_memory(acts)
    state = policies.state_of(after, row)
    as_one = [TransferStage.RECEIVED if act == "accepted" else act for act in acts]
    assert state == policies.state_of(*in_memory([str(act) for act in as_one]))
    if state == policies.RECEIVED:
        confirmed = max(i for i, act in enumerate(as_one) if act == TransferStage.RECEIVED)
        assert TransferStage.SENT in as_one[:confirmed]
    assert set(policies.may_come_next(after, row)) == set(policies.STATES[state])


@given(st.sampled_from(all_moves()), st.dates(dt.date(2026, 1, 1), dt.date(2028, 1, 1)))
@settings(max_examples=200)
def test_the_day_is_counted_in_working_days_of_the_nation(move, moved_on: dt.date) -> None:
    for nation in move.nations:
        due = due_day(move, moved_on, nation)
        if not move.days:
            assert due is None
            continue
        assert due is not None
        days = [moved_on + dt.timedelta(days=n) for n in range(1, (due - moved_on).days + 1)]
        assert sum(is_working(day, nation) for day in days) == move.days
        assert is_working(due, nation)


@pytest.mark.django_db
@pytest.mark.parametrize("state", policies.STATES)
def test_every_event_leads_where_the_table_says_and_nothing_else_is_taken(
    state: str, cast: Cast
) -> None:
    transfer = transfer_in(state, cast.practitioner, team_id=cast.team.pk)
    browser = client_of(cast.lead)  # another hand, so that nothing is a double click
    led, refused = {}, {}
    for stage in TransferStage.values:
        page = reverse("transfer_event", args=[transfer.decision.reference, transfer.pk, stage])
        with transaction.atomic():
            shown, answer = browser.get(page).status_code, browser.post(page, OF_STAGE[stage])
            if answer.status_code == 302:
                led[stage] = state_now(transfer, cast.practitioner)
            else:
                refused[stage] = (shown, answer.status_code)
            transaction.set_rollback(True)
    assert led == dict(policies.STATES[state])
    assert all(codes == (403, 422) for codes in refused.values())


@pytest.mark.django_db
@pytest.mark.parametrize("state", policies.STATES)
def test_the_same_people_may_note_in_every_state(state: str, cast: Cast) -> None:
    decision = transfer_in(state, cast.practitioner, team_id=cast.team.pk).decision
    found = {}
    for role, member in cast.everybody().items():
        if role != "stranger":
            with reading(member.actor()):
                found[role] = permissions.may_note(member, decision).code
    no = "not-author"
    assert found == {
        "practitioner": "", "lead": "", "guardian": "", "colleague": no, "administrator": no,
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "code"),
    [(Status.DRAFT, ""), (Status.ABANDONED, "closed"), (Status.IN_ERROR, "sealed")],
)
def test_what_moves_is_written_in_a_draft_too(status: str, code: str, cast: Cast) -> None:
    decision = decision_at(status, cast.practitioner, team_id=cast.team.pk)
    with reading(cast.practitioner.actor()):
        assert permissions.may_prepare(cast.practitioner, decision).code == code


def task_of(transfer: RecordTransfer, cast: Cast) -> list[Task]:
    with reading(cast.practitioner.actor()):
        rows = Task.objects.filter(decision=transfer.decision_id, kind=TaskKind.TRANSFER)
        return list(rows.order_by("pk"))


@pytest.mark.django_db
def test_the_task_is_there_until_somebody_there_confirms_it(cast: Cast) -> None:
    who = cast.practitioner
    due = timezone.localdate() + dt.timedelta(days=30)
    decision = shared(who, "Oakfield School", team_id=cast.team.pk, told=False)
    transfer = a_transfer(decision, who, due_on=due)
    [task] = task_of(transfer, cast)
    assert (task.state, timezone.localdate(task.due_at)) == (TaskState.OPEN, due)
    happens(transfer, who, TransferStage.SENT)
    happens(transfer, who, TransferStage.CHASED)
    asked, again = task_of(transfer, cast)
    assert (asked.state, again.state) == (TaskState.DONE, TaskState.OPEN)
    happens(transfer, who, TransferStage.RECEIVED)
    assert {each.state for each in task_of(transfer, cast)} == {TaskState.DONE}
    happens(transfer, who, TransferStage.INCOMPLETE)
    assert task_of(transfer, cast)[-1].state == TaskState.OPEN


@pytest.mark.django_db
def test_a_receipt_that_accepts_counts_like_a_confirmation_that_one_of_ours_notes(
    cast: Cast,
) -> None:
    who = cast.practitioner
    transfer = transfer_in(policies.ON_THE_WAY, who, team_id=cast.team.pk)
    after = after_of(transfer.decision, who)
    [told], [recipient] = after.dispatches, after.record.recipients
    assert (told.method, recipient.sent_at) == ("record-transfer", told.happened_at)
    with acting(who.actor()):
        said = {"kind": ReceiptKind.ACCEPTED, "name": "Ms Rook", "happened_at": timezone.now()}
        note_receipt(after.record.decision, recipient, actor=who.actor(), key=uuid.uuid4(), **said)
    assert state_now(transfer, who) == policies.RECEIVED
    assert [each.state for each in task_of(transfer, cast)] == [TaskState.DONE]
    page = reverse("transfer", args=[transfer.decision.reference, transfer.pk])
    shown = client_of(who).get(page).content.decode()
    assert "They accepted it in their receipt" in shown
    assert "Ms Rook" in shown


@pytest.mark.django_db
def test_a_receipt_from_before_it_was_sent_confirms_nothing(cast: Cast) -> None:
    who = cast.practitioner
    decision = shared(who, "Oakfield School", team_id=cast.team.pk)
    transfer, after = a_transfer(decision, who), after_of(decision, who)
    earlier = timezone.now() - dt.timedelta(days=1)
    with acting(who.actor()):
        said = {"kind": ReceiptKind.ACCEPTED, "name": "Ms Rook", "happened_at": earlier}
        note_receipt(
            after.record.decision,
            after.record.recipients[0],
            actor=who.actor(),
            key=uuid.uuid4(),
            **said,
        )
    happens(transfer, who, TransferStage.SENT)
    assert state_now(transfer, who) == policies.ON_THE_WAY


@pytest.mark.django_db
def test_what_is_sent_is_one_share_whether_they_were_told_before_or_not(cast: Cast) -> None:
    who = cast.practitioner
    told = a_transfer(shared(who, "Oakfield School", team_id=cast.team.pk), who)
    before = len(after_of(told.decision, who).dispatches)
    happens(told, who, TransferStage.SENT)
    assert len(after_of(told.decision, who).dispatches) == before
    not_told = transfer_in(policies.ON_THE_WAY, who, team_id=cast.team.pk)
    assert len(after_of(not_told.decision, who).dispatches) == 1


def test_nothing_is_asked_of_a_record_that_stays_here() -> None:
    after, _row = in_memory([])
    after.record.decision.outcome = Outcome.NOT_SHARE
    assert TaskKind.TRANSFER not in {kind for kind, _subject in wanted(after)}


@pytest.mark.django_db
def test_a_confirmation_without_a_name_cannot_be_stored(cast: Cast) -> None:
    transfer = transfer_in(policies.ON_THE_WAY, cast.practitioner, team_id=cast.team.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        happens(transfer, cast.practitioner, TransferStage.RECEIVED, by_whom="")

"""Does each kind of task appear when it is due, and go when the stored rows show it done?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from accounts.door import acting, reading
from accounts.models import Nation, Organisation
from consent.models import Consent, Withdrawal
from decisions.after import After, load_after
from decisions.choices import (
    Breach,
    DispatchResult,
    Finding,
    FollowUpKind,
    Outcome,
    PersonRole,
    ReceiptKind,
    Status,
    TaskKind,
    TaskState,
    Told,
)
from decisions.consequences import settle
from decisions.models import (
    Adjudication,
    Advice,
    Decision,
    Dispatch,
    FollowUp,
    Incident,
    IncidentRecipient,
    Informing,
    OutsideLink,
    PersonConcerned,
    Receipt,
    Recipient,
    Request,
    Review,
    ReviewAnswer,
    Task,
)
from decisions.record import Record, load
from decisions.tasks.settling import settle_tasks
from decisions.tasks.wanted import RULES, wanted, was_done
from decisions.tasks.wanting import Wanted
from decisions.tasks.words import TEXTS, said
from tests.cast import Cast
from tests.factories import recorded

# A Monday in November: ten in the morning.
MONDAY = dt.datetime(2026, 11, 16, 10, tzinfo=dt.UTC)


def hours(number: float) -> dt.datetime:
    return MONDAY + dt.timedelta(hours=number)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(hours(6), tick=False):
        yield


@pytest.fixture
def after() -> After:
    """A record with one recipient, in memory: nothing of it is stored."""
    place = Organisation(pk=1, nation=Nation.ENGLAND)
    decision = Decision(
        pk=1, organisation=place, nation=place.nation, author_id=1, status=Status.RECORDED,
        outcome=Outcome.SHARE_ALL, recorded_at=MONDAY, decided_at=MONDAY,
    )  # fmt: skip
    return After(Record(decision, recipients=[Recipient(pk=7, agency_name="The hub")]))


def kinds(after: After) -> dict[str, Wanted]:
    return {kind: found for (kind, _), found in wanted(after).items()}


def due(found: Wanted) -> str:
    return f"{found.due_at:%a %d %H:%M}"


def told(after: After, at: float = 0, result: str = DispatchResult.SENT, **more: Any) -> Dispatch:
    row = Dispatch(
        pk=len(after.dispatches) + 1, recipient_id=7, result=result, happened_at=hours(at),
        noted_at=hours(at), **more,
    )  # fmt: skip
    after.dispatches.append(row)
    if result != DispatchResult.FAILED:
        after.record.recipients[0].sent_at = hours(at)
    return row


def follow(after: After, kind: str, at: float, **more: Any) -> FollowUp:
    row = FollowUp(
        pk=len(after.follow_ups) + 1, recipient_id=7, kind=kind, happened_at=hours(at),
        noted_at=hours(at), **more,
    )  # fmt: skip
    after.follow_ups.append(row)
    return row


def answered(after: After, kind: str, at: float, **more: Any) -> Receipt:
    row = Receipt(
        pk=len(after.receipts) + 1, recipient_id=7, kind=kind, happened_at=hours(at),
        noted_at=hours(at), **more,
    )  # fmt: skip
    after.receipts.append(row)
    return row


def test_there_is_one_rule_and_one_text_for_each_kind() -> None:
    assert set(RULES) == set(TEXTS) == set(TaskKind)
    assert "The hub" in said(Task(kind=TaskKind.CHASE), "The hub")


def test_gaps_are_filled_by_the_hour(after: After) -> None:
    decision = after.record.decision
    decision.status, decision.complete_by = Status.INCOMPLETE, hours(24)
    assert kinds(after)[TaskKind.COMPLETE].due_at == hours(24)
    decision.status = Status.RECORDED
    assert TaskKind.COMPLETE not in kinds(after)


def test_who_has_not_been_told_is_told_the_next_working_day(after: After) -> None:
    found = kinds(after)[TaskKind.TELL_RECIPIENT]
    assert (due(found), found.is_day, found.recipient_id) == ("Tue 17 23:59", True, 7)
    after.record.decision.is_urgent = True
    assert due(kinds(after)[TaskKind.TELL_RECIPIENT]) == "Mon 16 23:59"
    told(after)
    assert TaskKind.TELL_RECIPIENT not in kinds(after)


def test_nobody_is_told_of_what_is_not_shared(after: After) -> None:
    after.record.decision.outcome = Outcome.NOT_SHARE
    assert not kinds(after)


def test_what_failed_is_tried_again_until_it_works(after: After) -> None:
    told(after, 1, DispatchResult.FAILED)
    assert set(kinds(after)) == {TaskKind.TRY_AGAIN}
    told(after, 2, DispatchResult.SPOKEN)
    assert TaskKind.TRY_AGAIN not in kinds(after)


def test_a_call_is_followed_in_writing(after: After) -> None:
    told(after, 1, DispatchResult.SPOKEN, follow_up_due_at=hours(20))
    assert kinds(after)[TaskKind.WRITTEN_FOLLOW_UP].due_at == hours(20)
    told(after, 3)
    assert TaskKind.WRITTEN_FOLLOW_UP not in kinds(after)


def test_the_letter_after_the_first_call_is_not_that_of_the_second(after: After) -> None:
    told(after, 1, DispatchResult.SPOKEN, follow_up_due_at=hours(20))
    told(after, 2)
    told(after, 3, DispatchResult.SPOKEN, follow_up_due_at=hours(30))
    assert kinds(after)[TaskKind.WRITTEN_FOLLOW_UP].due_at == hours(30)


def test_what_was_sent_needs_a_receipt_or_a_number(after: After) -> None:
    sent = told(after, 1)
    assert due(kinds(after)[TaskKind.RECEIPT]) == "Wed 18 23:59"
    sent.reference_number = "HUB 12"
    assert TaskKind.RECEIPT not in kinds(after)
    sent.reference_number = ""
    answered(after, ReceiptKind.SEEN, 2)
    assert TaskKind.RECEIPT not in kinds(after)
    assert TaskKind.CHASE in kinds(after)


def test_a_link_that_ran_out_is_a_task_until_they_have_a_new_one_or_said_so(after: After) -> None:
    told(after, 1, DispatchResult.SPOKEN)
    link = OutsideLink(pk=3, recipient_id=7, made_by_id=2, expires_at=hours(7))
    after.outside_links.append(link)
    assert TaskKind.RECEIPT not in kinds(after)
    link.expires_at = hours(5)
    found = kinds(after)[TaskKind.RECEIPT]
    assert (found.subject, found.recipient_id, found.owner_id) == ("link:3", 7, 2)
    assert due(found) == "Tue 17 23:59"
    assert "the last link ran out" in said(Task(kind=TaskKind.RECEIPT, subject="link:3"), "Hub")
    after.outside_links.append(OutsideLink(pk=4, recipient_id=7, expires_at=hours(9)))
    assert TaskKind.RECEIPT not in kinds(after)
    after.outside_links.pop()
    answered(after, ReceiptKind.SEEN, 6)
    assert TaskKind.RECEIPT not in kinds(after)


@pytest.mark.parametrize(
    "ended", [{"revoked_at": hours(2)}, {"attempts": 5}, {"answered_at": hours(2)}]
)
def test_a_link_that_ended_otherwise_is_no_such_task(after: After, ended: dict[str, Any]) -> None:
    told(after, 1, DispatchResult.SPOKEN)
    after.outside_links.append(OutsideLink(pk=3, recipient_id=7, expires_at=hours(5), **ended))
    assert TaskKind.RECEIPT not in kinds(after)


def test_an_answer_is_chased_and_each_chase_starts_anew(after: After) -> None:
    told(after, 1)
    first = kinds(after)[TaskKind.CHASE]
    assert due(first) == "Thu 19 23:59"
    follow(after, FollowUpKind.CHASED, 5)
    second = kinds(after)[TaskKind.CHASE]
    assert second.subject != first.subject
    answered(after, ReceiptKind.ACCEPTED, 6)
    assert TaskKind.CHASE not in kinds(after)
    assert TaskKind.VERIFY in kinds(after)


@pytest.mark.parametrize("kind", [FollowUpKind.DECLINED, FollowUpKind.NO_ANSWER])
def test_a_no_asks_what_to_do_until_something_is_done(after: After, kind: str) -> None:
    told(after, 1)
    follow(after, kind, 2)
    assert due(kinds(after)[TaskKind.DECLINED]) == "Tue 17 23:59"
    assert TaskKind.CHASE not in kinds(after)
    follow(after, FollowUpKind.ESCALATED, 3)
    assert TaskKind.DECLINED not in kinds(after)


def test_what_was_sent_back_is_a_no(after: After) -> None:
    told(after, 1)
    answered(after, ReceiptKind.RETURNED, 2, reason="Not ours")
    assert TaskKind.DECLINED in kinds(after)


def test_a_promise_is_verified_and_then_told(after: After) -> None:
    told(after, 1)
    follow(after, FollowUpKind.ACCEPTED, 2, due_on=dt.date(2026, 11, 20))
    assert due(kinds(after)[TaskKind.VERIFY]) == "Fri 20 23:59"
    follow(after, FollowUpKind.VERIFIED, 3)
    assert TaskKind.VERIFY not in kinds(after)
    assert TaskKind.TELL_RAISER not in kinds(after)
    after.record.people.append(PersonConcerned(pk=3, role=PersonRole.INFORMANT))
    assert due(kinds(after)[TaskKind.TELL_RAISER]) == "Wed 18 23:59"
    follow(after, FollowUpKind.TOLD, 4)
    assert TaskKind.TELL_RAISER not in kinds(after)
    after.record.people.clear()
    after.follow_ups.pop()
    after.record.requests.append(Request(pk=1))
    assert TaskKind.TELL_RAISER in kinds(after)


def test_the_day_to_ask_again_comes_back(after: After) -> None:
    after.record.people.append(PersonConcerned(pk=3, name="A"))
    day = dt.date(2026, 12, 1)
    row = Informing(pk=1, person_id=3, told=Told.NOT, ask_again_on=day)
    after.record.informing.append(row)
    found = kinds(after)[TaskKind.TELL_PERSON]
    assert (found.due_at.date(), found.person_id) == (day, 3)
    after.record.informing.append(Informing(pk=2, person_id=3, told=Told.AFTER))
    assert TaskKind.TELL_PERSON not in kinds(after)


def test_a_withdrawal_is_told_to_those_who_had_it_before(after: After) -> None:
    told(after, 1)
    after.record.consents.append(Consent(pk=5))
    after.record.withdrawals.append(Withdrawal(pk=2, consent_id=5, withdrawn_at=hours(3)))
    assert TaskKind.TELL_WITHDRAWAL in kinds(after)
    after.record.decision.status = Status.SUPERSEDED
    assert set(kinds(after)) == {TaskKind.TELL_WITHDRAWAL}
    follow(after, FollowUpKind.WITHDRAWAL_TOLD, 4)
    assert not kinds(after)


def test_who_was_told_after_the_withdrawal_needs_no_telling(after: After) -> None:
    told(after, 5)
    after.record.withdrawals.append(Withdrawal(pk=2, consent_id=5, withdrawn_at=hours(3)))
    assert TaskKind.TELL_WITHDRAWAL not in kinds(after)


def test_consent_that_ran_out_is_told_unless_somebody_asked_again(after: After) -> None:
    told(after, 1)
    day = dt.date(2026, 11, 18)
    after.record.consents.append(Consent(pk=5, review_on=day))
    assert due(kinds(after)[TaskKind.CONSENT_REVIEW]) == "Wed 18 23:59"
    assert TaskKind.TELL_WITHDRAWAL not in kinds(after)
    with time_machine.travel(dt.datetime(2026, 11, 18, 23, 59, tzinfo=dt.UTC), tick=False):
        assert TaskKind.TELL_WITHDRAWAL in kinds(after)
        after.tasks.append(
            Task(kind=TaskKind.CONSENT_REVIEW, subject="2026-11-18", state=TaskState.DONE)
        )
        assert TaskKind.TELL_WITHDRAWAL not in kinds(after)


def test_an_incident_runs_by_the_clock_to_its_end(after: After) -> None:
    incident = Incident(pk=4, found_at=hours(0), breach=Breach.UNDECIDED)
    wrong = IncidentRecipient(pk=9, incident_id=4, recipient_id=7)
    after.incidents.append(incident)
    after.incident_recipients.append(wrong)
    after.record.decision.status = Status.IN_ERROR
    assert set(kinds(after)) == {TaskKind.PUT_RIGHT, TaskKind.BREACH}
    assert kinds(after)[TaskKind.BREACH].due_at == hours(72)
    incident.breach = Breach.REPORTABLE
    assert set(kinds(after)) == {TaskKind.PUT_RIGHT, TaskKind.REPORT_BREACH}
    incident.reported_at = wrong.confirmed_at = hours(5)
    assert set(kinds(after)) == {TaskKind.CLOSE_INCIDENT}
    incident.closed_at = hours(6)
    assert not kinds(after)


def test_somebody_whom_the_record_does_not_name_has_a_task_too(after: After) -> None:
    after.incidents.append(Incident(pk=4, found_at=hours(0), breach=Breach.NOT_A_BREACH))
    row = IncidentRecipient(pk=9, incident_id=4, somebody_else="A neighbour")
    after.incident_recipients.append(row)
    found = kinds(after)[TaskKind.PUT_RIGHT]
    assert (found.subject, found.recipient_id) == ("incident:4:9", None)
    row.confirmed_at = hours(5)
    assert TaskKind.PUT_RIGHT not in kinds(after)
    assert TaskKind.CLOSE_INCIDENT in kinds(after)


def test_the_clock_of_a_breach_does_not_heed_the_one_on_the_wall(after: After) -> None:
    found = dt.datetime(2026, 10, 24, 12, tzinfo=dt.UTC)
    after.incidents.append(Incident(pk=4, found_at=found, breach=Breach.UNDECIDED))
    assert kinds(after)[TaskKind.BREACH].due_at == dt.datetime(2026, 10, 27, 12, tzinfo=dt.UTC)


def test_advice_is_the_advisers_task_and_then_the_askers(after: After) -> None:
    advice = Advice(pk=6, asked_by_id=1, asked_of_id=2, asked_at=hours(0))
    after.record.decision.outcome = Outcome.NOT_YET
    after.record.advice.append(advice)
    assert {kind: found.owner_id for kind, found in kinds(after).items()} == {TaskKind.ADVISE: 2}
    advice.answered_at = hours(2)
    assert set(kinds(after)) == {TaskKind.FOLLOW_ADVICE}
    advice.followed = "yes"
    assert not kinds(after)


def test_reviews_are_answered_and_what_is_escalated_is_decided(after: After) -> None:
    after.record.decision.outcome = Outcome.NOT_SHARE
    question = Review(pk=1, finding=Finding.QUESTION, reviewed_at=hours(1))
    after.reviews.append(question)
    assert set(kinds(after)) == {TaskKind.ANSWER_REVIEW}
    after.review_answers.append(ReviewAnswer(pk=1, review_id=1))
    assert not kinds(after)
    after.reviews.append(Review(pk=2, finding=Finding.ESCALATE, reviewed_at=hours(2)))
    assert kinds(after)[TaskKind.ADJUDICATE].for_guardian
    after.adjudications.append(Adjudication(pk=1, review_id=2, decided_at=hours(3)))
    assert not kinds(after)


@pytest.mark.parametrize("status", [Status.SUPERSEDED, Status.IN_ERROR])
def test_what_is_closed_needs_nothing_more(after: After, status: str) -> None:
    after.record.decision.status = status
    assert not wanted(after)
    assert not was_done(after, Task(kind=TaskKind.TELL_RECIPIENT, recipient_id=7))


@pytest.mark.django_db
def test_a_task_is_raised_once_closed_by_the_rows_and_never_again(cast: Cast) -> None:
    actor = cast.practitioner.actor()
    decision = recorded(cast.practitioner, team_id=cast.team.pk)
    with acting(actor):
        task = Task.objects.get(kind=TaskKind.TELL_RECIPIENT)
        assert (task.owner_id, task.cover_id) == (actor.person_id, cast.lead.person_id)
        before = Task.history.count()
        settle(decision, actor=actor)
        assert Task.history.count() == before
        Recipient.objects.filter(decision=decision).update(sent_at=MONDAY)
        settle(decision, actor=actor)
        task.refresh_from_db()
        assert (task.state, task.done_by_id) == (TaskState.DONE, actor.person_id)
        Recipient.objects.filter(decision=decision).update(sent_at=None)
        settle(decision, actor=actor)
        assert Task.objects.filter(kind=TaskKind.TELL_RECIPIENT).count() == 1


@pytest.mark.django_db
def test_a_date_that_moves_moves_the_task(cast: Cast) -> None:
    actor = cast.practitioner.actor()
    decision = recorded(cast.practitioner)
    with acting(actor):
        Recipient.objects.filter(decision=decision).update(sent_at=MONDAY)
        settle(decision, actor=actor)
        Recipient.objects.filter(decision=decision).update(chase_on=dt.date(2026, 12, 1))
        settle(decision, actor=actor)
        [task] = Task.objects.filter(kind=TaskKind.CHASE)
    assert task.due_at.date() == dt.date(2026, 12, 1)
    assert task.look_at == dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC)


@pytest.mark.django_db
@pytest.mark.parametrize("at_work", ["practitioner", "lead"])
def test_settling_asks_few_questions(
    cast: Cast, at_work: str, django_assert_max_num_queries
) -> None:
    member = cast.everybody()[at_work]
    decision = recorded(member, team_id=cast.team.pk)
    with reading(member.actor()), django_assert_max_num_queries(3):
        settle_tasks(load_after(load(decision)), actor=member.actor())

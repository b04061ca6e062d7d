"""Does each reason hold where it should, since when it should, and nowhere else?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from decisions.choices import Finding, Outcome, Status, TaskKind
from decisions.dashboard.reasons import BY_CODE, REASONS, Seen, reasons_for
from decisions.models import Adjudication, Incident, Review, ReviewAnswer
from tests.decisions.dashboard import made
from tests.decisions.dashboard.made import DAY, HOUR, NOW, RECORDED, consented, seen, task

TODAY = timezone.localdate(NOW)
YESTERDAY, SOON = TODAY - DAY, TODAY + 30 * DAY


def review(finding: str, at: dt.datetime = NOW, pk: int = 3) -> Review:
    return Review(pk=pk, finding=finding, reviewed_at=at)


def asked(*rows: Review, **after: Any) -> Seen:
    return seen(after={"reviews": list(rows), **after})


ANSWER = ReviewAnswer(review_id=3, answered_at=NOW)
# By reason: a record that raises it, and one that is near it and does not.
CASES: dict[str, tuple[Seen, Seen]] = {
    "danger": (seen(danger_now="yes"), seen(danger_now="not-sure")),
    "harm": (seen(significant_harm="yes"), seen(significant_harm="no")),
    "incident": (
        seen(after={"incidents": [Incident(found_at=NOW)]}),
        seen(after={"incidents": [Incident(found_at=NOW, closed_at=NOW)]}),
    ),
    "breach": (seen([task(TaskKind.BREACH)]), seen([task(TaskKind.PUT_RIGHT)])),
    "refused": (
        seen(parts=consented("refused")),
        seen(parts=consented("refused"), outcome=Outcome.NOT_SHARE),
    ),
    "not-shared": (seen(outcome=Outcome.NOT_YET), seen(outcome=Outcome.SHARE_PART)),
    "escalated": (
        asked(review(Finding.ESCALATE)),
        asked(review(Finding.ESCALATE), adjudications=[Adjudication(decided_at=NOW + HOUR)]),
    ),
    "declined": (seen([task(TaskKind.DECLINED)]), seen([task(TaskKind.VERIFY)])),
    "unanswered": (seen([task(TaskKind.CHASE)]), seen()),
    "repeated": (seen(repeated=(1,)), seen()),
    "not-told": (seen(parts=made.not_told(YESTERDAY)), seen(parts=made.not_told(None))),
    "late": (
        seen(shared_at=RECORDED - 25 * HOUR),
        seen(shared_at=RECORDED - 23 * HOUR),
    ),
    "unverified": (seen([task(TaskKind.VERIFY)]), seen([task(TaskKind.RECEIPT)])),
    "written": (seen([task(TaskKind.WRITTEN_FOLLOW_UP)]), seen()),
    "receipt": (seen([task(TaskKind.RECEIPT)]), seen([task(TaskKind.CHASE)])),
    "not-sent": (seen([task(TaskKind.TELL_RECIPIENT)]), seen()),
    "consent-ends": (
        seen(parts=consented("given", review_on=TODAY)),
        seen(parts=consented("given", review_on=TODAY) | made.taken_back()),
    ),
    "withdrawn": (seen([task(TaskKind.TELL_WITHDRAWAL)]), seen(parts=consented("given"))),
    "incomplete": (seen(status=Status.INCOMPLETE, is_urgent=True), seen(is_urgent=True)),
    "gaps": (seen(gaps=("C1",)), seen(gaps=("C1",), status=Status.INCOMPLETE, complete_by=NOW)),
    "unowned": (seen([task(TaskKind.ADVISE, owner_id=None)]), seen([task(TaskKind.ADVISE)])),
    "answered": (
        asked(review(Finding.QUESTION), review_answers=[ANSWER]),
        asked(review(Finding.QUESTION)),
    ),
    "action": (
        asked(review(Finding.ACTION)),
        asked(review(Finding.ACTION), review(Finding.SATISFIED, NOW + HOUR, 4)),
    ),
    "overdue": (seen([task(TaskKind.ADVISE)]), seen([task(TaskKind.TELL_PERSON)])),
}


def codes(found: Seen) -> set[str]:
    return {code for code, _person in reasons_for(found)}


def test_an_ordinary_share_gives_no_reason() -> None:
    assert codes(seen(parts=consented("not-sought"))) == set()
    assert codes(seen(parts=consented("cannot-consent"))) == set()


def test_every_reason_has_its_two_records() -> None:
    assert set(CASES) == set(BY_CODE)


@pytest.mark.parametrize("code", CASES)
def test_a_record_that_raises_it_and_one_that_does_not(code: str) -> None:
    raises, does_not = CASES[code]
    assert code in codes(raises)
    assert code not in codes(does_not)


def test_the_order_is_that_of_the_table() -> None:
    ranks = [reason.rank for reason in REASONS]
    assert ranks == sorted(set(ranks))


def since(found: Seen, code: str, person_id: int | None = None) -> dt.datetime:
    return reasons_for(found)[code, person_id]


def test_what_is_to_come_has_its_day() -> None:
    assert since(seen(parts=made.not_told(SOON)), "not-told", 2) > NOW + 29 * DAY
    parts = consented("given", review_on=SOON)
    runs_out = since(seen(parts=parts), "consent-ends", made.CHILD)
    assert NOW + 22 * DAY < runs_out < NOW + 25 * DAY
    due = NOW + 2 * DAY
    for kind, code in ((TaskKind.CHASE, "unanswered"), (TaskKind.RECEIPT, "receipt")):
        assert since(seen([task(kind, due_at=due)]), code) == due
    incomplete = seen(status=Status.INCOMPLETE, complete_by=due)
    assert since(incomplete, "incomplete") == due
    urgent = seen(status=Status.INCOMPLETE, complete_by=due, is_urgent=True)
    assert since(urgent, "incomplete") == RECORDED


def test_the_longest_of_several_tasks_counts() -> None:
    tasks = [task(TaskKind.CHASE, due_at=NOW - days * DAY) for days in (1, 4, 2)]
    assert since(seen(tasks), "unanswered") == NOW - 4 * DAY


LOOKED_AT = [reason.code for reason in REASONS if reason.looked_at]


@pytest.mark.parametrize("code", CASES)
def test_a_satisfied_look_takes_away_what_is_only_looked_at(code: str) -> None:
    raises, _ = CASES[code]
    raises.after.reviews.append(review(Finding.SATISFIED, NOW + HOUR, 9))
    gone = code in {*LOOKED_AT, "answered", "action", "escalated"}
    assert (code not in codes(raises)) is gone
    raises.after.reviews.pop()


def test_a_look_before_it_came_up_or_without_content_takes_nothing_away() -> None:
    early = seen(danger_now="yes", after={"reviews": [review("satisfied", RECORDED - DAY)]})
    assert codes(early) == {"danger"}
    questioned = seen(danger_now="yes", after={"reviews": [review("question")]})
    assert codes(questioned) == {"danger"}
    ruled = seen(danger_now="yes", after={"adjudications": [Adjudication(decided_at=NOW)]})
    assert codes(ruled) == set()


@pytest.mark.parametrize("status", [Status.SUPERSEDED, Status.IN_ERROR])
def test_a_closed_record_asks_only_for_what_must_be_done(status: str) -> None:
    parts = made.not_told(YESTERDAY)
    closed = seen([task(TaskKind.CHASE)], danger_now="yes", status=status, parts=parts)
    assert codes(closed) == {"unanswered"}


def test_one_share_needs_no_agreement_and_no_assessment() -> None:
    """The ICO asks them of routine sharing; a lead is not called for every single share."""
    assert "gaps" not in {code for code, _ in reasons_for(seen(gaps=("ICO-5", "ICO-6")))}
    assert "gaps" in {code for code, _ in reasons_for(seen(gaps=("ICO-5", "ICO-2")))}

"""Records in memory, and stored ones that were settled, for the dashboard's tests."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.door import acting
from accounts.models import Membership, Organisation
from consent.models import Consent, Withdrawal
from decisions.after import After
from decisions.choices import Outcome, PersonRole, Status, TaskKind
from decisions.dashboard.reasons import Seen
from decisions.models import (
    Decision,
    Informing,
    PersonConcerned,
    PersonConsent,
    Task,
)
from decisions.record import Record
from decisions.settling import settle
from tests.factories import recorded

NOW = timezone.now()
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
RECORDED = NOW - 10 * DAY
CHILD = 1


def decision(**columns: Any) -> Decision:
    told = {
        "pk": 7,
        "outcome": Outcome.SHARE_ALL,
        "status": Status.RECORDED,
        "decided_at": RECORDED - HOUR,
        "recorded_at": RECORDED,
    }
    return Decision(**told | columns)


def seen(
    tasks: list[Task] | None = None,
    repeated: tuple[int, ...] = (),
    gaps: tuple[str, ...] = (),
    parts: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    **columns: Any,
) -> Seen:
    """A child and a parent, shared in time, with nothing open: no reason at all."""
    child = PersonConcerned(pk=CHILD, role=PersonRole.CHILD, identifier="FCH 1")
    people = [child, PersonConcerned(pk=2, role=PersonRole.PARENT)]
    record = Record(decision=decision(**columns), **{"people": people} | (parts or {}))
    return Seen(
        After(record=record, **after or {}),
        Organisation(late_after_hours=24),
        tasks or [],
        frozenset(repeated),
        gaps,
    )


def task(kind: TaskKind | str, **columns: Any) -> Task:
    told = {"due_at": NOW - DAY, "raised_at": NOW - 3 * DAY, "owner_id": 1}
    return Task(kind=kind, **told | columns)


def consented(status: str, person_id: int = CHILD, **columns: Any) -> dict[str, Any]:
    """The parts of a record in which somebody answered about consent."""
    link = PersonConsent(person_id=person_id, consent_id=5)
    return {"consents": [Consent(pk=5, status=status, **columns)], "consent_links": [link]}


def taken_back() -> dict[str, Any]:
    return {"withdrawals": [Withdrawal(consent_id=5)]}


def not_told(ask_again_on: dt.date | None, told: str = "not") -> dict[str, Any]:
    return {"informing": [Informing(person_id=2, told=told, ask_again_on=ask_again_on)]}


def settled(author: Membership, **columns: Any) -> Decision:
    """A recorded decision whose attention was worked out."""
    made = recorded(author, **columns)
    settle_again(made, author)
    return made


def settle_again(made: Decision, author: Membership) -> None:
    with acting(author.actor()):
        settle(made, actor=author.actor())


# What opens and closes transactions, and what tells PostgreSQL who acts, is not counted.
NOT_ASKED = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT set_config")


def queries(browser: Client, address: str) -> int:
    """How many queries a page asks, middleware included."""
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(address)
    assert answer.status_code == 200
    return sum(not each["sql"].startswith(NOT_ASKED) for each in asked)

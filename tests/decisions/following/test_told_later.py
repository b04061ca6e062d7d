"""Is it noted when a person is told in the end, or why still not?"""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from accounts.door import reading
from audit.models import Act
from decisions.choices import NotToldReason, TaskKind, Told
from decisions.models import Decision, Informing
from tests.cast import Cast, client_of
from tests.decisions.following.shares import after_of, shared

pytestmark = pytest.mark.django_db
TOLD = {
    "told": "after",
    "told_at-day": "4",
    "told_at-month": "3",
    "told_at-year": "2026",
    "told_at-time": "3:40pm",
    "how": "At home, with an interpreter",
    "by_whom": "Posy Thimble",
}
NOT = {
    "told": "not",
    "reason": "risk-child",
    "reason_note": "He reads her post",
    "ask_again_on-day": "4",
    "ask_again_on-month": "3",
    "ask_again_on-year": "2030",
}


@pytest.fixture
def decision(cast: Cast) -> Decision:
    return shared(cast.practitioner, team_id=cast.team.pk)


def page_of(decision: Decision, cast: Cast) -> str:
    child = after_of(decision, cast.practitioner).record.people[0]
    return reverse("told_later", args=[decision.reference, child.pk])


def tellings(decision: Decision, cast: Cast) -> list[Informing]:
    return after_of(decision, cast.practitioner).record.informing


def test_still_not_and_then_told(decision: Decision, cast: Cast) -> None:
    browser, page = client_of(cast.practitioner), page_of(decision, cast)
    record = reverse("recorded", args=[decision.reference])
    assert page in browser.get(record).content.decode()
    assert browser.post(page, NOT)["Location"] == record
    [row] = tellings(decision, cast)
    assert (row.told, row.reason) == (Told.NOT, NotToldReason.RISK_CHILD)
    assert row.ask_again_on == dt.date(2030, 3, 4)
    tasks = after_of(decision, cast.practitioner).open_tasks
    [task] = [task for task in tasks if task.kind == TaskKind.TELL_PERSON]
    assert task.due_at.date() >= dt.date(2030, 3, 4)
    assert "To ask again on 4 March 2030" in browser.get(page).content.decode()
    browser.post(page, TOLD)
    before, after = tellings(decision, cast)
    assert (before.told, after.told) == (Told.NOT, Told.AFTER)
    assert (after.how, after.by_whom) == (TOLD["how"], TOLD["by_whom"])
    assert after.told_at == dt.datetime(2026, 3, 4, 15, 40, tzinfo=dt.UTC)
    tasks = after_of(decision, cast.practitioner).open_tasks
    assert TaskKind.TELL_PERSON not in {task.kind for task in tasks}
    assert page not in browser.get(record).content.decode()
    with reading(cast.practitioner.actor()):
        acts = Act.objects.filter(kind="follow_up.told_later", decision_id=decision.pk)
        assert [set(act.detail) for act in acts] == [{"informing", "person"}] * 2


@pytest.mark.parametrize("typed", [TOLD, NOT])
def test_a_double_click_adds_one(typed: dict[str, str], decision: Decision, cast: Cast) -> None:
    for _ in range(2):
        answer = client_of(cast.practitioner).post(page_of(decision, cast), typed)
        assert answer.status_code == 302
    assert len(tellings(decision, cast)) == 1


@pytest.mark.parametrize(
    ("typed", "missing"),
    [
        ({}, ["Say whether they have been told"]),
        (
            {"told": "after", "reason": "flight"},
            [
                "Enter the date and time when they were told",
                "Say how they were told",
                "Say who told them",
            ],
        ),
        (
            {"told": "not", "how": "By phone"},
            ["Say why they were not told", "Enter the day on which you will ask again"],
        ),
        ({**NOT, "ask_again_on-year": "2020"}, ["The date must be today or in the future"]),
    ],
)
def test_each_answer_asks_its_own(
    typed: dict[str, str], missing: list[str], decision: Decision, cast: Cast
) -> None:
    answer = client_of(cast.practitioner).post(page_of(decision, cast), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert all(text in page for text in missing)
    assert tellings(decision, cast) == []


def test_only_people_of_this_record(decision: Decision, cast: Cast) -> None:
    other = shared(cast.practitioner)
    theirs = after_of(other, cast.practitioner).record.people[0].pk
    page = reverse("told_later", args=[decision.reference, theirs])
    browser = client_of(cast.practitioner)
    assert browser.get(page).status_code == browser.post(page, TOLD).status_code == 404

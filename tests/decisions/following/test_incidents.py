"""Is what went wrong put right to its end, and is everybody told who has to be?"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.door import acting, reading
from audit.kinds import KINDS
from audit.models import Act
from decisions.choices import Breach, FollowUpKind, NoticeKind, TaskKind
from decisions.following.shown import on_record
from decisions.models import Decision, Incident, Notice
from tests.cast import Cast, client_of
from tests.decisions.drafted import statements
from tests.decisions.following.shares import after_of, does, notes, shared, wrong
from tests.factories import decision_at

pytestmark = pytest.mark.django_db
WHEN = {"found_at-day": "23", "found_at-month": "10", "found_at-year": "2026"}
TYPED = {
    "in_danger": "yes",
    "who_in_danger": "The child: the father can find the address",
    "done_for_them": "Police told at once",
    "kind": "wrong-place",
    "what": "The letter went to the old address",
    **WHEN,
    "found_at-time": "10am",
    "putting_right": "recall",
}
FRIDAY = "2026-10-23T10:30:00Z"  # before the weekend on which the clocks go back


@pytest.fixture
def decision(cast: Cast) -> Decision:
    return shared(cast.practitioner, "The hub", "Oakfield School", team_id=cast.team.pk)


def found(decision: Decision, cast: Cast) -> Incident:
    [incident] = after_of(decision, cast.practitioner).incidents
    return incident


def both(decision: Decision, cast: Cast) -> list[str]:
    return [str(row.pk) for row in after_of(decision, cast.practitioner).record.recipients]


def page_of(decision: Decision, incident: Incident, *more: Any) -> str:
    if not more:
        return reverse("incident", args=[decision.reference, incident.pk])
    name = "incident_part" if len(more) == 1 else "incident_recipient"
    return reverse(name, args=[decision.reference, incident.pk, *more])


@time_machine.travel(FRIDAY)
def test_danger_comes_first_with_the_numbers_in_view(decision: Decision, cast: Cast) -> None:
    page = client_of(cast.practitioner).get(reverse("wrong", args=[decision.reference]))
    html = page.content.decode().partition("<main")[2]
    order = ("01632 960100", "Is anybody in danger now", "What went wrong?", "With whom did it go")
    places = [html.index(text) for text in order]
    assert places == sorted(places)


@time_machine.travel(FRIDAY)
def test_from_the_share_to_the_end(decision: Decision, cast: Cast) -> None:
    browser = client_of(cast.practitioner)
    begin = reverse("wrong", args=[decision.reference])
    typed = {**TYPED, "recipients": both(decision, cast)}
    answer = browser.post(begin, typed)
    incident = found(decision, cast)
    assert answer["Location"] == page_of(decision, incident)
    page = browser.get(answer["Location"]).content.decode()
    # Friday, 10am in summer time, to Monday, 9am in winter time
    assert "until 26 October 2026, 9:00am" in page
    assert "the father can find the address" in page
    rows = after_of(decision, cast.practitioner).incident_recipients
    assert [row.putting_right for row in rows] == ["recall", "recall"]
    finish = page_of(decision, incident, "finish")
    assert browser.get(finish).status_code == 403
    for row in rows:
        asked = {**_now("asked_at"), "asked_how": "By telephone"}
        assert browser.post(page_of(decision, incident, row.pk, "asked"), asked).status_code == 302
    for row in rows:
        said = {**_now("confirmed_at"), "confirmed_how": "By e-mail", "confirmed_by": "Ms Rook"}
        browser.post(page_of(decision, incident, row.pk, "confirmed"), said)
    decided = {"breach": "reportable", "breach_reasons": "He could find them"}
    browser.post(page_of(decision, incident, "breach"), decided)
    assert browser.post(finish, {"lessons": "x"}).status_code == 403  # it is not reported yet
    report = {**_now("reported_at"), "report_reference": "IC-12345"}
    browser.post(page_of(decision, incident, "report"), report)
    browser.post(page_of(decision, incident, "people"), {"people_told": "The mother, by phone"})
    for _ in range(2):  # a double click
        answer = browser.post(finish, {"lessons": "Check the address twice"})
        assert answer["Location"] == page_of(decision, incident)
    incident = found(decision, cast)
    me = cast.practitioner.person_id
    assert incident.closed_at
    assert (incident.found_by_id, incident.breach_decided_by_id, incident.closed_by_id) == (me,) * 3
    page = browser.get(page_of(decision, incident)).content.decode()
    for text in ("Finished", "IC-12345", "Check the address twice", "Ms Rook", "He could find"):
        assert text in page
    assert "hours left" not in page
    assert browser.get(page_of(decision, incident, "danger")).status_code == 403
    with reading(cast.practitioner.actor()):
        acts = set(Act.objects.filter(decision_id=decision.pk).values_list("kind", flat=True))
    wanted = {kind for kind in KINDS if kind.startswith("incident.")}
    assert wanted - acts == {"incident.danger_noted", "incident.somebody_added"}


@time_machine.travel(FRIDAY)
def test_somebody_whom_the_record_does_not_name_goes_the_same_way(
    decision: Decision, cast: Cast
) -> None:
    browser = client_of(cast.practitioner)
    begin = reverse("wrong", args=[decision.reference])
    stranger = {"somebody_else": "The neighbour at number 9, 01632 960188"}
    nobody = {key: text for key, text in TYPED.items() if key != "putting_right"}
    assert "Choose with whom it went wrong" in browser.post(begin, TYPED).text
    assert browser.post(begin, {**nobody, **stranger}).status_code == 422
    assert browser.post(begin, {**TYPED, **stranger}).status_code == 302
    incident = found(decision, cast)
    also = page_of(decision, incident, "somebody")
    for _ in range(2):  # a double click
        typed = {"somebody_else": "A reporter", "putting_right": "recall"}
        assert browser.post(also, typed)["Location"] == page_of(decision, incident)
    assert browser.post(also, {"somebody_else": " "}).status_code == 422
    rows = after_of(decision, cast.practitioner).incident_recipients
    assert [row.somebody_else for row in rows] == [stranger["somebody_else"], "A reporter"]
    page = browser.get(page_of(decision, incident)).text
    assert all(row.somebody_else in page for row in rows)
    for name in ("my_tasks", "recorded", "print"):
        place = reverse(name, args=[] if name == "my_tasks" else [decision.reference])
        assert "A reporter" in browser.get(place).text
    asked = {**_now("asked_at"), "asked_how": "By telephone"}
    said = {**_now("confirmed_at"), "confirmed_how": "By e-mail", "confirmed_by": "Ms Rook"}
    for row in rows:
        assert row.somebody_else in browser.get(page_of(decision, incident, row.pk, "asked")).text
        browser.post(page_of(decision, incident, row.pk, "asked"), asked)
        browser.post(page_of(decision, incident, row.pk, "confirmed"), said)
    after = after_of(decision, cast.practitioner)
    assert {task.kind for task in after.open_tasks} & {"put-right"} == set()
    assert all(row.confirmed_by == "Ms Rook" for row in after.incident_recipients)


def _now(name: str) -> dict[str, str]:
    local = timezone.localtime()
    parts = {part: str(getattr(local, part)) for part in ("day", "month", "year")}
    typed = {f"{name}-{part}": text for part, text in parts.items()}
    return {**typed, f"{name}-time": f"{local:%H:%M}"}


@time_machine.travel(FRIDAY)
def test_the_leads_and_the_named_guardian_get_a_notice_once(decision: Decision, cast: Cast) -> None:
    browser, begin = client_of(cast.practitioner), reverse("wrong", args=[decision.reference])
    typed = {**TYPED, "recipients": both(decision, cast), "key": str(uuid.uuid4())}
    places = {browser.post(begin, typed)["Location"] for _ in range(2)}
    assert len(places) == 1
    told = set()
    for member in (cast.lead, cast.guardian, cast.practitioner):
        with reading(member.actor()):
            rows = Notice.objects.filter(person=member.person_id, kind=NoticeKind.INCIDENT)
            told |= {(row.person_id, row.cause) for row in rows}
    cause = f"incident:{found(decision, cast).pk}"
    assert told == {(cast.lead.person_id, cause), (cast.guardian.person_id, cause)}


def test_what_is_missing_is_said_and_the_rest_is_kept(decision: Decision, cast: Cast) -> None:
    answer = client_of(cast.practitioner).post(
        reverse("wrong", args=[decision.reference]), {"what": "It went to the old address"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    for text in (
        "Say whether anybody is in danger because of it",
        "Say what went wrong",
        "Enter the date and time when you found out",
        "Choose with whom it went wrong",
        "Say what they have to do",
    ):
        assert text in page
    assert "It went to the old address" in page
    assert after_of(decision, cast.practitioner).incidents == []


def test_from_the_page_of_a_recipient_that_one_is_ticked(decision: Decision, cast: Cast) -> None:
    first, second = both(decision, cast)
    begin = reverse("wrong", args=[decision.reference])
    page = client_of(cast.practitioner).get(f"{begin}?recipient={second}").content.decode()
    assert page.count("checked") - page.count("checked_") >= 1
    for pk, ticked in ((first, False), (second, True)):
        box = next(tag for tag in page.split("<input") if f'value="{pk}"' in tag).split(">")[0]
        assert (" checked" in box) is ticked
    assert client_of(cast.practitioner).get(f"{begin}?recipient=x'y").status_code == 200


def test_a_record_without_recipients_can_have_gone_wrong_too(cast: Cast) -> None:
    decision = decision_at("in-error", cast.practitioner, team_id=cast.team.pk)
    page = reverse("wrong", args=[decision.reference])
    assert client_of(cast.practitioner).get(page).status_code == 200


def test_the_law_stands_beside_the_decision_with_its_source(decision: Decision, cast: Cast) -> None:
    incident = wrong(decision, cast.practitioner)
    page = client_of(cast.practitioner).get(page_of(decision, incident, "breach"))
    html = page.content.decode()
    for text in (
        "Article 33(1)",
        "Article 34",
        "legislation.gov.uk",
        "Not confirmed",
        "left, until",
    ):
        assert text in html


def test_it_can_be_decided_again_and_the_same_again_is_nothing(
    decision: Decision, cast: Cast
) -> None:
    incident = wrong(decision, cast.practitioner)
    browser, page = client_of(cast.guardian), page_of(decision, incident, "breach")
    first = {"breach": "not-a-breach", "breach_reasons": "It came back unopened"}
    for _ in range(2):
        assert browser.post(page, first).status_code == 302
    with reading(cast.guardian.actor()):
        assert Act.objects.filter(kind="incident.breach_decided").count() == 1
    browser.post(page, {"breach": "reportable", "breach_reasons": "It was opened"})
    now = found(decision, cast)
    assert (now.breach, now.breach_decided_by_id) == (Breach.REPORTABLE, cast.guardian.person_id)
    answer = browser.post(page, {"breach": "undecided", "breach_reasons": "x"})
    assert answer.status_code == 422


def test_one_who_is_asked_again_is_written_again(decision: Decision, cast: Cast) -> None:
    incident = wrong(decision, cast.practitioner)
    row = after_of(decision, cast.practitioner).incident_recipients[0]
    page = page_of(decision, incident, row.pk, "asked")
    browser = client_of(cast.practitioner)
    for how in ("By telephone", "By letter"):
        browser.post(page, {**_now("asked_at"), "asked_how": how})
    assert after_of(decision, cast.practitioner).incident_recipients[0].asked_how == "By letter"
    assert browser.get(page_of(decision, incident, row.pk, "nothing")).status_code == 404
    assert browser.get(page_of(decision, incident, 999_999, "asked")).status_code == 404
    assert browser.get(page_of(decision, incident, "nothing")).status_code == 404


@time_machine.travel(FRIDAY)
def test_its_tasks_follow_it(decision: Decision, cast: Cast) -> None:
    wrong(decision, cast.practitioner)

    def kinds() -> list[str]:
        open_now = after_of(decision, cast.practitioner).open_tasks
        mine = {TaskKind.PUT_RIGHT, TaskKind.BREACH, TaskKind.REPORT_BREACH}
        mine.add(TaskKind.CLOSE_INCIDENT)
        return sorted(task.kind for task in open_now if task.kind in mine)

    assert {TaskKind.PUT_RIGHT, TaskKind.BREACH} <= set(kinds())
    does(decision, cast.practitioner, Breach.REPORTABLE)
    assert TaskKind.REPORT_BREACH in kinds()
    assert TaskKind.BREACH not in kinds()
    does(decision, cast.practitioner, "report")
    does(decision, cast.practitioner, "confirm")
    assert kinds() == [TaskKind.CLOSE_INCIDENT]
    does(decision, cast.practitioner, "close")
    assert kinds() == []


@time_machine.travel("2026-10-24T22:00:00Z")
def test_the_record_says_what_is_left_of_the_time(decision: Decision, cast: Cast) -> None:
    at = dt.datetime(2026, 10, 24, 11, 30, tzinfo=dt.UTC)
    incident = wrong(decision, cast.practitioner, found_at=at)
    page = client_of(cast.lead).get(reverse("recorded", args=[decision.reference]))
    html = page.content.decode()
    assert "61 hours left, until 27 October 2026, 11:30am" in html
    assert page_of(decision, incident) in html


def test_every_page_stays_within_its_queries(
    decision: Decision, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        wrong(decision, cast.practitioner)
    with acting(cast.practitioner.actor()):
        notes(decision, cast.practitioner, FollowUpKind.CHASED)
    after = after_of(decision, cast.practitioner)
    incident, recipient = after.incidents[0], after.record.recipients[0]
    row = after.recipients_of(incident)[0]
    browser, ref = client_of(cast.lead), decision.reference
    pages = [
        page_of(decision, incident),
        page_of(decision, incident, "breach"),
        page_of(decision, incident, row.pk, "confirmed"),
        reverse("wrong", args=[ref]),
        reverse("follow_up", args=[ref, recipient.pk, "escalated"]),
        reverse("told_later", args=[ref, after.record.people[0].pk]),
    ]
    for page in pages:
        with django_assert_max_num_queries(60) as asked:
            assert browser.get(page).status_code == 200
        assert statements(asked) <= 12, page


def test_the_page_of_a_record_asks_nothing_more_for_it(
    decision: Decision, cast: Cast, django_assert_num_queries: Any
) -> None:
    wrong(decision, cast.practitioner)
    after = after_of(decision, cast.practitioner)
    with django_assert_num_queries(0):
        shown = on_record(after, cast.practitioner)
    assert len(shown["followed"].incidents) == 1

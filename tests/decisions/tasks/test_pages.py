"""Do the pages of tasks show each what falls to them, and change only what they may?"""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.mail import send_mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.door import acting, reading
from decisions.choices import NoticeKind, TaskKind, TaskState
from decisions.models import Notice, Task
from decisions.tasks.links import PLACES, where_done
from decisions.tasks.notices import tell
from tests.cast import Cast
from tests.factories import recorded

pytestmark = pytest.mark.django_db


def test_my_list_shows_what_is_mine_with_its_record(cast: Cast, practitioner: Client) -> None:
    decision = recorded(cast.practitioner, team_id=cast.team.pk)
    page = practitioner.get(reverse("my_tasks")).text
    assert decision.reference in page
    assert "Fill in what is missing from this record" in page
    assert "Tell The hub: they have not been told yet" in page
    assert page.index("Fill in what is missing") < page.index("Tell The hub")


def test_a_colleague_sees_none_of_it(cast: Cast, colleague: Client) -> None:
    recorded(cast.practitioner, team_id=cast.team.pk)
    page = colleague.get(reverse("my_tasks")).text
    assert "You have nothing to do here." in page


def task_of(cast: Cast, kind: str, **columns: object) -> Task:
    decision = recorded(cast.practitioner, team_id=cast.team.pk, **columns)
    with reading(cast.practitioner.actor()):
        return Task.objects.get(decision=decision, kind=kind)


def test_what_no_row_shows_is_done_by_hand(cast: Cast, practitioner: Client) -> None:
    day = timezone.localdate() + dt.timedelta(days=30)
    task = task_of(cast, TaskKind.REVIEW_DECISION, review_on=day)
    url = reverse("task", args=[task.pk])
    assert practitioner.post(url, {"do": "finish"}).status_code == 422
    done = {"do": "finish", "outcome": "Read again: it still holds."}
    assert practitioner.post(url, done).status_code == 302
    assert practitioner.post(url, done).status_code == 302
    with reading(cast.practitioner.actor()):
        task.refresh_from_db()
        assert (task.state, task.outcome) == (TaskState.DONE, "Read again: it still holds.")
        assert Task.objects.filter(kind=TaskKind.REVIEW_DECISION).count() == 1
    assert "Read again: it still holds." in practitioner.get(url).text


def test_what_closes_by_itself_cannot_be_done_by_hand(cast: Cast, practitioner: Client) -> None:
    task = task_of(cast, TaskKind.COMPLETE)
    url = reverse("task", args=[task.pk])
    answer = practitioner.post(url, {"do": "finish", "outcome": "Done."})
    assert answer.status_code == 403
    assert "closes by itself" in practitioner.get(url).text


def test_a_lead_hands_a_task_over_with_a_reason(
    cast: Cast, lead: Client, colleague: Client
) -> None:
    task = task_of(cast, TaskKind.COMPLETE)
    url = reverse("task", args=[task.pk])
    given = {"do": "hand-over", "to": cast.colleague.pk, "reason": "Posy has left early."}
    assert lead.post(url, {**given, "reason": ""}).status_code == 422
    assert lead.post(url, given).status_code == 302
    assert lead.post(url, given).status_code == 302
    with reading(cast.lead.actor()):
        task.refresh_from_db()
        assert task.owner_id == cast.colleague.person_id
        told = Notice.objects.filter(person=cast.colleague.person_id)
        assert [row.kind for row in told] == [NoticeKind.TASK_MOVED]
        reference = task.decision.reference
    page = colleague.get(reverse("my_tasks")).text
    # The colleague may not see the record, and so no more than what kind of task it is.
    assert "Fill in what is missing" in page
    assert reference not in page
    assert colleague.get(url).status_code == 200


def test_only_leads_hand_over_and_strangers_find_nothing(
    cast: Cast, practitioner: Client, stranger: Client
) -> None:
    task = task_of(cast, TaskKind.COMPLETE)
    url = reverse("task", args=[task.pk])
    given = {"do": "hand-over", "to": cast.colleague.pk, "reason": "Away."}
    assert practitioner.post(url, given).status_code == 403
    assert stranger.get(url).status_code == 404
    assert stranger.post(url, given).status_code == 404


def test_notices_are_read_by_a_post_alone(cast: Cast, practitioner: Client) -> None:
    with acting(cast.lead.actor()):
        tell(
            cast.practitioner.person_id,
            NoticeKind.REVIEWED,
            actor=cast.lead.actor(),
            cause="review:1",
            organisation_id=cast.fernbrook.pk,
        )
    url = reverse("notices")
    assert "Somebody has looked at your record" in practitioner.get(url).text
    assert "1 new" in practitioner.get(url).text
    [row] = read(cast)
    assert row.read_at is None
    practitioner.post(url, {"up_to": row.pk})
    assert read(cast)[0].read_at
    assert "There is nothing new." in practitioner.get(url + "?show=new").text
    assert "1 new" not in practitioner.get(url).text


def read(cast: Cast) -> list[Notice]:
    with reading(cast.practitioner.actor()):
        return list(Notice.objects.filter(person=cast.practitioner.person_id))


def test_overdue_tasks_are_counted_in_the_frame(cast: Cast, practitioner: Client) -> None:
    task = task_of(cast, TaskKind.COMPLETE)
    assert "overdue" not in practitioner.get(reverse("my_account")).text
    with acting(cast.practitioner.actor()):
        task.due_at = timezone.now() - dt.timedelta(hours=1)
        task.save(update_fields=["due_at"])
    assert "My work: 1 overdue" in practitioner.get(reverse("my_account")).text


def test_every_kind_of_task_leads_to_a_page() -> None:
    assert set(PLACES) == set(TaskKind)
    for kind in TaskKind:
        task = Task(
            pk=1, kind=kind, subject="review:3", recipient_id=4, person_id=5, incident_id=6,
            advice_id=7,
        )  # fmt: skip
        assert where_done(task, "7K4MQ-2XPW9").startswith("/")


def test_a_long_list_is_read_page_by_page(cast: Cast, practitioner: Client) -> None:
    for _ in range(14):
        recorded(cast.practitioner)
    first = practitioner.get(reverse("my_tasks"))
    assert len(first.context["tasks"]) == 25
    second = practitioner.get(f"{reverse('my_tasks')}?after={first.context['next']}")
    assert len(second.context["tasks"]) == 3
    seen = {each.task.pk for page in (first, second) for each in page.context["tasks"]}
    assert len(seen) == 28


def test_the_mailbox_is_only_in_the_demonstration(practitioner: Client, settings, tmp_path) -> None:
    url = reverse("mailbox")
    assert practitioner.get(url).status_code == 404
    settings.DEMONSTRATION = True
    settings.EMAIL_FILE_PATH = tmp_path
    assert "Nothing was mailed yet." in practitioner.get(url).text
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    send_mail("Something waits", "Dear <b>Posy</b>", "a@b.example", ["posy@fernbrook.example"])
    page = practitioner.get(url).text
    assert "Something waits" in page
    assert "Dear &lt;b&gt;Posy&lt;/b&gt;" in page

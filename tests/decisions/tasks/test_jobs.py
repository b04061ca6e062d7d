"""Is work left in the transaction of its cause, done once, and done at last?"""

from __future__ import annotations

import datetime as dt
import json
from smtplib import SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from procrastinate.jobs import Job

from accounts import actions as accounts
from accounts.door import SYSTEM, acting, reading
from decisions import jobs
from decisions.choices import NoticeKind
from decisions.jobs import TRIES, Patiently
from decisions.models import Notice
from decisions.tasks import deferring, mailing, worker
from decisions.tasks.notices import tell
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def waiting(name: str = deferring.MAIL_NOTICE) -> list[dict[str, int]]:
    """What the jobs of one name hold."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args FROM procrastinate_jobs WHERE task_name = %s AND status = 'todo'", [name]
        )
        return [deferring_args(row[0]) for row in cursor.fetchall()]


def deferring_args(found: object) -> dict[str, int]:
    return json.loads(found) if isinstance(found, str) else dict(found)


def a_notice(cast: Cast, cause: str = "review:1") -> Notice:
    made = tell(
        cast.practitioner.person_id,
        NoticeKind.REVIEWED,
        actor=cast.lead.actor(),
        cause=cause,
        organisation_id=cast.fernbrook.pk,
    )
    assert made is not None
    return made


def mailed(cast: Cast, notice: Notice) -> bool:
    return mailing.mail_notice(notice.pk, actor=SYSTEM("worker", cast.fernbrook.pk))


def test_a_job_holds_numbers_only_and_goes_with_its_cause(cast: Cast) -> None:
    notice = a_notice(cast)
    assert waiting() == [{"notice_id": notice.pk, "organisation_id": cast.fernbrook.pk}]
    with pytest.raises(RuntimeError):
        undone(cast)
    assert len(waiting()) == 1


def undone(cast: Cast) -> None:
    with acting(cast.lead.actor()):
        a_notice(cast, "review:2")
        assert len(waiting()) == 2
        raise RuntimeError


def test_the_same_cause_tells_and_mails_once(cast: Cast) -> None:
    a_notice(cast)
    again = tell(
        cast.practitioner.person_id,
        NoticeKind.REVIEWED,
        actor=cast.lead.actor(),
        cause="review:1",
        organisation_id=cast.fernbrook.pk,
    )
    assert again is None
    assert len(waiting()) == 1


def test_the_letter_says_that_something_waits_and_nothing_else(
    cast: Cast, settings: pytest.FixtureRequest
) -> None:
    settings.PUBLIC_URL = "https://sharing.example.org/"
    notice = a_notice(cast)
    assert mailed(cast, notice)
    assert not mailed(cast, notice)
    [letter] = mail.outbox
    assert letter.to == [cast.practitioner.person.email]
    assert "Somebody has looked at your record" in letter.body
    assert f"https://sharing.example.org{reverse('notices')}" in letter.body
    assert letter.extra_headers["Message-ID"] == mailing.message_id(notice)
    assert letter.extra_headers["Message-ID"] == mailing.message_id(notice)


def test_nobody_is_mailed_who_left_or_has_read_it(cast: Cast) -> None:
    notice = a_notice(cast)
    accounts.deactivate_person(cast.practitioner, actor=cast.administrator.actor())
    assert not mailed(cast, notice)
    assert not mail.outbox
    with reading(cast.lead.actor()):
        notice.refresh_from_db()
    assert notice.not_mailed_because


def test_a_mail_server_that_is_away_for_an_hour_gets_one_letter(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the worker goes about it: try, wait as long as the strategy says, try again."""
    notice = a_notice(cast)
    begun = timezone.now()
    back = begun + dt.timedelta(hours=1)
    send = mailing.EmailMessage.send

    def unless_away(letter: mailing.EmailMessage) -> int:
        if timezone.now() < back:
            raise SMTPServerDisconnected
        return send(letter)

    monkeypatch.setattr(mailing.EmailMessage, "send", unless_away)
    now, attempts = begun, 0
    while not mail.outbox:
        with time_machine.travel(now, tick=False):
            try:
                mailed(cast, notice)
            except SMTPServerDisconnected as away:
                decision = Patiently().get_retry_decision(exception=away, job=tried(attempts))
                assert decision is not None
                assert decision.retry_at is not None
                now, attempts = decision.retry_at, attempts + 1
    assert 3 < attempts < 15
    assert back <= now < back + jobs.LONGEST_WAIT
    assert not mailed(cast, notice)
    assert len(mail.outbox) == 1


def tried(attempts: int) -> Job:
    return Job(id=1, queue="", lock=None, queueing_lock=None, task_name="", attempts=attempts)


def test_it_is_given_up_after_days_and_then_tried_again_by_hand(cast: Cast) -> None:
    refused = OSError()
    assert Patiently().get_retry_decision(exception=refused, job=tried(TRIES)) is None
    a_notice(cast)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
        cursor.execute("SELECT id FROM procrastinate_jobs")
        [(pk,)] = cursor.fetchall()
    assert [job.kind for job in worker.failed(5)] == [deferring.MAIL_NOTICE]
    assert worker.try_again(pk)
    assert not worker.try_again(pk)
    assert len(waiting()) == 1


def test_what_a_silent_worker_had_begun_is_taken_up(cast: Cast) -> None:
    a_notice(cast)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now()) RETURNING id"
        )
        (alive,) = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [alive])
        assert worker.take_up_stalled() == 0
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 min'")
    assert worker.take_up_stalled() == 1
    assert len(waiting()) == 1
    assert not worker.state().is_alive


def test_every_minute_asks_for_each_organisation_once(cast: Cast) -> None:
    for _ in range(2):
        jobs.every_minute(timestamp=0)
    found = waiting(deferring.LOOK)
    assert {cast.fernbrook.pk, cast.glan.pk} <= {row["organisation_id"] for row in found}
    assert len(found) == len({row["organisation_id"] for row in found})
    for _ in range(2):
        jobs.look_at_organisation(organisation_id=cast.fernbrook.pk)
    jobs.every_hour(timestamp=0)


def test_half_of_a_transaction_is_never_seen(cast: Cast) -> None:
    with transaction.atomic():
        a_notice(cast)
        transaction.set_rollback(True)
    assert waiting() == []

"""Is somebody written to when they chose to be, and about what cannot wait at once?"""

from __future__ import annotations

import datetime as dt
from smtplib import SMTPServerDisconnected
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import actions as accounts
from accounts.choices import Letters
from accounts.door import SYSTEM, Actor, reading
from accounts.models import Membership
from audit.models import Act
from decisions.choices import NoticeKind
from decisions.models import Notice
from decisions.tasks import deferring, mailing, morning
from decisions.tasks.actions import read_notices
from decisions.tasks.notices import tell
from tests.cast import Cast, at_work
from tests.decisions.tasks.test_jobs import waiting

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")
# A summer's day: eight in the morning is seven by UTC.
DAY = dt.datetime(2026, 7, 14, 8, 7, tzinfo=LONDON)


def worker(cast: Cast) -> Actor:
    return SYSTEM("worker", cast.fernbrook.pk)


def chose(cast: Cast, letters: Letters) -> None:
    accounts.choose_letters(cast.practitioner, letters=letters, actor=cast.practitioner.actor())


def told(cast: Cast, cause: str, kind: NoticeKind = NoticeKind.REVIEWED) -> Notice:
    made = tell(
        cast.practitioner.person_id,
        kind,
        actor=cast.lead.actor(),
        cause=cause,
        organisation_id=cast.fernbrook.pk,
    )
    assert made is not None
    return made


def mailed(cast: Cast, notice: Notice) -> bool:
    return mailing.mail_notice(notice.pk, actor=worker(cast))


def letter_of_the_day(cast: Cast) -> bool:
    place = cast.fernbrook.pk
    return morning.mail_day(cast.practitioner.person_id, place, actor=worker(cast))


def held_yesterday(cast: Cast, *causes: str) -> list[Notice]:
    chose(cast, Letters.DAILY)
    with time_machine.travel(DAY - dt.timedelta(hours=20), tick=False):
        notices = [told(cast, cause) for cause in causes]
        assert not any(mailed(cast, notice) for notice in notices)
    assert not mail.outbox
    return notices


def test_one_letter_a_day_counts_what_waits_and_tells_nothing_else(cast: Cast) -> None:
    held_yesterday(cast, "review:1", "review:2")
    with time_machine.travel(DAY, tick=False):
        assert letter_of_the_day(cast)
        assert not letter_of_the_day(cast)
    [letter] = mail.outbox
    assert letter.to == [cast.practitioner.person.email]
    assert "2 new things wait for you" in letter.body
    assert reverse("notices") in letter.body
    assert "looked at" not in letter.body
    with reading(worker(cast)):
        assert Notice.objects.filter(mailed_at__isnull=True).count() == 0
        assert Act.objects.filter(kind="notice.mailed_daily").count() == 1


def test_it_waits_for_the_morning_of_the_united_kingdom(cast: Cast) -> None:
    held_yesterday(cast, "review:1")
    with time_machine.travel(DAY - dt.timedelta(minutes=8), tick=False):
        assert morning.find_held(cast.fernbrook.pk, actor=worker(cast)) == 0
        assert not letter_of_the_day(cast)
    with time_machine.travel(DAY, tick=False):
        assert morning.find_held(cast.fernbrook.pk, actor=worker(cast)) == 1
        assert morning.find_held(cast.fernbrook.pk, actor=worker(cast)) == 1
    person = {"person_id": cast.practitioner.person_id, "organisation_id": cast.fernbrook.pk}
    assert waiting(deferring.MAIL_DAY) == [person]


def test_what_comes_after_the_morning_waits_for_the_next(cast: Cast) -> None:
    held_yesterday(cast, "review:1")
    with time_machine.travel(DAY, tick=False):
        told(cast, "review:2")
        letter_of_the_day(cast)
    with time_machine.travel(DAY + dt.timedelta(hours=3), tick=False):
        assert not letter_of_the_day(cast)
    with time_machine.travel(DAY + dt.timedelta(days=1), tick=False):
        assert letter_of_the_day(cast)
    assert [letter.body.count("1 new thing waits") for letter in mail.outbox] == [1, 1]


def test_a_letter_that_could_not_go_leaves_everything_as_it_was(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    held_yesterday(cast, "review:1")

    def away(_letter: morning.EmailMessage) -> int:
        raise SMTPServerDisconnected

    with time_machine.travel(DAY, tick=False):
        with monkeypatch.context() as patched:
            patched.setattr(morning.EmailMessage, "send", away)
            with pytest.raises(SMTPServerDisconnected):
                letter_of_the_day(cast)
        assert letter_of_the_day(cast)
    assert len(mail.outbox) == 1


def test_a_letter_that_went_before_the_worker_died_is_the_same_letter_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between the mail server's answer and the commit: servers know it by its number."""
    held_yesterday(cast, "review:1")
    send = morning.EmailMessage.send

    def dies(letter: morning.EmailMessage) -> int:
        send(letter)
        raise KeyboardInterrupt

    with time_machine.travel(DAY, tick=False):
        with monkeypatch.context() as patched:
            patched.setattr(morning.EmailMessage, "send", dies)
            with pytest.raises(KeyboardInterrupt):
                letter_of_the_day(cast)
        assert letter_of_the_day(cast)
        assert not letter_of_the_day(cast)
    numbers = [letter.extra_headers["Message-ID"] for letter in mail.outbox]
    assert len(numbers) == 2
    assert len(set(numbers)) == 1


def test_what_was_read_before_the_morning_is_not_written_about(cast: Cast) -> None:
    [notice] = held_yesterday(cast, "review:1")
    with time_machine.travel(DAY, tick=False):
        read_notices(cast.practitioner, actor=cast.practitioner.actor())
        assert not letter_of_the_day(cast)
    with reading(worker(cast)):
        notice.refresh_from_db()
    assert (mail.outbox, notice.mailed_at) == ([], None)
    assert notice.not_mailed_because == "They had read it already."


def test_who_wants_none_gets_none_and_it_says_why(cast: Cast) -> None:
    chose(cast, Letters.NONE)
    notice = told(cast, "review:1")
    assert not mailed(cast, notice)
    with reading(worker(cast)):
        notice.refresh_from_db()
    assert notice.not_mailed_because == "They chose to get no emails."
    assert not mail.outbox


@pytest.mark.parametrize("letters", list(Letters))
@pytest.mark.parametrize("kind", [NoticeKind.INCIDENT, NoticeKind.TASK_UNOWNED])
def test_what_cannot_wait_goes_at_once(cast: Cast, letters: Letters, kind: NoticeKind) -> None:
    chose(cast, letters)
    assert mailed(cast, told(cast, "incident:1", kind))
    assert len(mail.outbox) == 1


def test_what_was_held_goes_by_itself_once_somebody_wants_each(cast: Cast) -> None:
    [notice] = held_yesterday(cast, "review:1")
    chose(cast, Letters.EACH)
    before = len(waiting())
    with time_machine.travel(DAY, tick=False):
        assert not letter_of_the_day(cast)
        assert not letter_of_the_day(cast)
    assert len(waiting()) == before + 1
    assert mailed(cast, notice)


def test_somebody_chooses_on_their_own_page(practitioner: Client, cast: Cast) -> None:
    page = practitioner.get(reverse("my_letters")).text
    assert "within 72 hours" in page
    answer = practitioner.post(reverse("my_letters"), {"letters": "daily"})
    assert answer.headers["Location"] == reverse("my_account")
    assert "One email a day" in practitioner.get(reverse("my_account")).text
    assert chosen(cast.practitioner) == Letters.DAILY
    assert practitioner.post(reverse("my_letters"), {"letters": "never"}).status_code == 422
    assert chosen(cast.practitioner) == Letters.DAILY


def chosen(member: Membership) -> str:
    return at_work(member).letters

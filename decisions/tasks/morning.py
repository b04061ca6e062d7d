"""Who gets one letter in the morning, and what does it say? How much waits, and where."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.choices import Letters
from accounts.door import Actor, acting
from accounts.queries import letters_of
from audit.actions import note
from decisions.models import Notice
from decisions.tasks.deferring import MAIL_DAY, MAIL_NOTICE, later
from decisions.tasks.mailing import letter_id, why_not

# In the time of the United Kingdom.
MORNING = dt.time(8)


def this_morning() -> dt.datetime | None:
    """When today's letters are due; None before that."""
    now = timezone.localtime()
    at = now.replace(hour=MORNING.hour, minute=0, second=0, microsecond=0)
    return at if at <= now else None


def find_held(organisation_id: int, *, actor: Actor) -> int:
    """Leave a job for each person about whom something was held until now; how many.

    What came since the morning waits for the next one, so that nobody gets two letters a day.
    """
    if (morning := this_morning()) is None:
        return 0
    with acting(actor):
        held = _held(organisation_id, morning).order_by("person")
        people = list(held.values_list("person", flat=True).distinct())
        for person_id in people:
            only_once = f"day:{organisation_id}:{person_id}"
            later(
                MAIL_DAY,
                only_once=only_once,
                person_id=person_id,
                organisation_id=organisation_id,
            )
    return len(people)


def mail_day(person_id: int, organisation_id: int, *, actor: Actor) -> bool:
    """One letter about all that was held for one person; False where there is none to send.

    The rows stay locked while the server takes it, and are marked in the same transaction: done
    again, by a second worker or after a crash, nothing is held any more.
    """
    if (morning := this_morning()) is None:
        return False
    with acting(actor):
        rows = _held(organisation_id, morning).filter(person=person_id)
        held = list(rows.select_for_update(of=("self",)).order_by("pk"))
        letters = letters_of(person_id, organisation_id)
        if letters == Letters.EACH:
            _leave_to_each(held)
            return False
        if not (waiting := _still_waiting(held, letters)):
            return False
        _letter(waiting, morning).send()
        Notice.objects.filter(pk__in=[row.pk for row in waiting]).update(mailed_at=timezone.now())
        note("notice.mailed_daily", detail={"notices": [row.pk for row in waiting]})
    return True


def _held(organisation_id: int, until: dt.datetime) -> QuerySet[Notice]:
    return Notice.objects.select_related("task", "person").filter(
        organisation=organisation_id,
        mailed_at__isnull=True,
        not_mailed_because="",
        made_at__lt=until,
    )


def _leave_to_each(held: list[Notice]) -> None:
    """They chose to hear of each meanwhile, or the mail server was away."""
    for row in held:
        only_once = f"notice:{row.pk}"
        later(
            MAIL_NOTICE,
            only_once=only_once,
            notice_id=row.pk,
            organisation_id=row.organisation_id,
        )


def _still_waiting(held: list[Notice], letters: str) -> list[Notice]:
    waiting = []
    for row in held:
        if why := why_not(row, letters):
            row.not_mailed_because = why
            row.save(update_fields=["not_mailed_because"])
        else:
            waiting.append(row)
    return waiting


def _letter(rows: list[Notice], morning: dt.datetime) -> EmailMessage:
    first = rows[0]
    number = len(rows)
    what = ngettext("%(number)s new thing waits", "%(number)s new things wait", number)
    context = {
        "what": what % {"number": number},
        "link": settings.PUBLIC_URL.rstrip("/") + reverse("notices") + "?show=new",
        "name": first.person.name,
    }
    called = f"day-{first.organisation_id}-{first.person_id}-{morning:%Y%m%d}"
    return EmailMessage(
        subject=_("Sharing Decisions: what waits for you today"),
        body=render_to_string("tasks/mail/day.txt", context),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[first.person.email],
        headers={"Message-ID": letter_id(called), "Auto-Submitted": "auto-generated"},
    )

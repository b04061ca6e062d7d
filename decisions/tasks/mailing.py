"""What does an e-mail about a notice say, and to whom does it go at once?

It says that something waits, and where: nothing else.
"""

from __future__ import annotations

from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import Letters
from accounts.door import Actor, acting
from accounts.queries import letters_of
from accounts.standing_in import is_at_work
from audit.actions import note
from decisions.choices import NoticeKind, TaskKind
from decisions.models import Notice

# What cannot wait for the morning, nor for a wish to have no letters: a clock of the law runs,
# or nobody does it at all.
URGENT_KINDS = frozenset({NoticeKind.INCIDENT, NoticeKind.TASK_UNOWNED})
URGENT_TASKS = frozenset({TaskKind.BREACH, TaskKind.REPORT_BREACH})


def mail_notice(notice_id: int, *, actor: Actor) -> bool:
    """Mail one notice once; False where that was done, it waits, or nobody wants it.

    The row stays locked while the server takes the letter. Killed just between the two, the
    letter goes again under the same Message-ID, by which mail servers know it for the same.
    """
    with acting(actor):
        row = Notice.objects.select_for_update().filter(pk=notice_id).first()
        if row is None or row.mailed_at or row.not_mailed_because:
            return False
        letters = letters_of(row.person_id, row.organisation_id)
        if why := why_not(row, letters):
            row.not_mailed_because = why
            row.save(update_fields=["not_mailed_because"])
            return False
        if letters == Letters.DAILY and not is_urgent(row):
            return False
        _letter(row).send()
        row.mailed_at = timezone.now()
        row.save(update_fields=["mailed_at"])
        note("notice.mailed", decision_id=row.decision_id, detail={"notice": row.pk})
    return True


def why_not(row: Notice, letters: str) -> str:
    """Why nobody is written to about a notice at all; empty where somebody is."""
    if not is_at_work(row.person_id, row.organisation_id):
        return _("They no longer work here.")
    if row.read_at:
        return _("They had read it already.")
    if letters == Letters.NONE and not is_urgent(row):
        return _("They chose to get no emails.")
    return ""


def is_urgent(row: Notice) -> bool:
    """Whether it goes at once, whatever somebody chose."""
    if row.kind in URGENT_KINDS:
        return True
    return row.task is not None and row.task.kind in URGENT_TASKS


def _letter(row: Notice) -> EmailMessage:
    link = settings.PUBLIC_URL.rstrip("/") + _path(row)
    context = {"what": row.get_kind_display(), "link": link, "name": row.person.name}
    return EmailMessage(
        subject=_("Sharing Decisions: something waits for you"),
        body=render_to_string("tasks/mail/notice.txt", context),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[row.person.email],
        headers={"Message-ID": message_id(row), "Auto-Submitted": "auto-generated"},
    )


def _path(row: Notice) -> str:
    return reverse("task", args=[row.task_id]) if row.task_id else reverse("notices")


def message_id(row: Notice) -> str:
    """The same for the same notice, however often it is sent."""
    return letter_id(f"notice-{row.organisation_id}-{row.pk}")


def letter_id(called: str) -> str:
    """A Message-ID: mail servers know a letter by it that comes twice."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{called}@{host}>"

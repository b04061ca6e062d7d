"""What does an e-mail about a notice say? That something waits, and where: nothing else."""

from __future__ import annotations

from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.door import Actor, acting
from accounts.standing_in import is_at_work
from audit.actions import note
from decisions.models import Notice


def mail_notice(notice_id: int, *, actor: Actor) -> bool:
    """Mail one notice once; False where that was done, or nobody reads it any more.

    The row stays locked while the server takes the letter. Killed just between the two, the
    letter goes again under the same Message-ID, by which mail servers know it for the same.
    """
    with acting(actor):
        row = Notice.objects.select_for_update().filter(pk=notice_id).first()
        if row is None or row.mailed_at or row.not_mailed_because:
            return False
        if not is_at_work(row.person_id, row.organisation_id):
            row.not_mailed_because = _("They no longer work here.")
            row.save(update_fields=["not_mailed_because"])
            return False
        if row.read_at:
            row.not_mailed_because = _("They had read it already.")
            row.save(update_fields=["not_mailed_because"])
            return False
        _letter(row).send()
        row.mailed_at = timezone.now()
        row.save(update_fields=["mailed_at"])
        note("notice.mailed", decision_id=row.decision_id, detail={"notice": row.pk})
    return True


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
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<notice-{row.organisation_id}-{row.pk}@{host}>"

"""Who was told in the application, and by e-mail, that something waits for them?"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from accounts.models import Organisation, Person
from audit.tracking import Tracked
from decisions.choices import NoticeKind
from decisions.models.arriving import Incoming
from decisions.models.decision import Decision
from decisions.models.following import Task


class Notice(models.Model):
    """One thing that waits for one person: its kind and where it is, never what it says."""

    GOES_WITH = "decision"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=NoticeKind)
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    task = models.ForeignKey(
        Task, null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )
    incoming = models.ForeignKey(
        Incoming, null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )
    # The same cause tells the same person once: “task:12:overdue”.
    cause = models.CharField(max_length=120)
    made_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    not_mailed_because = models.CharField(max_length=200, blank=True)

    history = Tracked()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["organisation", "person", "-id"],
                condition=Q(read_at__isnull=True),
                name="notice_unread",
            ),
            models.Index(
                fields=["organisation", "person", "-made_at", "-id"], name="notice_newest"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "cause"], name="each_cause_tells_once"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

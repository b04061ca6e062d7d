"""What came in from others: requests, information nobody asked for, and our replies."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from accounts.models import Organisation, Person, Team
from audit.tracking import Tracked
from decisions.choices import IncomingKind, Relationship, ReplyKind
from decisions.models.decision import Decision


class Incoming(models.Model):
    """A request, or information that came unasked, as it was received; for one decision each."""

    GOES_WITH = "decision"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=IncomingKind)
    decision = models.OneToOneField(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="came_from"
    )
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=120, blank=True)
    from_name = models.CharField(max_length=200, blank=True)
    from_role = models.CharField(max_length=200, blank=True)
    from_organisation = models.CharField(max_length=200, blank=True)
    from_contact = models.CharField(max_length=200, blank=True)
    identity_checked = models.CharField(max_length=300, blank=True)
    about = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    purpose = models.TextField(blank=True)
    legal_power = models.TextField(blank=True)
    data_wanted = models.TextField(blank=True)
    needed_by = models.DateField(null=True, blank=True)
    relationship = models.CharField(max_length=20, choices=Relationship, blank=True)
    why_necessary = models.TextField(blank=True)
    extra_conditions = models.TextField(blank=True)
    law_enforcement = models.TextField(blank=True)
    retention = models.TextField(blank=True)
    security = models.TextField(blank=True)
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_because = models.TextField(blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    logged_at = models.DateTimeField(auto_now_add=True)

    history = Tracked(found_by=["decision"])

    class Meta:
        verbose_name_plural = "incoming"
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(fields=["organisation", "-received_at", "-id"], name="incoming_newest"),
            models.Index(
                fields=["organisation", "due_at", "id"],
                condition=Q(closed_at__isnull=True),
                name="incoming_open",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | Q(decision__isnull=False)
                | ~Q(closed_because=""),
                name="what_is_closed_undecided_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Reply(models.Model):
    """A reply to a request: drafted from what is known, made one's own, and sent."""

    GOES_WITH = "decision"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="replies"
    )
    incoming = models.ForeignKey(Incoming, on_delete=models.PROTECT, related_name="replies")
    kind = models.CharField(max_length=10, choices=ReplyKind)
    text = models.TextField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_how = models.CharField(max_length=200, blank=True)

    history = Tracked()

    class Meta:
        verbose_name_plural = "replies"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.get_kind_display()

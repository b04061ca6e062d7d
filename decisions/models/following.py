"""What became of a share: answers, chasing, what was done, and what was put right."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from accounts.models import Organisation, Person
from audit.tracking import Tracked
from decisions.choices import (
    ANSWERS,
    Breach,
    FollowUpKind,
    IncidentKind,
    PuttingRight,
    TaskKind,
    TaskState,
    YesNoNotSure,
)
from decisions.models.decision import Decision, PartOfDecision
from decisions.models.parts import Advice, PersonConcerned, Recipient


class EscalationStage(models.Model):
    """Where the organisation goes next when nobody acts: its own stages, in order."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=200)
    who = models.CharField(max_length=300, blank=True)
    within_days = models.PositiveSmallIntegerField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    history = Tracked(found_by=[])

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class FollowUp(PartOfDecision):
    """One thing that happened after one recipient had it, only ever added."""

    ONLY_ADDED = True
    GROWS_AFTER_RECORDING = True

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="follow_ups")
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="follow_ups")
    kind = models.CharField(max_length=20, choices=FollowUpKind)
    happened_at = models.DateTimeField()
    # What they said or did, or to whom the outcome was told: in somebody's own words.
    note = models.TextField(blank=True)
    how = models.CharField(max_length=300, blank=True)
    whom = models.CharField(max_length=200, blank=True)
    action = models.TextField(blank=True)
    action_by = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    stage = models.ForeignKey(
        EscalationStage, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    noted_at = models.DateTimeField(auto_now_add=True)

    history = Tracked()

    class Meta:
        ordering = ["happened_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["declined", "done", "verified", "told", "chased"])
                | ~Q(note=""),
                name="a_follow_up_says_what_happened",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Incident(PartOfDecision):
    """Sent in error, or found wrong afterwards: who is in danger, and what was decided."""

    GROWS_AFTER_RECORDING = True
    AFTER_RECORDING = (
        "in_danger", "who_in_danger", "done_for_them", "breach", "breach_reasons",
        "breach_decided_at", "breach_decided_by_id", "reported_at", "report_reference",
        "people_told", "lessons", "closed_at", "closed_by_id",
    )  # fmt: skip

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="incidents")
    kind = models.CharField(max_length=20, choices=IncidentKind)
    what = models.TextField()
    # When the organisation became aware: the clock of 72 hours runs from here.
    found_at = models.DateTimeField()
    found_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    in_danger = models.CharField(max_length=10, choices=YesNoNotSure, blank=True)
    who_in_danger = models.TextField(blank=True)
    done_for_them = models.TextField(blank=True)
    breach = models.CharField(max_length=20, choices=Breach, default=Breach.UNDECIDED)
    breach_reasons = models.TextField(blank=True)
    breach_decided_at = models.DateTimeField(null=True, blank=True)
    breach_decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reported_at = models.DateTimeField(null=True, blank=True)
    report_reference = models.CharField(max_length=120, blank=True)
    people_told = models.TextField(blank=True)
    lessons = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    noted_at = models.DateTimeField(auto_now_add=True)

    history = Tracked()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(breach="undecided")
                | (~Q(breach_reasons="") & Q(breach_decided_at__isnull=False)),
                name="a_breach_decision_has_its_reasons",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(breach="undecided"),
                name="an_incident_closes_once_decided",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class IncidentRecipient(PartOfDecision):
    """One recipient whose copy must be got back or put right, and how that was confirmed."""

    GROWS_AFTER_RECORDING = True
    AFTER_RECORDING = (
        "asked_at", "asked_how", "asked_by_id", "confirmed_at", "confirmed_how",
        "confirmed_by", "note",
    )  # fmt: skip

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="recipients")
    recipient = models.ForeignKey(
        Recipient, null=True, blank=True, on_delete=models.PROTECT, related_name="incidents"
    )
    # Somebody whom the record does not name: a stranger whom it reached by mistake.
    somebody_else = models.CharField(max_length=300, blank=True)
    putting_right = models.CharField(max_length=10, choices=PuttingRight)
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_how = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_how = models.CharField(max_length=300, blank=True)
    confirmed_by = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    history = Tracked()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "recipient"], name="each_recipient_put_right_once"
            ),
            models.CheckConstraint(
                condition=Q(recipient__isnull=False) | ~Q(somebody_else=""),
                name="whoever_has_it_is_named",
            ),
        ]

    def __str__(self) -> str:
        return self.get_putting_right_display()


class Task(PartOfDecision):
    """Something that somebody has to do about one decision, by when, and who stands in."""

    GROWS_AFTER_RECORDING = True
    AFTER_RECORDING = (
        "owner_id", "cover_id", "due_at", "is_day", "state", "done_at", "done_by_id", "outcome",
        "reminded_at", "escalated_at", "escalated_to_id", "look_at", "moved_because",
    )  # fmt: skip

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=30, choices=TaskKind)
    # What it is about, so that the same thing is never asked for twice: “recipient:12”.
    subject = models.CharField(max_length=60, blank=True)
    recipient = models.ForeignKey(
        Recipient, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    person = models.ForeignKey(
        PersonConcerned, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    incident = models.ForeignKey(
        Incident, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    advice = models.ForeignKey(
        Advice, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    # None means that nobody owns it, which raises an alarm.
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cover = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_at = models.DateTimeField(null=True, blank=True)
    # The day counts to its end, and no time of day is shown.
    is_day = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=TaskState, default=TaskState.OPEN)
    raised_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.TextField(blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    escalated_to = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # When the worker looks at it next; nothing more to do for it where empty.
    look_at = models.DateTimeField(null=True, blank=True)
    moved_because = models.CharField(max_length=200, blank=True)

    history = Tracked()

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [
            models.Index(
                fields=["organisation", "owner", "due_at", "id"],
                condition=Q(state="open"),
                name="task_of_owner",
            ),
            models.Index(
                fields=["organisation", "owner", "due_at", "id"],
                condition=Q(state="open", kind__in=ANSWERS),
                name="task_to_answer",
            ),
            models.Index(
                fields=["organisation", "escalated_to", "due_at", "id"],
                condition=Q(state="open", escalated_to__isnull=False),
                name="task_passed_on",
            ),
            models.Index(
                fields=["organisation", "look_at", "id"],
                condition=Q(state="open"),
                name="task_to_look_at",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "kind", "subject"],
                condition=Q(state="open"),
                name="the_same_task_is_open_once",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(done_at__isnull=False),
                name="a_closed_task_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

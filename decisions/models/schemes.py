"""Disclosure schemes of the police, and records that move across a border."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from audit.tracking import Tracked
from decisions.choices import (
    SchemeRoute,
    SchemeStage,
    TransferKind,
    TransferStage,
    Undertaking,
)
from decisions.models.decision import Decision, PartOfDecision
from decisions.models.parts import PersonConcerned, Recipient


class SchemeConcern(PartOfDecision):
    """A concern for a disclosure scheme: we pass it on, and the police decide."""

    GROWS_AFTER_RECORDING = True
    ONLY_ADDED = True

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="schemes")
    # Which scheme: a code of the guidance, since each nation has its own.
    scheme = models.CharField(max_length=40)
    route = models.CharField(max_length=10, choices=SchemeRoute)
    person_at_risk = models.ForeignKey(
        PersonConcerned, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recipient = models.ForeignKey(
        Recipient, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    about_whom = models.TextField(blank=True)
    who_asked = models.CharField(max_length=300, blank=True)
    why_worried = models.TextField(blank=True)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now, editable=False)

    history = Tracked()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.scheme


class SchemeEvent(PartOfDecision):
    """One thing that happened in a disclosure scheme, and who did it."""

    GROWS_AFTER_RECORDING = True
    ONLY_ADDED = True

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    concern = models.ForeignKey(SchemeConcern, on_delete=models.PROTECT, related_name="events")
    stage = models.CharField(max_length=20, choices=SchemeStage)
    happened_at = models.DateTimeField()
    # The officer, or whoever told; what the police called it.
    by_whom = models.CharField(max_length=300, blank=True)
    reference_number = models.CharField(max_length=120, blank=True)
    told_whom = models.CharField(max_length=300, blank=True)
    undertaking = models.CharField(max_length=10, choices=Undertaking, blank=True)
    undertaking_terms = models.TextField(blank=True)
    note = models.TextField(blank=True)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now, editable=False)

    history = Tracked()

    class Meta:
        ordering = ["happened_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage="told") | (~Q(told_whom="") & ~Q(undertaking="")),
                name="who_was_told_and_what_they_promised",
            ),
        ]

    def __str__(self) -> str:
        return self.get_stage_display()


class RecordTransfer(PartOfDecision):
    """A record that moves to another school, area or nation, and must be confirmed there."""

    GROWS_AFTER_RECORDING = True
    ONLY_ADDED = True

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="transfers")
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="+")
    of_whom = models.ForeignKey(
        PersonConcerned, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=TransferKind)
    moved_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    what = models.TextField()
    kept_back = models.TextField(blank=True)
    how_sealed = models.CharField(max_length=300, blank=True)
    copy_kept = models.CharField(max_length=300, blank=True)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now, editable=False)

    history = Tracked()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.get_kind_display()


class TransferEvent(PartOfDecision):
    """One thing that happened to a record on its way."""

    GROWS_AFTER_RECORDING = True
    ONLY_ADDED = True

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    transfer = models.ForeignKey(RecordTransfer, on_delete=models.PROTECT, related_name="events")
    stage = models.CharField(max_length=12, choices=TransferStage)
    happened_at = models.DateTimeField()
    by_whom = models.CharField(max_length=300, blank=True)
    tracking = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now, editable=False)

    history = Tracked()

    class Meta:
        ordering = ["happened_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage="received") | ~Q(by_whom=""),
                name="a_receipt_says_whose_it_is",
            ),
        ]

    def __str__(self) -> str:
        return self.get_stage_display()

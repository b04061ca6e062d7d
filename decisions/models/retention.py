"""How long is a record kept, what holds it back, and who let it be destroyed?

Periods are the organisation's own; none is set for it. A hold and its lifting are only ever
added. A disposal outlives the record that it speaks of, so it holds no key to it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from accounts.models import Organisation, Person
from audit.tracking import Tracked
from decisions.choices import CountedFrom, DisposalStatus, RecordKind
from decisions.models.decision import Decision


class RetentionPeriod(models.Model):
    """How long one kind of record is kept, and which schedule says so; no years: for good."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=RecordKind)
    years = models.PositiveSmallIntegerField(null=True, blank=True)
    counted_from = models.CharField(max_length=10, choices=CountedFrom, blank=True)
    source = models.CharField(max_length=300, blank=True)

    history = Tracked(found_by=[])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"], name="one_period_for_each_kind"
            ),
            models.CheckConstraint(
                condition=Q(years__isnull=True)
                | (Q(years__gte=1) & ~Q(counted_from="") & ~Q(source="")),
                name="a_period_says_from_when_and_by_what",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class LegalHold(models.Model):
    """A reason why a record must not be destroyed, whatever its period."""

    ONLY_ADDED = True
    GOES_WITH = "decision"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="holds")
    reason = models.TextField()
    held_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    held_at = models.DateTimeField(auto_now_add=True)

    history = Tracked()

    class Meta:
        indexes = [models.Index(fields=["organisation", "-held_at", "-id"], name="hold_newest")]

    def __str__(self) -> str:
        return f"Hold since {self.held_at:%d %B %Y}"


class HoldRelease(models.Model):
    """The lifting of one hold: by whom, when and why."""

    ONLY_ADDED = True
    GOES_WITH = "decision"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    hold = models.OneToOneField(LegalHold, on_delete=models.PROTECT, related_name="release")
    reason = models.TextField()
    released_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(auto_now_add=True)

    history = Tracked()

    def __str__(self) -> str:
        return f"Lifted on {self.released_at:%d %B %Y}"


class Disposal(models.Model):
    """One proposal to destroy a record, what a second person said to it, and what came of it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    decision_id = models.BigIntegerField()
    reference = models.CharField(max_length=11)
    period = models.ForeignKey(RetentionPeriod, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    authority = models.TextField()
    status = models.CharField(
        max_length=10, choices=DisposalStatus, default=DisposalStatus.PROPOSED
    )
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    refused_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    refused_at = models.DateTimeField(null=True, blank=True)
    refusal = models.TextField(blank=True)
    disposed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    disposed_at = models.DateTimeField(null=True, blank=True)

    history = Tracked(found_by=[])

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "reference"], name="disposal_reference"),
            models.Index(fields=["organisation", "-proposed_at", "-id"], name="disposal_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["decision_id"],
                condition=~Q(status="refused"),
                name="one_disposal_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(authority=""), name="a_disposal_has_an_authority"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="nobody_approves_their_own_proposal",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "disposed"])
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="an_approved_disposal_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(status="refused")
                | (Q(refused_by__isnull=False, refused_at__isnull=False) & ~Q(refusal="")),
                name="a_refused_disposal_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(status="disposed")
                | Q(disposed_by__isnull=False, disposed_at__isnull=False),
                name="a_finished_disposal_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Disposal of {self.reference}"

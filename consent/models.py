"""What a person agreed to, refused or wished: three separate things, never one tick.

Consent knows no decision; the database holds its rows to the rule of the decision whose part
they are (``CARRIES``). Once that is recorded, a change of mind is a ``Withdrawal``, appended.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.models import Organisation
from audit.tracking import Tracked
from consent.choices import Asked, Capacity, ConsentStatus, How, NotSoughtReason, Thing, ToldWhat


class Consent(models.Model):
    """One person's answer about one of the two things that consent can mean in law."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    thing = models.CharField(max_length=20, choices=Thing)
    status = models.CharField(max_length=20, choices=ConsentStatus)
    capacity = models.CharField(max_length=30, choices=Capacity, blank=True)
    giver_name = models.CharField(max_length=200, blank=True)
    assessed_by = models.CharField(max_length=200, blank=True)
    assessment = models.TextField(blank=True)
    how = models.CharField(max_length=20, choices=How, blank=True)
    is_explicit = models.BooleanField(default=False)
    evidence = models.TextField(blank=True)
    what_exactly = models.TextField(blank=True)
    to_whom = models.TextField(blank=True)
    for_what = models.TextField(blank=True)
    limits = models.TextField(blank=True)
    told = ArrayField(models.CharField(max_length=20, choices=ToldWhat), default=list, blank=True)
    given_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    not_sought_reason = models.CharField(max_length=30, choices=NotSoughtReason, blank=True)
    not_sought_note = models.TextField(blank=True)
    weighing = models.TextField(blank=True)
    discussed_with = models.CharField(max_length=300, blank=True)
    overridden = models.BooleanField(default=False)
    override_reason = models.TextField(blank=True)

    history = Tracked()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(overridden=False) | ~Q(override_reason=""),
                name="overriding_a_refusal_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(overridden=False) | Q(status__in=["refused", "withdrawn"]),
                name="only_a_refusal_is_overridden",
            ),
            models.CheckConstraint(
                condition=Q(not_sought_reason="") | Q(status="not-sought"),
                name="a_reason_for_not_asking_only_if_not_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_thing_display()}: {self.get_status_display()}"


class Withdrawal(models.Model):
    """A change of mind, appended; what was shared before it stays lawful."""

    ONLY_ADDED = True
    GOES_WITH = "consent"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="withdrawals")
    withdrawn_at = models.DateTimeField()
    by_whom = models.CharField(max_length=200)
    how = models.CharField(max_length=20, choices=How)
    words = models.TextField(blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    history = Tracked()

    def __str__(self) -> str:
        return f"Withdrawn by {self.by_whom}"


class Wishes(models.Model):
    """What the person wants, in their words; not consent, and never counted as it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked = models.CharField(max_length=20, choices=Asked)
    words = models.TextField(blank=True)
    heard_on = models.DateField(null=True, blank=True)
    heard_by = models.CharField(max_length=200, blank=True)

    history = Tracked()

    class Meta:
        verbose_name_plural = "wishes"

    def __str__(self) -> str:
        return self.get_asked_display()

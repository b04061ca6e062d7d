"""Who holds the information, how does it work, and which numbers does it ring?"""

from __future__ import annotations

from django.db import models

from accounts.choices import Nation, OrganisationKind


class Organisation(models.Model):
    """A body that holds information and answers for what its people share."""

    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    nation = models.CharField(max_length=20, choices=Nation)
    is_public_authority = models.BooleanField()
    opening_hours = models.CharField(max_length=300, blank=True)
    policy_document = models.CharField(max_length=300, blank=True)
    late_after_hours = models.PositiveSmallIntegerField(default=24)
    complete_within_hours = models.PositiveSmallIntegerField(default=24)
    chase_after_days = models.PositiveSmallIntegerField(default=3)
    # An unanswered task goes to the lead, then to the Guardian, after so many working days.
    escalate_after_days = models.PositiveSmallIntegerField(default=2)
    guardian_after_days = models.PositiveSmallIntegerField(default=5)
    receipt_within_days = models.PositiveSmallIntegerField(default=2)
    link_days = models.PositiveSmallIntegerField(default=7)
    answer_requests_in_days = models.PositiveSmallIntegerField(default=5)
    # Of the records that nothing draws attention to, one in so many is looked at.
    sample_one_in = models.PositiveSmallIntegerField(default=20)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class DutyNumber(models.Model):
    """A number to ring, for whom and when; checked by somebody on a date."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="duty_numbers"
    )
    label = models.CharField(max_length=120)
    area = models.CharField(max_length=120, blank=True)
    number = models.CharField(max_length=40)
    hours = models.CharField(max_length=120, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.label}: {self.number}"

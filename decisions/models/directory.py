"""Whom the organisation shares with: agencies, their people, and the agreements with them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from accounts.models import Organisation
from audit.tracking import Tracked


class Agency(models.Model):
    """Another body that information goes to or comes from, as the organisation knows it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=200)
    area = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    portal = models.URLField(blank=True)
    hours = models.CharField(max_length=120, blank=True)
    is_shared_inbox = models.BooleanField(default=False)
    notes = models.TextField(blank=True)
    checked_on = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    history = Tracked(found_by=[])

    class Meta:
        verbose_name_plural = "agencies"
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name", "area"], name="agencies_are_told_apart"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AgencyContact(models.Model):
    """Somebody at an agency."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    checked_on = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    history = Tracked(found_by=["agency"])

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Agreement(models.Model):
    """An information-sharing agreement: for what, with whom, until when."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    scope = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=300, blank=True)
    is_active = models.BooleanField(default=True)

    history = Tracked(found_by=[])

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "title"], name="agreements_are_told_apart"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="an_agreement_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AgreementParty(models.Model):
    """An agency that is a party to an agreement."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="parties")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="agreements")
    is_active = models.BooleanField(default=True)

    history = Tracked(found_by=["agreement"])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "agency"], name="each_party_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agency} in {self.agreement}"

"""What the organisation itself puts beside a question: its guidance, policy and training."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models import Organisation, Person
from audit.tracking import Tracked
from decisions.choices import LocalKind


class LocalGuidance(models.Model):
    """One page of the organisation's own, shown beside the steps that it helps with."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=LocalKind)
    title = models.CharField(max_length=200)
    link = models.URLField(max_length=500)
    note = models.CharField(max_length=300, blank=True)
    steps = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    # Grows when the page behind the link changes, so that everybody reads it again.
    edition = models.PositiveSmallIntegerField(default=1)
    review_on = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    history = Tracked(found_by=[])

    class Meta:
        verbose_name_plural = "local guidance"
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "title"],
                condition=models.Q(is_active=True),
                name="local_guidance_is_told_apart",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class GuidanceRead(models.Model):
    """That one person said they had read one edition of it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    guidance = models.ForeignKey(LocalGuidance, on_delete=models.PROTECT, related_name="reads")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveSmallIntegerField()
    read_at = models.DateTimeField(auto_now_add=True)

    history = Tracked(found_by=["guidance", "person"])

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["guidance", "person", "edition"], name="read_once_an_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} read {self.guidance_id}"

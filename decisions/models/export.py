"""Which parts of the history left the application as a file, for whom, and why?"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Person
from audit.tracking import Tracked


class ExportFormat(models.TextChoices):
    """What kind of file."""

    CSV = "csv", _("A table for a spreadsheet (CSV)")
    JSON = "json", _("For other programs (JSON)")
    PDF = "pdf", _("For reading and printing (PDF)")


class Export(models.Model):
    """One file of the history; ``asked`` holds codes, the reason is somebody's own words."""

    ONLY_ADDED = True

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked = models.JSONField(default=dict, blank=True)
    format = models.CharField(max_length=4, choices=ExportFormat)
    reason = models.TextField()
    rows = models.PositiveIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)

    history = Tracked(found_by=["person"])

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="an_export_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.rows} rows as {self.get_format_display()}"

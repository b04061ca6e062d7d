"""Where on the body an injury is: one mark of one item of information."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from audit.tracking import Tracked
from decisions.choices import Figure, Side
from decisions.models.decision import Decision, PartOfDecision
from decisions.models.parts import InformationItem


class BodyMark(PartOfDecision):
    """One mark on an outline of a body: the region, and the point where it was put."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="marks")
    item = models.ForeignKey(InformationItem, on_delete=models.PROTECT, related_name="marks")
    figure = models.CharField(max_length=10, choices=Figure)
    side = models.CharField(max_length=10, choices=Side)
    region = models.CharField(max_length=40)
    # Thousandths of the drawing's width and height; empty where only the region was chosen.
    across = models.PositiveSmallIntegerField(null=True, blank=True)
    down = models.PositiveSmallIntegerField(null=True, blank=True)
    size = models.CharField(max_length=120, blank=True)
    colour = models.CharField(max_length=60, blank=True)
    description = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    history = Tracked()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(across__isnull=True, down__isnull=True)
                | Q(across__lte=1000, down__lte=1000),
                name="a_mark_is_on_its_drawing",
            ),
        ]

    def __str__(self) -> str:
        return self.region

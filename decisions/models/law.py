"""What the guide to the law was told, and the judgement that a duty to share asks for."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from accounts.models import Person
from audit.tracking import Tracked
from decisions.choices import HowKnown, YesNo, YesNoNotSure
from decisions.models.decision import Decision, PartOfDecision


class BasisFacts(PartOfDecision):
    """What the guide to the law asks and the record says nowhere else; codes only."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="basis_facts")
    sensitive = models.CharField(max_length=10, choices=YesNoNotSure, blank=True)
    offence = models.CharField(max_length=10, choices=YesNoNotSure, blank=True)
    in_confidence = models.CharField(max_length=10, choices=YesNoNotSure, blank=True)
    would_share_anyway = models.CharField(max_length=10, choices=YesNoNotSure, blank=True)
    court_order = models.CharField(max_length=10, choices=YesNo, blank=True)
    how_known = models.CharField(max_length=10, choices=HowKnown, blank=True)
    # A duty may be on the person and not on the organisation: teachers, nurses, doctors.
    regulated = models.CharField(max_length=10, choices=YesNoNotSure, blank=True)

    history = Tracked()

    class Meta:
        verbose_name_plural = "facts for the guide to the law"

    def __str__(self) -> str:
        return f"Facts of {self.decision_id}"


class DetrimentJudgement(PartOfDecision):
    """Why sharing would do a child more harm than not sharing, judged in full.

    Children Act 2004, section 16LA (England): a body on the list must share what may help the
    other, unless that would be more detrimental to the child.
    """

    GROWS_AFTER_RECORDING = True
    ONLY_ADDED = True

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="judgements")
    asked_by = models.TextField(blank=True)
    their_function = models.TextField(blank=True)
    relevance = models.TextField(blank=True)
    harm_if_disclosed = models.TextField(blank=True)
    harm_if_not_disclosed = models.TextField(blank=True)
    less_considered = models.TextField(blank=True)
    childs_view = models.TextField(blank=True)
    discussed_with = models.CharField(max_length=300, blank=True)
    is_more_detrimental = models.CharField(max_length=10, choices=YesNoNotSure)
    reasons = models.TextField()
    judged_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    judged_by_other = models.CharField(max_length=200, blank=True)
    judged_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now, editable=False)

    history = Tracked()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reasons=""), name="a_judgement_has_its_reasons"
            ),
        ]

    def __str__(self) -> str:
        return self.get_is_more_detrimental_display()


class ChartWalk(PartOfDecision):
    """How somebody walked through a flow chart before they began the record; codes only."""

    ONLY_ADDED = True

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="walks")
    chart = models.CharField(max_length=40)
    # “question:answer”, in the order in which they were asked.
    answers = ArrayField(models.CharField(max_length=90), default=list, blank=True)
    ended_at = models.CharField(max_length=40)
    walked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    walked_at = models.DateTimeField(default=timezone.now, editable=False)

    history = Tracked()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.chart


class DismissedHint(PartOfDecision):
    """A hint about wording that somebody looked at and put away; it holds no words."""

    ONLY_ADDED = True
    GROWS_AFTER_RECORDING = True

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    # What it was about: the kind, the place (“item:12”, “reasons”), and the words as a hash.
    kind = models.CharField(max_length=20)
    place = models.CharField(max_length=60)
    words_sha256 = models.CharField(max_length=64)
    dismissed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    dismissed_at = models.DateTimeField(default=timezone.now, editable=False)

    history = Tracked()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "kind", "place", "words_sha256"], name="put_away_once"
            ),
        ]

    def __str__(self) -> str:
        return self.kind

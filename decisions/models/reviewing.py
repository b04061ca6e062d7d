"""What others said about a decision: reviews, the author's answers, what the Guardian decided."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Organisation, Person
from audit.tracking import Tracked
from decisions.choices import Finding, Ruling
from decisions.models.decision import Decision, PartOfDecision


class Review(PartOfDecision):
    """A look at a decision by somebody else; it follows a share and never gates it."""

    ONLY_ADDED = True
    GROWS_AFTER_RECORDING = True

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    finding = models.CharField(max_length=10, choices=Finding)
    comment = models.TextField(blank=True)
    is_sample = models.BooleanField(default=False)
    reviewed_at = models.DateTimeField(default=timezone.now, editable=False)

    history = Tracked()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finding="satisfied") | ~Q(comment=""),
                name="a_finding_needs_its_comment",
            ),
        ]

    def __str__(self) -> str:
        return self.get_finding_display()


class ReviewAnswer(PartOfDecision):
    """What the author answered to a review, in the record."""

    ONLY_ADDED = True
    GROWS_AFTER_RECORDING = True

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="answers")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    answered_at = models.DateTimeField(auto_now_add=True)

    history = Tracked()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Answer to {self.review_id}"


class SavedView(models.Model):
    """A set of filters that somebody named, to come back to; codes only, but for its name."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=500, blank=True)
    is_active = models.BooleanField(default=True)

    history = Tracked(found_by=["person"])

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "name"],
                condition=Q(is_active=True),
                name="saved_views_are_told_apart",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Attention(models.Model):
    """Why one decision needs a lead's eye, about whom, and since when.

    Worked out anew from the record whenever something happens to it (``dashboard.attending``):
    it holds nothing that is not in the record, and so has no history.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(
        "accounts.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="attention")
    # The person as far as they are known: an identifier, else the row, else the decision.
    subject = models.CharField(max_length=90)
    person_id = models.BigIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=30)
    rank = models.PositiveSmallIntegerField()
    # A reason of the future (a date that will pass) waits here until then.
    since = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "subject", "reason"], name="each_reason_once"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "rank", "since", "id"], name="attention_pressing"),
            models.Index(fields=["team", "rank", "since", "id"], name="attention_of_team"),
            models.Index(
                fields=["organisation", "subject", "rank", "since", "id"],
                name="attention_of_subject",
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class Facet(models.Model):
    """One property of a recorded decision that a lead may filter by; derived like the above.

    Row-level security keeps the operators of arrays out of index conditions, so that each
    value is a row.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(
        "accounts.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="facets")
    kind = models.CharField(max_length=12)
    value = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["decision", "kind", "value"], name="each_facet_once"),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "kind", "value", "-recorded_at", "-decision"],
                name="facet_newest",
            ),
            models.Index(
                fields=["team", "kind", "value", "-recorded_at", "-decision"],
                name="facet_of_team",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class Adjudication(PartOfDecision):
    """What the Guardian decided about a question that was brought to them, with reasons."""

    ONLY_ADDED = True
    GROWS_AFTER_RECORDING = True

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="adjudications")
    review = models.ForeignKey(
        Review, null=True, blank=True, on_delete=models.PROTECT, related_name="adjudications"
    )
    guardian = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ruling = models.CharField(max_length=20, choices=Ruling)
    reasons = models.TextField()
    principles = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    decided_at = models.DateTimeField(auto_now_add=True)

    history = Tracked()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reasons=""), name="a_ruling_has_its_reasons"),
        ]

    def __str__(self) -> str:
        return self.get_ruling_display()

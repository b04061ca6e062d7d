"""The decision itself: what happened, what was feared, what was decided, why and when."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from accounts.models import Nation, Organisation, Person, Team
from audit.tracking import Tracked
from decisions.choices import (
    Direction,
    LinkKind,
    Outcome,
    Relationship,
    Route,
    Status,
    YesNo,
    YesNoNotSure,
)
from decisions.reference import new_reference
from decisions.words import label, moment


class Decision(models.Model):
    """A decision to share, partly share or not share information, or to ask for it."""

    # What may change once the decision is recorded and complete; the database holds to it.
    AFTER_RECORDING = (
        "status", "version", "closing_reason", "closed_at", "closed_by_id", "is_sealed",
    )  # fmt: skip

    reference = models.CharField(max_length=11, unique=True, default=new_reference)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    nation = models.CharField(max_length=20, choices=Nation)
    golden_rules = models.CharField(max_length=40)
    caldicott = models.CharField(max_length=40)
    # Empty before the ICO wrote its steps, and in records of before this was kept.
    ico = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    route = models.CharField(max_length=10, choices=Route, default=Route.GUIDED)
    version = models.PositiveIntegerField(default=1)
    creation_key = models.UUIDField(null=True, blank=True, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    # What has happened
    direction = models.CharField(max_length=10, choices=Direction, blank=True)
    danger_now = models.CharField(max_length=10, choices=YesNoNotSure, blank=True)
    is_urgent = models.BooleanField(default=False)
    happened_at = models.DateTimeField(null=True, blank=True)

    # Who
    people_not_known = models.BooleanField(default=False)
    place_or_event = models.CharField(max_length=200, blank=True)

    # The concern and the purpose
    concerns = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    concern = models.TextField(blank=True)
    noticed_on = models.DateField(null=True, blank=True)
    significant_harm = models.CharField(max_length=10, choices=YesNoNotSure, blank=True)
    purpose = models.TextField(blank=True)
    collected_for = models.TextField(blank=True)
    without_identifying = models.CharField(max_length=10, choices=YesNo, blank=True)
    why_identify = models.TextField(blank=True)
    theme = models.CharField(max_length=120, blank=True)

    # Safety and well-being
    harm_if_shared = models.TextField(blank=True)
    harm_if_not_shared = models.TextField(blank=True)
    own_assumptions = models.TextField(blank=True)

    # The information
    shared_why_necessary = models.TextField(blank=True)

    # Lawful basis
    basis_left_to_lead = models.BooleanField(default=False)
    article_8 = models.TextField(blank=True)

    # Advice
    no_advice_needed = models.BooleanField(default=False)

    # The decision
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    reasons = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_by_other = models.CharField(max_length=200, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    delay_reason = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)
    told_requester = models.TextField(blank=True)
    told_requester_at = models.DateTimeField(null=True, blank=True)
    would_change = models.TextField(blank=True)
    complete_by = models.DateTimeField(null=True, blank=True)
    case_record_reference = models.CharField(max_length=120, blank=True)

    # After it
    closing_reason = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_sealed = models.BooleanField(default=False)

    history = Tracked()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-created_at", "-id"], name="decision_newest"),
            models.Index(fields=["organisation", "-recorded_at", "-id"], name="decision_recorded"),
            models.Index(
                fields=["organisation", "author", "-created_at", "-id"], name="decision_author"
            ),
            models.Index(
                fields=["organisation", "team", "-created_at", "-id"], name="decision_team"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_recorded_decision_says_what_why_and_when",
                condition=Q(status__in=["draft", "abandoned"])
                | (
                    ~Q(outcome="")
                    & ~Q(reasons="")
                    & Q(decided_at__isnull=False)
                    & Q(recorded_at__isnull=False)
                    & Q(recorded_by__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="a_draft_is_not_recorded_yet",
                condition=~Q(status__in=["draft", "abandoned"]) | Q(recorded_at__isnull=True),
            ),
            models.CheckConstraint(
                name="a_closed_decision_says_why",
                condition=~Q(status__in=["superseded", "in-error", "abandoned"])
                | (~Q(closing_reason="") & Q(closed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="only_what_was_in_error_is_sealed",
                condition=Q(is_sealed=False) | Q(status="in-error"),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    # get_status_display() makes the words of every choice afresh for one, too dear for a list.
    @property
    def status_in_words(self) -> str:
        return label(Status, self.status)

    @property
    def outcome_in_words(self) -> str:
        return label(Outcome, self.outcome)

    @property
    def when_in_words(self) -> str:
        """When it was recorded, else when it was begun."""
        if self.recorded_at:
            return _("Recorded %(when)s") % {"when": moment(self.recorded_at)}
        return _("Begun %(when)s") % {"when": moment(self.created_at)}

    @property
    def short(self) -> str:
        """The last four characters of the reference, to tell tabs apart."""
        return self.reference[-4:]

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def is_recorded(self) -> bool:
        """Recorded, complete or not, whatever became of it later."""
        return self.recorded_at is not None

    @property
    def is_open(self) -> bool:
        """Still to be written on: a draft, or a record with gaps to fill."""
        return self.status in {Status.DRAFT, Status.INCOMPLETE}

    @property
    def shares(self) -> bool:
        """Whether information goes to somebody."""
        return self.outcome in {Outcome.SHARE_ALL, Outcome.SHARE_PART}


class PartOfDecision(models.Model):
    """A row that belongs to one decision and carries its organisation for the wall between them."""

    PARENT = "decision"
    AFTER_RECORDING: tuple[str, ...] = ()
    GROWS_AFTER_RECORDING = False

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT)

    class Meta:
        abstract = True


class DecisionLink(PartOfDecision):
    """One decision that belongs to an earlier one; the earlier is never overwritten."""

    GROWS_AFTER_RECORDING = True

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="links")
    earlier = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="later_links")
    kind = models.CharField(max_length=20, choices=LinkKind)
    reason = models.TextField(blank=True)

    history = Tracked()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "earlier", "kind"], name="linked_once"),
            models.CheckConstraint(
                condition=~Q(decision=F("earlier")), name="not_linked_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Request(PartOfDecision):
    """A request for information, kept as it was received (every field of the ICO decision form)."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="request")
    requester_name = models.CharField(max_length=200, blank=True)
    requester_role = models.CharField(max_length=200, blank=True)
    requester_organisation = models.CharField(max_length=200, blank=True)
    requester_contact = models.CharField(max_length=200, blank=True)
    identity_checked = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True)
    purpose = models.TextField(blank=True)
    legal_power = models.TextField(blank=True)
    data_wanted = models.TextField(blank=True)
    needed_by = models.DateField(null=True, blank=True)
    relationship = models.CharField(max_length=20, choices=Relationship, blank=True)
    agreement = models.CharField(max_length=200, blank=True)
    why_necessary = models.TextField(blank=True)
    extra_conditions = models.TextField(blank=True)
    law_enforcement = models.TextField(blank=True)
    impact_assessment = models.TextField(blank=True)
    officer_views = models.TextField(blank=True)
    retention = models.TextField(blank=True)
    security = models.TextField(blank=True)
    rights = models.TextField(blank=True)
    intervals = models.CharField(max_length=200, blank=True)

    history = Tracked()

    def __str__(self) -> str:
        return f"Request from {self.requester_organisation or self.requester_name}"


class Addendum(PartOfDecision):
    """Something added after recording; it adds and never edits."""

    GROWS_AFTER_RECORDING = True

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="addenda")
    text = models.TextField()
    reason = models.TextField()
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    history = Tracked()

    class Meta:
        verbose_name_plural = "addenda"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Addendum to {self.decision_id}"


class Contributor(PartOfDecision):
    """A colleague who is named on a decision and may see and help with it."""

    GROWS_AFTER_RECORDING = True

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="contributors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    history = Tracked()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "person"], name="named_once")]

    def __str__(self) -> str:
        return str(self.person)

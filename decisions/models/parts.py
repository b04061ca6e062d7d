"""What a decision is made of: people, items, recipients, bases, advice, telling and consent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from accounts.models import Person
from audit.tracking import Tracked
from consent.models import Consent, Wishes
from decisions.choices import (
    Category,
    Followed,
    IdentifierKind,
    LeftOutKind,
    Nature,
    NotToldReason,
    PersonRole,
    Told,
    YesNo,
)
from decisions.models.decision import Decision, PartOfDecision
from decisions.models.directory import Agency, Agreement
from decisions.words import label


class PersonConcerned(PartOfDecision):
    """Somebody whom the decision is about; initials and a local reference are enough."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="people")
    role = models.CharField(max_length=20, choices=PersonRole, blank=True)
    name = models.CharField(max_length=200, blank=True)
    identifier = models.CharField(max_length=60, blank=True)
    identifier_kind = models.CharField(max_length=10, choices=IdentifierKind, blank=True)
    # Row-level security keeps ``upper()`` out of an index condition, so the capitals are stored.
    identifier_key = models.GeneratedField(
        expression=Upper("identifier"),
        output_field=models.CharField(max_length=60),
        db_persist=True,
    )
    date_of_birth = models.DateField(null=True, blank=True)
    age = models.CharField(max_length=40, blank=True)
    communication_needs = models.CharField(max_length=300, blank=True)
    safe_contact = models.TextField(blank=True)
    is_protected = models.BooleanField(default=False)
    protected_from = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    history = Tracked()

    class Meta:
        verbose_name_plural = "people concerned"
        ordering = ["position", "id"]
        indexes = [
            models.Index(fields=["organisation", "identifier_key"], name="person_identifier"),
        ]

    def __str__(self) -> str:
        return self.name or self.identifier or label(PersonRole, self.role)


class InformationItem(PartOfDecision):
    """One line of information: what it is, whose it is, and whether it goes."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="items")
    text = models.TextField(blank=True)
    category = models.CharField(max_length=20, choices=Category, blank=True)
    nature = models.CharField(max_length=10, choices=Nature, blank=True)
    source = models.CharField(max_length=200, blank=True)
    observed_at = models.CharField(max_length=120, blank=True)
    about = models.ForeignKey(
        PersonConcerned, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    checked_on = models.DateField(null=True, blank=True)
    body_place = models.CharField(max_length=200, blank=True)
    size = models.CharField(max_length=120, blank=True)
    is_included = models.BooleanField(null=True, blank=True)
    why_necessary = models.TextField(blank=True)
    left_out_kind = models.CharField(max_length=20, choices=LeftOutKind, blank=True)
    left_out_reason = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    history = Tracked()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(is_included=False) | Q(text=""),
                name="what_is_left_out_is_not_repeated",
            )
        ]

    def __str__(self) -> str:
        return f"Item {self.position}"


class Recipient(PartOfDecision):
    """Somebody who gets information, what they need it for, and how it went to them."""

    AFTER_RECORDING = (
        "sent_at", "sent_by_id", "sent_by_other", "reference_number", "spoke_to", "will_do",
        "will_do_by", "chase_on", "written_follow_up_due_at", "written_follow_up_sent_at",
    )  # fmt: skip

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="recipients")
    agency_type = models.CharField(max_length=40, blank=True)
    agency_name = models.CharField(max_length=200, blank=True)
    person_name = models.CharField(max_length=200, blank=True)
    person_role = models.CharField(max_length=200, blank=True)
    need_to_know = models.TextField(blank=True)
    method = models.CharField(max_length=40, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    security_check = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    agreement = models.CharField(max_length=200, blank=True)
    # Where the organisation's directory knows them.
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    under_agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    gets_everything = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_by_other = models.CharField(max_length=200, blank=True)
    reference_number = models.CharField(max_length=120, blank=True)
    spoke_to = models.CharField(max_length=200, blank=True)
    will_do = models.TextField(blank=True)
    will_do_by = models.DateField(null=True, blank=True)
    chase_on = models.DateField(null=True, blank=True)
    written_follow_up_due_at = models.DateTimeField(null=True, blank=True)
    written_follow_up_sent_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    history = Tracked()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.agency_name or self.person_name or "Recipient"


class RecipientItem(PartOfDecision):
    """One item that one recipient gets; not everyone gets everything."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="choices")
    item = models.ForeignKey(InformationItem, on_delete=models.PROTECT, related_name="choices")

    history = Tracked()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "item"], name="each_item_chosen_once")
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} gets {self.item_id}"


class LawfulBasis(PartOfDecision):
    """One law or route that the practitioner relies on, with the evidence that it needs."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="bases")
    layer = models.CharField(max_length=20)
    code = models.CharField(max_length=30)
    limb = models.CharField(max_length=10, blank=True)
    evidence = models.TextField(blank=True)
    # Why it is relied on although the guide to the law says that it may not fit.
    despite = models.TextField(blank=True)

    history = Tracked()

    class Meta:
        verbose_name_plural = "lawful bases"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["decision", "code"], name="each_basis_once")]

    def __str__(self) -> str:
        return self.code


class Advice(PartOfDecision):
    """Advice asked for and what became of it; without naming the person where possible."""

    GROWS_AFTER_RECORDING = True
    AFTER_RECORDING = (
        "answer", "answered_at", "followed", "why_not", "is_named", "named_at", "named_by_id",
        "naming_reason", "identity_disclosed",
    )  # fmt: skip

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="advice")
    adviser_name = models.CharField(max_length=200, blank=True)
    adviser_role = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    identity_disclosed = models.CharField(max_length=10, choices=YesNo, blank=True)
    question = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    followed = models.CharField(max_length=10, choices=Followed, blank=True)
    why_not = models.TextField(blank=True)
    # Asked through the product: of a colleague, or of somebody outside by a link.
    asked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_of = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    # Naming the person to the adviser is a second step of its own.
    is_named = models.BooleanField(default=False)
    named_at = models.DateTimeField(null=True, blank=True)
    named_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    naming_reason = models.TextField(blank=True)

    history = Tracked()

    class Meta:
        verbose_name_plural = "advice"
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["organisation", "asked_of", "-asked_at", "-id"],
                condition=Q(asked_of__isnull=False),
                name="advice_asked_of",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_named=False) | (~Q(naming_reason="") & Q(named_at__isnull=False)),
                name="naming_somebody_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.adviser_role or self.adviser_name or "Advice"


class Informing(PartOfDecision):
    """Whether one person was told about the sharing; later tellings are further rows."""

    GROWS_AFTER_RECORDING = True

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="informing")
    person = models.ForeignKey(PersonConcerned, on_delete=models.PROTECT, related_name="informing")
    told = models.CharField(max_length=10, choices=Told)
    told_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=200, blank=True)
    by_whom = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=20, choices=NotToldReason, blank=True)
    reason_note = models.TextField(blank=True)
    ask_again_on = models.DateField(null=True, blank=True)

    history = Tracked()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reason="") | Q(told__in=["not", "will"]),
                name="a_reason_only_for_those_not_told",
            )
        ]

    def __str__(self) -> str:
        return self.get_told_display()


class PersonConsent(PartOfDecision):
    """The link between a person and what they answered about consent."""

    CARRIES = "consent"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="consents")
    person = models.ForeignKey(PersonConcerned, on_delete=models.PROTECT, related_name="consents")
    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="+")

    history = Tracked()

    def __str__(self) -> str:
        return f"Consent of {self.person_id}"


class PersonWishes(PartOfDecision):
    """The link between a person and what they wish."""

    CARRIES = "wishes"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="wishes")
    person = models.OneToOneField(PersonConcerned, on_delete=models.PROTECT, related_name="wishes")
    wishes = models.OneToOneField(Wishes, on_delete=models.PROTECT, related_name="+")

    history = Tracked()

    class Meta:
        verbose_name_plural = "wishes of people"

    def __str__(self) -> str:
        return f"Wishes of {self.person_id}"

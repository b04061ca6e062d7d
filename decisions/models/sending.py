"""What went to whom: the exact copy, each attempt to send it, and the link to receive it by."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone

from accounts.models import Person
from audit.tracking import Tracked
from decisions.choices import CopyLanguage, DispatchResult, LinkPurpose, ReadBack, ReceiptKind
from decisions.models.decision import Decision, PartOfDecision
from decisions.models.parts import Advice, PersonConcerned, Recipient


def _digest(content: F | Func) -> Func:
    """The SHA-256 of some bytes in hex, computed by the database."""
    hashed = Func(content, function="sha256")
    return Func(hashed, Value("hex"), function="encode", output_field=models.CharField())


class Copy(PartOfDecision):
    """What one recipient gets, exactly as it was made; never made again in its place.

    The PDF is kept beside its hash: the history holds the hash and the text, and the database
    refuses bytes that do not fit them.
    """

    ONLY_ADDED = True
    GROWS_AFTER_RECORDING = True

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="copies")
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="copies")
    language = models.CharField(max_length=10, choices=CopyLanguage, default=CopyLanguage.ENGLISH)
    item_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64)
    pdf = models.BinaryField()
    pdf_sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    history = Tracked(excluded_fields=["pdf"])

    class Meta:
        verbose_name_plural = "copies"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pdf_sha256=_digest(F("pdf"))), name="a_copy_is_what_its_hash_says"
            ),
            models.CheckConstraint(
                condition=Q(
                    text_sha256=_digest(Func(F("text"), Value("UTF8"), function="convert_to"))
                ),
                name="a_copys_text_is_what_its_hash_says",
            ),
        ]

    def __str__(self) -> str:
        return f"Copy for {self.recipient_id}"


class Dispatch(PartOfDecision):
    """One attempt to tell one recipient: how, by whom, and whether it arrived."""

    ONLY_ADDED = True
    GROWS_AFTER_RECORDING = True

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="dispatches")
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="dispatches")
    copy = models.ForeignKey(
        Copy, null=True, blank=True, on_delete=models.PROTECT, related_name="dispatches"
    )
    # The written follow-up of a call, or a further try: together they are one share.
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    method = models.CharField(max_length=40)
    result = models.CharField(max_length=10, choices=DispatchResult)
    happened_at = models.DateTimeField()
    done_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    done_by_other = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=300, blank=True)
    contact_source = models.CharField(max_length=300, blank=True)
    called_back = models.BooleanField(null=True, blank=True)
    spoke_to = models.CharField(max_length=200, blank=True)
    spoke_to_role = models.CharField(max_length=200, blank=True)
    said = models.TextField(blank=True)
    security_check = models.TextField(blank=True)
    read_back = ArrayField(
        models.CharField(max_length=20, choices=ReadBack), default=list, blank=True
    )
    # Whose two identifiers were read back.
    read_back_for = models.ForeignKey(
        PersonConcerned, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    read_back_note = models.TextField(blank=True)
    reference_number = models.CharField(max_length=120, blank=True)
    # The number of the police or of the emergency services, beside the recipient's own.
    incident_number = models.CharField(max_length=120, blank=True)
    why_failed = models.TextField(blank=True)
    follow_up_due_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    noted_at = models.DateTimeField(auto_now_add=True)

    history = Tracked()

    class Meta:
        verbose_name_plural = "dispatches"
        ordering = ["happened_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(result="failed") | ~Q(why_failed=""),
                name="what_failed_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_result_display()} to {self.recipient_id}"


class CrossReference(PartOfDecision):
    """Where else this is written down: the reference in a case or clinical record."""

    ONLY_ADDED = True
    GROWS_AFTER_RECORDING = True

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="elsewhere")
    system = models.CharField(max_length=200)
    reference_number = models.CharField(max_length=120)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)

    history = Tracked()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.system


class OutsideLink(PartOfDecision):
    """A link for somebody without an account: it expires, works once, and can be taken back.

    Only hashes of its secrets are stored. A GET changes nothing; claiming it is a post.
    """

    GROWS_AFTER_RECORDING = True
    AFTER_RECORDING = (
        "attempts", "claimed_at", "claimed_name", "claimed_role", "claimed_organisation",
        "claimed_contact", "claim_hash", "answered_at", "revoked_at", "revoked_by_id",
    )  # fmt: skip

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="outside_links")
    purpose = models.CharField(max_length=10, choices=LinkPurpose)
    recipient = models.ForeignKey(
        Recipient, null=True, blank=True, on_delete=models.PROTECT, related_name="outside_links"
    )
    advice = models.ForeignKey(
        Advice, null=True, blank=True, on_delete=models.PROTECT, related_name="outside_links"
    )
    copy = models.ForeignKey(
        Copy, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    secret_hash = models.CharField(max_length=64, unique=True)
    # A short code told by another way than the link, so that a forwarded link opens nothing.
    code_hash = models.CharField(max_length=128, blank=True)
    claim_hash = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    claimed_name = models.CharField(max_length=200, blank=True)
    claimed_role = models.CharField(max_length=200, blank=True)
    claimed_organisation = models.CharField(max_length=200, blank=True)
    claimed_contact = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    history = Tracked(excluded_fields=["secret_hash", "code_hash", "claim_hash"])

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose="receipt", recipient__isnull=False, advice__isnull=True)
                | Q(purpose="advice", advice__isnull=False, recipient__isnull=True),
                name="a_link_is_for_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"Link for {self.get_purpose_display()}"


class Receipt(PartOfDecision):
    """What a recipient said about having it: seen, accepted, or sent back."""

    ONLY_ADDED = True
    GROWS_AFTER_RECORDING = True

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="receipts")
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="receipts")
    link = models.ForeignKey(
        OutsideLink, null=True, blank=True, on_delete=models.PROTECT, related_name="receipts"
    )
    kind = models.CharField(max_length=10, choices=ReceiptKind)
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=200, blank=True)
    organisation_name = models.CharField(max_length=200, blank=True)
    accepts_conditions = models.BooleanField(null=True, blank=True)
    reason = models.TextField(blank=True)
    will_do = models.TextField(blank=True)
    will_do_by = models.DateField(null=True, blank=True)
    reference_number = models.CharField(max_length=120, blank=True)
    happened_at = models.DateTimeField()
    # How they told us, where one of ours writes it down; by the link they say it themselves.
    how = models.CharField(max_length=200, blank=True)
    key = models.UUIDField(null=True, blank=True, unique=True)
    # Nobody of ours where the recipient answered by the link.
    noted_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    noted_at = models.DateTimeField(auto_now_add=True)

    history = Tracked()

    class Meta:
        ordering = ["happened_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="returned") | ~Q(reason=""), name="what_is_sent_back_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

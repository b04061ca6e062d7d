"""Which acts happened, by whom and when? Rows that are only ever added.

An act is something that somebody did: opened, printed, recorded, was refused. What changed
in the rows stands in the history tables; reads and refusals change nothing and stand here.
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from simple_history import register

from accounts import models as accounts
from audit.tracking import Tracked


class Act(models.Model):
    """One thing that somebody did. The database fills in who, when and for which organisation.

    Ids, not foreign keys: an act outlives every change to what it speaks of.
    """

    at = models.DateTimeField(db_default=Now(), editable=False)
    kind = models.CharField(max_length=60)
    organisation_id = models.BigIntegerField(null=True, editable=False)
    actor_kind = models.CharField(max_length=10, editable=False)
    person_id = models.BigIntegerField(null=True, editable=False)
    role = models.CharField(max_length=200, blank=True, editable=False)
    request_id = models.CharField(max_length=64, blank=True, editable=False)
    decision_id = models.BigIntegerField(null=True)
    target = models.CharField(max_length=120, blank=True)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["organisation_id", "-at", "-id"], name="acts_of_organisation"),
            models.Index(
                fields=["decision_id", "-at", "-id"],
                condition=models.Q(decision_id__isnull=False),
                name="acts_on_decision",
            ),
            models.Index(fields=["person_id", "-at", "-id"], name="acts_of_person"),
            models.Index(fields=["organisation_id", "kind", "-at", "-id"], name="acts_of_kind"),
            models.Index(fields=["person_id", "kind", "-at", "-id"], name="acts_of_person_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%d %B %Y %H:%M}"


# ``accounts`` may not import ``audit``, so its models are registered from here.
register(accounts.Organisation, app="audit", records_class=Tracked)
register(accounts.DutyNumber, app="audit", records_class=Tracked)
register(accounts.Person, app="audit", records_class=Tracked, excluded_fields=["password"])
register(accounts.Membership, app="audit", records_class=Tracked, found_by=["person"])
register(accounts.RoleHeld, app="audit", records_class=Tracked, found_by=["membership"])
register(accounts.Team, app="audit", records_class=Tracked)
register(accounts.TeamMembership, app="audit", records_class=Tracked, found_by=["membership"])
register(accounts.Absence, app="audit", records_class=Tracked, found_by=["membership"])
register(accounts.Invitation, app="audit", records_class=Tracked, excluded_fields=["secret_hash"])


class WitnessedLog(models.Model):
    """The latest checkpoint of somebody else's log that was signed here. Sizes and hashes only."""

    origin = models.TextField(unique=True)
    size = models.BigIntegerField(default=0)
    root = models.BinaryField()
    signed_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        db_table = "audit_witnessed"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.origin} at {self.size}"


class Alarm(models.Model):
    """Two checkpoints of one log that do not fit together: the evidence, kept for good."""

    at = models.DateTimeField(db_default=Now(), editable=False)
    origin = models.TextField()
    kind = models.CharField(max_length=20)
    seen = models.TextField()
    sent = models.TextField()

    class Meta:
        db_table = "audit_alarm"
        default_permissions = ()
        indexes = [models.Index(fields=["origin", "-at"], name="alarms_of_log")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.origin}"

"""What is read about concerns in a scheme? For whoever may see the record: ask first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404

from decisions.after import After
from decisions.guidance.schemes import Scheme, schemes
from decisions.models import Decision, Recipient, SchemeConcern, SchemeEvent
from decisions.record import Record

POLICE = "police"


def concern_or_404(after: After, concern_id: int) -> SchemeConcern:
    for row in after.schemes:
        if row.pk == concern_id:
            return row
    raise Http404


def scheme_or_404(nation: str, code: str) -> Scheme:
    """A scheme of this nation; those of another are not there."""
    for each in schemes(nation):
        if each.code == code:
            return each
    raise Http404


def police_of(record: Record) -> list[Recipient]:
    """The recipients that are the police, and those of which nobody said what they are."""
    return [row for row in record.recipients if row.agency_type in {POLICE, ""}]


def first_concern(decision: Decision) -> SchemeConcern | None:
    return SchemeConcern.objects.filter(decision=decision).order_by("pk").first()


def concern_saying(decision: Decision, values: Mapping[str, Any]) -> SchemeConcern | None:
    """A concern that says just this already."""
    return SchemeConcern.objects.filter(decision=decision, **values).order_by("pk").first()


def latest_event(concern: SchemeConcern) -> SchemeEvent | None:
    """What was noted last."""
    return SchemeEvent.objects.filter(concern=concern).order_by("-pk").first()


def next_place(decision: Decision) -> int:
    """Where a further recipient stands."""
    return Recipient.objects.filter(decision=decision).count() + 1

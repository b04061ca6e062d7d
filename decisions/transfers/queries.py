"""What is read about records that move? For whoever may see the record: ask first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404

from decisions.after import After
from decisions.guidance.transfers import KINDS, Move, move_of
from decisions.models import Decision, Recipient, RecordTransfer, TransferEvent


def transfer_or_404(after: After, transfer_id: int) -> RecordTransfer:
    for row in after.transfers:
        if row.pk == transfer_id:
            return row
    raise Http404


def move_or_404(kind: str, nation: str) -> Move:
    if kind not in KINDS:
        raise Http404
    return move_of(kind, nation)


def transfer_saying(decision: Decision, values: Mapping[str, Any]) -> RecordTransfer | None:
    """A move that says just this already."""
    return RecordTransfer.objects.filter(decision=decision, **values).order_by("pk").first()


def recipient_called(decision: Decision, name: str) -> Recipient | None:
    """A recipient of this name, who was added a moment ago."""
    return Recipient.objects.filter(decision=decision, agency_name=name).order_by("pk").first()


def latest_event(transfer: RecordTransfer) -> TransferEvent | None:
    """What was noted last."""
    return TransferEvent.objects.filter(transfer=transfer).order_by("-pk").first()


def next_place(decision: Decision) -> int:
    """Where a further recipient stands."""
    return Recipient.objects.filter(decision=decision).count() + 1

"""What is read of sending? One recipient of a record, and copies as they were kept."""

from __future__ import annotations

import uuid

from django.http import Http404

from accounts.models import Person
from decisions.models import Copy, CrossReference, Decision, Dispatch, Recipient
from decisions.record import Record


def recipient_or_404(record: Record, recipient_id: int) -> Recipient:
    """One recipient of this record."""
    for row in record.recipients:
        if row.pk == recipient_id:
            return row
    raise Http404


def copy_or_404(decision: Decision, recipient_id: int, copy_id: int) -> Copy:
    """One copy with its file, as it was kept."""
    found = Copy.objects.filter(decision=decision, recipient=recipient_id, pk=copy_id)
    row = found.select_related("made_by").first()
    if row is None:
        raise Http404
    return row


def copy_saying(recipient: Recipient, text_sha256: str) -> Copy | None:
    """The copy for this recipient that says exactly this, where there is one."""
    found = Copy.objects.filter(recipient=recipient, text_sha256=text_sha256)
    return found.defer("pdf").first()


def attempt_with(decision: Decision, key: uuid.UUID) -> Dispatch | None:
    """The attempt that the same form has noted already."""
    return Dispatch.objects.filter(decision=decision, key=key).first()


def reference_elsewhere(
    decision: Decision, system: str, reference_number: str
) -> CrossReference | None:
    found = CrossReference.objects.filter(
        decision=decision, system=system, reference_number=reference_number
    )
    return found.first()


def people_named(ids: set[int]) -> dict[int, Person]:
    """Colleagues by their keys."""
    return Person.objects.in_bulk(ids) if ids else {}

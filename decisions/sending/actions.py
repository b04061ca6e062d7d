"""How is a copy kept, an attempt noted, and a record elsewhere named? Callers hold the lock."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from accounts.door import Actor, acting
from accounts.ui.fields import CLOCK_TOLERANCE
from audit.actions import note
from decisions.after import After
from decisions.choices import DispatchResult
from decisions.models import Copy, CrossReference, Decision, Dispatch, Recipient
from decisions.sending import queries
from decisions.sending.attempts import doer, fill_in, written
from decisions.sending.making import Made
from decisions.settling import happened

# Which act each result is.
ACTS = {
    DispatchResult.SENT: "sending.sent",
    DispatchResult.SPOKEN: "sending.spoken",
    DispatchResult.FAILED: "sending.failed",
}


class NotYetHappened(ValueError):
    """Nobody can note what has not happened."""


def keep_copy(
    decision: Decision, recipient: Recipient, made: Made, *, actor: Actor, ticked: list[int]
) -> Copy:
    """Keep a copy as it was made; one that says the same is not kept twice (a double click)."""
    seen = made.preview
    with acting(actor):
        if kept := queries.copy_saying(recipient, seen.text_sha256):
            return kept
        copy = Copy(
            organisation_id=decision.organisation_id,
            decision=decision,
            recipient=recipient,
            language=seen.language,
            item_ids=list(seen.item_ids),
            text=seen.text,
            text_sha256=seen.text_sha256,
            pdf=made.pdf,
            pdf_sha256=made.pdf_sha256,
            made_by_id=doer(actor, decision),
        )
        copy.save(force_insert=True)
        # Which names and which other child's items went is somebody's choice, and is kept.
        detail = {"copy": copy.pk, "recipient": recipient.pk, "named": list(seen.named)}
        detail["ticked"] = [pk for pk in seen.item_ids if pk in ticked]
        happened(decision, actor=actor, act="sending.copy_made", detail=detail)
        return copy


def note_copy_read(copy: Copy, *, file_format: str) -> None:
    """That somebody took a copy away; call inside ``acting`` or ``reading``."""
    detail = {"copy": copy.pk, "format": file_format}
    note("sending.copy_read", decision_id=copy.decision_id, detail=detail)


def note_attempt(
    after: After,
    recipient: Recipient,
    *,
    actor: Actor,
    key: uuid.UUID,
    values: Mapping[str, Any],
) -> Dispatch:
    """Note one attempt to tell a recipient; the same ``key`` twice is one attempt."""
    decision = after.record.decision
    if values["happened_at"] > timezone.now() + CLOCK_TOLERANCE:
        raise NotYetHappened
    with acting(actor):
        if noted := queries.attempt_with(decision, key):
            return noted
        row = written(decision, recipient, after.dispatches_to(recipient), values, actor)
        row.key = key
        row.save(force_insert=True)
        fill_in(recipient, row)
        detail = {"recipient": recipient.pk, "attempt": row.pk, "way": row.method}
        happened(decision, actor=actor, act=ACTS[DispatchResult(row.result)], detail=detail)
        return row


def cross_refer(
    decision: Decision, *, actor: Actor, system: str, reference_number: str
) -> CrossReference:
    """Where else this is written down; the same twice is said once."""
    with acting(actor):
        if kept := queries.reference_elsewhere(decision, system, reference_number):
            return kept
        row = CrossReference(
            organisation_id=decision.organisation_id,
            decision=decision,
            system=system,
            reference_number=reference_number,
            noted_by_id=doer(actor, decision),
        )
        row.save(force_insert=True)
        happened(
            decision,
            actor=actor,
            act="sending.cross_referenced",
            detail={"cross_reference": row.pk},
        )
        return row

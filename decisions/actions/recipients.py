"""Which items does one recipient get? Each their own choice."""

from __future__ import annotations

from accounts.door import Actor, acting
from audit.actions import note
from decisions.actions.drafting import bump
from decisions.models import Recipient, RecipientItem
from decisions.record import Record


def note_told(recipient: Recipient) -> None:
    """Note that somebody was told; call inside ``acting``."""
    detail = {"recipient": recipient.pk}
    note("decision.dispatched", decision_id=recipient.decision_id, detail=detail)


def choose_items(recipient: Recipient, record: Record, *, actor: Actor, item_ids: set[int]) -> None:
    """Give a recipient exactly these items; ids that the record does not hold are left out."""
    known = {item.pk for item in record.items}
    held = {c.item_id: c for c in record.choices if c.recipient_id == recipient.pk}
    wanted = item_ids & known
    gone = [choice.pk for item_id, choice in held.items() if item_id not in wanted]
    added = sorted(wanted - set(held))
    if not gone and not added:
        return
    with acting(actor):
        if gone:
            RecipientItem.objects.filter(pk__in=gone).delete()
        RecipientItem.objects.bulk_create(
            RecipientItem(
                organisation_id=recipient.organisation_id,
                decision_id=recipient.decision_id,
                recipient=recipient,
                item_id=item_id,
            )
            for item_id in added
        )
        bump(record.decision)
        detail = {"part": "recipient", "change": "items", "id": recipient.pk}
        note("decision.answered", decision_id=record.decision.pk, detail=detail)

"""How is a row taken out of a draft, with all that hangs on it? Its history stays."""

from __future__ import annotations

from accounts.door import Actor, acting
from audit.actions import note
from decisions.actions.drafting import bump
from decisions.models import (
    InformationItem,
    Informing,
    PartOfDecision,
    PersonConcerned,
    PersonConsent,
    PersonWishes,
    Recipient,
    RecipientItem,
)
from decisions.record import Record


def remove_part(row: PartOfDecision, record: Record, *, actor: Actor) -> None:
    """Take one row out of a draft; the database refuses it once the decision is recorded."""
    with acting(actor):
        if isinstance(row, PersonConcerned):
            _loosen_person(row, record)
        if isinstance(row, Recipient):
            RecipientItem.objects.filter(recipient=row).delete()
        model, key = type(row), row.pk
        row.delete()
        bump(record.decision)
        detail = {"part": model._meta.model_name, "change": "removed", "id": key}
        note("decision.answered", decision_id=record.decision.pk, detail=detail)


def _loosen_person(person: PersonConcerned, record: Record) -> None:
    """What was said of this person's consent, wishes and telling goes with them; items stay."""
    InformationItem.objects.filter(about=person).update(about=None)
    Informing.objects.filter(person=person).delete()
    links = [link for link in record.consent_links if link.person_id == person.pk]
    PersonConsent.objects.filter(person=person).delete()
    for consent in record.consents:
        if consent.pk in {link.consent_id for link in links}:
            consent.delete()
    wishes = record.wishes_of(person)
    PersonWishes.objects.filter(person=person).delete()
    if wishes is not None:
        wishes.delete()

"""How is a row taken out of a draft, with all that hangs on it? Its history stays."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import QuerySet

from accounts.door import Actor, acting
from audit.actions import note
from consent.models import Consent, Wishes
from decisions.actions.drafting import bump
from decisions.models import (
    InformationItem,
    PartOfDecision,
    PersonConcerned,
    Recipient,
    RecipientItem,
)
from decisions.record import Record

# What points from a person to what they said, in one statement.
LINKS = """
WITH told AS (DELETE FROM decisions_informing WHERE person_id = %(person)s),
  asked AS (DELETE FROM decisions_personconsent WHERE person_id = %(person)s)
DELETE FROM decisions_personwishes WHERE person_id = %(person)s
"""


def remove_part(row: PartOfDecision, record: Record, *, actor: Actor) -> None:
    """Take one row out of a draft; the database refuses it once the decision is recorded."""
    model, key = type(row), row.pk
    with acting(actor):
        if isinstance(row, PersonConcerned):
            _loosen_person(row, record)
        if isinstance(row, Recipient):
            _delete(RecipientItem.objects.filter(recipient=row))
        _delete(model._default_manager.filter(pk=key))
        bump(record.decision)
        detail = {"part": model._meta.model_name, "change": "removed", "id": key}
        note("decision.answered", decision_id=record.decision.pk, detail=detail)


def _loosen_person(person: PersonConcerned, record: Record) -> None:
    """What was said of this person's consent, wishes and telling goes with them; items stay."""
    consents = [link.consent_id for link in record.consent_links if link.person_id == person.pk]
    wishes = [link.wishes_id for link in record.wishes_links if link.person_id == person.pk]
    if any(item.about_id == person.pk for item in record.items):
        InformationItem.objects.filter(about=person).update(about=None)
    with connection.cursor() as cursor:
        cursor.execute(LINKS, {"person": person.pk})
    if consents:
        _delete(Consent.objects.filter(pk__in=consents))
    if wishes:
        _delete(Wishes.objects.filter(pk__in=wishes))


def _delete(rows: QuerySet[Any]) -> None:
    """Without first reading what hangs on them: the record holds that, the database checks it."""
    rows._raw_delete(rows.db)

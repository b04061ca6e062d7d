"""What does one decision hold, with all its parts? Loaded in two queries, now or as it stood."""

# ruff: noqa: S608  # table names come from the models; every value is bound

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

from consent.models import Consent, Wishes, Withdrawal
from decisions.models import (
    Addendum,
    Advice,
    Decision,
    DecisionLink,
    InformationItem,
    Informing,
    LawfulBasis,
    PersonConcerned,
    PersonConsent,
    PersonWishes,
    Recipient,
    RecipientItem,
    Request,
)

M = TypeVar("M", bound=Model)

PARTS: dict[str, type[Model]] = {
    "requests": Request,
    "people": PersonConcerned,
    "items": InformationItem,
    "recipients": Recipient,
    "choices": RecipientItem,
    "bases": LawfulBasis,
    "advice": Advice,
    "informing": Informing,
    "consent_links": PersonConsent,
    "wishes_links": PersonWishes,
    "addenda": Addendum,
    "links": DecisionLink,
}
# Rows of the consent app are reached through the links that decisions own.
THROUGH: dict[str, tuple[type[Model], type[Model], str]] = {
    "consents": (Consent, PersonConsent, "consent_id"),
    "wishes": (Wishes, PersonWishes, "wishes_id"),
}


@dataclass
class Record:
    """A decision with its parts in memory; reading it asks the database nothing more."""

    decision: Decision
    requests: list[Request] = field(default_factory=list)
    people: list[PersonConcerned] = field(default_factory=list)
    items: list[InformationItem] = field(default_factory=list)
    recipients: list[Recipient] = field(default_factory=list)
    choices: list[RecipientItem] = field(default_factory=list)
    bases: list[LawfulBasis] = field(default_factory=list)
    advice: list[Advice] = field(default_factory=list)
    informing: list[Informing] = field(default_factory=list)
    consent_links: list[PersonConsent] = field(default_factory=list)
    wishes_links: list[PersonWishes] = field(default_factory=list)
    addenda: list[Addendum] = field(default_factory=list)
    links: list[DecisionLink] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    wishes: list[Wishes] = field(default_factory=list)
    withdrawals: list[Withdrawal] = field(default_factory=list)

    @property
    def request(self) -> Request | None:
        """The request that was received, where there was one."""
        return self.requests[0] if self.requests else None

    @property
    def included(self) -> list[InformationItem]:
        """The items that go to somebody."""
        return [item for item in self.items if item.is_included]

    @property
    def left_out(self) -> list[InformationItem]:
        return [item for item in self.items if item.is_included is False]

    def person(self, person_id: int | None) -> PersonConcerned | None:
        return next((person for person in self.people if person.pk == person_id), None)

    def items_for(self, recipient: Recipient) -> list[InformationItem]:
        """What one recipient gets: everything that is included, or the ticked items."""
        if recipient.gets_everything:
            return self.included
        chosen = {choice.item_id for choice in self.choices if choice.recipient_id == recipient.pk}
        return [item for item in self.included if item.pk in chosen]

    def consents_of(self, person: PersonConcerned) -> list[Consent]:
        ids = {link.consent_id for link in self.consent_links if link.person_id == person.pk}
        return [consent for consent in self.consents if consent.pk in ids]

    def wishes_of(self, person: PersonConcerned) -> Wishes | None:
        ids = {link.wishes_id for link in self.wishes_links if link.person_id == person.pk}
        return next((wishes for wishes in self.wishes if wishes.pk in ids), None)

    def withdrawals_of(self, consent: Consent) -> list[Withdrawal]:
        return [found for found in self.withdrawals if found.consent_id == consent.pk]

    def informing_of(self, person: PersonConcerned) -> list[Informing]:
        """Each telling of one person, the latest last."""
        return [told for told in self.informing if told.person_id == person.pk]


def load(decision: Decision, *, version: int | None = None) -> Record:
    """All parts of ``decision`` in one query; as they stood at ``version`` where one is named."""
    if version is not None:
        decision = _decision_then(decision, version)
    with connection.cursor() as cursor:
        cursor.execute(_sql(version is not None), {"id": decision.pk, "version": version})
        parts = json.loads(cursor.fetchone()[0])
    models = {**PARTS, **{name: found[0] for name, found in THROUGH.items()}}
    models["withdrawals"] = Withdrawal
    loaded: dict[str, Any] = {
        name: _objects(model, parts[name] or []) for name, model in models.items()
    }
    return Record(decision=decision, **loaded)


def _decision_then(decision: Decision, version: int) -> Decision:
    row = decision.history.filter(version=version).order_by("-history_id").first()
    if row is None:
        return decision
    then: Decision = row.instance
    then.organisation = decision.organisation
    return then


def _objects(model: type[M], rows: Iterable[dict[str, Any]]) -> list[M]:
    fields = model._meta.concrete_fields
    names = [f.attname for f in fields]
    found = [
        model.from_db(None, names, [f.to_python(row[str(f.column)]) for f in fields])
        for row in rows
    ]
    order = [name for name in model._meta.ordering or () if isinstance(name, str)] or ["id"]
    return sorted(found, key=lambda row: tuple(getattr(row, name) for name in order))


@cache
def _sql(then: bool) -> str:
    """One statement that returns one JSON object: part name to rows."""
    pairs = [f"'{name}', {_rows(model, then)}" for name, model in PARTS.items()]
    for name, (model, through, column) in THROUGH.items():
        links = _source(through, "h.decision_id = %(id)s", then)
        pairs.append(
            f"'{name}', (SELECT jsonb_agg(to_jsonb(t)) FROM "
            f"{_source(model, f'h.id IN (SELECT l.{column} FROM {links} l)', then)} t)"
        )
    links = _source(PersonConsent, "h.decision_id = %(id)s", then)
    chosen = f"h.consent_id IN (SELECT l.consent_id FROM {links} l)"
    pairs.append(
        f"'withdrawals', (SELECT jsonb_agg(to_jsonb(t)) FROM {_source(Withdrawal, chosen, then)} t)"
    )
    return "SELECT jsonb_build_object(" + ", ".join(pairs) + ")"


def _rows(model: type[Model], then: bool) -> str:
    source = _source(model, "h.decision_id = %(id)s", then)
    return f"(SELECT jsonb_agg(to_jsonb(t)) FROM {source} t)"


def _source(model: type[Model], condition: str, then: bool) -> str:
    """The rows of a model that meet ``condition``, today's or those of the version asked for."""
    if not then:
        return f"(SELECT h.* FROM {model._meta.db_table} h WHERE {condition})"
    history = model.history.model._meta.db_table  # type: ignore[attr-defined]
    moment = (
        f"(SELECT max(d.history_date) FROM {Decision.history.model._meta.db_table} d "
        "WHERE d.id = %(id)s AND d.version = %(version)s)"
    )
    return (
        f"(SELECT * FROM (SELECT DISTINCT ON (h.id) h.* FROM {history} h "
        f"WHERE {condition} AND h.history_date <= {moment} "
        "ORDER BY h.id, h.history_id DESC) h WHERE h.history_type <> '-')"
    )

"""What does one decision hold, with all its parts? Loaded in two queries, now or as it stood."""

# ruff: noqa: S608  # table names come from the models; every value is bound

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from django.db.models import Model

from consent.models import Consent, Wishes, Withdrawal
from decisions.loading import OF_DECISION, of_decision, part, read, source, together
from decisions.models import (
    Addendum,
    Advice,
    Agency,
    Agreement,
    BasisFacts,
    BodyMark,
    ChartWalk,
    Decision,
    DecisionLink,
    DetrimentJudgement,
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

PARTS: dict[str, type[Model]] = {
    "requests": Request,
    "people": PersonConcerned,
    "items": InformationItem,
    "recipients": Recipient,
    "choices": RecipientItem,
    "marks": BodyMark,
    "bases": LawfulBasis,
    "basis_facts": BasisFacts,
    "judgements": DetrimentJudgement,
    "advice": Advice,
    "informing": Informing,
    "consent_links": PersonConsent,
    "wishes_links": PersonWishes,
    "addenda": Addendum,
    "links": DecisionLink,
    "walks": ChartWalk,
}
# Rows of the consent app, and of the directory, are reached through rows that decisions own.
THROUGH: dict[str, tuple[type[Model], type[Model], str]] = {
    "consents": (Consent, PersonConsent, "consent_id"),
    "wishes": (Wishes, PersonWishes, "wishes_id"),
    "agencies": (Agency, Recipient, "agency_id"),
    "agreements": (Agreement, Recipient, "under_agreement_id"),
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
    marks: list[BodyMark] = field(default_factory=list)
    bases: list[LawfulBasis] = field(default_factory=list)
    basis_facts: list[BasisFacts] = field(default_factory=list)
    judgements: list[DetrimentJudgement] = field(default_factory=list)
    advice: list[Advice] = field(default_factory=list)
    informing: list[Informing] = field(default_factory=list)
    consent_links: list[PersonConsent] = field(default_factory=list)
    wishes_links: list[PersonWishes] = field(default_factory=list)
    addenda: list[Addendum] = field(default_factory=list)
    links: list[DecisionLink] = field(default_factory=list)
    walks: list[ChartWalk] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    wishes: list[Wishes] = field(default_factory=list)
    withdrawals: list[Withdrawal] = field(default_factory=list)
    agencies: list[Agency] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)

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

    @property
    def facts(self) -> BasisFacts | None:
        """What the guide to the law was told beyond the record, where it was asked."""
        return self.basis_facts[0] if self.basis_facts else None

    def marks_of(self, item: InformationItem) -> list[BodyMark]:
        """Where on the body one item is."""
        return [mark for mark in self.marks if mark.item_id == item.pk]

    def person(self, person_id: int | None) -> PersonConcerned | None:
        return next((person for person in self.people if person.pk == person_id), None)

    def items_for(self, recipient: Recipient) -> list[InformationItem]:
        """What one recipient gets: everything that is included, or the ticked items."""
        if recipient.gets_everything:
            return self.included
        chosen = {choice.item_id for choice in self.choices if choice.recipient_id == recipient.pk}
        return [item for item in self.included if item.pk in chosen]

    def agency_of(self, recipient: Recipient) -> Agency | None:
        """Where the directory knows the recipient."""
        return next((row for row in self.agencies if row.pk == recipient.agency_id), None)

    def agreement_of(self, recipient: Recipient) -> Agreement | None:
        """Under which agreement it goes to them."""
        known = recipient.under_agreement_id
        return next((row for row in self.agreements if row.pk == known), None)

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
    models = {**PARTS, **{name: found[0] for name, found in THROUGH.items()}}
    models["withdrawals"] = Withdrawal
    return Record(decision=decision, **read(models, _sql, decision.pk, version))


def _decision_then(decision: Decision, version: int) -> Decision:
    row = decision.history.filter(version=version).order_by("-history_id").first()
    if row is None:
        return decision
    then: Decision = row.instance
    then.organisation = decision.organisation
    return then


@cache
def _sql(then: bool) -> str:
    """One statement that returns one JSON object: part name to rows."""
    pairs = [of_decision(name, model, then) for name, model in PARTS.items()]
    for name, (model, through, column) in THROUGH.items():
        links = source(through, OF_DECISION, then)
        pairs.append(part(name, model, f"h.id IN (SELECT l.{column} FROM {links} l)", then))
    links = source(PersonConsent, OF_DECISION, then)
    chosen = f"h.consent_id IN (SELECT l.consent_id FROM {links} l)"
    pairs.append(part("withdrawals", Withdrawal, chosen, then))
    return together(pairs)

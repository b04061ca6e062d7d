"""How is each part of a telling written? By the real actions, each part in one of them."""

from __future__ import annotations

from typing import Any

from accounts.door import Actor
from accounts.models import Membership
from consent.choices import ConsentStatus, NotSoughtReason, Thing
from consent.models import Consent, Wishes
from decisions import guidance
from decisions.actions.adding import add_parts
from decisions.actions.basis import put_bases
from decisions.actions.consent import put_consents
from decisions.actions.drafting import put_request, start_decision
from decisions.actions.telling import put_tellings
from decisions.choices import Route
from decisions.demonstration.cast import Company
from decisions.demonstration.situations import Row
from decisions.demonstration.telling import Telling
from decisions.models import (
    Advice,
    BodyMark,
    Decision,
    InformationItem,
    Informing,
    PersonConcerned,
    Recipient,
    RecipientItem,
    Request,
)
from decisions.record import Record
from decisions.reference import new_reference
from decisions.screens.whom import expected_to_answer

OF_THE_START = ("direction", "route", "recorded_at")


class Parts:
    """The parts of one telling; ``record`` grows with them, so that nothing is read again."""

    record: Record

    def __init__(self, telling: Telling, company: Company, actor: Actor) -> None:
        self.telling, self.company, self.actor = telling, company, actor
        self.situation = telling.situation
        self.member: Membership = company.people[telling.author]
        self.people: dict[str, PersonConcerned] = {}
        self.items: dict[str, InformationItem] = {}

    @property
    def decision(self) -> Decision:
        return self.record.decision

    def start(self, names: tuple[str, ...], **other: Any) -> None:
        """Begin the decision with those of its columns that are named, and with others."""
        written = self.situation.decision
        row = {name: written[name] for name in names if name in written}
        values = {**self.telling.columns(Decision, row), **other}
        own = {name: values.pop(name, "") for name in OF_THE_START}
        values["reference"] = new_reference(self.telling.rng.choice)
        decision = start_decision(
            actor=self.actor,
            membership=self.member,
            direction=own["direction"],
            route=own["route"] or Route.GUIDED,
            team_id=self.company.teams[self.situation.team].pk,
            values=values,
        )
        self.record = Record(decision)

    def put_everything(self) -> None:
        told = self.situation
        self.put_rows(self.telling.people, told.items, told.recipients, told.advice)
        self.put_marks()
        self.put_request()
        self.put_consents()
        self.put_tellings()
        self.put_bases()

    def put_rows(
        self, people: list[Row], items: list[Row], recipients: list[Row], advice: list[Row]
    ) -> None:
        """First what hangs on the decision alone, then what points at that."""
        first = self._add(
            {
                PersonConcerned: _numbered(self._columns(PersonConcerned, people)),
                Recipient: _numbered([self._recipient(row) for row in recipients]),
                Advice: self._columns(Advice, advice),
            }
        )
        self.people = _by_key(people, first[PersonConcerned])
        then = self._add({InformationItem: _numbered([self._item(row) for row in items])})
        self.items = _by_key(items, then[InformationItem])
        chosen = self._chosen(recipients, first[Recipient])
        record = self.record
        record.people, record.recipients = first[PersonConcerned], first[Recipient]
        record.advice, record.items = first[Advice], then[InformationItem]
        record.choices = self._add({RecipientItem: chosen})[RecipientItem]

    def put_people(self, people: list[Row]) -> None:
        self.put_rows(people, [], [], [])

    def put_request(self) -> None:
        if self.situation.request:
            values = self.telling.columns(Request, self.situation.request)
            self.record.requests = [put_request(self.decision, actor=self.actor, values=values)]

    def put_marks(self) -> None:
        """Where on the body an injury is."""
        if self.situation.marks:
            rows = _numbered([self._mark(row) for row in self.situation.marks])
            self.record.marks = self._add({BodyMark: rows})[BodyMark]

    def _mark(self, row: Row) -> Row:
        rest = {name: value for name, value in row.items() if name != "item"}
        return {**self.telling.columns(BodyMark, rest), "item_id": self.items[row["item"]].pk}

    def _add(self, rows: dict[Any, list[Row]]) -> dict[Any, list[Any]]:
        return add_parts(self.decision, actor=self.actor, rows=rows)

    def _columns(self, model: type[Any], rows: list[Row]) -> list[Row]:
        return [self.telling.columns(model, row) for row in rows]

    def _item(self, row: Row) -> Row:
        about = self.people[row["about"]].pk if "about" in row else None
        rest = {name: value for name, value in row.items() if name != "about"}
        return {**self.telling.columns(InformationItem, rest), "about_id": about}

    def _chosen(self, rows: list[Row], recipients: list[Recipient]) -> list[Row]:
        """The items of those who do not get everything."""
        return [
            {"recipient_id": each.pk, "item_id": self.items[key].pk}
            for row, each in zip(rows, recipients, strict=True)
            if row["gets"] != "all"
            for key in row["gets"]
        ]

    def _recipient(self, row: Row) -> Row:
        plain = {name: value for name, value in row.items() if name != "sent_by"}
        values = self.telling.columns(Recipient, plain)
        return values | {"gets_everything": row["gets"] == "all", "sent_by_id": self._sender(row)}

    def _sender(self, row: Row) -> int | None:
        key = row.get("sent_by")
        if key == self.situation.author:
            return self.member.person_id
        return self.company.people[key].person_id if key else None

    def put_consents(self) -> None:
        answers = {
            (self.people[row["person"]].pk, row["thing"]): self.telling.columns(Consent, row)
            for row in self.situation.consents
        }
        for person, thing in list(answers):
            other = next(each for each in Thing.values if each != thing)
            answers.setdefault((person, other), _other(thing, answers[person, thing]))
        for someone in expected_to_answer(self.record):
            for thing in Thing.values:
                answers.setdefault((someone.pk, thing), self._not_asked())
        if answers:
            put_consents(self.record, actor=self.actor, answers=answers)

    def _not_asked(self) -> Row:
        """The rest of the people were not asked, for the reason that holds for the others."""
        said = [row.get("not_sought_reason") for row in self.situation.consents]
        nothing = NotSoughtReason.NOT_SHARING
        usual = NotSoughtReason.WOULD_SHARE if self.situation.shares else nothing
        return {
            "status": ConsentStatus.NOT_SOUGHT,
            "not_sought_reason": next(filter(None, said), usual),
        }

    def put_tellings(self) -> None:
        told = self._by_person(Informing, self.situation.informing)
        wishes = self._by_person(Wishes, self.situation.wishes)
        if told or wishes:
            put_tellings(self.record, actor=self.actor, told=told, wishes=wishes)

    def _by_person(self, model: type[Any], rows: list[Row]) -> dict[int, Row]:
        return {
            self.people[row["person"]].pk: self.telling.columns(
                model, {name: value for name, value in row.items() if name != "person"}
            )
            for row in rows
        }

    def put_bases(self) -> None:
        bases = {
            row["code"]: {
                "layer": guidance.basis(row["code"]).layer,
                "limb": row.get("limb", ""),
                "evidence": self.telling.text(row["evidence"]),
            }
            for row in self.situation.bases
        }
        if bases:
            put_bases(self.record, actor=self.actor, bases=bases)


def _numbered(rows: list[Row]) -> list[Row]:
    return [{**row, "position": place} for place, row in enumerate(rows, start=1)]


def _by_key(rows: list[Row], made: list[Any]) -> dict[str, Any]:
    return {row["key"]: each for row, each in zip(rows, made, strict=True)}


def _other(thing: str, answer: Row) -> Row:
    """The other of the two things, where the situation speaks of one.

    A yes to data protection is a yes to telling; a yes to telling is not the basis.
    """
    if answer["status"] in {ConsentStatus.NOT_SOUGHT, ConsentStatus.CANNOT}:
        return answer
    if thing == Thing.DATA_PROTECTION:
        return answer
    return {
        "status": ConsentStatus.NOT_SOUGHT,
        "not_sought_reason": NotSoughtReason.WOULD_SHARE,
        "not_sought_note": "Consent is not the legal basis here, so it was not asked for as one.",
    }

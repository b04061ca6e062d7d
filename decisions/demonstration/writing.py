"""How does a telling become a decision? Through the real actions, in one transaction each."""

from __future__ import annotations

import datetime as dt
from typing import Any

from accounts.door import SYSTEM_KIND, Actor, acting
from accounts.models import Membership
from consent.choices import ConsentStatus, NotSoughtReason, Thing
from consent.models import Consent, Wishes, Withdrawal
from decisions import guidance
from decisions.actions.adding import add_parts
from decisions.actions.basis import put_bases
from decisions.actions.consent import put_consents, withdraw
from decisions.actions.correcting import (
    abandon,
    add_addendum,
    link,
    mark_in_error,
    start_replacement,
)
from decisions.actions.drafting import add_part, answer, put_request, start_decision
from decisions.actions.information import add_items
from decisions.actions.recording import record_decision
from decisions.actions.telling import put_tellings
from decisions.choices import Direction, Route
from decisions.demonstration import calendar, words
from decisions.demonstration.calendar import Planned
from decisions.demonstration.cast import LABEL, Company
from decisions.demonstration.situations import Row
from decisions.demonstration.telling import Telling
from decisions.models import (
    Advice,
    Decision,
    InformationItem,
    Informing,
    PersonConcerned,
    Recipient,
    RecipientItem,
    Request,
)
from decisions.record import Record, load
from decisions.reference import new_reference
from decisions.screens.whom import expected_to_answer

# What a draft that was only begun, or a share written in a hurry, does not hold yet.
FIRST_STEPS = (
    "direction", "danger_now", "is_urgent", "happened_at", "concerns", "concern", "noticed_on",
    "significant_harm", "purpose",
)  # fmt: skip
IN_A_HURRY = ("is_urgent", "happened_at", "outcome", "reasons", "decided_at", "shared_at")
HAND = ("agency_type", "agency_name", "method", "sent_at", "reference_number", "will_do")


class Writing:
    """One telling as it is written for the company of its organisation."""

    def __init__(self, planned: Planned, company: Company) -> None:
        self.planned, self.company = planned, company
        self.telling: Telling = planned.telling
        self.situation = planned.telling.situation
        self.member: Membership = company.people[planned.telling.author]
        self.actor = Actor(SYSTEM_KIND, self.member.person_id, company.organisation.pk, label=LABEL)

    def write(self, earlier: dict[str, Decision]) -> Decision:
        """The decision with all its parts; ``earlier`` holds those that others come after."""
        write = {calendar.OPEN: self._begun, calendar.ABANDONED: self._begun}.get(
            self.planned.fate, self._in_a_hurry if self.planned.fate == calendar.BARE else self._all
        )
        with acting(self.actor):
            decision = write()
            for tie in self.situation.links:
                link(decision, earlier[tie["earlier"]], tie["kind"])
            self._end(decision)
        return decision

    def _end(self, decision: Decision) -> None:
        fate = self.planned.fate
        if fate == calendar.OPEN:
            return
        if fate == calendar.ABANDONED:
            abandon(decision, actor=self.actor, reason=self._of(words.GIVEN_UP))
            return
        record_decision(load(decision), actor=self.actor, recorded_at=self._recorded_at())
        self._after(decision)
        if fate == calendar.REPLACED:
            self._replace(decision)
        if fate in {calendar.IN_ERROR, calendar.SEALED}:
            reason = words.WRONG_PERSON if fate == calendar.SEALED else self._of(words.IN_ERROR)
            sealed = fate == calendar.SEALED
            mark_in_error(decision, actor=self.actor, reason=reason, seal=sealed)

    # -- How much of it is written ---------------------------------------------------------

    def _begun(self) -> Decision:
        decision = self._start(FIRST_STEPS)
        self._people(decision)
        return decision

    def _in_a_hurry(self) -> Decision:
        """As on the two-minute path: whom, what, to whom, how and when; the rest is a task."""
        decision = self._start(IN_A_HURRY, direction=Direction.SHARED, route=Route.ALREADY)
        person = self.telling.people[0]
        kept = {name: person[name] for name in ("role", "name", "identifier") if name in person}
        add_part(decision, PersonConcerned, actor=self.actor, values={**kept, "position": 1})
        lines = [row for row in self.situation.items if row.get("is_included")]
        told = [{"text": self.telling.text(row["text"]), "is_included": True} for row in lines]
        add_items(decision, actor=self.actor, lines=told)
        row = self.situation.recipients[0]
        values = self.telling.columns(Recipient, {name: row[name] for name in HAND if name in row})
        values |= {"position": 1, "gets_everything": True, "sent_by_id": self._sender(row)}
        add_part(decision, Recipient, actor=self.actor, values=values)
        return decision

    def _all(self) -> Decision:
        decision = self._start(tuple(self.situation.decision))
        if self.situation.request:
            values = self.telling.columns(Request, self.situation.request)
            put_request(decision, actor=self.actor, values=values)
        people = self._people(decision)
        items = self._items(decision, people)
        record = Record(decision, people=list(people.values()), items=list(items.values()))
        self._recipients(decision, items)
        advice = [self.telling.columns(Advice, row) for row in self.situation.advice]
        add_parts(decision, Advice, actor=self.actor, rows=advice)
        self._consents(record, people)
        self._tellings(record, people)
        self._bases(record)
        return decision

    def _start(self, names: tuple[str, ...], **other: Any) -> Decision:
        row = {
            name: self.situation.decision[name] for name in names if name in self.situation.decision
        }
        values = {**self.telling.columns(Decision, row), **other}
        late = {name: values.pop(name, None) for name in ("direction", "route", "recorded_at")}
        if self.planned.fate == calendar.LATE:
            values["delay_reason"] = self._of(words.DELAYED)
        values["reference"] = new_reference(self.telling.rng.choice)
        return start_decision(
            actor=self.actor,
            membership=self.member,
            direction=late["direction"] or "",
            route=late["route"] or Route.GUIDED,
            team_id=self.company.teams[self.situation.team].pk,
            values=values,
        )

    # -- The parts ---------------------------------------------------------------------------

    def _people(self, decision: Decision) -> dict[str, PersonConcerned]:
        rows = [
            {**self.telling.columns(PersonConcerned, row), "position": position}
            for position, row in enumerate(self.telling.people, start=1)
        ]
        made = add_parts(decision, PersonConcerned, actor=self.actor, rows=rows)
        return {row["key"]: each for row, each in zip(self.telling.people, made, strict=True)}

    def _items(
        self, decision: Decision, people: dict[str, PersonConcerned]
    ) -> dict[str, InformationItem]:
        lines = []
        for row in self.situation.items:
            about = people[row["about"]].pk if "about" in row else None
            rest = {name: value for name, value in row.items() if name != "about"}
            lines.append({**self.telling.columns(InformationItem, rest), "about_id": about})
        added = add_items(decision, actor=self.actor, lines=lines) if lines else []
        return {row["key"]: item for row, item in zip(self.situation.items, added, strict=True)}

    def _recipients(self, decision: Decision, items: dict[str, InformationItem]) -> None:
        rows = [
            self._recipient(row) | {"position": position}
            for position, row in enumerate(self.situation.recipients, start=1)
        ]
        made = add_parts(decision, Recipient, actor=self.actor, rows=rows)
        chosen = [
            {"recipient_id": each.pk, "item_id": items[key].pk}
            for row, each in zip(self.situation.recipients, made, strict=True)
            if row["gets"] != "all"
            for key in row["gets"]
        ]
        add_parts(decision, RecipientItem, actor=self.actor, rows=chosen)

    def _recipient(self, row: Row) -> Row:
        plain = {name: value for name, value in row.items() if name != "sent_by"}
        values = self.telling.columns(Recipient, plain)
        return values | {"gets_everything": row["gets"] == "all", "sent_by_id": self._sender(row)}

    def _sender(self, row: Row) -> int | None:
        key = row.get("sent_by")
        if key == self.situation.author:
            return self.member.person_id
        return self.company.people[key].person_id if key else None

    def _consents(self, record: Record, people: dict[str, PersonConcerned]) -> None:
        answers = {
            (people[row["person"]].pk, row["thing"]): self.telling.columns(Consent, row)
            for row in self.situation.consents
        }
        for person, thing in list(answers):
            other = next(each for each in Thing.values if each != thing)
            answers.setdefault((person, other), _other(thing, answers[person, thing]))
        for person in expected_to_answer(record):
            for thing in Thing.values:
                answers.setdefault((person.pk, thing), self._not_asked())
        if answers:
            put_consents(record, actor=self.actor, answers=answers)

    def _not_asked(self) -> Row:
        """The rest of the people were not asked, for the reason that holds for the others."""
        said = [row.get("not_sought_reason") for row in self.situation.consents]
        nothing = NotSoughtReason.NOT_SHARING
        usual = NotSoughtReason.WOULD_SHARE if self.situation.shares else nothing
        return {
            "status": ConsentStatus.NOT_SOUGHT,
            "not_sought_reason": next(filter(None, said), usual),
        }

    def _tellings(self, record: Record, people: dict[str, PersonConcerned]) -> None:
        told = {
            people[row["person"]].pk: self.telling.columns(Informing, _plain(row))
            for row in self.situation.informing
        }
        wishes = {
            people[row["person"]].pk: self.telling.columns(Wishes, _plain(row))
            for row in self.situation.wishes
        }
        if told or wishes:
            put_tellings(record, actor=self.actor, told=told, wishes=wishes)

    def _bases(self, record: Record) -> None:
        bases = {
            row["code"]: {
                "layer": guidance.basis(row["code"]).layer,
                "limb": row.get("limb", ""),
                "evidence": self.telling.text(row["evidence"]),
            }
            for row in self.situation.bases
        }
        if bases:
            put_bases(record, actor=self.actor, bases=bases)

    # -- What follows ------------------------------------------------------------------------

    def _recorded_at(self) -> dt.datetime:
        moment = self.telling.moment(self.situation.decision["recorded_at"])
        late = self.planned.fate == calendar.LATE
        return moment + dt.timedelta(days=self.telling.rng.randint(2, 6) if late else 0)

    def _after(self, decision: Decision) -> None:
        for row in self.situation.addenda:
            said = {name: self.telling.text(row[name]) for name in ("text", "reason")}
            add_addendum(decision, actor=self.actor, **said)
        if self.planned.has_addendum:
            text, reason = self._of(words.ADDED)
            add_addendum(decision, actor=self.actor, text=text, reason=reason)
        for row in self.situation.consents:
            if "withdrawal" in row:
                self._withdraw(load(decision), row["withdrawal"])

    def _withdraw(self, record: Record, row: Row) -> None:
        """A change of mind about all that was given, at its own time."""
        given = [each for each in record.consents if each.status == ConsentStatus.GIVEN]
        said = self.telling.columns(Withdrawal, row)
        withdraw(record.decision, given, actor=self.actor, **said)

    def _replace(self, decision: Decision) -> None:
        """The same decision again, with what was wrong in the first put right."""
        wrong, right = self._of(words.REPLACED)
        later = start_replacement(
            load(decision), actor=self.actor, membership=self.member, reason=wrong
        )
        values = {
            name: getattr(decision, name)
            for name in (
                "outcome",
                "decided_at",
                "shared_at",
                "review_on",
                "harm_if_shared",
                "harm_if_not_shared",
                "own_assumptions",
                "article_8",
            )
        }
        values["reasons"] = f"{decision.reasons} {right}"
        values["basis_left_to_lead"] = True
        answer(later, actor=self.actor, values=values)
        moment = self._recorded_at() + dt.timedelta(hours=3)
        record_decision(load(later), actor=self.actor, recorded_at=moment)

    def _of(self, sentences: Any) -> Any:
        return self.telling.rng.choice(sentences)


def _plain(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "person"}


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

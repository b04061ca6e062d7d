"""How does a telling become a record, whatever becomes of it? In one transaction each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TypeVar

from accounts.door import SYSTEM_KIND, Actor, acting
from consent.choices import ConsentStatus
from consent.models import Withdrawal
from decisions.actions.consent import withdraw
from decisions.actions.correcting import (
    abandon,
    add_addendum,
    link,
    mark_in_error,
    start_replacement,
)
from decisions.actions.drafting import answer
from decisions.actions.recording import record_decision
from decisions.choices import Direction, Route
from decisions.demonstration import calendar, words
from decisions.demonstration.calendar import Planned
from decisions.demonstration.cast import LABEL, Company
from decisions.demonstration.jotted import jot_down
from decisions.demonstration.parts import Parts
from decisions.demonstration.situations import Row
from decisions.demonstration.walked import come_by_chart
from decisions.models import Decision
from decisions.record import load

Said = TypeVar("Said")
# What a draft that was only begun, or a share written in a hurry, does not hold yet.
FIRST_STEPS = (
    "direction", "danger_now", "is_urgent", "happened_at", "concerns", "concern", "noticed_on",
    "significant_harm", "purpose",
)  # fmt: skip
IN_A_HURRY = ("is_urgent", "happened_at", "outcome", "reasons", "decided_at", "shared_at")
WHOM = ("key", "role", "name", "identifier")
HAND = (
    "agency_type", "agency_name", "method", "gets", "sent_at", "sent_by", "reference_number",
    "will_do",
)  # fmt: skip
CARRIED_ON = (
    "outcome", "decided_at", "shared_at", "review_on", "harm_if_shared", "harm_if_not_shared",
    "own_assumptions", "article_8",
)  # fmt: skip


class Writing:
    """One telling as it is written for the company of its organisation."""

    def __init__(self, planned: Planned, company: Company) -> None:
        self.fate, self.has_addendum = planned.fate, planned.has_addendum
        self.telling, self.situation = planned.telling, planned.telling.situation
        author = company.people[self.telling.author]
        self.actor = Actor(SYSTEM_KIND, author.person_id, company.organisation.pk, label=LABEL)
        self.parts = Parts(self.telling, company, self.actor)

    @property
    def decision(self) -> Decision:
        return self.parts.decision

    def write(self, earlier: dict[str, Decision]) -> Decision:
        """The decision with all its parts; ``earlier`` holds those that others come after."""
        with acting(self.actor):
            self._begin()
            for tie in self.situation.links:
                link(self.decision, earlier[tie["earlier"]], tie["kind"])
            self._end()
        return self.decision

    def _begin(self) -> None:
        if self.fate in {calendar.OPEN, calendar.ABANDONED}:
            self.parts.start(FIRST_STEPS)
            if self.fate == calendar.OPEN:
                come_by_chart(self.decision, actor=self.actor)
            self.parts.put_people(self.telling.people)
            if self.fate == calendar.OPEN:
                jot_down(self.decision, actor=self.actor)
        elif self.fate == calendar.BARE:
            self._in_a_hurry()
        else:
            late = self.fate == calendar.LATE
            other = {"delay_reason": self._one_of(words.DELAYED)} if late else {}
            self.parts.start(tuple(self.situation.decision), **other)
            self.parts.put_everything()

    def _in_a_hurry(self) -> None:
        """As on the two-minute path: whom, what, to whom, how and when; the rest is a task."""
        self.parts.start(IN_A_HURRY, direction=Direction.SHARED, route=Route.ALREADY)
        told = [row for row in self.situation.items if row.get("is_included")]
        self.parts.put_rows(
            [_only(self.telling.people[0], WHOM)],
            [_only(row, ("key", "text", "is_included")) for row in told],
            [_only(self.situation.recipients[0], HAND) | {"gets": "all"}],
            [],
        )

    def _end(self) -> None:
        if self.fate == calendar.OPEN:
            return
        if self.fate == calendar.ABANDONED:
            abandon(self.decision, actor=self.actor, reason=self._one_of(words.GIVEN_UP))
            return
        record_decision(self.parts.record, actor=self.actor, recorded_at=self._recorded_at())
        self._add()
        if self.fate == calendar.REPLACED:
            self._replace()
        if self.fate in {calendar.IN_ERROR, calendar.SEALED}:
            sealed = self.fate == calendar.SEALED
            reason = words.WRONG_PERSON if sealed else self._one_of(words.IN_ERROR)
            mark_in_error(self.decision, actor=self.actor, reason=reason, seal=sealed)

    def _recorded_at(self) -> dt.datetime:
        moment = self.telling.moment(self.situation.decision["recorded_at"])
        late = self.fate == calendar.LATE
        return moment + dt.timedelta(days=self.telling.rng.randint(2, 6) if late else 0)

    def _add(self) -> None:
        for row in self.situation.addenda:
            said = {name: self.telling.text(row[name]) for name in ("text", "reason")}
            add_addendum(self.decision, actor=self.actor, **said)
        if self.has_addendum:
            text, reason = self._one_of(words.ADDED)
            add_addendum(self.decision, actor=self.actor, text=text, reason=reason)
        for row in self.situation.consents:
            if "withdrawal" in row:
                self._withdraw(row["withdrawal"])

    def _withdraw(self, row: Row) -> None:
        """A change of mind about all that was given, at its own time."""
        given = [e for e in self.parts.record.consents if e.status == ConsentStatus.GIVEN]
        said = self.telling.columns(Withdrawal, row)
        withdraw(self.decision, given, actor=self.actor, **said)

    def _replace(self) -> None:
        """The same decision again, with what was wrong in the first put right."""
        wrong, right = self._one_of(words.REPLACED)
        first = self.decision
        later = start_replacement(
            self.parts.record, actor=self.actor, membership=self.parts.member, reason=wrong
        )
        values = {name: getattr(first, name) for name in CARRIED_ON}
        values |= {"reasons": f"{first.reasons} {right}", "basis_left_to_lead": True}
        answer(later, actor=self.actor, values=values)
        moment = self._recorded_at() + dt.timedelta(hours=3)
        record_decision(load(later), actor=self.actor, recorded_at=moment)

    def _one_of(self, sentences: Sequence[Said]) -> Said:
        return self.telling.rng.choice(sentences)


def _only(row: Row, names: tuple[str, ...]) -> Row:
    return {name: row[name] for name in names if name in row}

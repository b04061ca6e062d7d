"""Step 8: has each person been told, and what do they want?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.door import Actor
from accounts.ui.fields import DateField, LongTextField, RadiosField, TextField, WhenField
from accounts.ui.forms import UiForm
from consent.actions import WISHES
from consent.choices import Asked
from consent.models import Wishes
from decisions.actions.telling import NOT_TOLD, TELLING, WHEN_TOLD, WHY_NOT, put_tellings
from decisions.choices import NotToldReason, Told
from decisions.merge import Answers
from decisions.models import Informing, PersonConcerned
from decisions.record import Record
from decisions.screens.base import NEXT, Block, Gap, Screen, unprefixed
from decisions.screens.grouped import Group, GroupedForm
from decisions.screens.rows import block
from decisions.screens.whom import (
    called,
    day_of,
    expected_to_be_told,
    is_baby,
    role_of,
    spoken_to,
)
from decisions.words import day, label, moment

HEARD = tuple(name for name in WISHES if name != "asked")


class TellingForm(GroupedForm):
    """One person: told or not, and what they want."""

    groups = {
        "told": (
            Group("told", frozenset({Told.BEFORE, Told.AFTER}), WHEN_TOLD),
            Group("not-told", NOT_TOLD, WHY_NOT),
        ),
        "asked": (Group("heard", frozenset({Asked.ASKED}), HEARD),),
    }
    unanswered = {
        "told": _("Say whether they were told"),
        "asked": _("Say whether they told you what they want"),
    }

    told = RadiosField(label=_("Were they told?"), choices=Told.choices, small=True, required=False)
    told_at = WhenField(label=_("When were they told?"), past=True, required=False)
    how = TextField(
        label=_("How?"),
        help_text=_("For example: face to face at home, with an interpreter."),
        max_length=200,
        required=False,
    )
    by_whom = TextField(label=_("By whom?"), max_length=200, required=False)
    reason = RadiosField(
        label=_("Why not?"), choices=NotToldReason.choices, small=True, required=False
    )
    reason_note = LongTextField(label=_("What makes you think so?"), rows=2, required=False)
    ask_again_on = DateField(
        label=_("When will you ask yourself again if they can be told?"), required=False
    )
    asked = RadiosField(
        label=_("What do they want to happen?"),
        help_text=_("Their views and wishes. This is not consent."),
        choices=Asked.choices,
        small=True,
        required=False,
    )
    words = LongTextField(label=_("What they said, in their own words"), rows=3, required=False)
    heard_on = DateField(label=_("On which day?"), past=True, required=False)
    heard_by = TextField(label=_("Who heard it?"), max_length=200, required=False)


DATED = frozenset({"told_at", "ask_again_on", "heard_on"})


class TellingScreen(Screen):
    """Everybody whom it concerns, on one page."""

    template = "decisions/steps/telling.html"

    def initial(self) -> Answers:
        found: Answers = {}
        for person in spoken_to(self.record):
            said = _stored(self.record, person)
            found |= {f"{prefix(person)}-{name}": value for name, value in said.items()}
        return found

    def build(self, initial: Answers) -> Iterable[tuple[str, UiForm]]:
        for person in spoken_to(self.record):
            key = prefix(person)
            form = TellingForm(self.data, prefix=key, initial=unprefixed(initial, key))
            yield key, form

    def write(self, answers: Answers, actor: Actor) -> str:
        before = self.initial()
        told, wishes = {}, {}
        for person in spoken_to(self.record):
            old, new = (unprefixed(found, prefix(person)) for found in (before, answers))
            if any(new[name] != old[name] for name in TELLING):
                told[person.pk] = {name: new[name] for name in TELLING}
            if any(new[name] != old[name] for name in WISHES):
                wishes[person.pk] = {name: new[name] for name in WISHES}
        put_tellings(self.record, actor=actor, told=told, wishes=wishes)
        return NEXT

    def context(self) -> dict[str, Any]:
        people = [
            {
                "name": called(person, self.record),
                "role": role_of(person),
                "is_baby": is_baby(person, day_of(self.decision)),
                "safe_contact": person.safe_contact,
                "needs": person.communication_needs,
                "form": self.forms[prefix(person)],
            }
            for person in spoken_to(self.record)
        ]
        unborn = len(people) < len(self.record.people)
        return {"people": people, "unborn": unborn, "problems": self._problems()}

    def _problems(self) -> list[dict[str, str]]:
        """Every error, each with the name of the person whom it is about."""
        if self.data is None:
            return []
        return [
            error | {"text": f"{called(person, self.record)}: {error['text']}"}
            for person in spoken_to(self.record)
            for error in self.forms[prefix(person)].errors_to_show()
        ]

    @classmethod
    def gaps(cls, record: Record) -> list[Gap]:
        return [gap for person in expected_to_be_told(record) for gap in _gaps_of(record, person)]

    @classmethod
    def begun(cls, record: Record) -> bool:
        return bool(record.informing or record.wishes)

    @classmethod
    def blocks(cls, record: Record) -> list[Block]:
        found = [_block(record, person) for person in record.people]
        return [each for each in found if each.rows]


def prefix(person: PersonConcerned) -> str:
    return f"person-{person.pk}"


def latest(record: Record, person: PersonConcerned) -> Informing | None:
    """The last word on whether somebody was told."""
    rows = record.informing_of(person)
    return rows[-1] if rows else None


def _stored(record: Record, person: PersonConcerned) -> dict[str, Any]:
    told, wishes = latest(record, person), record.wishes_of(person)
    found: dict[str, Any] = {name: _of(told, name) for name in TELLING}
    if found["told_at"]:  # a form shows minutes, so seconds must not look like a change
        found["told_at"] = found["told_at"].replace(second=0, microsecond=0)
    return found | {name: _of(wishes, name) for name in WISHES}


def _of(row: Informing | Wishes | None, name: str) -> Any:
    return getattr(row, name, None if name in DATED else "")


def _gaps_of(record: Record, person: PersonConcerned) -> list[Gap]:
    told, name = latest(record, person), called(person, record)
    lead = prefix(person)
    if told is None or not told.told:
        text = _now("It does not say whether %(name)s was told.") % {"name": name}
        return [Gap(text, f"{lead}-told")]
    found = []
    if told.told == Told.NOT and not told.reason:
        text = _now("It does not say why %(name)s was not told.") % {"name": name}
        found.append(Gap(text, f"{lead}-reason"))
    if told.told in NOT_TOLD and not told.ask_again_on:
        text = _now("There is no date to think again about telling %(name)s.") % {"name": name}
        found.append(Gap(text, f"{lead}-ask_again_on"))
    return found


def _block(record: Record, person: PersonConcerned) -> Block:
    tellings = record.informing_of(person)
    rows = [row for told in tellings for row in _told_rows(told, prefix(person))]
    wishes = record.wishes_of(person)
    if wishes is not None:
        rows += _wishes_rows(wishes, prefix(person))
    return block(called(person, record), *rows)


def _told_rows(told: Informing, lead: str) -> list[tuple[str, str, str]]:
    return [
        (_now("Told"), label(Told, told.told), f"{lead}-told"),
        (_now("When"), moment(told.told_at), f"{lead}-told_at"),
        (_now("How"), told.how, f"{lead}-how"),
        (_now("By whom"), told.by_whom, f"{lead}-by_whom"),
        (_now("Why not told"), label(NotToldReason, told.reason), f"{lead}-reason"),
        (_now("What makes us think so"), told.reason_note, f"{lead}-reason_note"),
        (_now("Think again on"), day(told.ask_again_on), f"{lead}-ask_again_on"),
    ]


def _wishes_rows(wishes: Wishes, lead: str) -> list[tuple[str, str, str]]:
    return [
        (_now("What they want"), label(Asked, wishes.asked), f"{lead}-asked"),
        (_now("Their own words"), wishes.words, f"{lead}-words"),
        (_now("Heard on"), day(wishes.heard_on), f"{lead}-heard_on"),
        (_now("Heard by"), wishes.heard_by, f"{lead}-heard_by"),
    ]

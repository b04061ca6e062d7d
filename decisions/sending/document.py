"""What does a copy say? Blocks of plain text, the same for paper and for the text file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from decisions.choices import IdentifierKind, Nature
from decisions.evidence_pack.blocks import (
    DRAWING,
    Block,
    Said,
    drawing,
    heading,
    notice,
    part,
    table,
    text,
)
from decisions.guidance import Term
from decisions.marking.shown import Shown, on_paper, with_marks
from decisions.marking.words import lines
from decisions.models import InformationItem, PersonConcerned, Recipient
from decisions.record import Record
from decisions.sending.choosing import Chosen, Ticks, chosen, is_protected, without, words_of
from decisions.sending.words import Words, in_line
from decisions.wording.abbreviations import unknown_in
from decisions.wording.shapes import Context, Reader

Row = tuple[Said, Said]


@dataclass(frozen=True)
class Sender:
    """Who sends a copy, and where they can be rung."""

    name: str
    job_title: str
    organisation: str
    number: str


@dataclass(frozen=True)
class Wanted:
    """A copy as it is asked for."""

    ticks: Ticks
    language: str
    sender: Sender
    day: dt.date
    # Whether short forms that the recipient may not know are explained at its end.
    explains: bool = False


class Copying:
    """One copy in the making."""

    def __init__(self, record: Record, recipient: Recipient, wanted: Wanted) -> None:
        self.record, self.recipient, self.wanted = record, recipient, wanted
        self.words = Words(wanted.language)
        self.chosen: Chosen = chosen(record, recipient, wanted.ticks)

    def document(self) -> dict[str, Any]:
        """All parts in the order in which they are read."""
        say, reference = self.words.say, self.record.decision.reference
        parts = [
            part(say("from-to"), self._ends()),
            part(say("about"), self._about()),
            part(say("why"), self._typed(self.recipient.need_to_know)),
            part(say("items"), self._items()),
            part(say("conditions"), self._conditions()),
            part(say("short-forms"), self._short_forms()),
        ]
        return {
            "title": self.words.plain("title"),
            "author": self.wanted.sender.organisation,
            "language": "en",
            "head": [reference, self.wanted.sender.organisation],
            "foot": self.words.plain("page"),
            "parts": [each for each in parts if each["blocks"]],
        }

    def _ends(self) -> Iterator[Block]:
        say, sender, to = self.words.say, self.wanted.sender, self.recipient
        yield notice(say("private"))
        yield self._facts(
            (say("to"), _line(to.person_name, to.person_role, to.agency_name)),
            (say("from"), _line(sender.name, sender.job_title, sender.organisation)),
            (say("ring"), sender.number),
            (say("reference"), self.record.decision.reference),
            (say("date"), self.words.day(self.wanted.day)),
        )
        yield text(say("mistake"))

    def _about(self) -> Iterator[Block]:
        for person in self.chosen.people:
            yield heading(self._called(person))
            if person.pk in self.chosen.named:
                yield self._facts(*self._who(person))

    def _who(self, person: PersonConcerned) -> Iterator[Row]:
        """What tells a person apart, and nothing else that is known of them."""
        say = self.words.say
        yield say("name"), person.name
        if person.date_of_birth:
            yield say("born"), self.words.day(person.date_of_birth)
        else:
            yield say("age"), person.age
        kind = person.identifier_kind or IdentifierKind.OTHER
        yield say(f"id-{kind}"), person.identifier

    def _called(self, person: PersonConcerned) -> Said:
        """Who somebody is in this: their part, and nothing of those who are not named."""
        if is_protected(person) and person.pk not in self.chosen.named:
            return self.words.say("somebody")
        return self.words.say(person.role or "person")

    def _items(self) -> Iterator[Block]:
        if self.chosen.items:
            yield text(self.words.say("natures"))
        for number, item in enumerate(self.chosen.items, start=1):
            yield heading(_numbered(number, self._nature(item)))
            yield text(item.text)
            if rows := list(self._around(item)):
                yield self._facts(*rows)
            yield from (
                drawing(on_paper(each), each.places_in_words) for each in self._drawings(item)
            )

    def _nature(self, item: InformationItem) -> Said:
        name = item.nature if item.nature in Nature.values else "unmarked"
        if item.source:
            return self.words.say(f"{name}-by", who=" ".join(item.source.split()))
        return self.words.say(name)

    def _around(self, item: InformationItem) -> Iterator[Row]:
        say = self.words.say
        for name, value in (
            ("observed", item.observed_at), ("where", item.body_place), ("size", item.size),
        ):  # fmt: skip
            if value:
                yield say(name), value
        if marks := lines(self.record.marks_of(item)):
            yield say("marks"), self._plain("\n".join(marks))
        if about := self.record.person(item.about_id):
            yield say("of-whom"), self._name(about)
        if item.checked_on:
            yield say("checked"), self.words.day(item.checked_on)
        else:
            yield say("accuracy"), say("not-checked")

    def _drawings(self, item: InformationItem) -> tuple[Shown, ...]:
        """The numbers of the marks, where they are; what somebody typed stands in words alone."""
        return with_marks(self.record.marks_of(item))

    def _name(self, person: PersonConcerned) -> Said:
        if person.pk in self.chosen.named and (person.name or person.identifier):
            return person.name or person.identifier
        return self._called(person)

    def _conditions(self) -> Iterator[Block]:
        yield text(self.words.say("always"))
        for typed in (self.record.decision.conditions, self.recipient.conditions):
            yield from self._typed(typed)
        if limits := self._limits():
            yield heading(self.words.say("limits"))
            yield text(*limits)
        if self.recipient.agreement:
            yield self._facts((self.words.say("agreement"), self.recipient.agreement))

    def _short_forms(self) -> Iterator[Block]:
        if terms := self._unknown() if self.wanted.explains else []:
            if any(term.is_unverified for term in terms):
                yield text(self.words.say("short-forms-note"))
            heads = [self.words.say("short-form"), self.words.say("stands-for")]
            rows = [(term.short, f"{term.expansion}. {term.meaning}") for term in terms]
            yield table(heads, rows, [1, 4])

    def _unknown(self) -> list[Term]:
        return unknown_short_forms(self.record, self.recipient, self.chosen.items)

    def _limits(self) -> list[Said]:
        """Limits go with the information: those of the people whom it is about."""
        found = [
            self._plain(consent.limits)
            for person in self.chosen.people
            for consent in self.record.consents_of(person)
            if consent.limits
        ]
        return list(dict.fromkeys(found))

    def _typed(self, typed: str) -> Iterator[Block]:
        if typed:
            yield text(self._plain(typed))

    def _plain(self, typed: str) -> str:
        return without(typed, self.chosen.hidden, self.words.plain("hidden"))

    def _facts(self, *rows: Row) -> Block:
        heads = [self.words.say("what"), self.words.say("which")]
        return table(heads, [row for row in rows if row[1]], [1, 2])


def unknown_short_forms(
    record: Record, recipient: Recipient, items: list[InformationItem]
) -> list[Term]:
    """What a recipient may not know, in the words that people typed."""
    reader = Reader(recipient.agency_type, str(recipient), recipient.person_name, recipient.pk)
    context = Context(record.decision.nation, readers=(reader,), people=tuple(record.people))
    typed = [word for item in items for word in words_of(item)]
    typed += [recipient.need_to_know, record.decision.conditions, recipient.conditions]
    return unknown_in(typed, context)


def as_text(document: dict[str, Any]) -> str:
    """The same document as plain text, line by line."""
    lines = [document["title"], "=" * len(document["title"])]
    for each in document["parts"]:
        title = in_line(each["heading"])
        lines += ["", "", title, "-" * len(title)]
        for block in each["blocks"]:
            lines += ["", *_lines(block)]
    return "\n".join([*lines, ""])


def _lines(block: Block) -> list[str]:
    if block["kind"] == "table":
        return [f"{in_line(name)}: {in_line(value)}" for name, value in block["rows"]]
    if block["kind"] == DRAWING:
        return []  # its marks stand in words
    if block["kind"] == "text":
        return [in_line(each) for each in block["lines"]]
    return [in_line(block["text"])]


def _line(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _numbered(number: int, said: Said) -> Said:
    if isinstance(said, str):
        return f"{number}. {said}"
    return {code: f"{number}. {each}" for code, each in said.items()}

"""What would a record be asked today, beside what it answered? Nothing is written."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import cached_property

from decisions.actions.editions import about
from decisions.evidence import Line, Table, editions_of, rule_tables
from decisions.guidance import Change, Edition, Editions, Rule, changes, editions_in_force
from decisions.record import Record


@dataclass(frozen=True)
class Difference:
    """One thing that is new, changed or gone, and what the record holds for it."""

    kind: str
    sentence: str
    before: tuple[Rule, ...]
    after: tuple[Rule, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Compared:
    """One set of rules as it was answered and as it stands today."""

    then: Edition | None
    now: Edition | None
    changes: tuple[Change, ...]
    held: dict[str, Line]

    @cached_property
    def differences(self) -> list[Difference]:
        return [_difference(each, self.held) for each in self.changes if each.kind != "same"]

    @cached_property
    def lines(self) -> list[Line]:
        """Every rule of the set in force, or of the one that is gone, with what is held."""
        edition = self.now or self.then
        return [self.held[rule.code] for rule in edition.rules] if edition else []

    @cached_property
    def same(self) -> list[Rule]:
        """The rules of today that ask for nothing else than before."""
        return [rule for each in self.changes if each.kind == "same" for rule in each.after]


def editions_today(record: Record) -> Editions:
    """What is in force today for the nation of the record and those whom it is about."""
    return editions_in_force(record.decision.nation, about(record), timezone.localdate())


def asks_differently(record: Record) -> bool:
    """Whether another edition than the one it answered would be asked today."""
    return editions_of(record).keys != editions_today(record).keys


def compared(record: Record, *, contact_known: bool) -> list[Compared]:
    """Each set of rules that differs: golden rules, Caldicott Principles, the ICO's steps."""
    then, now = editions_of(record), editions_today(record)
    tables = [
        table
        for editions in (then, now)
        for table in rule_tables(record, contact_known=contact_known, editions=editions)
    ]
    held = _lines(tables)
    return [
        Compared(old, new, changes(old, new) if old and new else (), held)
        for old, new in zip(then, now, strict=True)
        if old is not new
    ]


def _lines(tables: list[Table]) -> dict[str, Line]:
    return {line.rule.code: line for table in tables for line in table.lines}


def _difference(change: Change, held: dict[str, Line]) -> Difference:
    """What the record holds for the rule it became; where that was never written, for each."""
    rules = change.after or change.before
    if change.sentence:
        rules = rules[:1]
    return Difference(
        change.kind,
        change.sentence,
        change.before,
        change.after,
        tuple(held[rule.code] for rule in rules),
    )

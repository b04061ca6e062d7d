"""Which rules does the guide to the law follow, and may each of them stand as it is written?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from decisions.guidance.files import read_sources, refuse
from decisions.guidance.library import all_bases
from decisions.guidance.parsing import Sources
from decisions.guidance.reading import HERE, Entry, open_file
from decisions.guidance.shapes import Marked, Source, Verified

NAME = "law_rules.toml"
NOT_KNOWN = "not-known"
Effect = Literal["fits", "depends", "does-not-fit", "warn", "note"]
FITS: Effect = "fits"
DEPENDS: Effect = "depends"
DOES_NOT_FIT: Effect = "does-not-fit"
WARN: Effect = "warn"
NOTE: Effect = "note"
EFFECTS: tuple[Effect, ...] = (FITS, DEPENDS, DOES_NOT_FIT, WARN, NOTE)
When = tuple[tuple[str, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact that rules may ask about; ``ask`` completes “It depends on …”."""

    key: str
    values: tuple[str, ...]
    ask: str


@dataclass(frozen=True, slots=True, eq=False)
class LawRule(Marked):
    """What follows for which laws when all of ``when`` is so, and why."""

    key: str
    bases: tuple[str, ...]
    effect: Effect
    when: When
    why: str
    source: Source
    verified: Verified


@dataclass(frozen=True, slots=True, eq=False)
class Said(Marked):
    """One plain sentence, what it rests on, and how sure that is."""

    key: str
    text: str
    source: Source
    verified: Verified


@dataclass(frozen=True, slots=True)
class Rules:
    """The table, with its rules by the law that they speak about and by effect."""

    asked: Mapping[str, Asked]
    rules: tuple[LawRule, ...]
    of: Mapping[tuple[str, Effect], tuple[LawRule, ...]]
    duty: Mapping[str, Said]

    @property
    def notes(self) -> tuple[LawRule, ...]:
        return self.of.get(("", NOTE), ())


@cache
def law_rules() -> Rules:
    """The table as it stands beside this module."""
    problems: list[str] = []
    found = read(HERE, read_sources(HERE, problems), [b.code for b in all_bases()], problems)
    refuse(problems)
    return found


def read(folder: Path, sources: Sources, codes: Sequence[str], problems: list[str]) -> Rules:
    """The table in ``folder``; every unknown fact, answer, law and source is named in words."""
    file = open_file(folder / NAME, problems)
    if not file.data:
        return _arranged((), (), ())
    asked = tuple(_asked(entry) for entry in file.entries("facts"))
    known = {each.key: each for each in asked}
    rules = tuple(_rule(entry, known, sources, codes) for entry in file.entries("rules"))
    duty = tuple(_said(entry, sources) for entry in file.entries("duty"))
    file.done()
    for items in (asked, rules, duty):
        problems += _twice([each.key for each in items])
    return _arranged(asked, rules, duty)


def _asked(entry: Entry) -> Asked:
    made = Asked(entry.text("key"), entry.texts("values"), entry.text("ask"))
    entry.done()
    return made


def _said(entry: Entry, sources: Sources) -> Said:
    made = Said(entry.text("key"), entry.text("text"), entry.source(sources), entry.mark())
    entry.done()
    return made


def _rule(
    entry: Entry, asked: Mapping[str, Asked], sources: Sources, codes: Sequence[str]
) -> LawRule:
    made = LawRule(
        key=entry.text("key"),
        bases=entry.some_of("bases", codes, []),
        effect=entry.one_of("effect", EFFECTS),
        when=_when(entry, asked),
        why=entry.text("why"),
        source=entry.source(sources),
        verified=entry.mark(),
    )
    entry.done()
    if bool(made.bases) == (made.effect == NOTE):
        entry.complain("a note has no “bases”, and every other rule needs some")
    return made


def _when(entry: Entry, asked: Mapping[str, Asked]) -> When:
    table = Entry(entry.data.pop("when", {}), f"{entry.where}, when", entry.problems)
    for name in list(table.data):
        if name not in asked:
            table.complain(f"{name!r} is not a fact; the facts are {', '.join(asked)}")
            del table.data[name]
    names = list(table.data)
    return tuple(
        (name, frozenset(table.some_of(name, (*asked[name].values, NOT_KNOWN)))) for name in names
    )


def _twice(keys: Sequence[str]) -> list[str]:
    twice = sorted({key for key in keys if keys.count(key) > 1})
    return [f"{NAME}: {key!r} stands more than once" for key in twice]


def _arranged(asked: Sequence[Asked], rules: Sequence[LawRule], duty: Sequence[Said]) -> Rules:
    """The rules in the file's order, under each law that they speak about."""
    of: dict[tuple[str, Effect], tuple[LawRule, ...]] = {}
    for rule in rules:
        for code in rule.bases or ("",):
            of[code, rule.effect] = (*of.get((code, rule.effect), ()), rule)
    facts = MappingProxyType({each.key: each for each in asked})
    said = MappingProxyType({each.key: each for each in duty})
    return Rules(facts, tuple(rules), MappingProxyType(of), said)

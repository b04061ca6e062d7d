"""Which words are worth a second look, where, and why? wording.toml, read and checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from decisions.guidance.files import read_sources
from decisions.guidance.parsing import finished
from decisions.guidance.reading import HERE, Entry, GuidanceError, open_file
from decisions.guidance.shapes import Marked, Source, Verified

FILE = "wording.toml"
EVERYBODY = "everybody"
KINDS = ("speculation", "nature")
NATURES = ("fact", "opinion", "reported")
REASONS = "reasons"


@dataclass(frozen=True, slots=True)
class Pattern(Marked):
    """Words that a hint is about, what must and must not stand beside them, and why."""

    code: str
    kind: str
    becomes: str
    marked: tuple[str, ...]
    phrases: tuple[str, ...]
    next: tuple[str, ...]
    unless_next: tuple[str, ...]
    unless_before: tuple[str, ...]
    unless_with: tuple[str, ...]
    why: str
    source: Source
    verified: Verified


@dataclass(frozen=True, slots=True)
class Speech(Marked):
    """How a record says what somebody said."""

    why: str
    pronouns: tuple[str, ...]
    speakers: tuple[str, ...]
    verbs: tuple[str, ...]
    needs_me: tuple[str, ...]
    unless_next: tuple[str, ...]
    unless_with: tuple[str, ...]
    source: Source
    verified: Verified


@dataclass(frozen=True, slots=True)
class Group:
    code: str
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrasing:
    """All of the file."""

    groups: tuple[Group, ...]
    patterns: tuple[Pattern, ...]
    speech: Speech

    def agencies_in(self, names: Iterable[str]) -> frozenset[str]:
        """The agencies behind codes and groups; a code stands for itself."""
        groups = {group.code: group.agencies for group in self.groups}
        return frozenset(code for name in names for code in groups.get(name, (name,)))


@cache
def phrasing() -> Phrasing:
    """The file beside this module, read once."""
    problems: list[str] = []
    found = read(HERE, read_sources(HERE, problems), problems)
    if problems or found is None:
        raise GuidanceError(problems)
    return found


def read(folder: Path, sources: dict[str, Source], problems: list[str]) -> Phrasing | None:
    """The file of a folder; what is wrong with it is added to ``problems``."""
    file = open_file(folder / FILE, problems)
    if not file.data:
        return None
    groups = tuple(finished(each, _group) for each in file.entries("groups"))
    patterns = tuple(
        finished(each, lambda entry: _pattern(entry, sources)) for each in file.entries("patterns")
    )
    said = Entry(file.data.pop("speech", {}), f"{FILE}, speech", problems)
    speech = finished(said, lambda entry: _speech(entry, sources))
    file.done()
    return Phrasing(groups, patterns, speech)


def check(folder: Path, sources: dict[str, Source]) -> list[str]:
    """Every problem of the file, and every agency that it or the glossary makes up."""
    problems: list[str] = []
    found = read(folder, sources, problems)
    if found is None:
        return problems
    kinds = _codes(folder, "agencies.toml", "agencies")
    known = kinds | {group.code for group in found.groups} | {EVERYBODY}
    for group in found.groups:
        problems += _unknown(f"{FILE}, {group.code}: agencies", group.agencies, kinds)
    for entry in open_file(folder / "glossary.toml", []).entries("terms"):
        names = entry.data.get("known_by", [])
        problems += _unknown(f"{entry.where}: known_by", names, known)
    return problems


def _codes(folder: Path, name: str, table: str) -> set[str]:
    return {str(entry.data.get("code")) for entry in open_file(folder / name, []).entries(table)}


def _unknown(where: str, names: Iterable[str], known: set[str]) -> list[str]:
    return [
        f"{where} names {name!r}, which is no agency here" for name in names if name not in known
    ]


def _group(entry: Entry) -> Group:
    return Group(entry.text("code"), entry.texts("agencies"))


def _pattern(entry: Entry, sources: dict[str, Source]) -> Pattern:
    made = Pattern(
        code=entry.text("code"),
        kind=entry.one_of("kind", KINDS),
        becomes=entry.one_of("becomes", ("", *NATURES), ""),
        marked=entry.some_of("marked", (*NATURES, REASONS)),
        phrases=entry.texts("phrases"),
        next=entry.texts("next", []),
        unless_next=entry.texts("unless_next", []),
        unless_before=entry.texts("unless_before", []),
        unless_with=entry.texts("unless_with", []),
        why=entry.text("why"),
        source=entry.source(sources),
        verified=entry.mark(),
    )
    if (made.kind == "nature") != bool(made.becomes):
        entry.complain("“becomes” belongs to the kind “nature”, and to no other")
    for phrase in made.phrases:
        if phrase != phrase.lower() or "*" in phrase.split()[0]:
            entry.complain(f"{phrase!r} must be in small letters, its first word without a star")
    return made


def _speech(entry: Entry, sources: dict[str, Source]) -> Speech:
    return Speech(
        why=entry.text("why"),
        pronouns=entry.texts("pronouns"),
        speakers=entry.texts("speakers"),
        verbs=entry.texts("verbs"),
        needs_me=entry.texts("needs_me"),
        unless_next=entry.texts("unless_next", []),
        unless_with=entry.texts("unless_with", []),
        source=entry.source(sources),
        verified=entry.mark(),
    )

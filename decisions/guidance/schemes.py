"""Which disclosure schemes do the police of a nation have, and what is known about each?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from decisions.guidance import parsing
from decisions.guidance.files import read_items, refuse
from decisions.guidance.library import shelf
from decisions.guidance.reading import HERE, Entry
from decisions.guidance.shapes import Marked, Source, Verified

FILE, TABLE = "schemes.toml", "schemes"
CHILD, ADULT = "child", "adult"
# What has to be said of every scheme, in the order in which it is read.
ABOUT = ("who-asks", "who-decides", "who-is-told", "undertaking", "time")


@dataclass(frozen=True, slots=True)
class Point(Marked):
    """One thing about a scheme, with where it comes from and how sure it is."""

    about: str
    text: str
    source: Source
    verified: Verified


@dataclass(frozen=True, slots=True)
class Scheme(Marked):
    """One scheme: the practitioner passes a concern on, and the police decide."""

    code: str
    name: str
    known_as: str
    nations: tuple[str, ...]
    protects: str
    what: str
    danger: str
    never: tuple[str, ...]
    points: tuple[Point, ...]
    source: Source
    verified: Verified

    @property
    def label(self) -> str:
        """The official name, with the one that people use."""
        return f"{self.name} (“{self.known_as}”)" if self.known_as else self.name

    def about(self, *topics: str) -> tuple[Point, ...]:
        """What is known about some of it, in the order of the file."""
        return tuple(point for point in self.points if point.about in topics)


def scheme(entry: Entry, sources: dict[str, Source]) -> Scheme:
    """One [[schemes]] of the file; it must say every one of the things that are asked."""
    made = Scheme(
        code=entry.text("code"),
        name=entry.text("name"),
        known_as=entry.text("known_as", ""),
        nations=entry.nations(),
        protects=entry.one_of("protects", (CHILD, ADULT)),
        what=entry.text("what"),
        danger=entry.text("danger"),
        never=entry.texts("never"),
        points=tuple(
            parsing.finished(each, lambda row: _point(row, sources))
            for each in entry.entries("points")
        ),
        source=entry.source(sources),
        verified=entry.mark(),
    )
    for missing in [about for about in ABOUT if not made.about(about)]:
        entry.complain(f"no point says {missing!r}")
    return made


def _point(entry: Entry, sources: dict[str, Source]) -> Point:
    return Point(
        about=entry.one_of("about", ABOUT),
        text=entry.text("text"),
        source=entry.source(sources),
        verified=entry.mark(),
    )


@cache
def all_schemes() -> tuple[Scheme, ...]:
    """Every scheme, in the order of the file; read once."""
    problems: list[str] = []
    found = read_items(HERE, FILE, TABLE, lambda each: scheme(each, shelf().sources), problems)
    refuse(problems)
    return found


@cache
def schemes(nation: str) -> tuple[Scheme, ...]:
    """The schemes of one nation."""
    return tuple(each for each in all_schemes() if nation in each.nations)


@cache
def _by_code() -> Mapping[str, Scheme]:
    return {each.code: each for each in all_schemes()}


def scheme_of(code: str) -> Scheme | None:
    """The scheme that a record names; None for one that the file no longer has."""
    return _by_code().get(code)


def name_of(code: str) -> str:
    """What it is called; a code of another day as it stands."""
    found = scheme_of(code)
    return found.label if found else code

"""What is known about moving a record to another school, area, nation or country?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from decisions.guidance.files import read_items, refuse
from decisions.guidance.library import shelf
from decisions.guidance.reading import HERE, Entry
from decisions.guidance.shapes import NATIONS, Marked, Source, Verified

FILE, TABLE = "transfers.toml", "transfers"
KINDS = ("school", "area", "nation", "abroad")


@dataclass(frozen=True, slots=True)
class Move(Marked):
    """What goes, what stays and what to check, for one kind of move out of some nations."""

    code: str
    kind: str
    nations: tuple[str, ...]
    title: str
    counterpart: str
    what: str
    goes: tuple[str, ...]
    stays: tuple[str, ...]
    checks: tuple[str, ...]
    # Working days after the move; 0 where no number is known.
    days: int
    days_note: str
    source: Source
    verified: Verified


def move(entry: Entry, sources: dict[str, Source]) -> Move:
    """One [[transfers]] of the file."""
    made = Move(
        code=entry.text("code"),
        kind=entry.one_of("kind", KINDS),
        nations=entry.nations(),
        title=entry.text("title"),
        counterpart=entry.text("counterpart"),
        what=entry.text("what"),
        goes=entry.texts("goes"),
        stays=entry.texts("stays"),
        checks=entry.texts("checks"),
        days=entry.number("days"),
        days_note=entry.text("days_note"),
        source=entry.source(sources),
        verified=entry.mark(),
    )
    if made.days < 0:
        entry.complain("“days” cannot be less than 0")
    return made


def problems_of(made: Iterable[object]) -> list[str]:
    """Each nation has one answer for each kind of move, and no two."""
    found = [each for each in made if isinstance(each, Move)]
    held = [(each.kind, nation) for each in found for nation in each.nations]
    return [
        f"{FILE}: {held.count((kind, nation))} items are for {kind!r} out of {nation!r}, not one"
        for kind in KINDS
        for nation in NATIONS
        if held.count((kind, nation)) != 1
    ]


@cache
def all_moves() -> tuple[Move, ...]:
    """Every kind of move, in the order of the file; read once."""
    problems: list[str] = []
    found = read_items(HERE, FILE, TABLE, lambda each: move(each, shelf().sources), problems)
    refuse([*problems, *problems_of(found)])
    return found


@cache
def moves(nation: str) -> tuple[Move, ...]:
    """The four kinds of move out of one nation, in their order."""
    found = [each for each in all_moves() if nation in each.nations]
    return tuple(sorted(found, key=lambda each: KINDS.index(each.kind)))


@cache
def move_of(kind: str, nation: str) -> Move:
    """What is known about one kind of move out of one nation. KeyError if there is no such kind."""
    for each in moves(nation):
        if each.kind == kind:
            return each
    raise KeyError(kind)

"""How is a body drawn, what is each place on it called, and what is asked of a mark on it?

Words come from body.toml, shapes from the folder "drawings"; left and right are always those of
the person who is drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from decisions.guidance import files, parsing
from decisions.guidance.outlines import HIGH, SHAPE, WIDE, Point, middle, mirrored, numbers
from decisions.guidance.reading import HERE, Entry, open_file
from decisions.guidance.shapes import Marked, Source, Verified

FIGURES = ("infant", "child", "adult")
SIDES = ("front", "back")
LEFT, RIGHT = "left", "right"
# On the half of the paper that is drawn: seen from the front, a person's right is on our left.
DRAWN = {"front": RIGHT, "back": LEFT}
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Named:
    """A figure or a part of the body."""

    key: str
    name: str
    hint: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What a mark may be, or its colour."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Warned(Marked):
    """Something to know before one looks or draws."""

    code: str
    text: str
    figures: tuple[str, ...]
    source: Source
    verified: Verified


@dataclass(frozen=True, slots=True)
class Region:
    """A region as the file has it: once, even where there is a left and a right one."""

    key: str
    name: str
    part: str
    side: str
    is_paired: bool
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One region of one drawing; ``number`` stands for it in an address, and says nothing."""

    key: str
    name: str
    part: str
    number: int
    path: str

    @property
    def middle(self) -> Point:
        return middle(self.path)


@dataclass(frozen=True, slots=True)
class Drawing:
    """One side of one figure."""

    figure: str
    side: str
    places: tuple[Place, ...]
    lines: tuple[str, ...]

    def place(self, key: str) -> Place | None:
        return next((place for place in self.places if place.key == key), None)


@dataclass(frozen=True, slots=True)
class Body:
    """The words of the body map."""

    figures: tuple[Named, ...]
    warnings: tuple[Warned, ...]
    kinds: tuple[Choice, ...]
    colours: tuple[Choice, ...]
    parts: tuple[Named, ...]
    regions: tuple[Region, ...]

    def figure(self, key: str) -> Named:
        return next(each for each in self.figures if each.key == key)

    def warnings_for(self, figure: str) -> tuple[Warned, ...]:
        return tuple(each for each in self.warnings if figure in each.figures)


@cache
def body() -> Body:
    """The words, read once."""
    problems: list[str] = []
    found = read_body(HERE, files.read_sources(HERE, problems), problems)
    files.refuse(problems)
    return found


@cache
def sides_of(figure: str) -> tuple[Drawing, ...]:
    """Front and back of one figure, read once. KeyError if there is no such figure."""
    if figure not in FIGURES:
        raise KeyError(figure)
    problems: list[str] = []
    found = read_drawings(HERE, figure, body().regions, problems)
    files.refuse(problems)
    return found


def drawing(figure: str, side: str) -> Drawing:
    """One drawing. KeyError if there is none."""
    return {each.side: each for each in sides_of(figure)}[side]


def place(figure: str, side: str, key: str) -> Place | None:
    """One place on one drawing, where it is there."""
    return drawing(figure, side).place(key)


def numbered(figure: str, number: int) -> tuple[Drawing, Place] | None:
    """The place that an address stands for."""
    for each in sides_of(figure):
        for found in each.places:
            if found.number == number:
                return each, found
    return None


def read_body(folder: Path, sources: dict[str, Source], problems: list[str]) -> Body:
    """The words; what is wrong is added to ``problems``."""
    file = open_file(folder / "body.toml", problems)
    if not file.data:
        return Body((), (), (), (), (), ())
    figures = _items(file, "figures", lambda each: _named(each, each.text("hint")))
    warnings = _items(file, "warnings", lambda each: _warned(each, sources))
    kinds = _items(file, "kinds", _choice)
    colours = _items(file, "colours", _choice)
    parts = _items(file, "parts", _named)
    known = tuple(each.key for each in parts)
    regions = _items(file, "regions", lambda each: _region(each, known))
    file.done()
    return Body(figures, warnings, kinds, colours, parts, regions)


def _items(file: Entry, table: str, make: Callable[[Entry], Item]) -> tuple[Item, ...]:
    return tuple(parsing.finished(entry, make) for entry in file.entries(table))


def _named(entry: Entry, hint: str = "") -> Named:
    return Named(entry.text("key"), entry.text("name"), hint)


def _choice(entry: Entry) -> Choice:
    return Choice(entry.text("code"), entry.text("label"))


def _warned(entry: Entry, sources: dict[str, Source]) -> Warned:
    return Warned(
        code=entry.text("code"),
        text=entry.text("text"),
        figures=entry.some_of("figures", FIGURES, list(FIGURES)),
        source=entry.source(sources),
        verified=entry.mark(),
    )


def _region(entry: Entry, parts: tuple[str, ...]) -> Region:
    made = Region(
        key=entry.text("key"),
        name=entry.text("name"),
        part=entry.one_of("part", parts),
        side=entry.one_of("side", SIDES),
        is_paired=entry.flag("paired", False),
        figures=entry.some_of("figures", FIGURES, list(FIGURES)),
    )
    if made.is_paired != ("{side}" in made.name):
        entry.complain("“name” has {side} where “paired” is true, and only there")
    return made


def read_drawings(
    folder: Path, figure: str, regions: tuple[Region, ...], problems: list[str]
) -> tuple[Drawing, ...]:
    """Both sides with the places on them; what is wrong is added to ``problems``."""
    file = open_file(folder / "drawings" / f"{figure}.toml", problems)
    if not file.data:
        return ()
    file.one_of("figure", (figure,))
    made = tuple(_drawing(file, figure, side, regions) for side in SIDES)
    file.data.pop("lines", None)
    file.done()
    return made


def _drawing(file: Entry, figure: str, side: str, regions: tuple[Region, ...]) -> Drawing:
    shapes = Entry(file.data.pop(side, {}), f"{file.where}, {side}", file.problems)
    places: list[Place] = []
    number = 0
    for each in regions:
        number += 2
        if each.side == side and figure in each.figures:
            path = shapes.text(each.key)
            places += _places(each, path, number)
    shapes.done()
    lines = Entry(file.data.get("lines", {}), f"{file.where}, lines", file.problems)
    drawn = lines.texts(side, [])
    return Drawing(figure, side, tuple(places), (*drawn, *map(mirrored, drawn)))


def _places(region: Region, path: str, number: int) -> list[Place]:
    """A region's place, or its left and its right one."""
    if not region.is_paired:
        return [Place(region.key, region.name, region.part, number, path)]
    shapes = {side: mirrored(path) for side in (LEFT, RIGHT)} | {DRAWN[region.side]: path}
    return [
        Place(
            f"{side}-{region.key}",
            region.name.replace("{side}", side),
            region.part,
            number - (side == LEFT),
            shapes[side],
        )
        for side in (LEFT, RIGHT)
    ]


def problems_of(folder: Path, sources: dict[str, Source], problems: list[str]) -> None:
    """Everything that is wrong with the words and the drawings."""
    found = read_body(folder, sources, problems)
    for figure in FIGURES:
        for each in read_drawings(folder, figure, found.regions, problems):
            where = Entry({}, f"{figure}.toml, {each.side}", problems)
            for one in each.places:
                _complain_of(one.path, one.key, where)


def _complain_of(path: str, key: str, where: Entry) -> None:
    if not SHAPE.fullmatch(path):
        where.complain(f"{key!r} must be M, then L or C, then Z, with whole numbers")
    elif not all(0 <= x <= WIDE and 0 <= y <= HIGH for x, y in numbers(path)):
        where.complain(f"{key!r} leaves the paper, which is {WIDE} wide and {HIGH} high")

"""Which drawings are shown, and where on them do the numbers of the marks stand?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count

from django.template.loader import render_to_string

from decisions.choices import Side
from decisions.guidance import body
from decisions.guidance.body import Drawing, Place
from decisions.guidance.outlines import HIGH, WIDE, corners
from decisions.marking import words
from decisions.models import BodyMark, InformationItem
from decisions.record import Record
from decisions.words import label

DOT, LETTERS = 30, 38
CLOSE = 2 * DOT


@dataclass(frozen=True)
class Dot:
    """The number of a mark, on the drawing."""

    number: int
    x: int
    y: int
    place: str
    words: str


@dataclass(frozen=True)
class Shown:
    """One drawing with its numbers; ``x``, ``y``, ``wide`` and ``high`` are what is seen of it."""

    drawing: Drawing
    dots: tuple[Dot, ...]
    x: int = 0
    y: int = 0
    wide: int = WIDE
    high: int = HIGH
    places: tuple[Place, ...] = ()
    is_small: bool = False

    @property
    def _scale(self) -> float:
        """A number is as easy to read on a small drawing."""
        return (1.8 if self.is_small else 1) * self.wide / WIDE

    @property
    def side(self) -> str:
        return label(Side, self.drawing.side)

    @property
    def figure(self) -> str:
        return body.body().figure(self.drawing.figure).name

    @property
    def outline(self) -> str:
        """All shapes as one, to be drawn behind them with a broad edge."""
        return " ".join(place.path for place in self.places)

    @property
    def radius(self) -> int:
        return round(DOT * self._scale)

    @property
    def font_size(self) -> int:
        return round(LETTERS * self._scale)

    @property
    def places_in_words(self) -> str:
        """ "Baby, Front: 1 Left cheek; 2 Nose"."""
        dots = "; ".join(f"{dot.number} {dot.place}" for dot in self.dots)
        return f"{self.figure}, {self.side}: {dots}"

    @property
    def words(self) -> str:
        """What the numbers stand for, for those who do not see them."""
        return "; ".join(f"{dot.number}: {dot.words}" for dot in self.dots)


@dataclass(frozen=True)
class Line:
    """One mark in the table under the drawing."""

    number: int
    mark: BodyMark
    place: str
    figure: str


@dataclass(frozen=True)
class Marked:
    """One item with the drawings that its marks are on."""

    item: InformationItem
    number: int
    drawings: tuple[Shown, ...]
    lines: tuple[str, ...]


def on_paper(shown: Shown) -> str:
    """The drawing as a file of its own; it holds numbers, and nothing that somebody typed."""
    return render_to_string("marking/drawing.svg", {"shown": shown, "paper": True})


def both_sides(figure: str, marks: Iterable[BodyMark]) -> tuple[Shown, ...]:
    """Front and back of a figure, with the numbers of these marks."""
    marks = list(marks)
    return tuple(_shown(drawing, marks) for drawing in body.sides_of(figure))


def _shown(drawing: Drawing, marks: list[BodyMark]) -> Shown:
    return Shown(drawing, _dots(drawing, marks), places=drawing.places)


def close_up(shown: Shown) -> Shown:
    """The head alone, larger: small places are hard to hit."""
    places = tuple(place for place in shown.drawing.places if place.part == "head")
    found = [point for place in places for point in corners(place.path)]
    x, y = (int(min(point[axis] for point in found)) - 20 for axis in (0, 1))
    wide, high = (
        int(max(point[axis] for point in found)) + 20 - start for axis, start in ((0, x), (1, y))
    )
    inside = [dot for dot in shown.dots if x < dot.x < x + wide and y < dot.y < y + high]
    return Shown(shown.drawing, tuple(inside), x, y, wide, high, places)


def _dots(drawing: Drawing, marks: list[BodyMark]) -> tuple[Dot, ...]:
    found: list[Dot] = []
    for number, mark in enumerate(marks, start=1):
        place = drawing.place(mark.region)
        if (mark.figure, mark.side) != (drawing.figure, drawing.side) or place is None:
            continue
        x, y = _point(mark, place)
        said = words.place_of(mark), words.in_words(mark)
        found.append(Dot(number, _free(x, y, found), y, *said))
    return tuple(found)


def _point(mark: BodyMark, place: Place) -> tuple[int, int]:
    """Where it was put; else the middle of its region."""
    if mark.across is None or mark.down is None:
        x, y = place.middle
        return int(x), int(y)
    return mark.across * WIDE // 1000, mark.down * HIGH // 1000


def _free(x: int, y: int, taken: list[Dot]) -> int:
    """Numbers that would hide one another stand side by side."""
    near = [dot.x for dot in taken if abs(dot.y - y) < CLOSE]
    return next(at for at in count(x, CLOSE) if all(abs(at - each) >= CLOSE for each in near))


def table(marks: Iterable[BodyMark]) -> list[Line]:
    """Every mark with its number and its place in words."""
    return [
        Line(number, mark, words.place_of(mark), body.body().figure(mark.figure).name)
        for number, mark in enumerate(marks, start=1)
    ]


def marked_items(record: Record) -> list[Marked]:
    """Every item that has marks, for the record as it is read."""
    return [
        Marked(item, number, with_marks(marks), tuple(words.lines(marks)))
        for number, item in enumerate(record.items, start=1)
        if item.is_included is not False and (marks := record.marks_of(item))
    ]


def with_marks(marks: list[BodyMark]) -> tuple[Shown, ...]:
    """The drawings that these marks are on, and no others; they are drawn small."""
    figures = dict.fromkeys(mark.figure for mark in marks)
    return tuple(
        replace(shown, is_small=True)
        for figure in figures
        for shown in both_sides(figure, marks)
        if shown.dots
    )


def grouped(figure: str) -> list[tuple[str, list[Place]]]:
    """Every place of both sides, by part of the body."""
    places = [place for drawing in body.sides_of(figure) for place in drawing.places]
    return [
        (part.name, [place for place in places if place.part == part.key])
        for part in body.body().parts
    ]

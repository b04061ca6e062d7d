"""Where do the boxes and arrows of a flow chart stand when it is drawn? Made from its data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from textwrap import wrap

from decisions.guidance.flow import Chart, Question

# In pixels; letters are 16 high, and about 8 wide.
WIDTH = 900
LINE, PAD, GAP = 21, 12, 44
ASKED_X, ASKED_WIDTH, ASKED_LETTERS = 150, 300, 36
END_X, END_WIDTH, END_LETTERS = 650, 240, 27
LANE, LANES_X = 16, 120
BESIDE = 14
LABEL_LETTERS = 22
ROUND_LETTERS = 16


@dataclass(frozen=True)
class Line:
    x: int
    y: int
    text: str
    # Whether it begins at its place, or ends there.
    anchor: str = "start"


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    width: int
    height: int
    lines: tuple[Line, ...]
    is_end: bool

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


@dataclass(frozen=True)
class Arrow:
    """A line through these points; its head points to the right, or down."""

    points: str
    head: str
    label: tuple[Line, ...]


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def draw(chart: Chart) -> Drawing:
    """The questions below each other, and to their right where each answer ends."""
    y = 1
    asked: dict[str, Box] = {}
    ends: dict[str, list[tuple[str, Box]]] = {}
    for question in chart.questions:
        box = _box(question.text, y, is_end=False)
        stack = list(_stack(chart, question, y))
        bottom = max([box.y + box.height, *(end.y + end.height for _said, end in stack)])
        asked[question.key], ends[question.key] = box, stack
        y = bottom + GAP
    arrows = [*_outwards(asked, ends), *_onwards(chart, asked)]
    boxes = [*asked.values(), *(box for stack in ends.values() for _said, box in stack)]
    return Drawing(WIDTH, y - GAP + 2, tuple(boxes), tuple(arrows))


def _leading(question: Question) -> Iterator[tuple[str, str]]:
    """Where the answers lead, with the answers that lead there."""
    ordered = sorted(
        question.answers, key=lambda each: [one.to for one in question.answers].index(each.to)
    )
    for to, answers in groupby(ordered, key=lambda each: each.to):
        yield to, " / ".join(each.text for each in answers)


def _stack(chart: Chart, question: Question, y: int) -> Iterator[tuple[str, Box]]:
    titles = {each.key: each.title for each in chart.ends}
    for to, said in _leading(question):
        if to in titles:
            box = _box(titles[to], y, is_end=True)
            yield said, box
            y = box.y + box.height + BESIDE


def _box(text: str, y: int, *, is_end: bool) -> Box:
    x, width, letters = (
        (END_X, END_WIDTH, END_LETTERS) if is_end else (ASKED_X, ASKED_WIDTH, ASKED_LETTERS)
    )
    found = wrap(text, letters)
    lines = tuple(
        Line(x + PAD, y + PAD + LINE * place + LINE - 5, line) for place, line in enumerate(found)
    )
    return Box(x, y, width, LINE * len(found) + 2 * PAD, lines, is_end)


def _outwards(asked: dict[str, Box], ends: dict[str, list[tuple[str, Box]]]) -> Iterator[Arrow]:
    """From each question to the ends beside it."""
    for key, stack in ends.items():
        start = asked[key]
        right, bend = start.x + start.width, start.x + start.width + BESIDE
        for said, box in stack:
            way = [
                (right, start.middle),
                (bend, start.middle),
                (bend, box.middle),
                (box.x - 8, box.middle),
            ]
            yield Arrow(
                _points(way), _head_right(box.x, box.middle), _label(said, bend + 8, box.middle - 8)
            )


def _onwards(chart: Chart, asked: dict[str, Box]) -> Iterator[Arrow]:
    """From each question to a later one: straight down, or round those between."""
    keys = [each.key for each in chart.questions]
    lane = 0
    for place, question in enumerate(chart.questions):
        start = asked[question.key]
        for to, said in _leading(question):
            if to not in asked:
                continue
            goal = asked[to]
            if keys.index(to) == place + 1:
                yield _down(start, goal, said)
            else:
                yield _round(start, goal, said, LANES_X - LANE * (lane % 5))
                lane += 1


def _down(start: Box, goal: Box, said: str) -> Arrow:
    x = start.x + start.width // 3
    way = [(x, start.y + start.height), (x, goal.y - 8)]
    return Arrow(_points(way), _head_down(x, goal.y), _label(said, x + 10, goal.y - 15, 60))


def _round(start: Box, goal: Box, said: str, x: int) -> Arrow:
    way = [(start.x, start.middle), (x, start.middle), (x, goal.middle), (goal.x - 8, goal.middle)]
    found = wrap(said, ROUND_LETTERS)
    first = start.middle - 8 - LINE * (len(found) - 1)
    words = tuple(
        Line(start.x - 10, first + LINE * place, line, "end") for place, line in enumerate(found)
    )
    return Arrow(_points(way), _head_right(goal.x, goal.middle), words)


def _points(way: list[tuple[int, int]]) -> str:
    return " ".join(f"{x},{y}" for x, y in way)


def _head_right(x: int, y: int) -> str:
    return f"{x},{y} {x - 9},{y - 5} {x - 9},{y + 5}"


def _head_down(x: int, y: int) -> str:
    return f"{x},{y} {x - 5},{y - 9} {x + 5},{y - 9}"


def _label(said: str, x: int, y: int, letters: int = LABEL_LETTERS) -> tuple[Line, ...]:
    """Above the line that it is about."""
    found = wrap(said, letters)
    first = y - LINE * (len(found) - 1)
    return tuple(Line(x, first + LINE * place, line) for place, line in enumerate(found))

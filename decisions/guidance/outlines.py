"""What is the mirror image of a shape, its middle, and does a point lie in it?

A shape is an SVG path of four letters: M, L, C and Z, with whole numbers, on paper that is
``WIDE`` by ``HIGH``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

WIDE, HIGH = 1000, 2000
Point = tuple[float, float]
SHAPE = re.compile(r"M( -?\d+){2}(?: L( -?\d+){2}| C( -?\d+){6})+ Z")
LETTERS = "MLCQZ"
STEPS = 8  # straight pieces that a curve is taken for


def mirrored(path: str) -> str:
    """The same shape on the other half of the paper."""
    said: list[str] = []
    is_across = True
    for token in path.split():
        if token in LETTERS:
            is_across = True
            said.append(token)
        else:
            said.append(str(WIDE - int(token)) if is_across else token)
            is_across = not is_across
    return " ".join(said)


def numbers(path: str) -> list[Point]:
    """Every point that a path names, those that only pull a curve too."""
    found = [int(token) for token in path.split() if token not in LETTERS]
    return list(zip(found[::2], found[1::2], strict=True))


@cache
def corners(path: str) -> tuple[Point, ...]:
    """The shape as a polygon."""
    return tuple(_corners(path))


def _corners(path: str) -> Iterator[Point]:
    at: Point = (0, 0)
    for letter, rest in re.findall(r"([MLC])([^MLCZ]*)", path):
        found = [int(token) for token in rest.split()]
        points = list(zip(found[::2], found[1::2], strict=True))
        if letter == "C":
            yield from (_on_curve((at, *points), step / STEPS) for step in range(1, STEPS + 1))
        else:
            yield from points
        at = points[-1]


def _on_curve(points: tuple[Point, ...], t: float) -> Point:
    u = 1 - t
    weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
    x, y = (
        sum(weight * point[axis] for weight, point in zip(weights, points, strict=True))
        for axis in (0, 1)
    )
    return x, y


def holds(path: str, point: Point) -> bool:
    """Whether a point lies in a shape."""
    return sum(x > point[0] for x in _crossings(path, point[1])) % 2 == 1


def _crossings(path: str, y: float) -> list[float]:
    """Where a line across the paper meets the edge of the shape."""
    found = corners(path)
    return sorted(
        a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
        for a, b in pairwise((*found, found[0]))
        if (a[1] > y) != (b[1] > y)
    )


@cache
def middle(path: str) -> Point:
    """A point well inside the shape, near its centre of gravity."""
    x, y = _centre_of_gravity(corners(path))
    if holds(path, (x, y)):
        return round(x), round(y)
    found = _crossings(path, y)
    start, end = max(zip(found[::2], found[1::2], strict=True), key=lambda each: each[1] - each[0])
    return round((start + end) / 2), round(y)


def _centre_of_gravity(found: tuple[Point, ...]) -> Point:
    area = x = y = 0.0
    for a, b in pairwise((*found, found[0])):
        part = a[0] * b[1] - b[0] * a[1]
        area, x, y = area + part, x + (a[0] + b[0]) * part, y + (a[1] + b[1]) * part
    return x / (3 * area), y / (3 * area)

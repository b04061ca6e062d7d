"""How is a mark on a body said in words?"""

from __future__ import annotations

from collections.abc import Iterable

from decisions.guidance import body
from decisions.guidance.body import Choice
from decisions.models import BodyMark


def place_of(mark: BodyMark) -> str:
    """ "Left cheek"; a region that is no longer drawn is said by its key."""
    found = body.place(mark.figure, mark.side, mark.region)
    said = found.name if found else mark.region.replace("-", " ")
    return said[:1].upper() + said[1:]


def in_words(mark: BodyMark) -> str:
    """One mark in one line: where it is, how large, of which colour, and what was seen."""
    size, colour, seen = (
        " ".join(text.split()) for text in (mark.size, mark.colour, mark.description)
    )
    said = ", ".join(filter(None, [place_of(mark), size, colour[:1].lower() + colour[1:]]))
    return f"{said}. {seen}" if seen else said


def lines(marks: Iterable[BodyMark]) -> list[str]:
    """All marks of an item, numbered as on the drawing."""
    return [f"{number}. {in_words(mark)}" for number, mark in enumerate(marks, start=1)]


def parted(text: str, choices: Iterable[Choice], between: str) -> tuple[str, str]:
    """Which choice a text begins with, by its code, and the rest of it."""
    for each in choices:
        if text == each.label:
            return each.code, ""
        if text.startswith(each.label + between):
            return each.code, text.removeprefix(each.label + between)
    return "", text


def joined(code: str, rest: str, choices: Iterable[Choice], between: str) -> str:
    """A choice and more words as one text; ``parted`` takes it apart again."""
    labels = {each.code: each.label for each in choices}
    return between.join(filter(None, [labels.get(code, ""), rest]))

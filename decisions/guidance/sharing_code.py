"""What do the ICO's data sharing checklist and forms ask, and where does a record answer it?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from decisions.guidance import shapes
from decisions.guidance.library import shelf
from decisions.guidance.parsing import finished
from decisions.guidance.reading import HERE, Entry, GuidanceError, open_file
from decisions.guidance.shapes import Marked, Source, Verified

FILE = "sharing_code.toml"
PARTS = ("checklist", "decision_form", "request_form")
FIELD = re.compile(r"[a-z]+\.[a-z_0-9]+")


@dataclass(frozen=True, slots=True)
class Item(Marked):
    """One line of the checklist or one box of a form; `fields` say where a record keeps it."""

    code: str
    part: str
    title: str
    explanation: str
    do: str
    fields: tuple[str, ...]
    step: str
    not_by_step: str
    source: Source
    verified: Verified


@dataclass(frozen=True, slots=True)
class SharingCode(Marked):
    """The code as a whole, with its items in the publisher's order."""

    title: str
    publisher: str
    in_force_from: date
    published_shown: str
    nations: tuple[str, ...]
    about: str
    note: str
    source: Source
    verified: Verified
    items: tuple[Item, ...]

    def part(self, name: str) -> tuple[Item, ...]:
        """The items of the "checklist", the "decision_form" or the "request_form"."""
        return tuple(item for item in self.items if item.part == name)


def read(folder: Path, sources: dict[str, Source], problems: list[str]) -> SharingCode | None:
    """The one file; None if it cannot be read at all."""
    file = open_file(folder / FILE, problems)
    if not file.data:
        return None
    code = finished(file, lambda entry: _code(entry, sources))
    problems += _out_of_place(code.items)
    return code


def _code(entry: Entry, sources: dict[str, Source]) -> SharingCode:
    return SharingCode(
        title=entry.text("title"),
        publisher=entry.text("publisher"),
        in_force_from=entry.day("in_force_from"),
        published_shown=entry.text("published_shown"),
        nations=entry.nations(),
        about=entry.one_of("about", shapes.ABOUT),
        note=entry.text("note"),
        source=entry.source(sources),
        verified=entry.mark(),
        items=tuple(
            finished(each, lambda one: _item(one, sources)) for each in entry.entries("items")
        ),
    )


def _item(entry: Entry, sources: dict[str, Source]) -> Item:
    item = Item(
        code=entry.text("code"),
        part=entry.one_of("part", PARTS),
        title=entry.text("title"),
        explanation=entry.text("explanation"),
        do=entry.text("do"),
        fields=entry.texts("fields", []),
        step=entry.one_of("step", ("", *shapes.STEP_SLUGS), ""),
        not_by_step=entry.text("not_by_step", ""),
        source=entry.source(sources),
        verified=entry.mark(),
    )
    if bool(item.step) == bool(item.not_by_step):
        entry.complain("give the “step” that answers it, or say in “not_by_step” why none does")
    if item.step and not item.fields:
        entry.complain("“fields” must say where a record keeps the answer")
    for field in item.fields:
        if not FIELD.fullmatch(field):
            entry.complain(f"“fields” has {field!r}, which is no row and column")
    return item


def _out_of_place(items: Iterable[Item]) -> list[str]:
    codes = [item.code for item in items]
    return [f"{FILE}: {code!r} stands twice" for code in sorted({*codes}) if codes.count(code) > 1]


@cache
def sharing_code() -> SharingCode:
    """The ICO's data sharing code, read once."""
    problems: list[str] = []
    code = read(HERE, shelf().sources, problems)
    if code is None or problems:
        raise GuidanceError(problems)
    return code

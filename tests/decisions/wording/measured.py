"""How many of the hints that somebody labelled by hand are given, and how many others?

``python -m tests.bench wording`` prints it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from decisions.models import PersonConcerned
from decisions.wording.hints import hints
from decisions.wording.shapes import KINDS, Context, Hint, Reader

FILE = Path(__file__).with_name("sentences.toml")
UNUSUAL = Path(__file__).with_name("unusual.toml")


@dataclass
class Measure:
    """For one kind of hint: given and labelled, given only, labelled only."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


@dataclass
class Measured:
    """Every kind, and which sentences were not as labelled."""

    kinds: dict[str, Measure] = field(default_factory=lambda: {kind: Measure() for kind in KINDS})
    unlike: list[tuple[str, str, str, str]] = field(default_factory=list)

    @property
    def all(self) -> Measure:
        each = self.kinds.values()
        return Measure(
            sum(m.right for m in each), sum(m.wrong for m in each), sum(m.missed for m in each)
        )


@cache
def labelled() -> dict[str, Any]:
    with FILE.open("rb") as file:
        return tomllib.load(file)


def sentences(*, held_out: bool | None = None) -> list[dict[str, Any]]:
    """All of them, those held out, or those that the rules were built with."""
    found: list[dict[str, Any]] = labelled()["sentences"]
    return [each for each in found if held_out in (None, each.get("held_out", False))]


def unusual() -> list[dict[str, Any]]:
    """Those that were written after the rules."""
    with UNUSUAL.open("rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)["sentences"]
    return found


def measured(rows: Iterable[dict[str, Any]]) -> Measured:
    found = Measured()
    for row in rows:
        _compare(row, list(given_for(row)), found)
    return found


def given_for(row: dict[str, Any]) -> Iterator[Hint]:
    place = "item:1" if row["place"] == "item" else row["place"]
    reader = Reader(row["to"], f"Fernbrook {row['to']}", key=1) if "to" in row else None
    people = tuple(
        PersonConcerned(pk=number, **labelled()["people"][name])
        for number, name in enumerate(row.get("people", ()), start=1)
    )
    readers = (reader,) if reader else ()
    context = Context(row["nation"], row.get("nature", ""), readers=readers, people=people)
    yield from hints(place, row["text"], context)


def _compare(row: dict[str, Any], given: list[Hint], found: Measured) -> None:
    """A hint is right where it is of the labelled kind, about the labelled words."""
    open_ = list(row["expected"])
    for hint in given:
        label = next((each for each in open_ if _is_this(row["text"], each, hint)), None)
        if label is None:
            found.kinds[hint.kind].wrong += 1
            found.unlike.append(("not labelled", hint.kind, hint.words, row["text"]))
        else:
            open_.remove(label)
            found.kinds[hint.kind].right += 1
    for label in open_:
        found.kinds[label["kind"]].missed += 1
        found.unlike.append(("not given", label["kind"], label["words"], row["text"]))


def _is_this(text: str, label: dict[str, str], hint: Hint) -> bool:
    if label["kind"] != hint.kind or label.get("becomes", hint.becomes) != hint.becomes:
        return False
    start = text.index(label["words"])
    return hint.start < start + len(label["words"]) and start < hint.end

"""What written situations are there, and what does each hold?"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "situations"
Row = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Situation:
    """One invented situation, as it is written in its file; the parts mirror the models."""

    key: str
    title: str
    organisation: str
    team: str
    author: str
    decision: Row
    weight: int = 1
    worked_case: int = 0
    after: Row = field(default_factory=dict)
    vary: dict[str, list[str]] = field(default_factory=dict)
    request: Row = field(default_factory=dict)
    people: list[Row] = field(default_factory=list)
    items: list[Row] = field(default_factory=list)
    marks: list[Row] = field(default_factory=list)
    recipients: list[Row] = field(default_factory=list)
    advice: list[Row] = field(default_factory=list)
    consents: list[Row] = field(default_factory=list)
    wishes: list[Row] = field(default_factory=list)
    informing: list[Row] = field(default_factory=list)
    bases: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    addenda: list[Row] = field(default_factory=list)

    @property
    def is_told_once(self) -> bool:
        """The worked cases, and what hangs on them, are told as they are written, once."""
        return self.key.startswith("case-")

    @property
    def shares(self) -> bool:
        return self.decision["outcome"] in {"share-all", "share-part"}


def read(path: Path) -> Situation:
    """One situation. A name that no situation has is refused, with its file."""
    with path.open("rb") as file:
        data = tomllib.load(file)
    try:
        return Situation(**data)
    except TypeError as error:
        raise ValueError(f"{path.name}: {error}") from None


@cache
def situations() -> tuple[Situation, ...]:
    """Every situation, in the order of their keys."""
    return tuple(read(path) for path in sorted(FOLDER.glob("*.toml")))


def situation(key: str) -> Situation:
    """The situation with this key; KeyError if there is none."""
    return {each.key: each for each in situations()}[key]

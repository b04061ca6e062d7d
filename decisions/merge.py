"""When two people change one draft: which answer stands, and where do both have to be shown?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Answers = dict[str, Any]


@dataclass(frozen=True)
class Conflict:
    """Both changed one field: neither text may be lost, so a person must choose."""

    name: str
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Merged:
    """The answers after a three-way merge; in a conflict ``values`` holds mine."""

    values: Answers
    conflicts: tuple[Conflict, ...]


def drawn_from(posted: Mapping[str, Any] | None) -> int | None:
    """The version that a posted form was drawn from; None where it does not say."""
    said = str(posted.get("version", "")) if posted else ""
    return int(said) if said.isdecimal() and len(said) < 9 else None


def merge(base: Answers, theirs: Answers, mine: Answers) -> Merged:
    """Field by field: whoever changed it wins; if both did, differently, it is a conflict."""
    values: Answers = {}
    conflicts = []
    for name, value in mine.items():
        before, stored = _plain(base.get(name)), _plain(theirs.get(name))
        if _plain(value) == before:
            values[name] = theirs.get(name, value)
            continue
        values[name] = value
        if stored not in (before, _plain(value)):
            conflicts.append(Conflict(name, value, theirs.get(name)))
    return Merged(values, tuple(conflicts))


def _plain(value: Any) -> Any:
    """Two ways of saying the same: no answer, line ends, lists and tuples."""
    if value is None or value == [] or value == ():
        return ""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, (list, tuple)):
        return sorted(map(str, value))
    return value

"""How does a guidance file become data, and what exactly is wrong with it if it cannot?"""

import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from decisions.guidance.kept import parsed
from decisions.guidance.shapes import MARKS, NATIONS, STEP_SLUGS, Source, Verified

HERE = Path(__file__).resolve().parent


class GuidanceError(Exception):
    """The guidance files cannot be used; every problem names its file and item."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class Entry:
    """One table of a guidance file: hands out checked values and collects what is wrong."""

    def __init__(self, data: dict[str, Any], where: str, problems: list[str]) -> None:
        self.data = dict(data)
        self.where = where
        self.problems = problems

    def complain(self, text: str) -> None:
        self.problems.append(f"{self.where}: {text}")

    def _take(self, name: str, kind: type, default: Any) -> Any:
        if name not in self.data:
            if default is None:
                self.complain(f"“{name}” is missing")
                return kind()
            return default
        value = self.data.pop(name)
        if not isinstance(value, kind):
            self.complain(f"“{name}” must be {_KINDS[kind]}, not {value!r}")
            return default if default is not None else kind()
        return value

    def text(self, name: str, default: str | None = None) -> str:
        value = " ".join(self._take(name, str, default).split())
        if default is None and not value and not self.problems_mention(name):
            self.complain(f"“{name}” is empty")
        return value

    def problems_mention(self, name: str) -> bool:
        return any(text.startswith(f"{self.where}: “{name}”") for text in self.problems)

    def flag(self, name: str, default: bool | None = None) -> bool:
        return bool(self._take(name, bool, default))

    def number(self, name: str) -> int:
        return int(self._take(name, int, None))

    def day(self, name: str) -> date:
        value = self.data.pop(name, None)
        if not isinstance(value, date):
            self.complain(f"“{name}” must be a date such as 2024-05-01, not {value!r}")
            return date.min
        return value

    def day_or_none(self, name: str) -> date | None:
        return self.day(name) if name in self.data else None

    def one_of(self, name: str, allowed: Sequence[str], default: str | None = None) -> Any:
        value = self._take(name, str, default)
        if value not in allowed:
            self.complain(f"“{name}” must be one of {', '.join(allowed)}, not {value!r}")
        return value

    def texts(self, name: str, default: list[str] | None = None) -> tuple[str, ...]:
        values = self._take(name, list, default)
        if not all(isinstance(value, str) and value.strip() for value in values):
            self.complain(f"“{name}” must be a list of texts, not {values!r}")
            return ()
        return tuple(values)

    def some_of(
        self, name: str, allowed: Sequence[str], default: list[str] | None = None
    ) -> tuple[str, ...]:
        values = self.texts(name, default)
        for value in values:
            if value not in allowed:
                self.complain(f"“{name}” has {value!r}, which is none of {', '.join(allowed)}")
        return values

    def nations(self, name: str = "nations") -> tuple[str, ...]:
        if self.data.get(name) == "all":
            del self.data[name]
            return tuple(NATIONS)
        return self.some_of(name, NATIONS)

    def steps(self, name: str = "steps") -> tuple[str, ...]:
        return self.some_of(name, STEP_SLUGS)

    def pairs(self, name: str, allowed: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """A table of short texts under known names, such as the reason per step."""
        table = Entry(self._take(name, dict, {}), f"{self.where}, {name}", self.problems)
        for key in list(table.data):
            if key not in allowed:
                table.complain(f"{key!r} is none of {', '.join(allowed)}")
                del table.data[key]
        return tuple((key, table.text(key)) for key in allowed if key in table.data)

    def source(self, sources: dict[str, Source]) -> Source:
        key = self.text("source")
        if key not in sources:
            if key:
                self.complain(f"source {key!r} is not in sources.toml")
            return Source(key, "", "", "", "")
        return sources[key]

    def mark(self) -> Verified:
        mark: Verified = self.one_of("verified", MARKS)
        return mark

    def entries(self, name: str) -> "list[Entry]":
        """The tables under [[name]], each known by its code, key or place in the file."""
        found = self.data.pop(name, None)
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            self.complain(f"[[{name}]] is missing")
            return []
        return [
            Entry(item, f"{self.where}, {_named(item, name, place)}", self.problems)
            for place, item in enumerate(found, start=1)
        ]

    def done(self) -> None:
        """Nothing may be left over: a misspelt name would otherwise be lost in silence."""
        for name in self.data:
            self.complain(f"“{name}” is not a name this file may use")


_KINDS = {str: "text", bool: "true or false", int: "a number", list: "a list", dict: "a table"}


def _named(item: dict[str, Any], name: str, place: int) -> str:
    for key in ("code", "key", "short", "name"):
        if isinstance(item.get(key), str):
            return str(item[key])
    return f"[[{name}]] number {place}"


def open_file(path: Path, problems: list[str]) -> Entry:
    """The whole of one file; what is not TOML is a problem of that file, with its line."""
    where = path.name
    try:
        return Entry(parsed(path), where, problems)
    except FileNotFoundError:
        problems.append(f"{where}: the file is missing")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(f"{where}: not readable as TOML: {error}")
    return Entry({}, where, problems)

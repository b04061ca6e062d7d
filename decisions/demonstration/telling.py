"""How is one situation told for a day, a person and particulars of its own?

Texts hold ``{names}``: of people in the situation, or of particulars that vary from one telling
to the next. Times are written from the day of the decision: ``D-1 15:40``, ``D+7``.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Field

from decisions.demonstration.situations import Row, Situation

UK = ZoneInfo("Europe/London")
WHEN = re.compile(r"D([+-]\d+)?(?: (\d\d):(\d\d))?")
PLACEHOLDER = re.compile(r"\{([a-z][a-z_-]*)\}")
SUBJECTS = {"child", "adult-at-risk"}
# What somebody is to the one whom it is about, from their key in the file.
TIES = {
    "mother": "Mother", "father": "Father", "parents": "Parents", "parent": "Parent",
    "carer": "Carer", "guardian": "Guardian", "foster": "Foster carer", "daughter": "Daughter",
    "son": "Son", "uncle": "Uncle", "brother": "Brother", "partner": "Partner",
    "husband": "Husband", "baby": "Unborn child", "unborn": "Unborn child",
}  # fmt: skip
LETTERS = "ABCDEFGHKLMNPRST"


@dataclass(frozen=True)
class Known:
    """The first person of a telling, so that a later one can be about the same."""

    name: str
    identifier: str


@dataclass
class Telling:
    """A situation, the day it is decided on, who records it, and what is particular to it."""

    situation: Situation
    day: dt.date
    author: str
    rng: random.Random
    copy: int = 0
    same_as: Known | None = None
    swapped: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        particular = {
            name: values[self.copy % len(values)] for name, values in self.situation.vary.items()
        }
        self.people = [self._person(row, place) for place, row in enumerate(self.situation.people)]
        self._tie()
        named = {row["key"]: row["name"] or "The person who told us" for row in self.people}
        self.words = {"number": str(self.rng.randint(10000, 99999)), **named, **particular}
        self.shift = dt.timedelta(minutes=5 * self.rng.randint(-6, 6) if self.copy else 0)

    @property
    def known(self) -> Known:
        first = self.people[0]
        return Known(first["name"], first["identifier"])

    def _person(self, row: Row, place: int) -> Row:
        """Initials, and a local reference, for those whom it is about and whom we know."""
        person = {"name": "", "identifier": "", **row}
        again = self.same_as if place == 0 else None
        is_about = row["role"] in SUBJECTS or (place == 0 and row["role"] != "unborn")
        if is_about and not person["name"]:
            person["name"] = again.name if again else self._initials()
        if is_about and not person["identifier"] and row.get("known", True):
            person["identifier"] = again.identifier if again else self._identifier()
        if person["identifier"]:
            person.setdefault("identifier_kind", "local")
        return person

    def _initials(self) -> str:
        return "".join(self.rng.sample(LETTERS, 2))

    def _identifier(self) -> str:
        prefix = "FB" if self.situation.organisation == "fernbrook" else "YG"
        return f"{prefix}-{self.rng.randint(11000, 98999)}"

    def _tie(self) -> None:
        """“Mother of KM”, where nobody needs a name of their own."""
        about = [row["name"] for row in self.people if row["name"]]
        for row in self.people:
            key, _, place = row["key"].partition("-")
            if row["name"]:
                continue
            if key in TIES:
                of = about[1 if place == "second" else 0] if about else ""
                row["name"] = f"{TIES[key]} of {of}" if of else TIES[key]
            elif row["role"] in {"other-adult", "staff"}:
                row["name"] = self._initials()

    def text(self, written: str) -> str:
        """The words filled in, as a sentence begins."""
        said = self.filled(written)
        return said[:1].upper() + said[1:] if written.startswith("{") else said

    def filled(self, written: str) -> str:
        """The words with names and particulars put in; the colleague's name where they record."""
        said = written
        for _ in range(2):  # a particular may itself name a person
            said = PLACEHOLDER.sub(lambda found: self.words.get(found[1], found[0]), said)
        if self.swapped:
            names = re.compile("|".join(map(re.escape, self.swapped)))
            said = names.sub(lambda found: self.swapped[found[0]], said)
        return said

    def date(self, written: str) -> dt.date:
        found = _parsed(written)
        return self.day + dt.timedelta(days=int(found[1] or 0))

    def moment(self, written: str) -> dt.datetime:
        """A time of day in the UK, as an aware moment."""
        found = _parsed(written)
        clock = dt.time(int(found[2]), int(found[3]))
        return dt.datetime.combine(self.date(written), clock, UK) + self.shift

    def columns(self, model: type[Any], row: Mapping[str, Any]) -> Row:
        """A row of the file as columns of a model; names that are no columns are left out."""
        fields = {each.name: each for each in model._meta.concrete_fields}
        return {name: self._value(fields[name], row[name]) for name in row if name in fields}

    def _value(self, column: Field[Any, Any], value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if column.choices:
            return self.filled(value)
        kind = column.get_internal_type()
        if kind == "DateTimeField":
            return self.moment(value)
        return self.date(value) if kind == "DateField" else self.text(value)


def _parsed(written: str) -> re.Match[str]:
    found = WHEN.fullmatch(written)
    if found is None:
        raise ValueError(f"“{written}” is not a time such as “D-1 15:40” or “D+7”.")
    return found

"""Which decisions are asked for? Codes and numbers alone, so that it can stand in an address."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

CODE = re.compile(r"[A-Za-z0-9_.()-]{1,60}")
# Filters that stand for a property of a decision, by the kind of that property.
PROPERTIES = ("author", "agency", "concern", "outcome", "basis", "gap", "reason")


@dataclass(frozen=True)
class Asked:
    """Each is empty where it does not matter; days are whole days in the UK.

    ``team`` is the number of a team, ``author`` that of a member; the others are codes.
    """

    team: str = ""
    author: str = ""
    agency: str = ""
    concern: str = ""
    outcome: str = ""
    basis: str = ""
    gap: str = ""
    reason: str = ""
    since: dt.date | None = None
    until: dt.date | None = None

    @classmethod
    def from_codes(cls, codes: Mapping[str, Any]) -> Asked:
        """What an address or a saved view holds; whatever is no code is left out."""
        found: dict[str, Any] = {
            name: _code(str(codes.get(name) or "")) for name in ("team", *PROPERTIES)
        }
        for name in ("team", "author"):
            found[name] = found[name][:18] if found[name].isdecimal() else ""
        return cls(**found, since=_day(codes.get("since")), until=_day(codes.get("until")))

    def codes(self) -> dict[str, str]:
        """The filters that are set."""
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: value.isoformat() if isinstance(value, dt.date) else value
            for name, value in found.items()
            if value
        }

    def query(self, **more: str) -> str:
        """The same for the end of an address."""
        codes = self.codes() | more
        return f"?{urlencode(codes)}" if codes else ""

    @property
    def begins(self) -> dt.datetime | None:
        """The first moment asked for."""
        return _midnight(self.since) if self.since else None

    @property
    def ends(self) -> dt.datetime | None:
        """The first moment after those asked for."""
        return _midnight(self.until + dt.timedelta(days=1)) if self.until else None


def _code(text: str) -> str:
    return text if text.isascii() and CODE.fullmatch(text) else ""


def _day(value: Any) -> dt.date | None:
    if isinstance(value, dt.date):
        return value
    try:
        day = dt.date.fromisoformat(str(value))
    except ValueError:
        return None
    return day if 1900 < day.year < 9000 else None


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=timezone.get_current_timezone())

"""What of the history is asked for? Codes and ids alone, so that it can stand in an address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from audit.kinds import KINDS
from decisions.guardian.groups import LABELS, SPECIAL
from decisions.reference import tidy

NOBODY = "system"


@dataclass(frozen=True)
class Asked:
    """The filters of the log; each is empty where it does not matter.

    ``kind`` is a group, a special list or one kind of act; ``person`` the id of a person or
    ``system``; the days are whole days in the UK.
    """

    kind: str = ""
    person: str = ""
    record: str = ""
    since: dt.date | None = None
    until: dt.date | None = None

    @classmethod
    def from_codes(cls, codes: Mapping[str, Any]) -> Asked:
        """What an address or an act holds; whatever nobody could have asked is left out."""
        kind, person = str(codes.get("kind", "")), str(codes.get("person", ""))
        known = kind in KINDS or kind in LABELS or kind in SPECIAL
        somebody = person == NOBODY or (person.isascii() and person.isdecimal())
        return cls(
            kind=kind if known else "",
            person=person[:18] if somebody else "",
            record=tidy(str(codes.get("record", ""))) or "",
            since=_day(codes.get("since")),
            until=_day(codes.get("until")),
        )

    def codes(self) -> dict[str, str]:
        """The filters that are set, for an address, an act or an export."""
        days = {"since": self.since, "until": self.until}
        found = {"kind": self.kind, "person": self.person, "record": self.record}
        found |= {name: day.isoformat() if day else "" for name, day in days.items()}
        return {name: value for name, value in found.items() if value}

    def query(self, **more: str) -> str:
        """The same for the end of an address."""
        codes = self.codes() | more
        return f"?{urlencode(codes)}" if codes else ""

    @property
    def person_id(self) -> int | None:
        return int(self.person) if self.person.isdecimal() else None

    @property
    def begins(self) -> dt.datetime | None:
        """The first moment asked for."""
        return _midnight(self.since) if self.since else None

    @property
    def ends(self) -> dt.datetime | None:
        """The first moment after those asked for."""
        return _midnight(self.until + dt.timedelta(days=1)) if self.until else None


def _day(value: Any) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(str(value))
    except ValueError:
        return None
    return day if 1900 < day.year < 9000 else None


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=timezone.get_current_timezone())

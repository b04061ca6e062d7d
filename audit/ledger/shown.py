"""What do the pages about the proof say: when it was checked, what was found, what was signed?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from accounts.door import SYSTEM, reading
from audit.ledger.checking import WISH
from audit.models import Alarm, WitnessedLog

PAGE = 25
LATE, STOPPED = timedelta(minutes=5), timedelta(hours=1)
LATEST = "SELECT at, ok, report FROM ledger.verification ORDER BY id DESC LIMIT 1"
SIGNER = "SELECT at, tree_size, lag, state, why FROM ledger.signer"
CHECKPOINTS = """
SELECT c.tree_size, c.at,
  ARRAY(SELECT DISTINCT split_part(o.line, ' ', 2) FROM ledger.cosignature o
        WHERE o.tree_size = c.tree_size AND o.line <> '' ORDER BY 1)
FROM ledger.checkpoint c WHERE %s::bigint IS NULL OR c.tree_size < %s
ORDER BY c.tree_size DESC LIMIT %s
"""
STATEMENTS = """
SELECT id, kind, at, body->>'reason', jsonb_array_length(coalesce(body->'added', '[]')),
       jsonb_array_length(coalesce(body->'removed', '[]'))
FROM ledger.statement ORDER BY id DESC LIMIT 20
"""
COPIES = """
SELECT DISTINCT ON (copy) copy, ok, why, at FROM ledger.cosignature ORDER BY copy, id DESC
"""
# What a witness saw that does not fit this log.
ALARMS = "SELECT at, copy, why FROM ledger.cosignature WHERE is_alarm ORDER BY id DESC LIMIT 5"
# More lines than these nobody reads on a page; an export holds all of them.
READABLE = 60
CHANGED = """
SELECT id, jsonb_array_elements_text(body->%s) FROM ledger.statement WHERE id = ANY(%s)
"""


@dataclass(frozen=True)
class Checked:
    """The last check, as one organisation may read it."""

    at: datetime
    code: int
    entries: int
    since: datetime | None
    findings: tuple[str, ...]
    warnings: tuple[str, ...]
    more: int

    @property
    def is_altered(self) -> bool:
        return self.code == 1

    @property
    def is_old(self) -> bool:
        return timezone.now() - self.at > timedelta(days=1)


@dataclass(frozen=True)
class Signing:
    """The state of the signer. ``lag`` is how long the oldest unsigned entry has waited."""

    at: datetime
    size: int
    lag: timedelta | None
    is_stopped: bool
    why: str

    @property
    def state(self) -> str:
        """Ok, late or stopped: one word for whoever watches."""
        silent = timezone.now() - self.at
        if self.is_stopped or silent > STOPPED:
            return "stopped"
        return "late" if max(silent, self.lag or timedelta()) > LATE else "ok"

    @property
    def age(self) -> int:
        """Seconds since the signer was heard of."""
        return int((timezone.now() - self.at).total_seconds())


def checked(organisation_id: int) -> Checked | None:
    """The last check; findings in other organisations' entries are only counted."""
    row = _one(LATEST)
    if row is None:
        return None
    at, _, report = row[0], row[1], _json(row[2])
    own = [each for each in report["findings"] if _is_ours(each, organisation_id)]
    wrong = tuple(each["what"] for each in own if each["level"] == "wrong")
    warnings = tuple(each["what"] for each in own if each["level"] != "wrong")
    first = datetime.fromisoformat(report["first"]) if report["first"] else None
    entries = int(report["organisations"].get(str(organisation_id), 0))
    more = sum(report["counts"].values()) - len(own)
    return Checked(at, int(report["code"]), entries, first, wrong, warnings, more)


def _is_ours(finding: dict[str, Any], organisation_id: int) -> bool:
    return finding.get("organisation") in (None, organisation_id)


def signing() -> Signing | None:
    """What the signer said last."""
    row = _one(SIGNER)
    return row and Signing(row[0], row[1], row[2], row[3] != "working", row[4])


def signing_for_anybody() -> Signing | None:
    """The same, for a monitor that has not signed in."""
    with reading(SYSTEM("history")):
        return signing()


def checkpoints(before: int | None) -> tuple[list[dict[str, Any]], int | None]:
    """A page of checkpoints, the newest first, and where the next page begins."""
    rows = _all(CHECKPOINTS, before, before, PAGE + 1)
    names = ("size", "at", "witnesses")
    page = [dict(zip(names, row, strict=True)) for row in rows[:PAGE]]
    return page, page[-1]["size"] if len(rows) > PAGE else None


def statements() -> list[dict[str, Any]]:
    """The last changes of the set-up, each with its lines, and of keys, and recoveries."""
    names = ("id", "kind", "at", "reason", "added", "removed")
    found = [dict(zip(names, row, strict=True)) for row in _all(STATEMENTS)]
    short = [each["id"] for each in found if 0 < each["added"] + each["removed"] <= READABLE]
    for which in ("added", "removed") if short else ():
        lines = _all(CHANGED, which, short)
        for each in found:
            each[f"lines_{which}"] = [line for number, line in lines if number == each["id"]]
    return found


def alarms() -> list[dict[str, Any]]:
    """What witnesses saw of ours that we do not know of."""
    return [dict(zip(("at", "copy", "why"), row, strict=True)) for row in _all(ALARMS)]


def watched() -> list[WitnessedLog]:
    """The histories of others that this server witnesses."""
    return list(WitnessedLog.objects.order_by("origin"))


def watched_alarms() -> list[Alarm]:
    """What did not fit in one of them, the newest first."""
    return list(Alarm.objects.order_by("-at", "-id")[:5])


def copies() -> list[dict[str, Any]]:
    """What became of the last copy at each place."""
    names = ("copy", "ok", "why", "at")
    return [dict(zip(names, row, strict=True)) for row in _all(COPIES)]


def has_copies() -> bool:
    """Has a checkpoint ever left this server, or is one meant to?"""
    told = (settings.HISTORY_COPIES_FILE, settings.HISTORY_COPIES_EMAIL)
    return any(told) or bool(settings.HISTORY_COPIES_URLS) or bool(_one(COPIES))


def ask_for_check() -> None:
    """Ring the bell of whoever checks; a wish is no write, and is not kept."""
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {WISH}")


def _one(query: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()


def _all(query: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return list(cursor.fetchall())


def _json(value: Any) -> dict[str, Any]:
    """Django reads jsonb as text where no model says what it is."""
    found: dict[str, Any] = json.loads(value) if isinstance(value, str) else value
    return found

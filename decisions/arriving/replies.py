"""What does a reply say before somebody makes it their own? Words from a file, facts from the rows.

Nobody's name but the asker's stands in it, and what cannot be filled in is left out.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone

from accounts.models import Membership
from accounts.ui.dates import day_in_words
from decisions.choices import ReplyKind
from decisions.models import Incoming
from decisions.record import Record

LONGEST_NAME = 4
HERE = Path(__file__).resolve().parent


@cache
def written() -> dict[str, Any]:
    """The words, as they stand in their file."""
    with (HERE / "replies.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _texts() -> dict[str, list[str]]:
    found = {each["kind"]: each["text"] for each in written()["replies"]}
    if set(found) != set(ReplyKind.values):
        raise ValueError("replies.toml holds other kinds of reply than there are.")
    return found


def needed(incoming: Incoming) -> list[str]:
    """What the request does not say, as the asker is asked for it."""
    return [text for name, text in written()["needs"].items() if not getattr(incoming, name)]


def drafted(
    kind: str, incoming: Incoming, membership: Membership, record: Record | None = None
) -> str:
    """A polite reply of one kind; ``record`` is the decision that it is about, where seen."""
    words = written()
    facts = {
        "needs": "\n".join(f"- {each}" for each in needed(incoming)),
        "conditions": _conditions(incoming, record),
        "look_again": _look_again(record),
    }
    middle = [_filled(line, facts) for line in _texts()[kind]]
    parts = [
        words["greeting"].format(
            to=incoming.from_name or incoming.from_organisation or "colleague"
        ),
        words["received"].format(received=day_in_words(incoming.received_at.date())),
        *middle,
        words["again"] if kind != ReplyKind.ALL else "",
        _urgent(membership),
        _lead(membership),
        words["ours"],
        f"{membership.person.name}\n{membership.organisation.name}",
    ]
    return "\n\n".join(part for part in parts if part)


def _asker(incoming: Incoming) -> str:
    """What is long is no name, but how somebody was described."""
    name = incoming.from_name or incoming.from_organisation
    is_name = 0 < len(name.split()) <= LONGEST_NAME
    return name if is_name else str(written()["somebody"])


def _received(incoming: Incoming) -> str:
    return day_in_words(timezone.localdate(incoming.received_at))


def _filled(line: str, facts: dict[str, str]) -> str:
    return line.format(**facts).strip()


def _conditions(incoming: Incoming, record: Record | None) -> Any:
    """Those that the record sets for whoever asked."""
    asked = incoming.from_organisation.casefold()
    found = record.recipients if record else []
    own = [row for row in found if asked and row.agency_name.casefold() == asked]
    chosen = own or (found if len(found) == 1 else [])
    limits = "\n".join(row.conditions for row in chosen if row.conditions)
    return written()["conditions"].format(limits=limits) if limits else ""


def _look_again(record: Record | None) -> Any:
    day = record.decision.review_on if record else None
    return (
        f"We will look at your request again on {day_in_words(day)} at the latest." if day else ""
    )


def _urgent(membership: Membership) -> str:
    words, numbers = written(), membership.duty_numbers
    found: str = words["urgent"]
    if numbers:
        found += " " + words["urgent_number"].format(
            label=numbers[0].label, number=numbers[0].number
        )
    return found


def _lead(membership: Membership) -> str:
    words, lead = written(), membership.named_lead
    if lead is None or not lead.phone:
        return ""
    title = lead.job_title or words["title"]
    found: str = words["lead"].format(name=lead.name, title=title, phone=lead.phone)
    return found

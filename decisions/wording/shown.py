"""What does a page show of the hints, and which of them does a button name?"""

from __future__ import annotations

from typing import Any

from decisions.models import Recipient
from decisions.record import Record
from decisions.sending.making import Preview
from decisions.wording import queries
from decisions.wording.found import Found, Group, each_of, look
from decisions.wording.policies import can_change_words
from decisions.wording.spots import Spots

AWAY, WRITE, MARK = "away", "write", "mark"
MOST_SHOWN = 30


def of_record(record: Record) -> list[Group]:
    """Everything in the record that was not put away."""
    return look(Spots(record).each(), queries.put_away(record.decision))


def of_copy(record: Record, recipient: Recipient, seen: Preview) -> list[Group]:
    """What is in one recipient's copy."""
    spots = Spots(record, recipient, item_ids=seen.item_ids, named=seen.named)
    return look(spots.each(), queries.put_away(record.decision))


def on_check(record: Record) -> dict[str, Any]:
    """For check-answers."""
    return _context(of_record(record), can_change=can_change_words(record.decision))


def on_copy(record: Record, recipient: Recipient, seen: Preview | None) -> dict[str, Any]:
    """For the page on which a copy is made: nothing of it is changed there."""
    groups = of_copy(record, recipient, seen) if seen else []
    return _context(groups, can_change=False)


def _context(groups: list[Group], *, can_change: bool) -> dict[str, Any]:
    shown, left = [], MOST_SHOWN
    for group in groups:
        if left > 0:
            shown.append(Group(group.spot, group.found[:left]))
        left -= len(group.found)
    return {"words_found": shown, "words_more": max(0, -left), "words_can_change": can_change}


def named_by(groups: list[Group], mark: str) -> Found | None:
    """The hint that a button names; none where the words are not so any more."""
    return next((each for each in each_of(groups) if each.mark == mark), None)

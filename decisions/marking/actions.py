"""How is a mark on a body written, changed and taken out, and how does it follow its item?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts.door import Actor, acting
from decisions.actions.drafting import add_part, change_part
from decisions.actions.removing import remove_part
from decisions.models import BodyMark, InformationItem
from decisions.record import Record


def add_mark(
    record: Record,
    item: InformationItem,
    *,
    actor: Actor,
    values: Mapping[str, Any],
    before: Record | None = None,
) -> BodyMark:
    """Add a mark; what a first press of the button added is not added again.

    ``before`` is the record as the form saw it, where something was saved since.
    """
    there = record.marks_of(item)
    known = {mark.pk for mark in (before or record).marks}
    for mark in there:
        if mark.pk not in known and _says(mark, values):
            return mark
    last = max((mark.position for mark in there), default=0)
    with acting(actor):
        row = {"item": item, "position": last + 1, **values}
        return add_part(record.decision, BodyMark, actor=actor, values=row)


def _says(mark: BodyMark, values: Mapping[str, Any]) -> bool:
    return all(getattr(mark, name) == value for name, value in values.items())


def change_mark(mark: BodyMark, record: Record, *, actor: Actor, values: Mapping[str, Any]) -> bool:
    """Change a mark; False where nothing changed."""
    with acting(actor):
        return change_part(mark, record.decision, actor=actor, values=values)


def remove_mark(mark: BodyMark, record: Record, *, actor: Actor) -> None:
    """Take one mark out of a draft; its history stays."""
    with acting(actor):
        remove_part(mark, record, actor=actor)

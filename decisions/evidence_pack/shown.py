"""Which words may a pack hold? Those that the record would show on paper today.

What is sealed, and words of information that was left out or taken out, is proved and not shown:
the file has the leaf and the proof without the content, and the history says that words went.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from audit.ledger.entries import ACTS
from audit.queries import Change, Version
from decisions.models import Decision, InformationItem

# What somebody typed about one item; the rest are codes, days and places in the list.
TYPED = ("text", "source", "observed_at", "body_place", "size", "why_necessary")
ITEMS = InformationItem.history.model._meta.db_table


@dataclass(frozen=True)
class Shown:
    """``today`` has the typed words of each item that is not left out; None shows every item."""

    is_sealed: bool
    today: dict[int, dict[str, Any]] | None

    @property
    def hides(self) -> bool:
        """Is there anything that may not be shown?"""
        return self.is_sealed or self.today is not None

    def holds(self, source: str, content: str) -> bool:
        """May the content of this row be shown? Acts hold no typed words."""
        if source == ACTS:
            return True
        if self.is_sealed:
            return False
        if source != ITEMS or self.today is None:
            return True
        row = json.loads(content)
        return all(self._is_today(row["id"], name, row.get(name)) for name in TYPED)

    def changes(self, versions: Iterable[Version]) -> list[Version]:
        """The versions, with words that may not be shown replaced by a note that they went."""
        return [
            replace(each, changes=tuple(self._change(each, change) for change in each.changes))
            if each.model is InformationItem and self.today is not None
            else each
            for each in versions
        ]

    def _change(self, version: Version, change: Change) -> Change:
        name = change.field.name
        if name not in TYPED:
            return change
        before, after = (
            value if self._is_today(version.pk, name, value) else _("[words that were left out]")
            for value in (change.before, change.after)
        )
        return replace(change, before=before, after=after)

    def _is_today(self, item: int, name: str, value: Any) -> bool:
        return not value or (self.today or {}).get(item, {}).get(name) == value


def shown(decision: Decision) -> Shown:
    """Items are split and joined, so words left out may stand in the past of any item."""
    items = list(InformationItem.objects.filter(decision=decision))
    taken_out = InformationItem.history.filter(decision_id=decision.pk, history_type="-")
    if not taken_out.exists() and not any(item.is_included is False for item in items):
        return Shown(decision.is_sealed, None)
    kept = [item for item in items if item.is_included is not False]
    today = {item.pk: {name: getattr(item, name) for name in TYPED} for item in kept}
    return Shown(decision.is_sealed, today)

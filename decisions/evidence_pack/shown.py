"""Which words may a pack hold? Those that the record would show on paper today.

What is sealed, and words of information that was left out or taken out, is proved and not shown:
the file has the leaf and the proof without the content, and the history says that words went.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from audit.ledger.entries import ACTS
from audit.queries import Change, Version
from decisions.models import BodyMark, Decision, InformationItem

# What somebody typed about one item, or chose of a mark on a body; the rest are codes, days and
# places in the list.
TYPED: dict[type[Model], tuple[str, ...]] = {
    InformationItem: ("text", "source", "observed_at", "body_place", "size", "why_necessary"),
    BodyMark: ("region", "across", "down", "size", "colour", "description"),
}
SOURCES = {
    InformationItem.history.model._meta.db_table: InformationItem,
    BodyMark.history.model._meta.db_table: BodyMark,
}
Today = dict[type[Model], dict[int, dict[str, Any]]]


@dataclass(frozen=True)
class Shown:
    """``today`` has the typed words of each item that is not left out; None shows every item."""

    is_sealed: bool
    today: Today | None

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
        model = SOURCES.get(source)
        if model is None or self.today is None:
            return True
        row = json.loads(content)
        return all(self._is_today(model, row["id"], name, row.get(name)) for name in TYPED[model])

    def changes(self, versions: Iterable[Version]) -> list[Version]:
        """The versions, with words that may not be shown replaced by a note that they went."""
        return [
            replace(each, changes=tuple(self._change(each, change) for change in each.changes))
            if each.model in TYPED and self.today is not None
            else each
            for each in versions
        ]

    def _change(self, version: Version, change: Change) -> Change:
        name = change.field.name
        if name not in TYPED[version.model]:
            return change
        before, after = (
            value
            if self._is_today(version.model, version.pk, name, value)
            else _("[words that were left out]")
            for value in (change.before, change.after)
        )
        return replace(change, before=before, after=after)

    def _is_today(self, model: type[Model], key: int, name: str, value: Any) -> bool:
        rows = (self.today or {}).get(model, {})
        return value in (None, "") or rows.get(key, {}).get(name) == value


def shown(decision: Decision) -> Shown:
    """Items are split and joined, so words left out may stand in the past of any item."""
    items = list(InformationItem.objects.filter(decision=decision))
    taken_out = InformationItem.history.filter(decision_id=decision.pk, history_type="-")
    if not taken_out.exists() and not any(item.is_included is False for item in items):
        return Shown(decision.is_sealed, None)
    kept = [item for item in items if item.is_included is not False]
    marks = BodyMark.objects.filter(decision=decision, item__in=kept)
    return Shown(decision.is_sealed, {InformationItem: _typed(kept), BodyMark: _typed(marks)})


def _typed(rows: Iterable[Model]) -> dict[int, dict[str, Any]]:
    return {row.pk: {name: getattr(row, name) for name in TYPED[type(row)]} for row in rows}

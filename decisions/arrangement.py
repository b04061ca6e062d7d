"""What becomes of items, and of who gets them, when they are added, split, joined or moved?

An arrangement is worked out in memory and written once (``actions.information.arrange``), so
that a save costs the same number of queries whatever the number of items.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from decisions.lines import joined
from decisions.models import InformationItem
from decisions.record import Record

ANSWERS = (
    "text", "category", "nature", "source", "observed_at", "about_id", "checked_on",
    "body_place", "size", "is_included", "why_necessary", "left_out_kind", "left_out_reason",
)  # fmt: skip
KEPT_WHEN_LEFT_OUT = frozenset({"category", "is_included", "left_out_kind", "left_out_reason"})
# An injury's place and size are the first half's own until somebody says otherwise.
NOT_FOR_THE_SECOND_HALF = frozenset({"text", "body_place", "size"})
# Two texts can stand together; two choices cannot, and a person has to choose.
TOGETHER = {
    "source": "; ", "observed_at": "; ", "body_place": "; ", "size": "; ",
    "why_necessary": "\n", "left_out_reason": "\n",
}  # fmt: skip
# A word of hearsay joined to a fact is no fact, and what was not let in stays outside.
NEVER_ASSUMED = frozenset({"nature", "is_included"})


@dataclass
class Line:
    """One item and the recipients who get it by their own choice."""

    item: InformationItem
    recipients: set[int] = field(default_factory=set)


class Arrangement:
    """The items of a decision while they are being changed."""

    def __init__(self, record: Record) -> None:
        self.decision = record.decision
        self.choices = list(record.choices)
        self.marks = list(record.marks)
        # On which item each mark is, by their keys; one that is on none goes.
        self.marked = {mark.pk: mark.item_id for mark in self.marks}
        self.lines = [Line(item, self._getting(item)) for item in record.items]
        self.before = {item.pk: values_of(item) for item in record.items}
        self.positions = {item.pk: item.position for item in record.items}

    def _getting(self, item: InformationItem) -> set[int]:
        return {choice.recipient_id for choice in self.choices if choice.item_id == item.pk}

    def is_new(self, item: InformationItem) -> bool:
        """Whether it has no row yet."""
        return item.pk not in self.before

    @property
    def items(self) -> list[InformationItem]:
        return [line.item for line in self.lines]

    def line(self, key: int | None) -> Line | None:
        return next((line for line in self.lines if line.item.pk == key), None)

    def add(self, rows: Iterable[Mapping[str, Any]]) -> list[InformationItem]:
        """New items at the end, each from its answers."""
        added = [self._new(row) for row in rows]
        self.lines += [Line(item) for item in added]
        return added

    def _new(self, values: Mapping[str, Any]) -> InformationItem:
        item = InformationItem(
            organisation_id=self.decision.organisation_id, decision_id=self.decision.pk
        )
        self.put(item, values)
        return item

    def put(self, item: InformationItem, values: Mapping[str, Any]) -> None:
        """Take answers over; an item that is now left out loses its words with them."""
        was_out = item.is_included is False
        for name, value in values.items():
            setattr(item, name, value)
        if item.is_included is False and not was_out:
            self._leave_out(item)

    def _leave_out(self, item: InformationItem) -> None:
        """Its kind and the reason stay, its words do not (nor do those who were to get them)."""
        if not self.decision.is_draft:
            return
        empty = InformationItem()
        for name in ANSWERS:
            if name not in KEPT_WHEN_LEFT_OUT:
                setattr(item, name, getattr(empty, name))
        for line in self.lines:
            if line.item is item:
                line.recipients.clear()
        self._take_marks(item.pk)

    def _take_marks(self, key: int, other: int | None = None) -> None:
        """What is on one item goes, or goes on with another."""
        for mark in [mark for mark, item in self.marked.items() if item == key]:
            if other is None:
                del self.marked[mark]
            else:
                self.marked[mark] = other

    def move(self, key: int, place: int) -> None:
        """Put one item at a place, counted from one; the others keep their order."""
        line = self.line(key)
        if line is not None:
            self.lines.remove(line)
            self.lines.insert(max(place - 1, 0), line)

    def split(self, key: int | None, texts: list[str]) -> None:
        """One item becomes several, each marked as the whole was and going where it went."""
        line = self.line(key)
        if line is None or not texts:
            return
        line.item.text = texts[0]
        same = {
            name: value
            for name, value in values_of(line.item).items()
            if name not in NOT_FOR_THE_SECOND_HALF
        }
        rest = [self._new({**same, "text": text}) for text in texts[1:]]
        place = self.lines.index(line) + 1
        self.lines[place:place] = [Line(item, set(line.recipients)) for item in rest]

    def join(self, key: int, other: int, settled: Mapping[str, Any] | None = None) -> None:
        """Two items become one, which goes to everybody who got either."""
        first, second = self.line(key), self.line(other)
        if first is None or second is None or first is second:
            return
        values = {**together(first.item, second.item), **(settled or {})}
        first.recipients |= second.recipients
        self._take_marks(second.item.pk, first.item.pk)
        self.lines.remove(second)
        self.put(first.item, values)

    def remove(self, key: int | None) -> None:
        """Take one item out with its marks; the others stay as they are."""
        if key is not None:
            self._take_marks(key)
        self.lines = [line for line in self.lines if line.item.pk != key]


def values_of(item: InformationItem) -> dict[str, Any]:
    """The answers about one item."""
    return {name: getattr(item, name) for name in ANSWERS}


def together(first: InformationItem, second: InformationItem) -> dict[str, Any]:
    """The answers of two items as one; where two choices differ, the first one's."""
    found: dict[str, Any] = {"text": joined(first.text, second.text)}
    for name in ANSWERS[1:]:
        a, b = getattr(first, name), getattr(second, name)
        if a in (None, "") or b in (None, "") or a == b:
            found[name] = b if a in (None, "") else a
        else:
            found[name] = f"{a}{TOGETHER[name]}{b}" if name in TOGETHER else a
    return found


def at_odds(first: InformationItem, second: InformationItem) -> list[str]:
    """What a person has to settle before two items can be one: nothing is marked by joining."""
    a, b = values_of(first), values_of(second)
    return [name for name in ANSWERS[1:] if _differ(name, a[name], b[name])]


def _differ(name: str, a: Any, b: Any) -> bool:
    if a == b:
        return False
    if name in NEVER_ASSUMED:
        return True
    if a in (None, "") or b in (None, ""):
        return False
    if name not in TOGETHER:
        return True
    longest: int | None = getattr(InformationItem._meta.get_field(name), "max_length", None)
    return longest is not None and len(f"{a}{TOGETHER[name]}{b}") > longest


def can_join(first: InformationItem, second: InformationItem) -> bool:
    """What was left out has no words to join."""
    return first.is_included is not False and second.is_included is not False

"""Which words of a record are looked at, who gets them, and how are they called on a page?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from decisions.guidance import agencies
from decisions.models import InformationItem, Recipient
from decisions.record import Record
from decisions.screens.information.forms import named
from decisions.wording.shapes import CONDITIONS, ITEM, NEED, REASONS, Context, Reader


@dataclass(frozen=True)
class Spot:
    """One text: where it stands, how the page calls it, and what surrounds it."""

    place: str
    title: str
    text: str
    context: Context
    # Where it can be changed: a step, and its part where it has one.
    step: str = "decision"
    part: str = ""


class Spots:
    """The texts of a record; for one recipient, those alone that reach them."""

    def __init__(
        self,
        record: Record,
        recipient: Recipient | None = None,
        *,
        item_ids: Collection[int] = (),
        named: Collection[int] = (),
    ) -> None:
        self.record, self.recipient = record, recipient
        self.item_ids, self.named = item_ids, frozenset(named)
        self.recipients = [recipient] if recipient else record.recipients

    def each(self) -> Iterator[Spot]:
        yield from self._items()
        for row in self.recipients:
            yield from self._of_recipient(row)
        decision, everybody = self.record.decision, self.recipients
        if decision.conditions:
            context = self._context(everybody)
            yield Spot(CONDITIONS, _("What they may do with it"), decision.conditions, context)
        if decision.reasons and self.recipient is None:
            yield Spot(REASONS, _("Your reasons"), decision.reasons, self._context([]))

    def _items(self) -> Iterator[Spot]:
        getting = {row.pk: {item.pk for item in self._items_for(row)} for row in self.recipients}
        for number, item in enumerate(self.record.items, start=1):
            readers = [row for row in self.recipients if item.pk in getting[row.pk]]
            if item.text and (readers or self.recipient is None):
                yield self._item(number, item, readers)

    def _items_for(self, row: Recipient) -> list[InformationItem]:
        if self.recipient is None:
            return self.record.items_for(row)
        return [item for item in self.record.items if item.pk in self.item_ids]

    def _item(self, number: int, item: InformationItem, readers: list[Recipient]) -> Spot:
        return Spot(
            place=f"{ITEM}:{item.pk}",
            title=named(number),
            text=item.text,
            context=self._context(readers, item.nature, item.source),
            step="information",
            part=str(item.pk),
        )

    def _of_recipient(self, row: Recipient) -> Iterator[Spot]:
        context = self._context([row])
        for place, text, title in (
            (NEED, row.need_to_know, _("Why %(who)s needs it")),
            (CONDITIONS, row.conditions, _("What %(who)s may do with it")),
        ):
            if text:
                called = title % {"who": row}
                yield Spot(f"{place}:{row.pk}", called, text, context, "recipients", str(row.pk))

    def _context(self, rows: list[Recipient], nature: str = "", source: str = "") -> Context:
        return Context(
            nation=self.record.decision.nation,
            nature=nature,
            source=source,
            readers=tuple(self._reader(row) for row in rows),
            people=tuple(self.record.people),
            named=self.named,
        )

    def _reader(self, row: Recipient) -> Reader:
        kinds = {each.code: each.label for each in agencies(self.record.decision.nation)}
        called = row.agency_name or row.person_name or kinds.get(row.agency_type, "")
        return Reader(row.agency_type, called, row.person_name, row.pk)

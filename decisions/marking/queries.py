"""Which item, and which mark on it, does an address name?"""

from __future__ import annotations

from django.http import Http404

from decisions.models import BodyMark, InformationItem
from decisions.record import Record, load


def item_or_404(record: Record, item_id: int) -> InformationItem:
    """One item of the record."""
    found = next((item for item in record.items if item.pk == item_id), None)
    if found is None:
        raise Http404
    return found


def mark_of(record: Record, item: InformationItem, mark_id: int) -> BodyMark | None:
    """One mark of an item, where it is there."""
    return next((mark for mark in record.marks_of(item) if mark.pk == mark_id), None)


def mark_or_404(record: Record, item: InformationItem, mark_id: int) -> BodyMark:
    found = mark_of(record, item, mark_id)
    if found is None:
        raise Http404
    return found


def then(record: Record, version: int | None) -> Record | None:
    """The record as the posted form saw it, where something was saved since."""
    if version is None or version >= record.decision.version:
        return None
    return load(record.decision, version=version)

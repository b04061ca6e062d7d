"""Which drawings belong to a record that is read?

``{% marked_items record as marked %}``  for ``marking/on_record.html``
"""

from __future__ import annotations

from django import template

from decisions.marking import shown
from decisions.marking.shown import Marked
from decisions.record import Record

register = template.Library()


@register.simple_tag
def marked_items(record: Record) -> list[Marked]:
    """Every item with marks, and the drawings that they are on."""
    return shown.marked_items(record)

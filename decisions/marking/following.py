"""What becomes of the marks on a body when their item is left out, removed or joined to another?"""

from __future__ import annotations

from accounts.door import Actor, acting
from decisions.arrangement import Arrangement
from decisions.models import BodyMark


def follow(arrangement: Arrangement, *, actor: Actor) -> None:
    """Marks go with their item: what is left out is not repeated on a drawing either."""
    gone = [mark.pk for mark in arrangement.marks if mark.pk not in arrangement.marked]
    moved = [
        mark
        for mark in arrangement.marks
        if arrangement.marked.get(mark.pk) not in (None, mark.item_id)
    ]
    if not (gone or moved):
        return
    with acting(actor):
        _delete(gone)
        _move(arrangement, moved)
    arrangement.marks = [mark for mark in arrangement.marks if mark.pk in arrangement.marked]


def _delete(keys: list[int]) -> None:
    """Without first reading what hangs on them: nothing does."""
    if keys:
        rows = BodyMark.objects.filter(pk__in=keys)
        rows._raw_delete(rows.db)


def _move(arrangement: Arrangement, moved: list[BodyMark]) -> None:
    """After those that are on the other item already."""
    for mark in moved:
        onto = arrangement.marked[mark.pk]
        there = [each.position for each in arrangement.marks if each.item_id == onto]
        mark.item_id, mark.position = onto, max(there, default=0) + 1
    if moved:
        BodyMark.objects.bulk_update(moved, ["item", "position"])

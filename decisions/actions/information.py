"""How are items of information written: all that changed on a page at once, order included?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

from accounts.door import Actor, acting
from audit.actions import note
from decisions.actions.drafting import bump
from decisions.arrangement import Arrangement, values_of
from decisions.lines import lines_of
from decisions.marking.following import follow
from decisions.models import Decision, InformationItem, RecipientItem
from decisions.record import Record


def items_from(text: str) -> list[dict[str, Any]]:
    """The rows of ``add_items`` for a text in which each line is an item."""
    return [{"text": line} for line in lines_of(text)]


def add_items(
    decision: Decision, *, actor: Actor, lines: list[dict[str, Any]]
) -> list[InformationItem]:
    """Add items at the end, each given as its columns; one that is left out keeps no words."""
    with acting(actor):
        items = list(InformationItem.objects.filter(decision=decision))
        arrangement = Arrangement(Record(decision, items=items))
        added = arrangement.add(lines)
        arrange(arrangement, actor=actor)
    return added


def arrange(
    arrangement: Arrangement, *, actor: Actor, values: Mapping[str, Any] | None = None
) -> bool:
    """Write an arrangement and columns of its decision; False where nothing changed."""
    decision = arrangement.decision
    own = {n: v for n, v in (values or {}).items() if getattr(decision, n) != v}
    _number(arrangement)
    new = [item for item in arrangement.items if arrangement.is_new(item)]
    changed = _changed(arrangement)
    gone = set(arrangement.before) - {item.pk for item in arrangement.items}
    if not (own or new or changed or gone or _choices_to_drop(arrangement)):
        return False
    with acting(actor):
        if changed:
            names = sorted({name for fields in changed.values() for name in fields})
            items = [item for item in arrangement.items if item.pk in changed]
            InformationItem.objects.bulk_update(items, names)
        InformationItem.objects.bulk_create(new)
        _write_choices(arrangement)
        follow(arrangement, actor=actor)
        _delete(InformationItem, gone)
        for name, value in own.items():
            setattr(decision, name, value)
        bump(decision, fields=tuple(own))
        _note(decision, own=own, added=len(new), changed=len(changed), removed=len(gone))
    return True


def _number(arrangement: Arrangement) -> None:
    """Positions from one on; in a record that is being completed only what is new gets one."""
    last = 0
    for item in arrangement.items:
        if arrangement.decision.is_draft or arrangement.is_new(item):
            item.position = last + 1
        last = max(last + 1, item.position)


def _changed(arrangement: Arrangement) -> dict[int, set[str]]:
    """Which columns changed, by item."""
    found = {}
    for item in arrangement.items:
        if arrangement.is_new(item):
            continue
        before, now = arrangement.before[item.pk], values_of(item)
        names = {name.removesuffix("_id") for name in now if now[name] != before[name]}
        if item.position != arrangement.positions[item.pk]:
            names.add("position")
        if names:
            found[item.pk] = names
    return found


def _choices_to_drop(arrangement: Arrangement) -> set[int]:
    """The choices whose item is gone, or goes to that recipient no more."""
    kept = {(key, line.item.pk) for line in arrangement.lines for key in line.recipients}
    return {c.pk for c in arrangement.choices if (c.recipient_id, c.item_id) not in kept}


def _write_choices(arrangement: Arrangement) -> None:
    decision = arrangement.decision
    held = {(choice.recipient_id, choice.item_id) for choice in arrangement.choices}
    _delete(RecipientItem, _choices_to_drop(arrangement))
    RecipientItem.objects.bulk_create(
        RecipientItem(
            organisation_id=decision.organisation_id,
            decision_id=decision.pk,
            recipient_id=recipient,
            item_id=line.item.pk,
        )
        for line in arrangement.lines
        for recipient in sorted(line.recipients)
        if (recipient, line.item.pk) not in held
    )


def _delete(model: type[models.Model], keys: set[int]) -> None:
    """Rows of a draft in one statement: ``delete()`` would first read them and all that hangs on
    them, which is in memory already; the database guards recorded ones and writes the history."""
    if keys:
        found = model._default_manager.filter(pk__in=keys)
        found._raw_delete(found.db)


def _note(decision: Decision, *, own: Mapping[str, Any], **counts: int) -> None:
    detail: dict[str, Any] = {"part": "informationitem", **{k: n for k, n in counts.items() if n}}
    if own:
        detail["fields"] = list(own)
    note("decision.answered", decision_id=decision.pk, detail=detail)

"""How is local guidance kept, and how does somebody say that they have read it?

Nothing is deleted: what is taken off the list stays in the history, with those who had read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts.door import Actor, acting
from audit.actions import note
from decisions.local import queries
from decisions.models import GuidanceRead, LocalGuidance


class Taken(Exception):
    """Another of this title is in the list already."""


class Outdated(Exception):
    """There is a newer edition than the one that was read."""


def add_guidance(organisation_id: int, *, actor: Actor, values: Mapping[str, Any]) -> LocalGuidance:
    """Put a page into the list; just the same one twice is one (a double click)."""
    with acting(actor):
        like = queries.titled(organisation_id, values["title"])
        if like is None:
            like, is_new = LocalGuidance.objects.get_or_create(
                organisation_id=organisation_id,
                title=values["title"],
                is_active=True,
                defaults=values,
            )
            if is_new:
                note("local.added", detail={"guidance": like.pk})
        if _differing(like, values):
            raise Taken
        return like


def change_guidance(
    guidance: LocalGuidance,
    *,
    actor: Actor,
    values: Mapping[str, Any],
    read_again: bool = False,
    drawn_from: int = 0,
) -> LocalGuidance:
    """Bring a page up to date; ``read_again`` makes a new edition, which nobody has read yet.

    ``drawn_from`` is the edition that the form showed, so that one post twice makes one edition.
    """
    with acting(actor):
        row = LocalGuidance.objects.select_for_update().get(pk=guidance.pk)
        like = queries.titled(row.organisation_id, values["title"])
        if like is not None and like.pk != row.pk:
            raise Taken
        changes = {name: values[name] for name in _differing(row, values)}
        if read_again and row.edition == drawn_from:
            changes["edition"] = row.edition + 1
        if changes:
            _set(row, changes)
            note("local.changed", detail={"guidance": row.pk, "fields": list(changes)})
        return row


def take_off(guidance: LocalGuidance, *, actor: Actor) -> None:
    """Take a page off the list; twice is once."""
    with acting(actor):
        row = LocalGuidance.objects.select_for_update().get(pk=guidance.pk)
        if row.is_active:
            _set(row, {"is_active": False})
            note("local.taken_off", detail={"guidance": row.pk})


def say_read(guidance: LocalGuidance, *, actor: Actor, edition: int) -> GuidanceRead:
    """Somebody has read this edition of it; said twice it stands once."""
    if actor.person_id is None:
        raise ValueError("Only a person can have read something.")
    with acting(actor):
        row = LocalGuidance.objects.select_for_update().get(pk=guidance.pk)
        if edition != row.edition:
            raise Outdated
        told, is_new = GuidanceRead.objects.get_or_create(
            organisation_id=row.organisation_id,
            guidance=row,
            person_id=actor.person_id,
            edition=edition,
        )
        if is_new:
            note("local.read", detail={"guidance": row.pk, "edition": edition})
        return told


def _differing(row: LocalGuidance, values: Mapping[str, Any]) -> list[str]:
    return [name for name, value in values.items() if getattr(row, name) != value]


def _set(row: LocalGuidance, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))

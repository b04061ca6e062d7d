"""What happened to a record, and what changed in it? For whoever may see it: ask first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model

from audit.models import Act

CREATED, CHANGED, DELETED = "+", "~", "-"


@dataclass(frozen=True)
class Change:
    """One column: what it was and what it became."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Version:
    """One row as it was written once: by whom, why, and how it differs from the one before."""

    model: type[Model]
    pk: int
    number: int
    at: datetime
    kind: str
    actor_kind: str
    person_id: int | None
    role: str
    reason: str
    request_id: str
    changes: tuple[Change, ...]


def acts_of(decision_id: int) -> list[Act]:
    """Every act on one decision, the earliest first."""
    return list(Act.objects.filter(decision_id=decision_id).order_by("at", "id"))


def versions_of(model: type[Model], *, hide: Iterable[str] = (), **lookup: object) -> list[Version]:
    """Every version of the rows that ``lookup`` finds, the earliest first; one query.

    ``hide`` names columns whose changes say nothing to a reader. A row that was created or
    deleted lists what it held; one that was written unchanged has no changes.
    """
    found = _history(model).filter(**lookup).order_by("history_id").values()
    return list(_versions(model, found, frozenset(hide)))


def timeline_of(
    decision_id: int, models: Sequence[type[Model]], *, hide: Iterable[str] = ()
) -> list[Act | Version]:
    """Acts on a decision and versions of its parts in the order in which they happened.

    One query for the acts and one for each model, however long the record. A model is found
    by its field ``decision``, or by its own key where it is the decision.
    """
    told: list[Act | Version] = list(acts_of(decision_id))
    for model in models:
        key = "decision_id" if _has(model, "decision") else "id"
        told.extend(versions_of(model, hide=hide, **{key: decision_id}))
    return sorted(told, key=lambda entry: entry.at)


def _history(model: type[Model]) -> Any:
    name: str = model._meta.simple_history_manager_attribute  # type: ignore[attr-defined]
    return getattr(model, name).model.objects


def _has(model: type[Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.fields)


def _versions(
    model: type[Model], found: Iterable[dict[str, Any]], hide: frozenset[str]
) -> Iterator[Version]:
    key = str(model._meta.pk.attname)
    last: dict[int, dict[str, Any]] = {}
    for row in found:
        pk, kind = row[key], row["history_type"]
        after = {} if kind == DELETED else _kept(row, hide | {key})
        changes = tuple(_changes(model, last.get(pk, {}), after))
        last[pk] = after
        yield Version(
            model=model,
            pk=pk,
            number=row["history_id"],
            at=row["history_date"],
            kind=kind,
            actor_kind=row["history_actor_kind"],
            person_id=row["history_user_id"],
            role=row["history_role"],
            reason=row["history_change_reason"] or "",
            request_id=row["history_request_id"],
            changes=changes,
        )


def _kept(row: dict[str, Any], hide: frozenset[str]) -> dict[str, Any]:
    """The row's own columns, without those about the version."""
    own = {name: value for name, value in row.items() if not name.startswith("history_")}
    return {name: value for name, value in own.items() if name not in hide}


def _changes(model: type[Model], before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    for field in model._meta.fields:
        name = field.attname
        was, is_now = before.get(name), after.get(name)
        if was != is_now and not (_is_empty(was) and _is_empty(is_now)):
            yield Change(field.name, was, is_now)


def _is_empty(value: object) -> bool:
    return value is None or value == "" or value == []

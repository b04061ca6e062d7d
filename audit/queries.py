"""What happened to a record, and what changed in it? For whoever may see it: ask first."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, Model, QuerySet

from audit.models import Act

CREATED, CHANGED, DELETED = "+", "~", "-"
Row = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One column: what it was and what it became."""

    field: Field[Any, Any]
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


def acts_of(decision_id: int, kinds: Collection[str] | None = None) -> list[Act]:
    """Every act on one decision, or those of some kinds, the earliest first."""
    found = Act.objects.filter(decision_id=decision_id).order_by("at", "id")
    return list(found if kinds is None else found.filter(kind__in=kinds))


@dataclass(frozen=True)
class Histories:
    """Queries of several histories made into one statement, to be asked again and again.

    Every value in it is the number of what they are about: ``Decision.history.filter(id=0)``.
    """

    models: tuple[type[Model], ...]
    sql: str
    values: int

    def about(self, pk: int) -> list[Version]:
        """Every version, the earliest first."""
        return _read(self.models, self.sql, [pk] * self.values)


def histories(*asked: QuerySet[Any]) -> Histories:
    """The queries, whatever number they were made with."""
    models, sql, values = _together(asked)
    if len(set(values)) > 1:
        raise ValueError("Histories that are asked again hold one number and nothing else.")
    return Histories(tuple(models), sql, len(values))


def versions_of(*found: QuerySet[Any]) -> list[Version]:
    """Every version that was found, of whatever models, the earliest first; one query in all.

    Each argument is a query of a history: ``Advice.history.filter(decision_id=7)``. A row that was
    created or deleted lists what it held; one that was written unchanged has no changes.
    """
    return _read(*_together(found))


def _together(found: Iterable[QuerySet[Any]]) -> tuple[list[type[Model]], str, list[Any]]:
    """The models whose histories can hold anything, the statement that reads them, its values."""
    models: list[type[Model]] = []
    queries: list[str] = []
    values: list[Any] = []
    for each in found:
        try:
            query, params = each.order_by().query.sql_with_params()
        except EmptyResultSet:
            continue
        models.append(each.model.instance_type)
        queries.append(f"(SELECT jsonb_agg(v ORDER BY v.history_id) FROM ({query}) v)")
        values.extend(params)
    return models, f"SELECT jsonb_build_array({', '.join(queries)})::text", values


def _read(models: Iterable[type[Model]], sql: str, values: list[Any]) -> list[Version]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = json.loads(cursor.fetchone()[0])
    told: list[Version] = []
    for model, found in zip(models, rows, strict=True):
        told.extend(_versions(model, found or []))
    return sorted(told, key=lambda version: version.at)


def _versions(model: type[Model], rows: Iterable[Row]) -> Iterator[Version]:
    key = str(model._meta.pk.column)
    last: dict[int, Row] = {}
    for row in rows:
        pk, kind = row[key], row["history_type"]
        after = {} if kind == DELETED else row
        changes = tuple(_changes(model, last.get(pk, {}), after))
        last[pk] = after
        yield Version(
            model=model,
            pk=pk,
            number=row["history_id"],
            at=datetime.fromisoformat(row["history_date"]),
            kind=kind,
            actor_kind=row["history_actor_kind"],
            person_id=row["history_user_id"],
            role=row["history_role"],
            reason=row["history_change_reason"] or "",
            request_id=row["history_request_id"],
            changes=changes,
        )


def _changes(model: type[Model], before: Row, after: Row) -> Iterator[Change]:
    for column, field in _columns(model):
        was, became = before.get(column), after.get(column)
        if was != became and not (_is_empty(was) and _is_empty(became)):
            yield Change(field, _value(field, was), _value(field, became))


@cache
def _columns(model: type[Model]) -> list[tuple[str, Field[Any, Any]]]:
    fields = model._meta.concrete_fields
    return [(str(field.column), field) for field in fields if not field.primary_key]


def _value(field: Field[Any, Any], kept: Any) -> Any:
    """What JSON carried, as the model has it."""
    return None if kept is None else field.to_python(kept)


def _is_empty(value: object) -> bool:
    return value is None or value == "" or value == []

"""How are all rows of a decision read in one query, now or as they stood at a version?"""

# ruff: noqa: S608  # table names come from the models; every value is bound

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

from decisions.models import Decision

M = TypeVar("M", bound=Model)
OF_DECISION = "h.decision_id = %(id)s"
OF_DECISIONS = "h.decision_id = ANY(%(id)s)"


def read(
    models: Mapping[str, type[Model]],
    sql: Callable[[bool], str],
    decision_id: int | list[int],
    version: int | None,
) -> dict[str, Any]:
    """The parts that ``sql`` asks for as lists of unsaved-looking rows, by their names.

    Of one decision, or of several where ``sql`` asks with ``OF_DECISIONS``.
    """
    with connection.cursor() as cursor:
        cursor.execute(sql(version is not None), {"id": decision_id, "version": version})
        parts = json.loads(cursor.fetchone()[0])
    return {name: _objects(model, parts[name] or []) for name, model in models.items()}


def together(pairs: Iterable[str]) -> str:
    """One statement that returns one JSON object."""
    return "SELECT jsonb_build_object(" + ", ".join(pairs) + ")"


def of_decision(name: str, model: type[Model], then: bool) -> str:
    """A part whose rows say themselves which decision they belong to."""
    return part(name, model, OF_DECISION, then)


def part(name: str, model: type[Model], condition: str, then: bool) -> str:
    """A name and the rows of a model that meet ``condition``; what has no history stays out."""
    row = "to_jsonb(t)"
    if unread := _without_history(model):
        row += f" - '{{{','.join(unread)}}}'::text[]"
    return f"'{name}', (SELECT jsonb_agg({row}) FROM {source(model, condition, then)} t)"


def source(model: type[Model], condition: str, then: bool) -> str:
    """The rows of a model that meet ``condition``, today's or those of the version asked for."""
    if not then:
        return f"(SELECT h.* FROM {model._meta.db_table} h WHERE {condition})"
    history = model.history.model._meta.db_table  # type: ignore[attr-defined]
    moment = (
        f"(SELECT max(d.history_date) FROM {Decision.history.model._meta.db_table} d "
        "WHERE d.id = %(id)s AND d.version = %(version)s)"
    )
    return (
        f"(SELECT * FROM (SELECT DISTINCT ON (h.id) h.* FROM {history} h "
        f"WHERE {condition} AND h.history_date <= {moment} "
        "ORDER BY h.id, h.history_id DESC) h WHERE h.history_type <> '-')"
    )


@cache
def _without_history(model: type[Model]) -> tuple[str, ...]:
    """Columns that a history leaves out: secrets and files, read only where they are needed.

    Kept, since each look at a model's history makes its manager anew.
    """
    kept = {field.name for field in model.history.model._meta.fields}  # type: ignore[attr-defined]
    return tuple(str(f.column) for f in model._meta.concrete_fields if f.name not in kept)


def _objects(model: type[M], rows: list[dict[str, Any]]) -> list[M]:
    if not rows:
        return []
    unread = _without_history(model)
    fields = [field for field in model._meta.concrete_fields if field.column not in unread]
    names = [f.attname for f in fields]
    found = [
        model.from_db(None, names, [f.to_python(row[str(f.column)]) for f in fields])
        for row in rows
    ]
    # Parts are read in the order in which they came, also where lists show the newest first.
    named = [name for name in model._meta.ordering or () if isinstance(name, str)]
    order = [name.removeprefix("-") for name in named] or ["id"]
    return sorted(found, key=lambda row: tuple(_place(getattr(row, name)) for name in order))


def _place(value: Any) -> tuple[bool, Any]:
    """What is empty comes last, as PostgreSQL has it."""
    return value is None, value

"""Beside what is ours measured? The same columns, indexes and constraints, kept otherwise.

``a``: no history. ``b``: django-simple-history as it comes. ``c``: django-pghistory.
``d``: django-auditlog. ``h``: our history alone, without the rules of a recorded decision.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pghistory
from auditlog.registry import auditlog
from django.db import models
from simple_history.models import HistoricalRecords

from audit.tracking import Tracked
from decisions.models import Decision, InformationItem

Model = type[models.Model]
EVENTS = (pghistory.InsertEvent, pghistory.UpdateEvent, pghistory.DeleteEvent)


def alike(source: Model, letter: str, **more: Any) -> Model:
    """A model with the columns, indexes and constraints of another."""
    name = f"{letter}_{source._meta.model_name}"
    fields = {field.name: _copied(field) for field in source._meta.concrete_fields}
    meta = {
        "app_label": "rivals",
        "db_table": f"bench_{name}",
        "default_permissions": (),
        "indexes": [
            models.Index(fields=index.fields, name=f"{letter}_{index.name}")
            for index in source._meta.indexes
        ],
        "constraints": [
            models.CheckConstraint(condition=check.condition, name=f"{letter}_{check.name}")
            for check in source._meta.constraints
        ],
    }
    told = {**fields, **more, "__module__": __name__, "Meta": type("Meta", (), meta)}
    return type(name.title().replace("_", ""), (models.Model,), told)


def _copied(field: models.Field) -> models.Field:
    copy = deepcopy(field)
    if copy.remote_field:
        copy.remote_field.related_name = "+"
    return copy


def pair(letter: str, **more: Any) -> tuple[Model, Model]:
    """The decision, and the items that belong to it."""
    decision = alike(Decision, letter, **{name: make() for name, make in more.items()})
    belongs = models.ForeignKey(decision, on_delete=models.PROTECT, related_name="+")
    made = {name: make() for name, make in more.items()}
    return decision, alike(InformationItem, letter, decision=belongs, **made)


PAIRS: dict[str, tuple[Model, Model]] = {
    "ours": (Decision, InformationItem),
    "h": pair("h", history=Tracked),
    "a": pair("a"),
    "b": pair("b", history=HistoricalRecords),
    "c": pair("c"),
    "d": pair("d"),
}
for each in PAIRS["c"]:
    pghistory.track(*(event() for event in EVENTS))(each)
for each in PAIRS["d"]:
    auditlog.register(each)

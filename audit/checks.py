"""Is the history in place, in the models and in the database itself? System checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from audit.database import differences, tables


@register(Tags.models)
def every_model_is_tracked(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """A model has a history, or is exempt by name with a reason; content has its organisation."""
    return [*_untracked(), *_unwalled()]


def _untracked() -> Iterator[CheckMessage]:
    if not tables.tracked():
        yield Error("No model has a history: the models were read wrongly.", id="audit.E001")
    for table in tables.undeclared():
        yield Error(
            f"The table {table} has no history and is not exempt.",
            hint="Give its model history = Tracked(), or name it in audit/database/tables.py.",
            id="audit.E002",
        )


def _unwalled() -> Iterator[CheckMessage]:
    for table in tables.without_organisation():
        yield Error(
            f"The table {table} has a history but no organisation, and so no wall.",
            hint="Give its model an organisation, or name it in audit/database/tables.py.",
            id="audit.E003",
        )


@register(Tags.database)
def the_database_holds_to_it(
    app_configs: Sequence[AppConfig] | None, databases: Iterable[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Functions, triggers, walls and rights in the database are those that this code means."""
    return [found for alias in databases or () for found in _damage(alias)]


def _damage(alias: str) -> Iterator[CheckMessage]:
    found = differences(connections[alias])
    for what, things in (
        ("is missing", found.missing),
        ("stands, and should not,", found.surplus),
        ("is nobody’s", found.strays),
    ):
        for thing in sorted(map(str, things)):
            yield Error(
                f"In the database {what}: {thing}",
                hint="Run “manage.py migrate” as the owner of the database.",
                id="audit.E004",
            )

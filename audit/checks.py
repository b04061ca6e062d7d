"""Is the history in place, in the models and in the database itself? System checks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from audit.database import differences
from audit.database.tables import WITHOUT_ORGANISATION, cache_table, tracked, undeclared
from audit.database.tables import EXEMPT


@register(Tags.models)
def every_model_is_tracked(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """A model has a history, or is exempt by name with a reason."""
    found: list[CheckMessage] = [
        Error(
            f"The table {table} has no history and is not exempt.",
            hint="Give the model history = Tracked(), or name it in audit/database/tables.py.",
            id="audit.E001",
        )
        for table in undeclared()
    ]
    if not tracked():
        found.append(Error("No model has a history: the registry was read wrongly.", id="audit.E002"))
    return found


@register(Tags.database)
def the_database_holds_to_it(
    app_configs: Sequence[AppConfig] | None, databases: Iterable[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Functions, triggers, walls and rights in the database are those that this code means."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        missing, surplus = differences(connections[alias])
        for what, things in (("is missing", missing), ("should not be", surplus)):
            found.extend(
                Error(
                    f"In the database {what}: {thing}",
                    hint="Run “manage.py migrate” as the owner of the database.",
                    id="audit.E003",
                )
                for thing in sorted(map(str, things))
            )
    return found

"""Migrates as the owner of the tables, and puts the history in place after every migration."""

from __future__ import annotations

from typing import Any

from django.core.checks import Tags
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connections

from audit.database import install
from config.postgresql.base import DatabaseWrapper, as_owner

LOOKS_ONLY = ("plan", "check_unapplied")


class Command(migrate.Command):
    """Django's command, as the owner; the application's own role may not change a table."""

    connection: DatabaseWrapper

    def execute(self, *args: Any, **options: Any) -> str | None:
        self.connection = connections[options["database"]]  # type: ignore[assignment]
        with as_owner(self.connection):
            done = super().execute(*args, **options)
            if not any(options.get(option) for option in LOOKS_ONLY):
                call_command("createcachetable", database=self.connection.alias, verbosity=0)
                install(self.connection)
                self.check(tags=[Tags.database], databases=[self.connection.alias])
        return done

    def get_check_kwargs(self, options: Any) -> Any:
        """Checks of the database come last: before, they would report what this run mends."""
        return {**super().get_check_kwargs(options), "databases": []}

    def migration_progress_callback(
        self, action: str, migration: Any = None, fake: bool = False
    ) -> None:
        """At once after each: a later migration of the same run may write to its tables."""
        super().migration_progress_callback(action, migration, fake)
        theirs = getattr(migration, "app_label", "") == "procrastinate"
        if action in {"apply_success", "unapply_success"} and not theirs:
            install(self.connection)

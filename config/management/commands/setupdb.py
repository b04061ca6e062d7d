"""Makes the roles and the database of a new installation; may be repeated, and mends."""

from __future__ import annotations

import argparse
from typing import Any

import environ
import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.postgresql.roles import APPLICATION, OWNER, ensure_database, ensure_roles

SUPERUSER = "DATABASE_SUPERUSER_URL"


class Command(BaseCommand):
    """Run once by the database's administrator, before the first ``migrate``."""

    help = (
        f"Make the roles and the database, as a superuser ({SUPERUSER}). The passwords are those "
        "of DATABASE_URL, DATABASE_OWNER_URL and the three addresses of the history’s roles."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--superuser-url",
            default=environ.FileAwareEnv().str(SUPERUSER, default=""),
            help=f"How the superuser connects; by default what {SUPERUSER} says.",
        )

    def handle(self, *args: Any, superuser_url: str, **options: Any) -> None:
        if not superuser_url:
            raise CommandError(f"{SUPERUSER} is missing: it says how the superuser connects.")
        database = settings.DATABASES["default"]
        passwords = _passwords(database)
        try:
            ensure_roles(superuser_url, passwords)
            ensure_database(superuser_url, str(database["NAME"]))
        except (psycopg.Error, RuntimeError) as refused:
            raise CommandError(f"The database refused: {refused}") from refused
        self.stdout.write("The roles and the database are ready. Now run migrate as the owner.")


def _passwords(database: dict[str, Any]) -> dict[str, str]:
    """The roles have fixed names, since the rights in the database are theirs."""
    owner = database.get("OWNER") or {}
    found = {"DATABASE_URL": (database, APPLICATION), "DATABASE_OWNER_URL": (owner, OWNER)}
    for variable, (login, role) in found.items():
        if login.get("USER") != role:
            raise CommandError(f"{variable} must name the role {role}.")
    passwords = {role: str(login.get("PASSWORD") or "") for login, role in found.values()}
    history = settings.HISTORY_DATABASES.items()
    return passwords | {role: str(login.get("password") or "") for role, login in history}

"""What makes the demonstration ready? Its tables, its cache, and its invented people, once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from psycopg import sql

from audit.ledger.keys import PUBLIC_KEYS, SIGNING_KEY
from config import embedded

ORGANISATIONS = "accounts_organisation"


class Command(BaseCommand):
    """Bring the demonstration up to the code; print who may sign in."""

    help = "Make the demonstration ready: migrate, and load its invented people once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--collect-static", action="store_true", help="collect the styles and scripts, too"
        )

    def handle(self, *args: Any, collect_static: bool, **options: Any) -> None:
        if not settings.DEMONSTRATION or "DATABASE_URL" in os.environ:
            raise CommandError("Only a demonstration on the embedded database is prepared.")
        if collect_static:
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        half_loaded = embedded.home() / "half-loaded"
        if half_loaded.exists():
            _start_afresh()
        call_command("migrate", verbosity=0, interactive=False)
        if not _has_organisations():
            _load(half_loaded)
        half_loaded.unlink(missing_ok=True)
        call_command("demonstration_accounts", stdout=self.stdout)


def _load(half_loaded: Path) -> None:
    """Load through the real actions, which take many transactions; a marker tells of a crash."""
    half_loaded.touch()
    # A history that begins anew is signed anew; its keys stay, since a key outlives a log.
    for left in settings.HISTORY_SIGNER_DIR.glob("*"):
        if left.name not in {SIGNING_KEY, PUBLIC_KEYS}:
            left.unlink()
    call_command("load_demonstration", verbosity=0)


def _has_organisations() -> bool:
    """Asked as the superuser, since the application sees one organisation at a time."""
    with psycopg.connect(embedded.superuser_conninfo(dbname=embedded.DATABASE)) as asked:
        query = sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier(ORGANISATIONS))
        found = asked.execute(query).fetchone()
    return bool(found and found[0])


def _start_afresh() -> None:
    """Nothing that is recorded can be deleted, so a half-loaded demonstration goes whole."""
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    embedded.remake_database()

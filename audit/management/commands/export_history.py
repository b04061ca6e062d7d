"""Writes the signed history to a file that can be checked without this application."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from psycopg import IsolationLevel

from audit.ledger.connect import AUDITOR, NotConfigured, connect
from audit.ledger.exporting import Export, NothingSigned, line
from audit.ledger.keys import KeysRefused, public_keys


class Command(BaseCommand):
    """Export everything, or the content of one organisation beside the leaves of all."""

    help = (
        "Write the signed history as JSON lines. The file holds case content: keep it as safe as "
        "the records. Check it with audit/standalone/verify_history.py."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a new file, which only you can read")
        parser.add_argument(
            "--organisation", type=int, metavar="NUMBER", help="the content of this one alone"
        )

    def handle(
        self, *args: Any, file: Path, organisation: int | None, **options: Any
    ) -> str | None:
        try:
            with connect(AUDITOR) as connection:
                connection.isolation_level = IsolationLevel.REPEATABLE_READ
                export = Export(connection, organisation=organisation)
                keys = public_keys(settings.HISTORY_KEYS_FILE)
                with _new(file) as out:
                    for record in export.records(settings.HISTORY_ORIGIN, keys):
                        out.write(line(record))
                        self._tell(record.get("index", 0), export.size)
        except (NothingSigned, NotConfigured, KeysRefused, OSError, psycopg.Error) as why:
            raise CommandError(str(why)) from why
        return f"{export.size:,} entries were written to {file}."

    def _tell(self, index: int, size: int) -> None:
        if index and index % 10_000 == 0 and sys.stderr.isatty():
            self.stderr.write(f"{index:,} of {size:,}")


@contextmanager
def _new(file: Path) -> Iterator[TextIO]:
    """A file that nobody else can read, and that is not there where it could not be finished."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            yield out
    except BaseException:
        file.unlink()
        raise

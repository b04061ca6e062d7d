"""Checks that the history is as it was signed, once or again and again, and says what is not."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from accounts.ui.dates import when_in_words
from audit.ledger import checking
from audit.ledger.connect import NotConfigured
from audit.ledger.findings import NOT_CHECKED, CouldNotCheck, Report
from audit.ledger.keys import KeysRefused

AGAIN_SECONDS = 10
FAULTS = (CouldNotCheck, NotConfigured, KeysRefused, psycopg.Error, OSError)


class Command(BaseCommand):
    """Look at every entry; ends with 0 unaltered, 1 altered, 2 not checked, 3 with warnings."""

    help = "Check that the history is as it was signed. Sees no content of any record."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--since", metavar="NUMBER|DAY", default="",
            help="begin at the checkpoint of so many entries, or the last before a day",
        )  # fmt: skip
        parser.add_argument("--json", type=Path, metavar="FILE", help="write what was found")
        parser.add_argument("--record", action="store_true", help="keep it for the Guardian’s page")
        parser.add_argument(
            "--every", type=float, metavar="SECONDS",
            help="check again and again, and whenever the Guardian asks; records each time",
        )  # fmt: skip

    def handle(self, *args: Any, every: float | None, **options: Any) -> None:
        options["since"] = _since(options["since"])
        if every is None:
            sys.exit(self._check(**options))
        ended = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: ended.set())
        while not ended.is_set():
            try:
                for _wish in checking.wishes(every, ended):
                    self._until_checked(ended, **(options | {"record": True}))
            except psycopg.Error as why:
                self.stderr.write(f"Could not check: {why}")
            ended.wait(AGAIN_SECONDS)

    def _until_checked(self, ended: threading.Event, **options: Any) -> None:
        """Where there is nothing to check yet, or no database, look again soon."""
        while self._check(**options) == NOT_CHECKED and not ended.wait(AGAIN_SECONDS):
            continue

    def _check(
        self, *, since: int | datetime, json: Path | None, record: bool, **options: Any
    ) -> int:
        try:
            report = checking.check(
                since=since, record=record, copies=settings.HISTORY_COPIES_FILE, tell=self._tell
            )
        except FAULTS as why:
            self.stderr.write(f"Could not check: {why}")
            return NOT_CHECKED
        if json:
            _write(json, report)
        self._say(report)
        return report.code

    def _tell(self, at: int, of: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r{at * 100 // max(of, 1):3d} %", ending="")

    def _say(self, report: Report) -> None:
        word = {0: "Unaltered", 1: "ALTERED", 3: "Unaltered, but read the warnings"}[report.code]
        signed = (
            when_in_words(datetime.fromisoformat(report.signed)) if report.signed else "no day yet"
        )
        self.stdout.write(f"{word}: {report.size:,} entries, signed on {signed}.")
        for each in report.findings:
            self.stdout.write(f"  {each['level'].capitalize()}: {each['what']}")
        for kind, count in report.counts.items():
            shown = sum(each["kind"] == kind for each in report.findings)
            if count > shown:
                self.stdout.write(f"  … and {count - shown:,} more of this kind ({kind}).")
        self.stdout.write("This does not show that an entry is true or complete.")


def _since(told: str) -> int | datetime:
    """A number of entries, or a moment."""
    if not told or told.isdecimal():
        return int(told or 0)
    try:
        found = parse_datetime(told) or parse_date(told)
    except ValueError:
        found = None
    if found is None:
        raise CommandError(f"“{told}” is neither a number of entries nor a day such as 2026-03-04.")
    moment = found if isinstance(found, datetime) else datetime(found.year, found.month, found.day)  # noqa: DTZ001
    return moment if moment.tzinfo else timezone.make_aware(moment)


def _write(file: Path, report: Report) -> None:
    file.write_text(json.dumps(report.to_json(), indent=1, ensure_ascii=False) + "\n")

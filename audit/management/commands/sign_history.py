"""Signs the history: runs for as long as the application does, best on a machine of its own."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from audit.ledger import keys, running
from audit.ledger.connect import NotConfigured
from audit.ledger.signer import Stopped
from audit.ledger.state import Busy

STOPPED = 3


class Command(BaseCommand):
    """Sign round by round until it is told to end."""

    help = (
        "Sign the history every few seconds. Ends with 3, and says why, rather than sign a tree "
        "that does not follow from the last one."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="sign what waits now, and end")
        parser.add_argument("--every", type=float, default=2.0, metavar="SECONDS")
        parser.add_argument(
            "--make-keys", action="store_true", help="make the first keys where there are none"
        )

    def handle(self, *args: Any, once: bool, every: float, make_keys: bool, **options: Any) -> None:
        if not settings.HISTORY_ORIGIN:
            raise CommandError(
                "HISTORY_ORIGIN is missing. Set it to a name of your own for this history, such "
                "as sharing.example.org/history; it can never change."
            )
        try:
            if make_keys and not (settings.HISTORY_SIGNER_DIR / keys.SIGNING_KEY).exists():
                keys.make_keys(settings.HISTORY_SIGNER_DIR, settings.HISTORY_ORIGIN)
            self._sign(once=once, every=every)
        except Stopped as why:
            self.stderr.write(f"Stopped: {why}")
            sys.exit(STOPPED)
        except (Busy, NotConfigured, running.Elsewhere, keys.KeysRefused) as why:
            raise CommandError(str(why)) from why

    def _sign(self, *, once: bool, every: float) -> None:
        if once:
            self.stdout.write(f"{running.run_once():,} entries are signed.")
            return
        ended = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: ended.set())
        running.run(every=every, ended=ended)

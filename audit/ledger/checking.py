"""When is the history checked, by what, and where is the outcome kept?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from psycopg import IsolationLevel
from psycopg.types.json import Jsonb

from audit.ledger.connect import VERIFIER, connect
from audit.ledger.findings import Report
from audit.ledger.keys import public_keys
from audit.ledger.verification import Tell, Verification, kept_elsewhere, size_at

# The Guardian's page asks on this channel for a check at once.
WISH = "sd_verify"
LOOK_SECONDS = 2.0
RECORD = "INSERT INTO ledger.verification (ok, report) VALUES (%s, %s)"


def check(*, since: int | datetime, record: bool, copies: str, tell: Tell) -> Report:
    """One check in one snapshot; ``record`` keeps the outcome for the page."""
    keys = public_keys(settings.HISTORY_KEYS_FILE)
    with connect(VERIFIER) as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        size = since if isinstance(since, int) else size_at(connection, since)
        outside = kept_elsewhere(copies)
        report = Verification(connection, keys, since=size, copies=outside, tell=tell).run()
    report.has_copies = has_copies()
    if record:
        with connect(VERIFIER) as connection:
            connection.execute(RECORD, [report.code != 1, Jsonb(report.to_json())])
    return report


def has_copies() -> bool:
    """Whether any checkpoint leaves this server."""
    return bool(
        settings.HISTORY_COPIES_FILE
        or settings.HISTORY_COPIES_EMAIL
        or settings.HISTORY_COPIES_URLS
    )


def wishes(every: float, ended: threading.Event) -> Iterator[None]:
    """Now, every so many seconds, and whenever somebody asks."""
    with connect(VERIFIER, autocommit=True) as connection:
        connection.execute(f"LISTEN {WISH}")
        while not ended.is_set():
            yield
            waited = 0.0
            while waited < every and not ended.is_set():
                timeout = min(LOOK_SECONDS, every - waited)
                if list(connection.notifies(timeout=timeout, stop_after=1)):
                    break
                waited += timeout

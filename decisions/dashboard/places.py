"""Where in the queue does a page begin? Signed, so that a place can only be followed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.core import signing

from decisions.dashboard.queue import Page, Place
from decisions.models import Attention

SALT = "decisions.dashboard"
AFTER, BEFORE = "after", "before"


def signed(row: Attention) -> str:
    """The place of a row."""
    return signing.dumps([row.rank, row.since.isoformat(), row.pk], salt=SALT)


def place(text: str) -> Place | None:
    """The place that ``signed`` gave; None where nobody gave it."""
    try:
        rank, since, pk = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    return rank, dt.datetime.fromisoformat(since), pk


def asked(codes: Mapping[str, Any]) -> dict[str, str]:
    """The place that an address names, to come back to the same one."""
    found = {name: str(codes.get(name, "")) for name in (AFTER, BEFORE)}
    return {name: text for name, text in found.items() if place(text)}


def query(codes: Mapping[str, str]) -> str:
    """The same for the end of an address."""
    return f"?{urlencode(codes)}" if codes else ""


def beside(page: Page) -> dict[str, str]:
    """The ends of the addresses of the pages before and after this one."""
    rows = page.rows
    return {
        "before": query({BEFORE: signed(rows[0])}) if page.has_before and rows else "",
        "after": query({AFTER: signed(rows[-1])}) if page.has_after and rows else "",
    }

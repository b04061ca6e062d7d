"""Where does the next page of a list begin? Signed, so that a place can only be followed."""

from __future__ import annotations

import datetime as dt

from django.core import signing

Position = tuple[dt.datetime, int]


def signed(moment: dt.datetime, pk: int, *, salt: str) -> str:
    """A row's place in its list, for an address; each list has a salt of its own."""
    return signing.dumps([moment.isoformat(), pk], salt=salt)


def position(text: str, *, salt: str) -> Position | None:
    """The place that ``signed`` gave; None where nobody gave it."""
    try:
        moment, pk = signing.loads(text, salt=salt)
    except signing.BadSignature:
        return None
    return dt.datetime.fromisoformat(moment), pk

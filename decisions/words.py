"""How dates, times, choices and references are said on the screen."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from django.db.models import TextChoices

from accounts.ui.dates import day_in_words, when_in_words


def day(value: dt.date | None) -> str:
    """4 March 2026."""
    return day_in_words(value) if value else ""


def moment(value: dt.datetime | None) -> str:
    """4 March 2026, 3:40pm, in UK time."""
    return when_in_words(value) if value else ""


def label(choices: type[TextChoices], code: str | None) -> str:
    """The words of a stored code; nothing for no answer, and a code unknown today as it stands."""
    return str(_labels(choices).get(code, code)) if code else ""


@cache
def _labels(choices: type[TextChoices]) -> dict[str, Any]:
    return dict(choices.choices)


def said(value: Any) -> str:
    """Any stored answer as a person would read it; empty for no answer."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.datetime):
        return moment(value)
    if isinstance(value, dt.date):
        return day(value)
    return str(value)

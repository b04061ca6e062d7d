"""How is the demonstration filled? Organisations and people first, then a year of decisions."""

from __future__ import annotations

import datetime as dt

from decisions.demonstration import cast
from decisions.demonstration.calendar import plan
from decisions.demonstration.writing import Writing
from decisions.models import Decision


def load_demonstration(today: dt.date, total: int = 300) -> int:
    """Write the cast and ``total`` decisions, the earliest first; the number written."""
    companies = cast.settle()
    planned = plan(today, total)
    earlier: dict[str, Decision] = {}
    for each in planned:
        company = companies[each.telling.situation.organisation]
        decision = Writing(each, company).write(earlier)
        earlier.setdefault(each.telling.situation.key, decision)
    return total

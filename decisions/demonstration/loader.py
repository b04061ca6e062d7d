"""How is the demonstration filled? Organisations and people first, then a year of decisions."""

from __future__ import annotations

import datetime as dt

from accounts.door import acting
from decisions.actions.drafting import bump
from decisions.consequences import held_back
from decisions.demonstration import cast
from decisions.demonstration.after import (
    arriving,
    directory,
    following,
    judging,
    local,
    moving,
    receipts,
    reviewing,
    sending,
    tasks,
)
from decisions.demonstration.calendar import plan
from decisions.demonstration.writing import Writing
from decisions.models import Decision


def load_demonstration(today: dt.date, total: int = 300) -> int:
    """Write the cast and ``total`` decisions, the earliest first; the number written."""
    companies = cast.settle()
    planned = plan(today, total)
    earlier: dict[str, Decision] = {}
    told: dict[str, list[moving.Told]] = {}
    directory.play(companies, today)
    local.play(companies, today)
    followed = following.Following(companies)
    for number, each in enumerate(planned, start=1):
        company = companies[each.telling.situation.organisation]
        writing = Writing(each, company)
        with held_back():
            decision = writing.write(earlier)
            sending.play(decision, actor=writing.actor)
            receipts.play(decision, actor=writing.actor)
            followed.play(decision, actor=writing.actor, left=total - number)
            reviewing.play(decision, each.telling, company)
        with acting(writing.actor):
            decision.refresh_from_db()
            bump(decision)
        tasks.play(decision, actor=writing.actor)
        earlier.setdefault(each.telling.situation.key, decision)
        told.setdefault(each.telling.situation.key, []).append((decision, writing.actor))
    moving.play(told)
    judging.play(told)
    arriving.play(companies, today)
    return total

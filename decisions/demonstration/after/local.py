"""What does each invented organisation put beside a question, and who has read it?"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from accounts.door import acting
from decisions.demonstration.after.directory import acting_for
from decisions.demonstration.cast import Company
from decisions.local import actions
from decisions.models import LocalGuidance

Row = dict[str, Any]
ASKED = ("kind", "title", "link", "note", "steps")


@cache
def written() -> dict[str, list[Row]]:
    """What is invented, by the key of the organisation."""
    with Path(__file__).with_name("local.toml").open("rb") as file:
        return tomllib.load(file)


def play(companies: Mapping[str, Company], today: dt.date) -> None:
    """The lead keeps the list; colleagues say what they have read."""
    for key, company in companies.items():
        for row in written()[key]:
            _page(company, row, today)


def _page(company: Company, row: Row, today: dt.date) -> None:
    actor = acting_for(company.people["lead"])
    review_on = today - dt.timedelta(days=row["review"])
    values = {**{name: row[name] for name in ASKED}, "review_on": review_on}
    with acting(actor):
        page = actions.add_guidance(company.organisation.pk, actor=actor, values=values)
        _read(company, page, row.get("read_before", ()))
        for edition in range(1, row.get("edition", 1)):
            page = actions.change_guidance(
                page, actor=actor, values=values, read_again=True, drawn_from=edition
            )
        _read(company, page, row["read_by"])


def _read(company: Company, page: LocalGuidance, people: list[str]) -> None:
    for person in people:
        reader = acting_for(company.people[person])
        with acting(reader):
            actions.say_read(page, actor=reader, edition=page.edition)

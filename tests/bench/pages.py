"""Which pages are there to measure, and what is a save that changes what can be changed?"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from decisions.record import Record
from decisions.steps import ASKING
from tests.decisions.form_reader import read

# What opens and closes a transaction asks nothing of a table.
FRAME = re.compile(r"BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET LOCAL")
TYPED = re.compile(r'<textarea[^>]*\bname="([^"]+)"')
MORE = "\nSeen again today."


def parts_of(slug: str, record: Record) -> Iterator[str]:
    """Every kind of page that a step has, by what its address ends in; removing comes last."""
    yield ""
    if slug in {"who", "recipients", "advice"}:
        rows = {"who": record.people, "recipients": record.recipients, "advice": record.advice}
        first = rows[slug][-1].pk
        yield from (str(first), "new", f"{first}-remove")
    if slug == "information":
        first, second, third = (item.pk for item in record.items[:3])
        yield from (str(first), f"{first}-split", f"{first}-join-{second}", f"{third}-remove")
    if slug == "consent":
        person = record.people[0].pk
        yield from (str(person), f"{person}-confidence")


def step_pages(record: Record) -> Iterator[tuple[str, str]]:
    """Each page of each step: its name and its address."""
    for step in ASKING:
        for part in parts_of(step.slug, record):
            ending = [step.slug, part] if part else [step.slug]
            name = "step_part" if part else "step"
            kind = re.sub(r"\d+", "#", part)
            yield (
                f"{step.slug} {kind}".strip(),
                reverse(name, args=[record.decision.reference, *ending]),
            )


def step_saves(record: Record) -> Iterator[tuple[str, str]]:
    """The pages whose save can be repeated: nothing is added and nothing removed by it."""
    for name, url in step_pages(record):
        if not re.search("new|remove|join|split", name):
            yield name, url


def changed(html: str, more: str = MORE) -> dict[str, list[str]]:
    """What a browser posts once somebody has added a line to each long answer on the page."""
    answers = {name: values for name, values in read(html).answers.items() if name}
    typed = [answers[name] for name in TYPED.findall(html) if name in answers]
    for values in [each for each in typed if any(each)] or typed:
        values[-1] += more
    if 'name="danger_now"' in html:
        answers["danger_now"] = ["not-sure"]
    if "role" in answers and not answers.get("name", [""])[-1]:
        answers["name"] = ["Somebody new"]
    return answers


def found_by(reference: str) -> dict[str, dict[str, Any]]:
    """The ways to find a record, as they are posted."""
    today = dt.date.today()  # noqa: DTZ011
    day = {"since-day": today.day, "since-month": today.month, "since-year": today.year}
    return {
        "by reference": {"reference": reference},
        "by person": {"person": "fb 1"},
        "by date": day,
    }


def asked(client: Client, method: str, url: str, data: Any = None) -> tuple[int, HttpResponse]:
    """How many queries an answer took, what middleware asks included; and the answer."""
    with CaptureQueriesContext(connection) as captured:
        answer = getattr(client, method)(url, data)
    found = [query["sql"] for query in captured.captured_queries]
    return sum(not FRAME.match(sql) for sql in found), answer

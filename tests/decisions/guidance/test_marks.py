"""Is nothing that was not confirmed shown without its mark?"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string

from decisions import guidance
from decisions.evidence import Finding, Line
from decisions.guidance import Rule, Why
from decisions.library.today import Compared

TEMPLATES = Path(__file__).parents[3] / "templates"
SURE = guidance.rule("C2020-7")
UNSURE = replace(SURE, verified="unverified")
IN_PART = guidance.rule("G2024-7")
HELD = Finding(answered=True, text="Held.", step="safety")


def of_today(rule: Rule) -> dict[str, Any]:
    edition = guidance.edition(rule.edition_key)
    change = guidance.Change((), (rule,), "It is new.", same=False)
    part = Compared(edition, edition, (change,), {rule.code: Line(rule, (HELD,))})
    return {"compared": [part], "reference": "AAAAA-AAAAA", "decision": {}}


SHOWN = {
    "components/rule_source.html": lambda rule: {"rule": rule},
    "components/why.html": lambda rule: {"why": [Why(rule, "Because.")]},
    "components/rule_table.html": lambda rule: {"title": "Rules", "rows": [Line(rule, (HELD,))]},
    "library/mark.html": lambda rule: {"item": rule},
    "library/unsure.html": lambda rule: {"item": rule},
    "library/today.html": of_today,
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_rule_that_was_not_confirmed_carries_its_mark(name: str) -> None:
    marked, plain = (render_to_string(name, SHOWN[name](rule)) for rule in (UNSURE, SURE))
    assert "not confirmed" in marked.lower()
    assert "not confirmed" not in plain.lower()


@pytest.mark.parametrize(
    "name", ["components/rule_source.html", "components/why.html", "components/rule_table.html"]
)
def test_a_rule_that_was_confirmed_in_part_says_so(name: str) -> None:
    assert "partly not confirmed" in render_to_string(name, SHOWN[name](IN_PART)).lower()


SAYS = re.compile(r"\.(truth|myth|meaning|expansion|explanation)\b|\brule\.title")
MARKS = re.compile(r"is_unverified|mark_note|unconfirmed|(mark|unsure|rule_source)\.html")


def test_every_template_that_says_what_guidance_says_can_mark_it() -> None:
    bare = [
        str(each.relative_to(TEMPLATES))
        for each in TEMPLATES.rglob("*.html")
        if SAYS.search(text := each.read_text("utf-8")) and not MARKS.search(text)
    ]
    assert bare == []


def test_no_rule_is_surer_than_the_page_that_it_was_read_on() -> None:
    for edition in guidance.editions():
        assert edition.source.url.startswith("https://")
        for rule in edition.rules:
            seen = guidance.shapes.MARKS.index(rule.source.seen)
            assert guidance.shapes.MARKS.index(rule.verified) >= seen, rule.code

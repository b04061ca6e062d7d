"""Which situations is the guide to the law held against, and which facts can there be at all?"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from accounts.choices import OrganisationKind
from decisions.guidance import NATIONS, agencies, concerns
from decisions.guidance.law_rules import NOT_KNOWN, law_rules
from decisions.law.facts import GOES_TO, PLAIN, Facts


@dataclass(frozen=True)
class Line:
    """One thing that the guide must say."""

    about: str
    answer: str
    why: str
    law: str


@dataclass(frozen=True)
class Situation:
    key: str
    facts: Facts
    lines: tuple[Line, ...]


@cache
def situations() -> tuple[Situation, ...]:
    text = (Path(__file__).parent / "situations.toml").read_text()
    return tuple(_situation(each) for each in tomllib.loads(text)["situations"])


def _situation(told: dict[str, Any]) -> Situation:
    facts = {name: value for name, value in told["facts"].items() if value != NOT_KNOWN}
    return Situation(told["key"], Facts(**facts), tuple(Line(*line) for line in told["lines"]))


def values(name: str) -> st.SearchStrategy[str]:
    """Every answer that a rule may ask for, and that it is not known."""
    return st.sampled_from(("", *law_rules().asked[name].values))


WORRIES = [each.code for each in concerns()]
KINDS = sorted({each.code for nation in NATIONS for each in agencies(nation)})


def any_facts() -> st.SearchStrategy[Facts]:
    """Every combination of facts that a record could hold."""
    named = {name: values(name) for name in PLAIN if name not in ("nation", "organisation")}
    return st.builds(
        Facts,
        nation=st.sampled_from(NATIONS),
        organisation=st.sampled_from(("", *OrganisationKind.values)),
        age=st.none() | st.integers(0, 110),
        concerns=st.lists(st.sampled_from(WORRIES), unique=True, max_size=3),
        recipients=st.none() | st.lists(st.sampled_from(KINDS), unique=True, max_size=3),
        asker=values("asker").filter(lambda value: value != "nobody"),
        **named,
    )


def goes_somewhere() -> set[str]:
    """Every kind of recipient that a fact is read from."""
    return set().union(*GOES_TO.values())

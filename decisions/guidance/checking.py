"""Is all the guidance whole: every file readable, and every name in it known to another?"""

from collections import Counter
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from decisions.guidance import (
    body,
    briefing,
    charts,
    files,
    in_force,
    law_rules,
    mapping,
    parsing,
    phrasing,
    schemes,
    sharing_code,
    tips,
    transfers,
)
from decisions.guidance.reading import HERE
from decisions.guidance.shapes import STEP_SLUGS, Edition, Rule, Source
from decisions.guidance.vocabulary import Concern

_FILES = (
    ("lawful_bases.toml", "bases", parsing.basis),
    ("myths.toml", "myths", parsing.myth),
    ("breaches.toml", "breaches", parsing.breach_rule),
    ("givers.toml", "givers", parsing.giver),
    ("glossary.toml", "terms", parsing.term),
    ("agencies.toml", "agencies", parsing.agency),
    ("methods.toml", "methods", parsing.method),
    ("concerns.toml", "concerns", parsing.concern),
    ("nations.toml", "nations", parsing.nation),
    ("briefing.toml", "parts", briefing.part),
    ("tips.toml", "tips", tips.tip),
    (schemes.FILE, schemes.TABLE, schemes.scheme),
    (transfers.FILE, transfers.TABLE, transfers.move),
)


def check(folder: Path = HERE) -> list[str]:
    """Every problem in the files, each naming its file and item; an empty list if there is none."""
    problems: list[str] = []
    sources = files.read_sources(folder, problems)
    held = files.read_editions(folder, sources, problems)
    asked = files.read_items(folder, "evidence.toml", "evidence", parsing.evidence, problems)
    codes: dict[str, list[str]] = {}
    made: list[object] = []
    for name, table, make in _FILES:
        items = files.read_items(folder, name, table, partial(make, sources=sources), problems)
        codes[name] = [_code(item) for item in items]
        made += items
    rules = [rule.code for each in held for rule in each.rules]
    problems += _twice({**codes, "editions": [each.key for each in held], "rules": rules})
    problems += _links(sources.values())
    problems += _editions(held, {each.name for each in asked})
    problems += in_force.problems_of(in_force.read(folder, problems), held)
    problems += mapping.problems_of(mapping.read(folder, problems), held)
    problems += phrasing.check(folder, sources)
    concerns = [item for item in made if isinstance(item, Concern)]
    problems += _concern_bases(concerns, set(codes["lawful_bases.toml"]))
    problems += tips.problems_of(made)
    problems += charts.problems_of(charts.read(folder, sources, problems), made)
    problems += briefing.problems_of(made)
    problems += transfers.problems_of(made)
    sharing_code.read(folder, sources, problems)
    body.problems_of(folder, sources, problems)
    law_rules.read(folder, sources, codes["lawful_bases.toml"], problems)
    return problems


def _code(item: object) -> str:
    """What an item is known by in its file: its code, or for a nation its key."""
    return str(getattr(item, "code", "") or getattr(item, "key", ""))


def _twice(codes: dict[str, list[str]]) -> list[str]:
    return [
        f"{name}: {code!r} stands {times} times"
        for name, found in codes.items()
        for code, times in Counter(found).items()
        if times > 1
    ]


def _links(sources: Iterable[Source]) -> list[str]:
    return [
        f"sources.toml, {each.key}: “url” must start with https://, not {each.url!r}"
        for each in sources
        if each.publisher != "This product" and not each.url.startswith("https://")
    ]


def _editions(held: Iterable[Edition], asked: set[str]) -> list[str]:
    held = tuple(held)
    problems = []
    for each in held:
        where = f"{each.key}.toml"
        if [rule.number for rule in each.rules] != list(range(1, len(each.rules) + 1)):
            problems.append(f"{where}: the rules are not numbered 1 to {len(each.rules)} in order")
        for rule in each.rules:
            problems += _unknown_evidence(where, rule, asked)
    return problems + _unserved(held)


def _unknown_evidence(where: str, rule: Rule, asked: set[str]) -> list[str]:
    return [
        f"{where}, {rule.code}: evidence_from names {name!r}, which is not in evidence.toml"
        for name in rule.evidence_from
        if name not in asked
    ]


def _unserved(held: Iterable[Edition]) -> list[str]:
    served = {slug for each in held for rule in each.rules for slug in rule.steps}
    return [
        f"editions: no rule is answered by the step {slug!r}"
        for slug in STEP_SLUGS
        if slug not in served
    ]


def _concern_bases(concerns: Iterable[Concern], codes: set[str]) -> list[str]:
    return [
        f"concerns.toml, {each.code}: see_bases names {code!r}, which is not in lawful_bases.toml"
        for each in concerns
        for code in each.see_bases
        if code not in codes
    ]

"""Which rules, laws and words apply to this step, this nation and this day?

Everything is read from the files beside this module, once per process; all results are frozen.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from decisions.guidance import parsing
from decisions.guidance.reading import HERE, Entry, GuidanceError, open_file
from decisions.guidance.shapes import (
    Basis,
    Edition,
    Editions,
    Evidence,
    Rule,
    Source,
    Why,
)
from decisions.guidance.vocabulary import (
    Agency,
    BreachRule,
    Concern,
    Giver,
    Method,
    Myth,
    NationTerms,
    Term,
)

Item = TypeVar("Item")


def read_items(
    folder: Path, name: str, table: str, make: Callable[[Entry], Item], problems: list[str]
) -> tuple[Item, ...]:
    """Every [[table]] of one file, made into shapes; what is wrong is added to `problems`."""
    file = open_file(folder / name, problems)
    if not file.data:
        return ()
    items = tuple(parsing.finished(entry, make) for entry in file.entries(table))
    file.done()
    return items


def read_sources(folder: Path, problems: list[str]) -> dict[str, Source]:
    found = read_items(folder, "sources.toml", "sources", parsing.source, problems)
    return {each.key: each for each in found}


def read_editions(
    folder: Path, sources: dict[str, Source], problems: list[str]
) -> tuple[Edition, ...]:
    made = []
    for path in sorted((folder / "editions").glob("*.toml")):
        file = open_file(path, problems)
        if file.data:
            made.append(parsing.finished(file, lambda each: parsing.edition(each, sources)))
    return tuple(made)


@cache
def _sources() -> dict[str, Source]:
    problems: list[str] = []
    found = read_sources(HERE, problems)
    _refuse(problems)
    return found


def _items(
    name: str, table: str, make: Callable[[Entry, dict[str, Source]], Item]
) -> tuple[Item, ...]:
    problems: list[str] = []
    items = read_items(HERE, name, table, lambda each: make(each, _sources()), problems)
    _refuse(problems)
    return items


def _refuse(problems: Sequence[str]) -> None:
    if problems:
        raise GuidanceError(problems)


# -- Editions and their rules ------------------------------------------------------------------


@cache
def editions() -> tuple[Edition, ...]:
    """Every edition held, in force or superseded, oldest first within its family."""
    problems: list[str] = []
    found = read_editions(HERE, _sources(), problems)
    _refuse(problems)
    return tuple(sorted(found, key=lambda each: (each.family, each.in_force_from)))


def edition(key: str) -> Edition:
    """The edition with this key, such as "golden-rules-2024". KeyError if there is none."""
    return _by(editions(), "key", key)


@cache
def editions_in_force(nation: str, about: str, on: date) -> Editions:
    """The editions a decision made that day answers; "both" is treated as a child.

    Before the oldest edition held, that oldest one answers for golden rules and Caldicott; the
    ICO's steps are simply absent.
    """
    return Editions(
        golden_rules=_latest("golden_rules", nation, about, on),
        caldicott=_latest("caldicott", nation, about, on),
        ico=_newest_in_force("ico", nation, about, on),
    )


def editions_from(keys: Iterable[str], on: date | None = None) -> Editions:
    """The editions that a stored decision names, whatever is in force today.

    Where no key names the ICO's steps and the day `on` is given, those of that day are added.
    """
    named = {each.family: each for each in map(edition, keys)}
    golden, ico = named["golden_rules"], named.get("ico")
    if ico is None and on is not None:
        ico = _newest_in_force("ico", golden.nations[0], golden.about, on)
    return Editions(golden, named["caldicott"], ico)


def _newest_in_force(family: str, nation: str, about: str, on: date) -> Edition | None:
    fitting = [
        each
        for each in editions()
        if each.family == family and nation in each.nations and each.in_force(about, on)
    ]
    return fitting[-1] if fitting else None


def _latest(family: str, nation: str, about: str, on: date) -> Edition:
    oldest = next(each for each in editions() if each.family == family)
    return _newest_in_force(family, nation, about, on) or oldest


@cache
def rules_for_step(slug: str, editions: Editions) -> tuple[Rule, ...]:
    """The rules of these editions that a step answers, golden rules first."""
    return tuple(rule for rule in editions.rules if slug in rule.steps)


@cache
def why_we_ask(slug: str, editions: Editions) -> tuple[Why, ...]:
    """For each rule that a step answers, one or two plain sentences."""
    return tuple(Why(rule, rule.why(slug)) for rule in rules_for_step(slug, editions))


def rule(code: str) -> Rule:
    """The rule with this code, such as "G2024-3". KeyError if there is none."""
    return _by((each for held in editions() for each in held.rules), "code", code)


@cache
def evidence() -> dict[str, Evidence]:
    """By predicate name: what answers it, the gap's sentence, and the step to put it right."""
    problems: list[str] = []
    found = read_items(HERE, "evidence.toml", "evidence", parsing.evidence, problems)
    _refuse(problems)
    return {each.name: each for each in found}


# -- Lawful bases ------------------------------------------------------------------------------


@cache
def all_bases() -> tuple[Basis, ...]:
    return _items("lawful_bases.toml", "bases", parsing.basis)


def bases(
    nation: str,
    public_authority: bool | None = None,
    layer: str | None = None,
    about: str = "both",
) -> tuple[Basis, ...]:
    """The bases that could fit, in the file's order. None leaves that question open."""
    return tuple(
        each
        for each in all_bases()
        if nation in each.nations
        and (layer is None or each.layer == layer)
        and _fits_body(each, public_authority)
        and _concerns(each.about, about)
    )


def basis(code: str) -> Basis:
    """The basis with this code. KeyError if there is none."""
    return _by(all_bases(), "code", code)


def _fits_body(each: Basis, public_authority: bool | None) -> bool:
    if public_authority is None or each.bodies == "any":
        return True
    return (each.bodies == "public") == public_authority


def _concerns(item: str, about: str) -> bool:
    return "both" in (item, about) or item == about


# -- Myths, words, agencies, methods, concerns ---------------------------------------------------


@cache
def myths() -> tuple[Myth, ...]:
    return _items("myths.toml", "myths", parsing.myth)


def myths_for(slug: str) -> tuple[Myth, ...]:
    """The myths that bite at this step."""
    return tuple(each for each in myths() if slug in each.steps)


@cache
def breach_rules() -> tuple[BreachRule, ...]:
    """What the law asks after a personal data breach, in the order in which it is asked."""
    return _items("breaches.toml", "breaches", parsing.breach_rule)


@cache
def givers(nation: str) -> tuple[Giver, ...]:
    """Who can answer about consent in this nation, and for whom."""
    found = _items("givers.toml", "givers", parsing.giver)
    return tuple(each for each in found if nation in each.nations)


@cache
def glossary() -> tuple[Term, ...]:
    """Every abbreviation, in alphabetical order."""
    found = _items("glossary.toml", "terms", parsing.term)
    return tuple(sorted(found, key=lambda each: each.short.casefold()))


@cache
def _all_agencies() -> tuple[Agency, ...]:
    return _items("agencies.toml", "agencies", parsing.agency)


@cache
def agencies(nation: str) -> tuple[Agency, ...]:
    """The kinds of recipient in this nation, each labelled in its words."""
    return tuple(
        replace(each, label=each.label_in(nation))
        for each in _all_agencies()
        if nation in each.nations
    )


@cache
def methods() -> tuple[Method, ...]:
    """Ways of sending; those to avoid stand last and say so."""
    found = _items("methods.toml", "methods", parsing.method)
    return tuple(sorted(found, key=lambda each: each.avoid))


@cache
def _all_concerns() -> tuple[Concern, ...]:
    return _items("concerns.toml", "concerns", parsing.concern)


@cache
def concerns(about: str = "both") -> tuple[Concern, ...]:
    """Kinds of concern about a child, an adult, or either."""
    return tuple(each for each in _all_concerns() if _concerns(each.about, about))


@cache
def _nations() -> tuple[NationTerms, ...]:
    return _items("nations.toml", "nations", parsing.nation)


def terms(nation: str) -> NationTerms:
    """The words in use in this nation. KeyError if there is no such nation."""
    return _by(_nations(), "key", nation)


def agency(code: str, nation: str) -> Agency:
    return _by(agencies(nation), "code", code)


def method(code: str) -> Method:
    return _by(methods(), "code", code)


def concern(code: str) -> Concern:
    return _by(_all_concerns(), "code", code)


def _by(items: Iterable[Item], name: str, value: str) -> Item:
    for item in items:
        if getattr(item, name) == value:
            return item
    raise KeyError(value)

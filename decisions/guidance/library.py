"""Which rules, laws and words apply to this step, this nation and this day?

Everything is read from the files beside this module, once per process; all results are frozen.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from decisions.guidance import parsing
from decisions.guidance.files import read_items, refuse
from decisions.guidance.reading import HERE, Entry
from decisions.guidance.shapes import (
    Basis,
    Change,
    Edition,
    Editions,
    Evidence,
    Rule,
    Source,
    Why,
)
from decisions.guidance.shelf import Shelf
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


_OURS = Shelf(HERE)
_INSTEAD: ContextVar[Shelf | None] = ContextVar("instead", default=None)


def shelf() -> Shelf:
    """The editions that are read at present: those beside this module, unless told otherwise."""
    return _INSTEAD.get() or _OURS


@contextmanager
def reading_from(folder: Path) -> Iterator[Shelf]:
    """Answer from the editions of another folder for a while, to try a new one out."""
    token = _INSTEAD.set(Shelf(folder))
    try:
        yield shelf()
    finally:
        _INSTEAD.reset(token)


def _items(
    name: str, table: str, make: Callable[[Entry, dict[str, Source]], Item]
) -> tuple[Item, ...]:
    problems: list[str] = []
    items = read_items(HERE, name, table, lambda each: make(each, shelf().sources), problems)
    refuse(problems)
    return items


# -- Editions and their rules ------------------------------------------------------------------


def editions() -> tuple[Edition, ...]:
    """Every edition held, in force or superseded, oldest first within its family."""
    return shelf().editions


def edition(key: str) -> Edition:
    """The edition with this key, such as "golden-rules-2024". KeyError if there is none."""
    return shelf().by_key[key]


def editions_in_force(nation: str, about: str, on: date) -> Editions:
    """The editions a decision made that day answers, by the table in in_force.toml.

    Before the oldest edition held, that oldest one answers for golden rules and Caldicott; the
    ICO's steps are simply absent.
    """
    return shelf().in_force(nation, about, on)


def editions_from(keys: Iterable[str], on: date | None = None) -> Editions:
    """The editions that a stored decision names, whatever is in force today.

    Where no key names the ICO's steps and the day `on` is given, those of that day are added.
    """
    return shelf().named(keys, on)


def changes(old: Edition, new: Edition) -> tuple[Change, ...]:
    """What became of each rule from one edition to another, in the order of the new rules."""
    return shelf().changes(old, new)


def successors(rule: Rule) -> tuple[Rule, ...]:
    """What this rule became in the next edition; nothing if it is gone or the newest."""
    return shelf().successors(rule)


def predecessors(rule: Rule) -> tuple[Rule, ...]:
    """What this rule was in the edition before; nothing if it is new or the oldest."""
    return shelf().predecessors(rule)


def edition_before(edition: Edition) -> Edition | None:
    """The edition that this one is compared with: its predecessor, if there is any."""
    return shelf().before(edition)


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
    return shelf().rules[code]


def evidence() -> dict[str, Evidence]:
    """By predicate name: what answers it, the gap's sentence, and the step to put it right."""
    return shelf().evidence


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

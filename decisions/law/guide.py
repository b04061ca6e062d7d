"""Which laws could let this be shared, which may not fit, and why? It never chooses one.

A small interpreter of the table in ``decisions/guidance/law_rules.toml``, whose head says which
rule wins. A pure function: the same facts give the same guidance, and nothing is read or written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from decisions.guidance import LAYERS, NATIONS, Basis, all_bases, terms
from decisions.guidance.law_rules import (
    DEPENDS,
    DOES_NOT_FIT,
    FITS,
    NOT_KNOWN,
    NOTE,
    WARN,
    Effect,
    LawRule,
    Rules,
    Said,
    law_rules,
)
from decisions.law.facts import YES, Facts

Table = Mapping[str, str]
ANOTHER_NATION = "another-nation"
WHAT_IT_IS_FOR = "what-it-is-for"
_BY_STRENGTH: tuple[Effect, ...] = (DOES_NOT_FIT, DEPENDS, FITS)
# Which fact says whether an answer in a layer is needed at all; Article 6 always is.
NEEDED_IF = {
    "article_9": "sensitive",
    "offence": "offence",
    "confidentiality": "confidence",
    "gateway": "public",
}


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What the guide says of one law; ``unknown`` names the facts that it turns on."""

    basis: Basis
    fit: Effect
    why: Said
    unknown: tuple[str, ...]
    warnings: tuple[Said, ...]

    @property
    def code(self) -> str:
        return self.basis.code

    @property
    def could_fit(self) -> bool:
        return self.fit == FITS

    @property
    def depends(self) -> bool:
        return self.fit == DEPENDS

    @property
    def may_not_fit(self) -> bool:
        return self.fit == DOES_NOT_FIT


@dataclass(frozen=True, slots=True, eq=False)
class Guidance:
    """Every law of the nation with its answer, what is missing, and what is to be said besides."""

    facts: Table
    answers: tuple[Answer, ...]
    notes: tuple[Said, ...]
    needed: Mapping[str, str]
    missing: tuple[str, ...]

    def of(self, code: str) -> Answer | None:
        """What is said of one law, of another nation too; None for one that is not held."""
        found = next((each for each in self.answers if each.code == code), None)
        return found or _foreign(code, self.facts["nation"])

    def layer(self, layer: str) -> tuple[Answer, ...]:
        """The laws of one layer, those that may not fit last."""
        found = [each for each in self.answers if each.basis.layer == layer]
        return tuple(sorted(found, key=lambda each: each.may_not_fit))


def guide(facts: Facts, rules: Rules | None = None) -> Guidance:
    """What the table says of these facts."""
    asking = _Asking(facts.table(), rules or law_rules())
    answers = tuple(asking.answer(basis) for basis in _laws(facts.nation))
    needed: dict[str, str] = {layer: _needed(layer, asking.table) for layer in LAYERS}
    return Guidance(
        facts=asking.table,
        answers=answers,
        notes=asking.those_that_hold("", NOTE),
        needed=needed,
        missing=tuple(layer for layer in LAYERS if needed[layer] == YES and _none(layer, answers)),
    )


@cache
def _laws(nation: str) -> tuple[Basis, ...]:
    """The laws of a nation, in the file's order."""
    return tuple(each for each in all_bases() if nation in each.nations)


def holds(rule: LawRule, table: Table) -> bool | None:
    """Whether all that the rule asks for is so; None where that turns on what is not known."""
    unsure = False
    for name, counts in rule.when:
        value = table[name]
        if value not in counts:
            if value != NOT_KNOWN:
                return False
            unsure = True
    return None if unsure else True


class _Asking:
    """One reading of the table: each rule is looked at once."""

    def __init__(self, table: Table, rules: Rules) -> None:
        self.table, self.rules = table, rules
        self.held = {rule.key: holds(rule, table) for rule in rules.rules}

    def answer(self, basis: Basis) -> Answer:
        fit, why, unknown = self._verdict(basis)
        return Answer(basis, fit, why, unknown, self.those_that_hold(basis.code, WARN))

    def those_that_hold(self, code: str, effect: Effect) -> tuple[Said, ...]:
        found = self.rules.of.get((code, effect), ())
        return tuple(_said(rule) for rule in found if self.held[rule.key])

    def _verdict(self, basis: Basis) -> tuple[Effect, Said, tuple[str, ...]]:
        """“Does not fit” beats “depends” beats “fits”; what turns on an unknown fact says so."""
        against, open_to, for_it = (self.rules.of.get((basis.code, e), ()) for e in _BY_STRENGTH)
        if found := self._first(*against, *open_to):
            return found.effect, _said(found), ()
        if found := self._turning(against):
            return self._depends_on(found)
        if found := self._first(*for_it):
            return FITS, _said(found), ()
        if found := self._turning(for_it):
            return self._depends_on(found)
        return DEPENDS, _what_it_is_for(basis), ()

    def _first(self, *found: LawRule) -> LawRule | None:
        return next((rule for rule in found if self.held[rule.key]), None)

    def _turning(self, found: tuple[LawRule, ...]) -> LawRule | None:
        """The rule that turns on the fewest facts that are not known."""
        turning = [rule for rule in found if self.held[rule.key] is None]
        return min(turning, key=lambda rule: len(self._unknown(rule)), default=None)

    def _unknown(self, rule: LawRule) -> tuple[str, ...]:
        return tuple(
            name
            for name, counts in rule.when
            if self.table[name] == NOT_KNOWN and NOT_KNOWN not in counts
        )

    def _depends_on(self, rule: LawRule) -> tuple[Effect, Said, tuple[str, ...]]:
        unknown = self._unknown(rule)
        asked = _(", and ").join(self.rules.asked[name].ask for name in unknown)
        text = _("It depends on %(facts)s.") % {"facts": asked}
        return DEPENDS, Said(rule.key, text, rule.source, rule.verified), unknown


def _what_it_is_for(basis: Basis) -> Said:
    text = _("It depends on whether this is so: %(when)s") % {"when": basis.when}
    return Said(WHAT_IT_IS_FOR, text, basis.source, basis.verified)


def _foreign(code: str, nation: str) -> Answer | None:
    basis = next((each for each in all_bases() if each.code == code), None)
    if basis is None:
        return None
    named = [terms(each).name for each in NATIONS if each in basis.nations]
    words = {"nations": _(" and ").join(named), "nation": terms(nation).name}
    text = _("It is law in %(nations)s, and not in %(nation)s.") % words
    why = Said(ANOTHER_NATION, text, basis.source, basis.verified)
    return Answer(basis, DOES_NOT_FIT, why, (), ())


@cache
def _said(rule: LawRule) -> Said:
    return Said(rule.key, rule.why, rule.source, rule.verified)


def _needed(layer: str, table: Table) -> str:
    """Whether the layer needs an answer: yes, no, or not known."""
    if layer == "article_8":
        return NOT_KNOWN
    fact = NEEDED_IF.get(layer)
    return table[fact] if fact else YES


def _none(layer: str, answers: tuple[Answer, ...]) -> bool:
    return not any(each.basis.layer == layer and not each.may_not_fit for each in answers)

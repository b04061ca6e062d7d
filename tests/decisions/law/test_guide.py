"""Does the guide to the law say what was worked out by hand, and can it never say too much?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from accounts.choices import OrganisationKind
from decisions.choices import HowKnown
from decisions.guidance import LAYERS, NATIONS, all_bases, concerns
from decisions.guidance.law_rules import (
    DEPENDS,
    DOES_NOT_FIT,
    EFFECTS,
    FITS,
    NOTE,
    WARN,
    Said,
    law_rules,
)
from decisions.law.facts import FGM, PLAIN, SEXUAL, STRAIN, Facts
from decisions.law.guide import ANOTHER_NATION, WHAT_IT_IS_FOR, Guidance, guide, holds
from tests.decisions.law.told import KINDS, Situation, any_facts, goes_somewhere, situations

RULES = law_rules()
WORKED = {"case-1", "case-2", "case-4", "case-5", "case-7", "case-12"}
TRAPS = {
    "trap-public-authority-and-recognised-interest",
    "trap-paragraph-18-and-a-plain-refusal",
    "trap-fgm-adult",
    "trap-fgm-suspicion-only",
    "trap-fgm-scotland",
    "trap-section-numbers-of-another-nation",
    "trap-commencement-unconfirmed",
    "trap-consent-asked-although-one-would-share-anyway",
}


def said(found: Guidance, about: str, answer: str) -> set[str]:
    """The keys of what the guide says of that kind."""
    if answer == "notes":
        return {each.key for each in found.notes}
    if answer == "missing":
        return {""} if about in found.missing else set()
    law = found.of(about)
    assert law is not None, about
    if answer == "warns":
        return {each.key for each in law.warnings}
    return {law.why.key} if law.fit == answer else {f"{law.fit}: {law.why.key}"}


@pytest.mark.parametrize("told", situations(), ids=lambda told: told.key)
def test_the_guide_says_what_was_worked_out_by_hand(told: Situation) -> None:
    found = guide(told.facts)
    for line in told.lines:
        assert line.why in said(found, line.about, line.answer), line
        assert line.law, line


def test_there_are_enough_situations_and_every_trap_has_its_own() -> None:
    keys = [told.key for told in situations()]
    assert len(keys) == len(set(keys)) >= 60
    assert set(keys) >= TRAPS
    assert all(any(key.startswith(f"{case}-") for key in keys) for case in WORKED)


def test_every_row_of_the_table_has_an_example() -> None:
    shown = {line.why for told in situations() for line in told.lines}
    assert {rule.key for rule in RULES.rules} - shown == set()
    assert shown - {rule.key for rule in RULES.rules} == {ANOTHER_NATION, ""}


@pytest.mark.parametrize("nation", NATIONS)
def test_every_law_of_a_nation_can_fit_and_can_fail(nation: str) -> None:
    for basis in all_bases():
        if nation not in basis.nations:
            continue
        # What may not be in force cannot simply fit: it depends on that.
        lets = FITS if basis.is_in_force else DEPENDS
        assert possible(basis.code, lets, nation), basis.code
        # Private life is touched by everything, so that one never fails.
        if basis.layer != "article_8":
            assert possible(basis.code, DOES_NOT_FIT, nation), basis.code


def possible(code: str, effect: str, nation: str) -> bool:
    return any(
        nation in dict(rule.when).get("nation", {nation})
        for rule in RULES.of.get((code, effect), ())
    )


def test_no_rule_speaks_of_a_law_where_it_is_not_law() -> None:
    nations = {basis.code: set(basis.nations) for basis in all_bases()}
    for rule in RULES.rules:
        where = set(dict(rule.when).get("nation", NATIONS))
        assert all(nations[code] & where for code in rule.bases), rule.key


def test_who_may_use_a_law_is_the_same_in_both_tables() -> None:
    for basis in all_bases():
        nation = basis.nations[0]
        for about in {"child", "adult"} - {basis.about}:
            answer = guide(Facts(nation, about=about)).of(basis.code)
            assert answer is not None
            assert answer.may_not_fit or basis.about == "both" or not basis.is_in_force, basis.code
        if basis.bodies == "non_public":
            answer = guide(Facts(nation, public="yes")).of(basis.code)
            assert answer is not None
            assert answer.may_not_fit, basis.code


@settings(max_examples=300, deadline=None)
@given(any_facts())
def test_whatever_is_known_something_is_said_and_nothing_twice(facts: Facts) -> None:
    found = guide(facts)
    codes = [answer.code for answer in found.answers]
    assert sorted(codes) == sorted(b.code for b in all_bases() if facts.nation in b.nations)
    assert any(not answer.may_not_fit for answer in found.layer("article_6"))
    assert "article_6" not in found.missing
    for answer in found.answers:
        assert answer.fit in (FITS, DEPENDS, DOES_NOT_FIT)
        for sentence in (answer.why, *answer.warnings):
            is_sound(sentence)
    for note in found.notes:
        is_sound(note)


def is_sound(sentence: Said) -> None:
    assert sentence.text.strip().endswith((".", "?"))
    assert sentence.source.publisher
    assert sentence.mark_note


@settings(max_examples=300, deadline=None)
@given(any_facts())
def test_no_law_both_fits_and_does_not(facts: Facts) -> None:
    table = facts.table()
    for basis in all_bases():
        if facts.nation not in basis.nations:
            continue
        held = {
            effect: [
                rule.key for rule in RULES.of.get((basis.code, effect), ()) if holds(rule, table)
            ]
            for effect in (FITS, DOES_NOT_FIT)
        }
        assert not (held[FITS] and held[DOES_NOT_FIT]), (basis.code, held)


@settings(max_examples=100, deadline=None)
@given(any_facts())
def test_the_same_facts_give_the_same_guidance(facts: Facts) -> None:
    first, second = guide(facts), guide(facts)
    assert [(a.code, a.fit, a.why.key, a.why.text) for a in first.answers] == [
        (a.code, a.fit, a.why.key, a.why.text) for a in second.answers
    ]
    assert [note.key for note in first.notes] == [note.key for note in second.notes]


@settings(max_examples=200, deadline=None)
@given(any_facts())
def test_a_layer_is_missing_only_where_it_is_needed_and_nothing_is_left(facts: Facts) -> None:
    found = guide(facts)
    for layer in LAYERS:
        left = any(not answer.may_not_fit for answer in found.layer(layer))
        assert (layer in found.missing) == (found.needed[layer] == "yes" and not left)


def test_what_turns_on_something_unknown_names_it() -> None:
    answer = guide(Facts("england")).of("A6EA")
    assert answer is not None
    assert answer.unknown == ("public",)
    assert answer.why.text == "It depends on whether your organisation is a public authority."


def test_a_law_of_which_no_rule_speaks_depends_on_what_it_is_for() -> None:
    asked = Facts(
        "england", "nhs", "yes", direction="asked", asker="court", court_order="no",
        concerns=["early-help"], significant="no",
    )  # fmt: skip
    answer = guide(asked).of("A6C")
    assert answer is not None
    assert (answer.fit, answer.why.key) == (DEPENDS, WHAT_IT_IS_FOR)
    assert answer.basis.when in answer.why.text


def test_laws_that_may_not_fit_stand_last_in_their_layer() -> None:
    found = guide(Facts("england", "council", "yes", "child")).layer("article_6")
    fits = [not answer.may_not_fit for answer in found]
    assert fits == sorted(fits, reverse=True)
    assert {"A6EA", "A6F"} <= {answer.code for answer in found}


def test_a_law_that_is_not_held_has_no_answer() -> None:
    assert guide(Facts("wales")).of("GONE-1") is None


def test_the_facts_of_the_table_are_those_of_the_code() -> None:
    assert set(Facts("england").table()) == set(RULES.asked)
    assert set(PLAIN) <= set(RULES.asked)
    assert set(RULES.asked["organisation"].values) == set(OrganisationKind.values)
    assert set(RULES.asked["nation"].values) == set(NATIONS)
    assert set(RULES.asked["known"].values) == set(HowKnown.values)
    assert goes_somewhere() <= set(KINDS)
    assert {FGM, *SEXUAL, *STRAIN} <= {each.code for each in concerns()}


def test_every_fact_is_asked_about_by_some_rule_or_says_what_is_needed() -> None:
    asked = {name for rule in RULES.rules for name, _counts in rule.when}
    assert set(RULES.asked) - asked == set()
    assert {rule.effect for rule in RULES.rules} == set(EFFECTS) == {
        FITS, DEPENDS, DOES_NOT_FIT, WARN, NOTE,
    }  # fmt: skip

"""Are the fixed words whole in both languages, and does every way of sending have its questions?"""

from __future__ import annotations

import datetime as dt
import re

import pytest

from decisions.choices import CopyLanguage, IdentifierKind, Nature, PersonRole
from decisions.guidance import methods
from decisions.guidance.vocabulary import Method
from decisions.models import Dispatch
from decisions.sending import asks
from decisions.sending.words import Words, in_line, is_confirmed, phrases

GAP = re.compile(r"\{\w+\}")


def test_every_phrase_is_there_in_both_languages_with_the_same_gaps() -> None:
    for name, phrase in phrases().items():
        if name == "months":
            assert len(set(phrase["cy"])) == 12
            continue
        assert phrase["en"].strip(), name
        assert phrase["cy"].strip(), name
        assert sorted(GAP.findall(phrase["en"])) == sorted(GAP.findall(phrase["cy"])), name


def test_every_role_nature_and_kind_of_reference_has_its_words() -> None:
    needed = {*PersonRole.values, *Nature.values, *(f"{each}-by" for each in Nature.values)}
    needed |= {f"id-{kind}" for kind in IdentifierKind.values}
    assert needed <= set(phrases())


def test_welsh_is_said_to_be_unconfirmed_until_all_of_it_is() -> None:
    assert is_confirmed() is all(phrase["confirmed"] for phrase in phrases().values())


def test_welsh_stands_beside_english_and_never_alone() -> None:
    english, both = Words(CopyLanguage.ENGLISH), Words(CopyLanguage.WELSH)
    assert english.say("date") == "Date"
    assert both.plain("date") == "Date / Dyddiad"
    assert in_line(both.say("person")) == "Person"
    assert both.plain("opinion-by", who="{who} {page}") == (
        "Professional opinion of {who} {page} / Barn broffesiynol {who} {page}"
    )
    assert in_line(both.day(dt.date(2026, 3, 4))) == "4 March 2026 / 4 Mawrth 2026"


@pytest.mark.parametrize("way", methods(), ids=lambda way: way.code)
def test_all_that_a_way_must_record_is_asked(way: Method) -> None:
    asked = {ask.column for ask in asks.asks_of(way.code)}
    for sentence in way.record:
        column = asks.COLUMNS[sentence]
        assert column in asked | {asks.WHEN, asks.LATER}, sentence
    assert asks.REFERENCE in asked
    fields = {field.name for field in Dispatch._meta.fields}
    assert asked <= fields


def test_a_call_says_where_the_number_came_from_who_answered_and_what_was_said() -> None:
    asked = {ask.column for ask in asks.asks_of("phone") if ask.is_needed}
    assert asked == {
        "contact", "contact_source", "called_back", "security_check", "spoke_to",
        "spoke_to_role", "said",
    }  # fmt: skip


def test_an_attempt_that_says_nothing_shows_each_gap() -> None:
    row = Dispatch(method="phone", result="spoken")
    needed = [ask for ask in asks.asks_of("phone") if ask.is_needed]
    assert len(asks.gaps_of(row)) == len(needed) + 1
    assert asks.gaps_of(Dispatch(method="phone", result="failed")) == []
    row = Dispatch(method="system-view", result="sent", contact="x", said="x", security_check="x")
    assert asks.gaps_of(row) == []

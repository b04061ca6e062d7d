"""Are the hints exact about near misses, explained, always the same, and quick?"""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.guidance.phrasing import phrasing
from decisions.models import PersonConcerned
from decisions.wording.abbreviations import meanings
from decisions.wording.found import look
from decisions.wording.hints import hints
from decisions.wording.protected import must_not_know
from decisions.wording.shapes import ABBREVIATION, KINDS, NATURE, PROTECTED, Context, Hint, Reader
from decisions.wording.spots import Spot

HOUSING = Reader("housing", "Fernbrook Homes", key=1)
FAMILY = Reader("family", "Dad", key=2)
ANN = PersonConcerned(
    pk=1,
    name="Ann Bright",
    role="adult-at-risk",
    identifier="FH 2210",
    is_protected=True,
    safe_contact="14 Larkspur Close, FB1 2CD. Ring 01632 960 123 after six.",
)
WELSH = "Dywedodd wrth ei hathrawes ei bod yn oer gartref ac nad oedd ganddi ddigon i'w fwyta. "


def given_for(text: str, nature: str = "fact", *readers: Reader, **more: object) -> list[Hint]:
    place = str(more.pop("place", "item:1"))
    nation = str(more.pop("nation", "england"))
    return list(hints(place, text, Context(nation, nature, readers=readers, **more)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "Clearly marked on the plan.",
        "He asked what may happen next.",
        "MAY 2026",
        "She said nothing.",
        "He says “I think you are lying”.",
        "We could hear a television.",
        "Nobody may have the key code.",
        "‘It looks like a burn’, she said.",
        "The doctor appeared at nine.",
        "Father said: “I was at work.”",
        "Gran said to me, “He snaps.”",
        "Whether it is what it looks like is not for me to say.",
        "",
        "   ",
    ],
)
def test_near_misses_get_no_hint(text: str) -> None:
    assert given_for(text, "fact", HOUSING) == []


def test_a_hint_says_where_why_and_what_can_be_done() -> None:
    text = "He has had a CIN plan since May."
    [hint] = given_for(text, "fact", HOUSING)
    assert hint.kind == ABBREVIATION
    assert text[hint.start : hint.end] == hint.words == "CIN"
    assert hint.why == "Fernbrook Homes may not know it. It stands for: Child in need."
    assert hint.instead == ("child in need (CIN)",)
    assert hint.is_unverified
    [marked] = given_for("I think that it is a burn.", "fact")
    assert (marked.kind, marked.becomes) == (NATURE, "opinion")
    assert marked.why.endswith(".")


def test_at_the_start_of_a_sentence_and_for_several_it_is_written_right() -> None:
    [start] = given_for("It is over. CIN plan closed.", "fact", HOUSING)
    assert start.instead == ("Child in need (CIN)",)
    [several] = given_for("Two IDVAs came.", "fact", Reader("benefits", "The office"))
    assert several.instead == ("IDVAs (independent domestic violence adviser)",)


def test_a_name_keeps_its_capitals() -> None:
    [hint] = given_for("The DBS wrote.", "fact", FAMILY)
    assert hint.instead == ("the Disclosure and Barring Service (DBS)",) or hint.instead == (
        "Disclosure and Barring Service (DBS)",
    )


def test_each_short_form_is_named_once_and_not_where_it_is_spelt_out() -> None:
    assert len(given_for("CIN plan. CIN review. CIN visit.", "fact", HOUSING)) == 1
    assert given_for("A child in need (CIN) plan. The CIN review.", "fact", HOUSING) == []


def test_spelt_out_for_a_reader_it_is_known_in_what_follows() -> None:
    context = Context("england", "fact", readers=(HOUSING,))
    first = Spot("item:1", "", "He has a child in need (CIN) plan.", context)
    assert look([first, Spot("item:2", "", "The CIN review is in May.", context)]) == []
    other = Context("england", "fact", readers=(HOUSING, FAMILY))
    [group] = look([first, Spot("item:2", "", "The CIN review is in May.", other)])
    assert group.found[0].hint.about == "CIN"


def test_what_has_two_meanings_is_for_nobody_to_guess() -> None:
    for reader in (Reader("own-organisation", "Us"), Reader("childrens-social-care", "The hub")):
        [hint] = given_for("The SAR is due.", "fact", reader)
        assert "two meanings" in hint.why
        assert len(hint.instead) == 2
    assert given_for("The SAR is due.", place="reasons")


@pytest.mark.parametrize(
    "text",
    [
        "Ann was here.", "BRIGHT was seen by two staff.", "A.B. was here.", "It is for AB only.",
        "She is at 14 Larkspur Close.", "Post goes to larkspur close.", "FB1 2CD", "01632960123",
        "Case FH 2210 is open.",
    ],
)  # fmt: skip
def test_everything_that_gives_somebody_away_is_seen(text: str) -> None:
    [hint] = given_for(text, "fact", HOUSING, people=(ANN,))
    assert hint.kind == PROTECTED
    assert "Fernbrook Homes must not know of" in hint.why


@pytest.mark.parametrize(
    "text",
    [
        "A bright morning.", "Anniversary of the move.", "ABC nursery rang.",
        "Bright Street is shut.",
        "St Ann rang the bell.", "Larkspur grows there.", "Case FH 22101 is open.",
        "Joanna was here.",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_not(text: str) -> None:
    assert given_for(text, "fact", HOUSING, people=(ANN,)) == []


@pytest.mark.parametrize(
    ("person", "reader", "expected"),
    [
        ({"is_protected": True}, HOUSING, True),
        ({"is_protected": True, "protected_from": "her husband"}, HOUSING, False),
        ({"is_protected": True, "protected_from": "her husband"}, FAMILY, True),
        ({"protected_from": "Fernbrook Homes"}, HOUSING, True),
        ({"protected_from": "the housing office"}, HOUSING, True),
        ({"role": "informant"}, FAMILY, True),
        ({"role": "informant"}, HOUSING, False),
        ({"role": "child"}, FAMILY, False),
        ({"name": "Rhys", "is_protected": True}, Reader("family", "Rhys", "Rhys"), False),
    ],
)
def test_who_must_not_know_whom(person: dict[str, object], reader: Reader, expected: bool) -> None:
    assert must_not_know(PersonConcerned(pk=1, **person), reader) is expected


def test_somebody_who_is_named_on_purpose_gives_no_hint() -> None:
    assert given_for("Ann was here.", "fact", HOUSING, people=(ANN,), named=frozenset({1})) == []


def test_words_of_several_kinds_stand_in_the_order_of_the_text() -> None:
    text = "I think Mum said that Ann is probably at the CIN meeting."
    found = given_for(text, "fact", HOUSING, people=(ANN,))
    assert [hint.kind for hint in found] == [
        "nature", "nature", "protected", "speculation", "abbreviation",
    ]  # fmt: skip
    assert {hint.kind for hint in found} == set(KINDS)


def test_a_report_with_its_source_keeps_the_words_of_who_told_it() -> None:
    assert given_for("I saw him hit her.", "reported")
    assert given_for("I saw him hit her.", "reported", source="The class teacher") == []


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=300), nature=st.sampled_from(["", "fact", "opinion", "reported"]))
def test_any_text_is_read_the_same_way_twice(text: str, nature: str) -> None:
    first = given_for(text, nature, HOUSING, FAMILY, people=(ANN,))
    assert first == given_for(text, nature, HOUSING, FAMILY, people=(ANN,))
    for hint in first:
        assert text[hint.start : hint.end] == hint.words != ""


@settings(max_examples=100, deadline=None)
@given(before=st.text(max_size=40), after=st.text(max_size=40))
def test_around_the_words_anything_may_stand(before: str, after: str) -> None:
    text = f"{before}\nHe has a UASC worker.\n{after}"
    for hint in given_for(text, "fact", HOUSING):
        assert text[hint.start : hint.end] == hint.words


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000, WELSH * (1_000_000 // len(WELSH)), "“" * 1_000_000, "'\"" * 500_000,
        "A " * 500_000, "i saw ; " * 120_000, "he said ‘ " * 100_000, " " * 1_000_000,
        "CPR started " * 80_000, "probably " * 110_000, "Ann Bright. " * 80_000,
    ],
    ids="a welsh quotes mixed letters saw said spaces short guess name".split(),  # noqa: SIM905
)  # fmt: skip
def test_a_million_letters_take_no_time(text: str) -> None:
    given_for("warm", "fact", HOUSING, people=(ANN,))
    # What the processor spent, so that other work on the machine is not counted. Alone, a second
    # is enough for each; a pattern that goes back and forth would take hours.
    began = time.process_time()
    given_for(text, "fact", HOUSING, people=(ANN,))
    assert time.process_time() - began < 5


def test_every_pattern_is_explained_and_marked() -> None:
    for pattern in phrasing().patterns:
        assert pattern.why.endswith("."), pattern.code
        assert pattern.mark_note


def test_both_meanings_are_offered_as_they_would_be_written() -> None:
    from decisions.guidance import glossary

    [sar] = [term for term in glossary() if term.short == "SAR"]
    assert meanings(sar) == ("subject access request", "Safeguarding Adults Review")

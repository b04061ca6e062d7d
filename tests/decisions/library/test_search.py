"""Are words of the guidance found, whatever their ending, in the words of the nation, and fast?"""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from decisions.guidance import NATIONS
from decisions.library.search import LONGEST, find, index
from decisions.library.words import pieces, stem, stems

ALIKE = [
    {"share", "shares", "shared", "sharing", "SHARED", "Share’s"},
    {"record", "records", "recorded", "recording"},
    {"child", "children", "child’s"},
    {"agency", "agencies"},
    {"plan", "plans", "planned", "planning"},
    {"abuse", "abused", "abusing"},
    {"basis", "bases"},
    {"address", "addresses"},
]
UNLIKE = [("police", "policy"), ("need", "new"), ("being", "bee"), ("news", "needs"), ("bus", "bu")]
# In less than this, told by the best of a few tries on a machine that does other things too.
QUICK = 0.02


@pytest.mark.parametrize("words", ALIKE, ids=min)
def test_one_word_with_its_endings_is_one_word(words: set[str]) -> None:
    assert len({stem(word) for word in words}) == 1


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@settings(max_examples=300, deadline=None)
@given(some.text(max_size=200), some.sets(some.sampled_from(["shar", "child", "a", "1"])))
def test_marking_changes_no_letter(text: str, marked: set[str]) -> None:
    found = list(pieces(text, marked))
    assert "".join(piece for piece, _is_marked in found) == text
    for piece, is_marked in found:
        assert is_marked == (stem(piece) in marked) or not is_marked
        if not is_marked:
            assert not marked.intersection(stems(piece))


def titles(nation: str, asked: str) -> list[str]:
    return [hit.page.title for hit in find(nation, asked).hits]


def test_the_best_comes_first() -> None:
    assert titles("england", "consent")[0] == "You do not need consent when a child is at risk"
    assert titles("england", "FGM")[0].startswith("FGM: ")
    assert titles("england", "golden rule advice quickly")[0].startswith("Ask for advice quickly")


def test_an_abbreviation_and_what_it_stands_for_find_the_same() -> None:
    short = titles("england", "MASH")
    assert short[0].startswith("MASH: ")
    assert titles("england", "multi-agency safeguarding hubs")[0] == short[0]
    # A page that only spells it out is found by the letters.
    spelt = [hit for hit in find("england", "DPIA").hits if "DPIA" not in hit.page.text]
    assert any("impact assessment" in hit.page.text.casefold() for hit in spelt)


def test_each_nation_finds_its_own() -> None:
    assert titles("england", "LADO")[0].startswith("LADO: ")
    assert not any(title.startswith("LADO") for title in titles("scotland", "LADO"))
    assert titles("scotland", "inter-agency referral discussion")
    assert any("Scotland" in title for title in titles("scotland", "flow chart Scotland guidance"))


def test_all_words_are_wanted_and_some_are_better_than_none() -> None:
    both = find("england", "consent child")
    assert not both.is_partial
    assert both.total < find("england", "child").total
    some_of_it = find("england", "consent xylophone")
    assert some_of_it.is_partial
    assert some_of_it.total == find("england", "consent").total
    assert find("england", "xylophone").total == 0


def test_what_nobody_answers_any_more_comes_after_what_is_in_force() -> None:
    found = [hit.page for hit in find("england", "framework barrier law").hits]
    kinds = [page.kind for page in found if page.url_name == "edition"]
    assert kinds.index("Golden rules 2018, 1") < kinds.index("Golden rules 2015, 1")


@pytest.mark.parametrize("asked", ["the", "  ", "a" * 5000, "' OR 1=1 --", "<b>", "“", "x\x00y"])
def test_whatever_is_typed_is_answered(asked: str) -> None:
    find("england", asked)


@pytest.mark.parametrize("nation", NATIONS)
def test_a_search_is_quick(nation: str) -> None:
    index(nation)
    for asked in ("consent", "sharing information about a child at risk", "w" * LONGEST):
        best = min(_timed(nation, asked) for _try in range(7))
        assert best < QUICK


def _timed(nation: str, asked: str) -> float:
    begun = time.perf_counter()
    find(nation, asked)
    return time.perf_counter() - begun


def test_every_page_leads_to_a_place() -> None:
    for nation in NATIONS:
        found = index(nation).pages
        assert len(found) > 200
        places = [(page.url_name, page.args, page.anchor) for page in found if page.anchor]
        assert len(places) == len(set(places))

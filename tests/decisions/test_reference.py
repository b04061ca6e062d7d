"""Can a reference be read out, typed badly, and still be told from another?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from decisions.reference import ALPHABET, new_reference, tidy

PLACES = st.integers(min_value=0, max_value=9)


def test_a_fresh_reference_is_its_own_tidy_form() -> None:
    found = {new_reference() for _ in range(500)}
    assert len(found) == 500
    assert all(tidy(reference) == reference for reference in found)


@given(PLACES, st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_noticed(place: int, wrong: str) -> None:
    signs = list(new_reference().replace("-", ""))
    if signs[place] != wrong:
        signs[place] = wrong
        assert tidy("".join(signs)) is None


@given(st.integers(min_value=0, max_value=8))
def test_every_swap_of_neighbours_is_noticed(place: int) -> None:
    signs = list(new_reference().replace("-", ""))
    if signs[place] != signs[place + 1]:
        signs[place], signs[place + 1] = signs[place + 1], signs[place]
        assert tidy("".join(signs)) is None


def test_spaces_small_letters_and_dashes_do_not_matter() -> None:
    reference = new_reference()
    assert tidy(f" {reference.lower().replace('-', ' – ')} ") == reference
    assert tidy("") is None
    assert tidy("IL0O1-IL0O1") is None

"""When two people change one draft, is anything lost?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from decisions.merge import merge

NAMES = st.sampled_from(["reasons", "concern", "purpose"])
ANSWERS = st.dictionaries(NAMES, st.sampled_from(["", "a", "b", "c", " a ", "a\r\nb", "a\nb"]))


def full(answers: dict[str, str]) -> dict[str, str]:
    return {name: answers.get(name, "") for name in ("reasons", "concern", "purpose")}


def plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


@given(ANSWERS, ANSWERS, ANSWERS)
def test_no_change_of_anybody_is_lost(
    base: dict[str, str], theirs: dict[str, str], mine: dict[str, str]
) -> None:
    base, theirs, mine = full(base), full(theirs), full(mine)
    merged = merge(base, theirs, mine)
    clashing = {conflict.name for conflict in merged.conflicts}
    for name in base:
        was, other, own = plain(base[name]), plain(theirs[name]), plain(mine[name])
        held = plain(merged.values[name])
        if own != was and other not in (was, own):
            assert name in clashing
            assert held == own
        elif own != was:
            assert held == own
        else:
            assert held == other


def test_both_texts_stand_in_a_conflict() -> None:
    [conflict] = merge({"reasons": "one"}, {"reasons": "two"}, {"reasons": "three"}).conflicts
    assert (conflict.theirs, conflict.mine) == ("two", "three")


def test_lists_in_another_order_are_the_same_answer() -> None:
    merged = merge({"concerns": ["a", "b"]}, {"concerns": ["c"]}, {"concerns": ["b", "a"]})
    assert merged.values == {"concerns": ["c"]}
    assert not merged.conflicts

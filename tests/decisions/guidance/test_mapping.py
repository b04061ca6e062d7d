"""What became of each rule from one edition to the next, and is every rule accounted for?"""

from itertools import product
from pathlib import Path

import pytest

from decisions import guidance
from decisions.guidance import Edition
from tests.decisions.guidance.spoilt import copied, said_of_editions, spoil

EDITIONS = guidance.editions()
IN_ORDER = [
    (one, other)
    for one, other in product(EDITIONS, EDITIONS)
    if one.family == other.family and one.published < other.published
]


@pytest.mark.parametrize(("old", "new"), IN_ORDER, ids=lambda each: each.key)
def test_every_rule_of_both_is_in_one_change_or_more(old: Edition, new: Edition) -> None:
    found = guidance.changes(old, new)
    assert {rule for change in found for rule in change.before} == set(old.rules)
    assert {rule for change in found for rule in change.after} == set(new.rules)
    for change in found:
        assert change.sentence
        assert change.kind in ("new", "gone", "same", "changed")
        assert (change.kind == "new") == (not change.before)


def test_rules_three_and_four_change_places() -> None:
    def became(code: str) -> list[str]:
        return [rule.code for rule in guidance.successors(guidance.rule(code))]

    assert became("G2018-3") == ["G2024-4"]
    assert became("G2018-4") == ["G2024-3"]
    assert became("G2018-5") == ["G2024-5", "G2024-1"]
    assert became("G2024-1") == []
    back = guidance.predecessors(guidance.rule("G2024-1"))
    assert {rule.code for rule in back} == {"G2018-1", "G2018-5"}


def test_the_seventh_and_the_eighth_principle_were_new() -> None:
    def new(old: str, now: str) -> list[str]:
        found = guidance.changes(guidance.edition(old), guidance.edition(now))
        return [change.after[0].code for change in found if change.kind == "new"]

    assert new("caldicott-1997", "caldicott-2013") == ["C2013-7"]
    assert new("caldicott-2013", "caldicott-2020") == ["C2020-8"]
    assert new("caldicott-1997", "caldicott-2020") == ["C2020-7", "C2020-8"]


def test_a_way_over_two_editions_tells_both_steps() -> None:
    found = guidance.changes(
        guidance.edition("golden-rules-2015"), guidance.edition("golden-rules-2024")
    )
    consent = next(change for change in found if change.before[0].code == "G2015-4")
    assert [rule.code for rule in consent.after] == ["G2024-3"]
    assert "“Informed consent” became “consent”" in consent.sentence
    assert "was rule 4 and is now rule 3" in consent.sentence


def test_editions_that_nobody_compared_are_one_change_without_words() -> None:
    old, new = guidance.edition("golden-rules-2024"), guidance.edition("golden-rules-2018")
    assert guidance.changes(old, new) == ((old.rules, new.rules, "", False),)


def test_each_edition_knows_which_it_is_compared_with() -> None:
    before = {each.key: guidance.edition_before(each) for each in EDITIONS}
    assert before["golden-rules-2024"] is guidance.edition("golden-rules-2018")
    assert before["caldicott-2013"] is guidance.edition("caldicott-1997")
    assert before["ico-2023"] is None


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            'to = ["G2018-3"]',
            'to = ["G2018-9"]',
            "golden-rules-2015 to golden-rules-2018: 'G2018-9' is no rule of golden-rules-2018",
        ),
        (
            'to = ["G2018-3"]',
            'to = ["G2018-2"]',
            "golden-rules-2015 to golden-rules-2018: nothing is said of G2018-3",
        ),
        (
            'from = ["G2015-3"]',
            'from = ["G2015-2"]',
            "golden-rules-2015 to golden-rules-2018: G2015-2 stands in “from” 2 times",
        ),
        (
            'new = "golden-rules-2018"',
            'new = "golden-rules-2081"',
            "golden-rules-2015 to golden-rules-2081: there is no edition 'golden-rules-2081'",
        ),
        (
            'to = ["C2013-7"]\n',
            'to = ["C2013-7"]\nsame = true\n',
            "“same” needs a rule on both sides",
        ),
        ('to = ["C2020-8"]\n', "", "give “from”, “to” or both"),
        ("changed = ", "chnged = ", "“chnged” is not a name this file may use"),
    ],
)
def test_a_mistake_in_the_mapping_is_named_in_words(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    folder = copied(tmp_path)
    spoil(folder / "mapping.toml", old, new)
    found = said_of_editions(folder)
    assert any(problem in each for each in found), found

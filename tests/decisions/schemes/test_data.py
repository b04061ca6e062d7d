"""Is every scheme and every kind of move said in full, with its source and its mark?"""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from decisions.choices import SchemeStage, TransferKind, TransferStage
from decisions.guidance.checking import check
from decisions.guidance.reading import HERE
from decisions.guidance.schemes import ABOUT, all_schemes, name_of, scheme_of, schemes
from decisions.guidance.shapes import NATIONS
from decisions.guidance.transfers import KINDS, all_moves, move_of, moves
from decisions.models import RecordTransfer, SchemeConcern
from decisions.schemes.words import TOPICS


@pytest.mark.parametrize("nation", NATIONS)
def test_each_nation_has_a_scheme_for_children_and_one_for_partners(nation: str) -> None:
    assert [each.protects for each in schemes(nation)] == ["child", "adult"]


SARAH, CLARE = "Child Sex Offender Disclosure Scheme", "Domestic Violence Disclosure Scheme"


@pytest.mark.parametrize(
    ("nation", "names"),
    [
        (
            "england",
            {SARAH, CLARE},
        ),
        ("wales", {SARAH, CLARE}),
        (
            "scotland",
            {
                "Sex Offender Community Disclosure Scheme",
                "Disclosure Scheme for Domestic Abuse Scotland",
            },
        ),
        (
            "northern-ireland",
            {
                "Child Protection Disclosure Arrangements",
                "Domestic Violence and Abuse Disclosure Scheme",
            },
        ),
    ],
)
def test_schemes_have_their_official_names(nation: str, names: set[str]) -> None:
    assert {each.name for each in schemes(nation)} == names


@pytest.mark.parametrize("scheme", all_schemes(), ids=lambda each: each.code)
def test_a_scheme_says_everything_that_is_asked_of_it(scheme) -> None:
    assert {point.about for point in scheme.points} == set(ABOUT) == set(TOPICS)
    assert "999" in scheme.danger
    assert any("Never tell anybody yourself" in each for each in scheme.never)
    assert any("convictions" in each for each in scheme.never)
    assert any("olice" in point.text for point in scheme.about("who-decides"))
    for marked in (scheme, *scheme.points):
        assert marked.source.url or marked.is_unverified


def test_general_knowledge_never_passes_for_more() -> None:
    own = [p for each in all_schemes() for p in each.points if p.source.key == "OWN"]
    own += [each for each in all_moves() if each.source.key == "OWN"]
    assert own
    assert all(each.is_unverified for each in own)


def test_a_scheme_of_another_day_keeps_its_code() -> None:
    assert scheme_of("gone") is None
    assert name_of("gone") == "gone"
    assert name_of("csods").startswith("Child Sex Offender Disclosure Scheme")


def test_kinds_of_move_are_those_that_can_be_stored() -> None:
    assert set(KINDS) == set(TransferKind.values)
    for nation in NATIONS:
        assert [each.kind for each in moves(nation)] == list(KINDS)


def test_a_childs_file_has_five_days_in_england() -> None:
    move = move_of("school", "england")
    assert (move.days, move.source.key, move.verified) == (5, "KCSIE", "secondary")
    assert move_of("school", "scotland").is_unverified
    assert move_of("area", "wales").days == 3


def test_codes_fit_the_columns_that_keep_them() -> None:
    length = SchemeConcern._meta.get_field("scheme").max_length or 0
    assert all(len(each.code) <= length for each in all_schemes())
    kind = RecordTransfer._meta.get_field("kind").max_length or 0
    assert all(len(each) <= kind for each in KINDS)
    assert all(len(each) <= 20 for each in SchemeStage.values)
    assert all(len(each) <= 12 for each in TransferStage.values)


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("schemes.toml", 'about = "undertaking"', 'about = "time"', "no point says 'undertaking'"),
        ("schemes.toml", 'source = "DVADS"', 'source = "NOBODY"', "'NOBODY'"),
        ("schemes.toml", 'code = "dvds"', 'code = "csods"', "'csods' stands 2 times"),
        ("transfers.toml", 'kind = "abroad"', 'kind = "area"', "not one"),
        ("transfers.toml", "days = 5", "days = -5", "“days” cannot be less than 0"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, name: str, old: str, new: str, problem: str) -> None:
    folder = copytree(HERE, tmp_path / "guidance")
    file = folder / name
    file.write_text(file.read_text().replace(old, new))
    assert [each for each in check(folder) if name in each and problem in each]

"""Is a mistake in the table of the law named in words that somebody can act on?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from decisions.guidance import check
from decisions.guidance.law_rules import NAME
from decisions.guidance.reading import HERE

RULE = """
[[rules]]
key = "new-rule"
bases = ["A6E"]
effect = "fits"
when = { public = ["yes"] }
why = "Because."
source = "UKGDPR"
verified = "unverified"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(HERE, tmp_path / "guidance", ignore=shutil.ignore_patterns("*.py*"))
    return tmp_path / "guidance"


def problems_with(folder: Path, wrong: str, right: str) -> str:
    assert right in RULE
    with (folder / NAME).open("a") as file:
        file.write(RULE.replace(right, wrong))
    return "\n".join(check(folder))


def test_a_rule_that_is_sound_is_accepted(folder: Path) -> None:
    assert problems_with(folder, "fits", "fits") == ""


@pytest.mark.parametrize(
    ("wrong", "right", "named"),
    [
        ("publik", "public", "'publik' is not a fact"),
        ('["perhaps"]', '["yes"]', "has 'perhaps', which is none of yes, no, not-known"),
        ('["A6X"]', '["A6E"]', "“bases” has 'A6X'"),
        ('"may-fit"', '"fits"', "“effect” must be one of fits, depends"),
        ('"NOWHERE"', '"UKGDPR"', "source 'NOWHERE' is not in sources.toml"),
        ('"certain"', '"unverified"', "“verified” must be one of"),
        ('why = ""', 'why = "Because."', "“why” is empty"),
        ("wehn =", "when =", "“wehn” is not a name this file may use"),
        ("[]", '["A6E"]', "every other rule needs some"),
        ('"note"', '"fits"', "a note has no “bases”"),
        ('"public-task"', '"new-rule"', "'public-task' stands more than once"),
    ],
)
def test_what_is_wrong_is_named(folder: Path, wrong: str, right: str, named: str) -> None:
    said = problems_with(folder, wrong, right)
    assert named in said
    assert NAME in said

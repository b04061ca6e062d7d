"""Does every box of the ICO's checklist and forms have its place in a record, or say why not?"""

from pathlib import Path

import pytest
from django.apps import apps

from decisions import guidance
from decisions.guidance.sharing_code import PARTS, Item, sharing_code
from tests.decisions.guidance.spoilt import copied, spoil

CODE = sharing_code()


def test_the_three_parts_are_there_and_say_how_sure_they_are() -> None:
    assert {part: len(CODE.part(part)) for part in PARTS} == {
        "checklist": 19,
        "decision_form": 25,
        "request_form": 18,
    }
    assert {item.verified for item in CODE.part("decision_form")} == {"primary"}
    assert {item.verified for item in CODE.part("request_form")} == {"unverified"}


@pytest.mark.parametrize("item", CODE.items, ids=lambda item: item.code)
def test_every_item_is_answered_in_a_record_or_says_why_not(item: Item) -> None:
    assert item.source.url.startswith("https://")
    assert item.step or item.not_by_step
    for field in item.fields:
        model, name = field.split(".")
        assert apps.get_model("decisions", model)._meta.get_field(name)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            'step = "concern"\n',
            "",
            (
                "sharing_code.toml, ICO-A-1: give the “step” that answers it, or say in "
                "“not_by_step” why none does"
            ),
        ),
        (
            'fields = ["decision.purpose"]',
            'fields = ["purpose"]',
            "sharing_code.toml, ICO-A-1: “fields” has 'purpose', which is no row and column",
        ),
        ('"ICO-A-2"', '"ICO-A-1"', "sharing_code.toml: 'ICO-A-1' stands twice"),
        (
            'verified = "primary"',
            'verified = "sure"',
            "sharing_code.toml, ICO-A-1: “verified” must be one of primary,",
        ),
    ],
)
def test_a_mistake_is_named_in_words(tmp_path: Path, old: str, new: str, problem: str) -> None:
    copy = copied(tmp_path)
    spoil(copy / "sharing_code.toml", old, new)
    found = guidance.check(copy)
    assert any(problem in each for each in found), found

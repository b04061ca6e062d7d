"""Are the hints as somebody labelled them by hand, before there was any rule?

The floors hold what was measured (docs/guidance.md); the sentences that were held out are never
looked at when a rule is changed.
"""

from __future__ import annotations

import pytest

from decisions.wording.shapes import KINDS
from tests.decisions.wording.measured import labelled, measured, sentences, unusual

LEAST_PRECISION = 0.9


def test_there_are_enough_sentences_and_half_of_them_need_no_hint() -> None:
    every = sentences()
    assert len(every) >= 180
    assert 0.4 < sum(not row["expected"] for row in every) / len(every) < 0.6
    assert len(sentences(held_out=True)) == len(every) // 3
    assert {row["nation"] for row in every} == {"england", "scotland", "wales", "northern-ireland"}


def test_every_label_stands_in_its_sentence() -> None:
    for row in sentences():
        for label in row["expected"]:
            assert label["words"] in row["text"], row["text"]
            assert label["kind"] in KINDS, row["text"]
        assert set(row.get("people", ())) <= set(labelled()["people"])


@pytest.mark.parametrize("kind", KINDS)
def test_of_all_sentences_few_hints_are_wrong(kind: str) -> None:
    found = measured(sentences())
    assert found.kinds[kind].precision >= LEAST_PRECISION, found.unlike


@pytest.mark.parametrize("kind", KINDS)
def test_of_those_built_with_few_hints_are_wrong_or_missed(kind: str) -> None:
    found = measured(sentences(held_out=False))
    assert found.kinds[kind].precision >= 0.95, found.unlike
    assert found.kinds[kind].recall >= 0.95, found.unlike


@pytest.mark.parametrize("kind", KINDS)
def test_of_those_held_out_few_hints_are_wrong(kind: str) -> None:
    assert measured(sentences(held_out=True)).kinds[kind].precision >= LEAST_PRECISION


def test_where_somebody_writes_in_an_unusual_way_much_is_missed_and_little_is_wrong() -> None:
    found = measured(unusual()).all
    assert found.precision >= LEAST_PRECISION
    assert found.recall >= 0.25

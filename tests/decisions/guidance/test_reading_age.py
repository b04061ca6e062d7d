"""Can somebody of eleven read what the guidance explains?"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from decisions.guidance.reading import HERE
from tests.decisions.guidance.reading_age import WORD, age, easy, grade, syllables, texts_of

# What people read as help; titles, names and other people's words are not ours to make plain.
EXPLAINING = frozenset({
    "explanation", "truth", "text", "do", "when", "meaning", "caution", "changed", "note", "ask",
    "hint", "need", "why", "said", "what", "status_note", "bodies_note", "pending", "not_by_step",
    "unconfirmed", "answered", "gap",
})  # fmt: skip
FILES = sorted(HERE.rglob("*.toml"))
# A sentence of a few words swings by years with one long name in it.
SHORT = 12


def texts(file: Path) -> list[tuple[str, str]]:
    """What a file explains; a single word is a code, and no text."""
    found = texts_of(tomllib.loads(file.read_text("utf-8")), EXPLAINING, file.name)
    return [(at, text) for at, text in found if " " in text]


LONG = [
    (at, text) for file in FILES for at, text in texts(file) if len(WORD.findall(text)) >= SHORT
]


@pytest.mark.parametrize(
    "file", [each for each in FILES if len(texts(each)) >= 5], ids=lambda file: file.stem
)
def test_a_file_as_a_whole_is_read_with_ease_at_eleven(file: Path) -> None:
    found = [text if text.rstrip()[-1:] in ".?!" else f"{text}." for _, text in texts(file)]
    assert age(" ".join(found)) <= 11


def test_most_texts_are_read_at_eleven_and_nearly_all_at_thirteen() -> None:
    ages = sorted(age(text) for _, text in LONG)
    assert sum(each <= 11 for each in ages) / len(ages) >= 0.8
    assert sum(each <= 13 for each in ages) / len(ages) >= 0.92


def test_no_rule_of_an_edition_is_hard_to_read() -> None:
    editions = {file.name for file in (HERE / "editions").glob("*.toml")}
    hard = [
        f"{age(text):.1f} years: {at}"
        for at, text in LONG
        if at.split(" ")[0] in editions and age(text) > 13.5
    ]
    assert hard == []


def test_nothing_is_for_grown_lawyers_alone() -> None:
    hard = [f"{age(text):.1f} years: {at}" for at, text in LONG if age(text) > 18.5]
    assert hard == []


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("shared", 1), ("needed", 2), ("people", 2), ("recipient", 4), ("somebody", 3),
        ("safely", 2), ("agreement", 3), ("decisions", 1), ("someone's", 2), ("well-being", 3),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_long_words_and_long_sentences_are_told_from_short_ones() -> None:
    assert grade("Write it now. Say why you did it.") < 2
    hard = "Proportionality necessitates contemporaneous documentation of justification."
    assert grade(hard) > 15
    assert grade(" and ".join(["we share what we know"] * 8)) > 10


def test_every_word_set_aside_has_a_reason() -> None:
    data = tomllib.loads((Path(__file__).parent / "easy_words.toml").read_text("utf-8"))
    assert all(each["reason"].strip() and each["words"] for each in data["easy"])
    assert len(easy().words) == sum(len(each["words"]) for each in data["easy"])

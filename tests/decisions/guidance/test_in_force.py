"""Does one table say which edition answers, without a hole, and is a new edition a new file?"""

from __future__ import annotations

import datetime as dt
from datetime import date
from pathlib import Path

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from decisions import guidance
from decisions.choices import Status
from decisions.evidence import rule_tables
from decisions.guidance import NATIONS
from decisions.guidance.shapes import ABOUT
from decisions.library.today import compared
from tests.cast import Cast
from tests.decisions.guidance.spoilt import copied, said_of_editions, spoil
from tests.factories import decision_at, record_of

OLDEST = {"golden_rules": date(2015, 3, 26), "caldicott": date(1997, 12, 1)}
PEOPLE, NATION = st.sampled_from(ABOUT), st.sampled_from(NATIONS)
DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))


@given(nation=NATION, about=PEOPLE, on=DAYS)
def test_somebody_always_answers_and_no_edition_before_its_day(
    nation: str, about: str, on: date
) -> None:
    found = guidance.editions_in_force(nation, about, on)
    for edition in found.each:
        assert nation in edition.nations
        assert edition.published <= on or on < OLDEST[edition.family]
        assert edition.about in ("both", "child" if about == "both" else about)


@given(nation=NATION, on=DAYS)
def test_both_counts_as_a_child(nation: str, on: date) -> None:
    both, child = (guidance.editions_in_force(nation, each, on) for each in ("both", "child"))
    assert both.keys == child.keys


@given(nation=NATION, about=PEOPLE, on=DAYS)
def test_what_answers_is_not_superseded_and_what_follows_is_known(
    nation: str, about: str, on: date
) -> None:
    for edition in guidance.editions_in_force(nation, about, on).each:
        assert not edition.is_superseded(about, on)


def test_the_dates_of_an_edition_come_from_the_table() -> None:
    rules = guidance.edition("golden-rules-2018")
    assert rules.in_force_from == date(2018, 7, 1)
    assert rules.in_force_until is None
    assert rules.followed_by == ("golden-rules-2024",)
    assert guidance.edition("caldicott-1997").in_force_until == date(2013, 4, 26)
    assert guidance.edition("ico-2023").followed_by == ()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "until = 2018-07-01",
            "until = 2018-06-01",
            (
                "in_force.toml, golden_rules, wales, adult: "
                "no edition answers from 2018-06-01 to 2018-07-01"
            ),
        ),
        (
            "until = 2018-07-01",
            "until = 2018-08-01",
            (
                "in_force.toml, golden_rules, scotland, child: "
                "golden-rules-2015 and golden-rules-2018 both answer on 2018-07-01"
            ),
        ),
        (
            "from = 2020-12-08",
            "from = 2020-12-08\nuntil = 2026-01-01",
            "in_force.toml, caldicott, england, both: no edition answers from 2026-01-01 on",
        ),
        (
            "until = 2018-07-01",
            "until = 2014-07-01",
            "golden-rules-2015 from 2015-03-26: “until” must be later than “from”",
        ),
        (
            'about = ["child", "both"]\nfrom = 2024',
            'about = ["child", "both", "adult"]\nfrom = 2024',
            "golden-rules-2024 from 2024-05-01: the edition is about child alone",
        ),
        (
            'edition = "caldicott-1997"',
            'edition = "golden-rules-2015"',
            "golden-rules-2015 from 1997-12-01: the edition belongs to golden_rules, not caldicott",
        ),
        (
            'edition = "caldicott-1997"',
            'edition = "caldicott-2013"',
            "caldicott-1997.toml: give it a row in in_force.toml, or say in “reading_only” why",
        ),
        (
            'nations = "all"',
            'nations = ["england", "wales", "scotland"]',
            (
                "in_force.toml, golden_rules, northern-ireland, child: "
                "no edition answers from 2015-03-26 to 2018-07-01"
            ),
        ),
    ],
)
def test_a_mistake_in_the_table_is_named_in_words(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    folder = copied(tmp_path)
    spoil(folder / "in_force.toml", old, new)
    found = said_of_editions(folder)
    assert any(problem in each for each in found), found


FUTURE = date(2027, 9, 1)


@pytest.fixture
def next_year(tmp_path: Path) -> Path:
    """The same guidance with an invented edition for children, one file and one row."""
    folder = copied(tmp_path)
    text = (folder / "editions" / "golden-rules-2024.toml").read_text("utf-8")
    for old, new in (
        ("golden-rules-2024", "golden-rules-2027"),
        ("G2024-", "G2027-"),
        ("(2024)", "(2027)"),
        ("published = 2024-05-01", "published = 2027-09-01"),
        ('"May 2024"', '"September 2027"'),
        ("Ask for advice quickly if you are not sure", "Ask somebody within the hour"),
    ):
        assert old in text
        text = text.replace(old, new)
    (folder / "editions" / "golden-rules-2027.toml").write_text(text, "utf-8")
    table = folder / "in_force.toml"
    row = 'edition = "golden-rules-2024"'
    spoil(table, f"from = 2024-05-01\n{row}", f"from = 2024-05-01\nuntil = 2027-09-01\n{row}")
    with table.open("a", encoding="utf-8") as file:
        file.write(
            '\n[[rows]]\nfamily = "golden_rules"\nnations = "all"\nabout = ["child", "both"]\n'
            'from = 2027-09-01\nedition = "golden-rules-2027"\nnote = "Invented for a test."\n'
        )
    return folder


def test_a_new_edition_is_a_new_file_and_a_row(next_year: Path) -> None:
    assert guidance.check(next_year) == []
    with guidance.reading_from(next_year):
        before = guidance.editions_in_force("wales", "child", date(2027, 8, 31))
        after = guidance.editions_in_force("wales", "both", FUTURE)
        adult = guidance.editions_in_force("wales", "adult", FUTURE)
        assert guidance.edition("golden-rules-2024").followed_by == ("golden-rules-2027",)
        why = guidance.why_we_ask("advice", after)
    assert before.golden_rules.key == "golden-rules-2024"
    assert after.golden_rules.key == "golden-rules-2027"
    assert adult.golden_rules.key == "golden-rules-2018"
    assert why[0].rule.title == "Ask somebody within the hour"
    assert why[0].sentence
    with pytest.raises(KeyError):
        guidance.edition("golden-rules-2027")


@pytest.mark.django_db
def test_a_decision_of_next_year_answers_it_and_one_of_today_does_not(
    cast: Cast, next_year: Path
) -> None:
    with guidance.reading_from(next_year):
        today = record_of(decision_at(Status.RECORDED, cast.practitioner), cast.practitioner)
        with time_machine.travel(dt.datetime(2027, 9, 1, 9, tzinfo=dt.UTC), tick=True):
            later = record_of(decision_at(Status.RECORDED, cast.practitioner), cast.practitioner)
            table = rule_tables(later, contact_known=True)[0]
            differing = compared(today, contact_known=True)
    assert today.decision.golden_rules == "golden-rules-2024"
    assert later.decision.golden_rules == "golden-rules-2027"
    assert [line.rule.code for line in table.lines] == [f"G2027-{n}" for n in range(1, 8)]
    assert table.lines[3].rule.title == "Ask somebody within the hour"
    assert [part.now.key for part in differing] == ["golden-rules-2027"]
    # Nobody has written yet what became of which rule; all of them are shown with what is held.
    assert len(differing[0].differences[0].lines) == 7

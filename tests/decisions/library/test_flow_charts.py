"""Does every way through every flow chart come to an end, and say only what it may?"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from decisions import guidance
from decisions.choices import Direction, YesNoNotSure
from decisions.guidance.charts import CARRIED, charts, walked
from decisions.guidance.flow import SOCIAL_CARE, Chart, Walk
from decisions.guidance.nation_words import filled
from decisions.guidance.reading import HERE
from decisions.library.drawing import WIDTH, draw

CHARTS = charts()
PATHS = [(chart, walk) for chart in CHARTS for walk in chart.paths()]
CODES = sorted({f"{q.key}:{a.code}" for c in CHARTS for q in c.questions for a in q.answers})
each_chart = pytest.mark.parametrize("chart", CHARTS, ids=lambda each: each.key)


def test_the_charts_held() -> None:
    assert {chart.key: len(chart.own_questions) for chart in CHARTS} == {
        "key-questions-2018": 4,
        "seven-questions-2008": 7,
        "considerations-scotland": 5,
        "code-northern-ireland": 5,
    }
    assert len(PATHS) > 250


def test_every_path_ends_and_can_be_walked_again_from_its_codes() -> None:
    for chart, walk in PATHS:
        assert walk.end in chart.ends
        again = chart.walk(walk.codes)
        assert (again.codes, again.at) == (walk.codes, walk.at)


@each_chart
def test_every_question_and_every_end_is_on_some_path(chart: Chart) -> None:
    walks = list(chart.paths())
    assert {one.question.key for walk in walks for one in walk.taken} == {
        each.key for each in chart.questions
    }
    assert {walk.at.key for walk in walks} == {each.key for each in chart.ends}


@each_chart
def test_danger_comes_first(chart: Chart) -> None:
    assert chart.walk(["danger:yes"]).at.key == "ring-now"
    assert "Ring 999." in chart.walk(["danger:yes"]).at.do


def test_an_answer_says_nothing_of_the_record_but_what_it_says_word_for_word() -> None:
    words = {**dict(Direction.choices), **dict(YesNoNotSure.choices)}
    assert set(CARRIED["direction"]) == set(Direction.values)
    assert set(CARRIED["danger_now"]) == set(YesNoNotSure.values)
    for _chart, walk in PATHS:
        assert set(walk.carried) <= {"direction", "danger_now"}
        for one in walk.taken:
            for _name, code in one.answer.carries:
                assert one.answer.text == str(words[code])
            assert one.question.is_ours or not one.answer.carries


def test_nobody_is_told_not_to_share_without_unless() -> None:
    told = {end.key: end for chart in CHARTS for end in chart.ends}
    against = [end for end in told.values() if re.search(r"\bnot share\b", end.title)]
    assert {end.key for end in against} == {"no-purpose", "not-now"}
    assert all(end.unless.startswith("Unless") for end in against)


@each_chart
def test_no_chart_is_called_2024_and_each_says_what_was_not_confirmed(chart: Chart) -> None:
    assert "2024" not in f"{chart.title} {chart.short} {chart.published_shown}"
    assert chart.source.url.startswith("https://")
    assert chart.branches == "unverified"
    assert chart.branches_note


@pytest.mark.parametrize("nation", guidance.NATIONS)
@pytest.mark.parametrize("about", ["child", "adult", "both"])
def test_something_is_offered_everywhere(nation: str, about: str) -> None:
    row = walked(nation, about)
    assert row.chart in {chart.key for chart in charts(nation)}
    assert row.note


def test_what_is_offered_where() -> None:
    assert walked("scotland", "child").chart == "considerations-scotland"
    assert walked("northern-ireland", "adult").chart == "code-northern-ireland"
    for nation, about in (("england", "child"), ("wales", "adult"), ("scotland", "adult")):
        assert walked(nation, about).chart == "key-questions-2018"
    assert "section 128" in walked("wales", "adult").note
    assert "section 130" in walked("wales", "child").note


def test_every_text_is_filled_with_the_words_of_the_nation() -> None:
    for chart in CHARTS:
        for nation in chart.nations:
            for text in chart.texts:
                said = text.replace(SOCIAL_CARE, "{adult_referral}")
                assert "{" not in filled(said, guidance.terms(nation))


@settings(max_examples=300, deadline=None)
@given(some.sampled_from(CHARTS), some.lists(some.sampled_from(CODES) | some.text(max_size=12)))
def test_codes_that_do_not_fit_are_not_followed(chart: Chart, codes: list[str]) -> None:
    walk: Walk = chart.walk(codes)
    assert list(walk.codes) == codes[: len(walk.codes)]
    assert walk.at in (*chart.questions, *chart.ends)


@each_chart
def test_the_drawing_shows_every_question_end_and_answer_and_no_box_on_another(
    chart: Chart,
) -> None:
    drawing = draw(chart)
    said = " ".join(" ".join(line.text for line in box.lines) for box in drawing.boxes)
    for each in chart.questions:
        assert each.text in said
    for end in chart.ends:
        assert end.title in said
    labels = " | ".join(" ".join(line.text for line in arrow.label) for arrow in drawing.arrows)
    for question in chart.questions:
        for answer in question.answers:
            assert answer.text in labels
    for place, box in enumerate(drawing.boxes):
        assert box.x >= 0
        assert box.x + box.width <= WIDTH
        assert box.y + box.height <= drawing.height
        for other in drawing.boxes[place + 1 :]:
            apart = (
                box.x + box.width <= other.x
                or other.x + other.width <= box.x
                or box.y + box.height <= other.y
                or other.y + other.height <= box.y
            )
            assert apart, (box, other)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the data, to be spoilt."""
    shutil.copytree(HERE, tmp_path / "guidance", ignore=shutil.ignore_patterns("*.py*"))
    return tmp_path / "guidance"


FIRST = 'text = "Yes", to = "consent"'
SPOILT = {
    "nowhere": (FIRST, FIRST.replace("consent", "consents"), "purpose, yes leads nowhere"),
    "back": ('to = "identifies" },', 'to = "purpose" },', "consent, no leads back to 'purpose'"),
    "never asked": (
        '{ code = "yes", text = "Yes", to = "lawful" }',
        '{ code = "yes", text = "Yes", to = "may-share" }',
        "",
    ),
    "an end for nothing": (
        'to = "in-order"',
        'to = "may-share"',
        "in-order: no chart leads to it",
    ),
    "no unless": (
        'unless = "Unless somebody may come to serious harm',
        'unless = "" # "',
        "not-now: “unless” is missing",
    ),
    "a law": (
        'carries = { danger_now = "yes" }',
        'carries = { basis = "A6E" }',
        "'basis' is none of direction, danger_now",
    ),
    "a strange answer": (
        'carries = { direction = "share" }',
        'carries = { direction = "shout" }',
        "“direction” must be one of share",
    ),
    "a strange word": ("and tell {lead}", "and tell {boss}", "no word for “boss”"),
    "another nation": ("and tell {lead}", "and tell PSNI", "“PSNI” is no word of England"),
    "offered twice": (
        '[[walked]]\nnation = "england"\nabout = "adult"',
        '[[walked]]\nnation = "england"\nabout = "child"',
        "england and child stand 2 times, not once",
    ),
    "not of this nation": (
        'chart = "considerations-scotland"\nnote',
        'chart = "code-northern-ireland"\nnote',
        "'code-northern-ireland' is no chart of scotland",
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_mistake_in_the_file_is_named(copy: Path, name: str) -> None:
    old, new, problem = SPOILT[name]
    file = copy / "charts.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    if name == "never asked":
        # “Not sure” leads there too.
        text = file.read_text("utf-8")
        spoilt = text.replace('text = "Not sure", to = "lawful"', 'text = "Not sure", to = "ask"')
        file.write_text(spoilt, "utf-8")
        problem = "nobody comes to the question 'lawful'"
    found = guidance.check(copy)
    assert any("charts.toml" in each and problem in each for each in found), found

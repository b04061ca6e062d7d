"""Does a mistake in a guidance file name its file and item, and is reading quick?"""

from datetime import date
from pathlib import Path

import pytest

from decisions import guidance
from decisions.guidance import library
from decisions.guidance.kept import FOLDER, parsed
from decisions.guidance.reading import GuidanceError
from tests.bench.guidance import fresh
from tests.decisions.guidance.spoilt import copied, spoil


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the data, to be spoilt."""
    return copied(tmp_path)


def test_the_data_as_it_stands_has_nothing_wrong() -> None:
    assert guidance.check() == []


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        (
            "editions/golden-rules-2024.toml",
            'title = "Ask for advice quickly if you are not sure"\n',
            "",
            "golden-rules-2024.toml, G2024-4: “title” is missing",
        ),
        (
            "editions/golden-rules-2024.toml",
            'evidence_from = ["advice_taken"]',
            'evidence_from = ["advise_taken"]',
            (
                "golden-rules-2024.toml, G2024-4: evidence_from names 'advise_taken', "
                "which is not in evidence.toml"
            ),
        ),
        (
            "editions/golden-rules-2024.toml",
            "\nadvice = ",
            "\nadvise = ",
            "golden-rules-2024.toml, G2024-4, why: 'advise' is none of what-has-happened",
        ),
        (
            "editions/ico-2023.toml",
            "published = 2023-09-14",
            'published = "soon"',
            "ico-2023.toml: “published” must be a date such as 2024-05-01, not 'soon'",
        ),
        (
            "editions/golden-rules-2018.toml",
            'code = "G2018-1"',
            'code = "G2024-1"',
            "rules: 'G2024-1' stands 2 times",
        ),
        (
            "in_force.toml",
            'edition = "golden-rules-2024"',
            'edition = "golden-rules-2042"',
            (
                "in_force.toml, golden-rules-2042 from 2024-05-01: "
                "there is no edition 'golden-rules-2042'"
            ),
        ),
        (
            "editions/caldicott-2020.toml",
            "number = 3",
            "number = 4",
            "caldicott-2020.toml: the rules are not numbered 1 to 8 in order",
        ),
        (
            "lawful_bases.toml",
            'layer = "article_6"',
            'layer = "article_5"',
            "lawful_bases.toml, A6E: “layer” must be one of article_6,",
        ),
        (
            "lawful_bases.toml",
            'nations = ["england", "wales"]',
            'nations = ["england", "cymru"]',
            "lawful_bases.toml, CL-251: “nations” has 'cymru', which is none of england,",
        ),
        (
            "lawful_bases.toml",
            'verified = "unverified"',
            'verified = "certain"',
            "lawful_bases.toml, A6E: “verified” must be one of primary, secondary, unverified",
        ),
        (
            "lawful_bases.toml",
            'code = "A6C"',
            'code = "A6E"',
            "lawful_bases.toml: 'A6E' stands 2 times",
        ),
        (
            "lawful_bases.toml",
            "status_note",
            "status_nite",
            "lawful_bases.toml, CA04-16LA: “status_note” must say what is not known",
        ),
        (
            "lawful_bases.toml",
            "status_note",
            "status_nite",
            "lawful_bases.toml, CA04-16LA: “status_nite” is not a name this file may use",
        ),
        (
            "concerns.toml",
            'see_bases = ["FGM-5B"]',
            'see_bases = ["FGM-5C"]',
            "concerns.toml, fgm: see_bases names 'FGM-5C', which is not in lawful_bases.toml",
        ),
        (
            "myths.toml",
            'source = "WT18"',
            'source = "WT1818"',
            "myths.toml, data-protection-barrier: source 'WT1818' is not in sources.toml",
        ),
        (
            "sources.toml",
            'url = "https://',
            'url = "http://',
            "sources.toml, IS15: “url” must start with https://",
        ),
        ("methods.toml", "avoid = true", "avoid = 1", "“avoid” must be true or false, not 1"),
        ("glossary.toml", "[[terms]]", "[[terms", "glossary.toml: not readable as TOML:"),
    ],
)
def test_a_mistake_names_its_file_and_item(
    copy: Path, name: str, old: str, new: str, problem: str
) -> None:
    spoil(copy / name, old, new)
    assert any(problem in found for found in guidance.check(copy)), guidance.check(copy)


def test_a_rule_that_no_step_answers_must_say_why(copy: Path) -> None:
    file = copy / "editions" / "caldicott-2013.toml"
    spoil(file, "[rules.why]\nbasis = ", "# basis = ")
    assert guidance.check(copy) == [
        (
            "caldicott-2013.toml, C2013-6: no step answers it: "
            "give “why” per step, or say in “not_by_step” why not"
        )
    ]


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "nations.toml").unlink()
    assert guidance.check(copy) == ["nations.toml: the file is missing"]


def test_reading_a_broken_file_raises_every_problem(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(copy / "myths.toml", 'verified = "secondary"', 'verified = "sure"')
    spoil(copy / "myths.toml", 'steps = ["consent"]', 'steps = ["consents"]')
    monkeypatch.setattr(library, "HERE", copy)
    with pytest.raises(GuidanceError) as raised:
        library.myths.__wrapped__()
    assert len(raised.value.problems) == 2
    assert "myths.toml, consent-always" in str(raised.value)


def test_everything_is_read_once() -> None:
    assert guidance.editions() is guidance.editions()
    assert guidance.all_bases() is guidance.all_bases()
    assert guidance.agencies("wales") is guidance.agencies("wales")


def test_reading_all_guidance_costs_less_than_parsing_its_files() -> None:
    """Because what was parsed is kept; the times are in docs/performance.md."""
    fresh()
    found = fresh()
    assert found["cpu"] < found["parsing"]


def test_what_is_kept_is_never_older_than_its_file(tmp_path: Path) -> None:
    file = tmp_path / "one.toml"
    file.write_text("day = 2024-05-01\ntext = 'one'\n", "utf-8")
    assert parsed(file) == parsed(file) == {"day": date(2024, 5, 1), "text": "one"}
    (kept,) = (tmp_path / FOLDER).iterdir()
    assert "2024-05-01" in kept.read_text("utf-8")
    file.write_text("text = 'two'\n", "utf-8")
    assert parsed(file) == {"text": "two"}
    kept.write_text("no JSON", "utf-8")
    assert parsed(file) == {"text": "two"}


def test_a_file_is_read_where_nothing_can_be_kept(tmp_path: Path) -> None:
    file = tmp_path / "one.toml"
    file.write_text("at = 2024-05-01T10:00:00\n", "utf-8")
    assert parsed(file)["at"].hour == 10
    assert not (tmp_path / FOLDER).exists()
    (tmp_path / FOLDER).write_text("no folder", "utf-8")
    file.write_text("text = 'two'\n", "utf-8")
    assert parsed(file) == {"text": "two"}

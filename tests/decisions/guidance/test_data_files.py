"""Does a mistake in a guidance file name its file and item, and is reading quick?"""

import subprocess
import sys
from pathlib import Path

import pytest

from decisions import guidance
from decisions.guidance import library
from decisions.guidance.reading import HERE, GuidanceError
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


READ_ALL = """
import time, tomllib
from decisions.guidance import library
from decisions.guidance.reading import HERE
def timed(work):
    start = time.process_time(); work(); return time.process_time() - start
def read_all():
    library.editions(); library.all_bases(); library.myths(); library.evidence()
    library.methods(); library.concerns(); library.agencies("wales"); library.terms("wales")
    library.glossary()
def parse_all():
    for path in HERE.rglob("*.toml"):
        tomllib.loads(path.read_text("utf-8"))
print(timed(read_all) / timed(parse_all))
"""


def test_reading_costs_little_more_than_parsing() -> None:
    """About 45 ms for everything where it was measured; a ratio holds on any machine."""
    root = HERE.parent.parent
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL], cwd=root, capture_output=True, text=True, check=True
    )
    assert float(done.stdout) < 3

"""Do the diagrams in docs/states.md show what the code allows, of every part?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from decisions.states import Diagram, diagrams, written

DRAWN: Path = settings.BASE_DIR / "docs" / "states.md"
ANEW = "docs/states.md is not what the code says: run .venv/bin/python manage.py draw_states"


def test_the_file_is_what_the_code_says() -> None:
    assert DRAWN.read_text() == written(), ANEW


def test_every_part_with_a_table_is_drawn() -> None:
    """Found by looking through the files, not by the way the module finds them."""
    with_tables = {
        ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts)
        for path in (settings.BASE_DIR / "decisions").rglob("policies.py")
        if re.search(r"^(\w+_)?(STATES|TRANSITIONS)\b.*=", path.read_text(), re.MULTILINE)
    }
    assert with_tables == {each.module for each in diagrams()}
    assert "decisions.reviewing.policies" in with_tables


@pytest.mark.parametrize("diagram", diagrams(), ids=lambda each: f"{each.module}.{each.name}")
def test_every_arrow_leads_to_a_state_of_its_table(diagram: Diagram) -> None:
    assert diagram.states
    assert {then for _state, _act, then in diagram.arrows} <= set(diagram.states)


def test_a_diagram_says_every_act() -> None:
    section = written().split("reviewing.policies.ADVICE_STATES", 1)[1].split("```")[1]
    for said in (
        'state "asked" as s_asked',
        "[*] --> s_asked",
        "s_asked --> s_named: name",
        "s_asked --> s_answered: answer",
        "s_answered --> s_outcome: conclude",
        "s_outcome --> [*]",
    ):
        assert said in section

"""Do the macros give the HTML of every official fixture of the design system?"""

from __future__ import annotations

import json
from typing import Any

import pytest
from markupsafe import Markup

from accounts.ui import macros
from accounts.ui.macros import Slot
from tests.tools import ROOT
from tests.ui.markup import seen

COMPONENTS = ROOT / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"
FIXTURES = sorted(COMPONENTS.glob("*/fixtures.json"))
OFFICIAL = 657
FIELDS = (
    "character-count",
    "checkboxes",
    "date-input",
    "file-upload",
    "input",
    "password-input",
    "radios",
    "select",
    "textarea",
)
# Here the macro looks at the text of an option that has no value; ours all have one.
APART = {("select", "without values with selected value")}
# The footer minds whether a parameter is None or missing; ours is our own.
PARTS = [path for path in FIXTURES if path.parent.name != "footer"]


def test_every_official_fixture_is_here() -> None:
    found = [json.loads(path.read_text())["fixtures"] for path in FIXTURES]
    assert sum(map(len, found)) == OFFICIAL


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.parent.name)
def test_macros_equal_the_fixtures(path: Any) -> None:
    held = json.loads(path.read_text())
    macro = macros.macro(held["component"])
    differing = [
        fixture["name"]
        for fixture in held["fixtures"]
        if seen(str(macro(fixture["options"])), lines=False) != seen(fixture["html"], lines=False)
    ]
    assert differing == []


@pytest.mark.parametrize("path", PARTS, ids=lambda path: path.parent.name)
def test_parts_with_slots_change_nothing(path: Any) -> None:
    """As templates draw them, with HTML marked as such."""
    held = json.loads(path.read_text())
    for fixture in held["fixtures"]:
        if (held["component"], fixture["name"]) not in APART:
            drawn = macros.draw(held["component"], macros.in_slots(marked(fixture["options"])))
            assert seen(drawn, lines=False) == seen(fixture["html"], lines=False), fixture["name"]


def marked(value: Any, name: str = "") -> Any:
    """The fixture's options with its HTML marked as safe."""
    if isinstance(value, dict):
        return {key: marked(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [marked(item) for item in value]
    if isinstance(value, str) and macros.HTML_PARAMETER.match(name):
        return Markup(value)  # noqa: S704
    return value


@pytest.mark.parametrize("component", FIELDS)
@pytest.mark.parametrize("prefix", ["", "row-7"])
def test_kept_markup_with_slots_changes_nothing(component: str, prefix: str) -> None:
    """Drawn twice, since it is kept; the lines of a textarea stay as they were typed."""
    held = json.loads((COMPONENTS / component / "fixtures.json").read_text())["fixtures"]
    for fixture in [*held, *held]:
        if (component, fixture["name"]) not in APART:
            drawn = macros.draw(component, slotted(fixture["options"]), prefix=prefix)
            assert seen(drawn) == seen(fixture["html"]), fixture["name"]


def slotted(value: Any, name: str = "") -> Any:
    """The fixture's options with every text and every piece of HTML in a slot."""
    if isinstance(value, dict):
        return {key: slotted(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [slotted(item) for item in value]
    if isinstance(value, str) and value and macros.HTML_PARAMETER.match(name):
        return Slot(Markup(value))  # noqa: S704
    if isinstance(value, str) and value and name == "text":
        return Slot(value)
    return value

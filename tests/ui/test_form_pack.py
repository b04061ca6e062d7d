"""Do Django's fields, through the form pack, equal the official HTML, in every state?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from django import forms

from accounts.ui import (
    CheckboxesField,
    CheckboxField,
    DateField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    UiForm,
    WhenField,
    macros,
)
from accounts.ui.bound import render_field
from accounts.ui.dates import error
from tests.ui.markup import seen
from tests.ui.test_fixtures import COMPONENTS

YES_NO = [("yes", "Yes"), ("no", "No")]
NI = "It’s on your National Insurance card, benefit letter, payslip or P60. For example, ‘QQ 12 34 56 C’."  # noqa: E501
LATIN = "Nullam id dolor id nibh ultricies vehicula ut id elit."
PERSONAL = (
    "Don't include personal or financial information, eg your National Insurance number "
    "or credit card details."
)
WASTE = [
    ("animal", "Waste from animal carcasses"),
    ("mines", "Waste from mines or quarries"),
    ("farm", "Farm or agricultural waste"),
]
ADDRESS = "221B Baker Street\nLondon\nNW1 6XE\n"
OPTIONS = [
    (1, "GOV.UK frontend option 1"),
    (2, "GOV.UK frontend option 2"),
    (3, "GOV.UK frontend option 3"),
]


@dataclass(frozen=True)
class Case:
    """An official fixture, and the Django field that should look the same."""

    component: str
    fixture: str
    asked: forms.Field
    error: Any = ""
    initial: Any = None


def radios(label: str, choices: Any, **given: Any) -> RadiosField:
    return RadiosField(label=label, choices=choices, size="", **given)


def boxes(label: str, choices: Any, **given: Any) -> CheckboxesField:
    return CheckboxesField(label=label, choices=choices, size="", **given)


def text(label: str, **given: Any) -> TextField:
    return TextField(label=label, **{"size": "", "autocomplete": "", **given})


CASES = [
    Case(
        "radios",
        "with a divider",
        radios(
            "How do you want to sign in?",
            [
                ("government-gateway", "Use Government Gateway"),
                ("govuk-verify", "Use GOV.UK Verify"),
                ("create-account", "Create an account"),
            ],
            dividers={"create-account": "or"},
        ),
    ),
    Case(
        "radios",
        "with fieldset and error message",
        radios("Have you changed your name?", YES_NO),
        error="Please select an option",
        initial="no",
    ),
    Case(
        "radios",
        "inline",
        radios(
            "Have you changed your name?",
            YES_NO,
            inline=True,
            help_text="This includes changing your last name or spelling your name differently.",
        ),
        initial="no",
    ),
    Case(
        "checkboxes",
        "with error message",
        boxes(
            "Which types of waste do you transport regularly?",
            WASTE,
            hints=dict.fromkeys(("animal", "mines", "farm"), LATIN),
        ),
        error="Please select an option",
    ),
    Case(
        "checkboxes",
        "with divider and None",
        boxes(
            "Which types of waste do you transport regularly?",
            [*WASTE, ("none", "None of these")],
            exclusive="none",
        ),
    ),
    Case(
        "checkboxes",
        "small",
        boxes(
            "Filter by", [("a", "a thing"), ("b", "another thing"), ("c", "this thing")], small=True
        ),
    ),
    Case("input", "with hint text", text("National insurance number", help_text=NI)),
    Case(
        "input",
        "with error message",
        text("National Insurance number"),
        error="Enter a National Insurance number in the correct format",
    ),
    Case("input", "with width-10 class", text("National insurance number", help_text=NI, width=10)),
    Case("input", "with prefix", text("Amount, in pounds", prefix="£")),
    Case("input", "with suffix", text("Weight, in kilograms", suffix="kg")),
    Case("input", "with autocomplete attribute", text("Postcode", autocomplete="postal-code")),
    Case(
        "input",
        "with label as page heading",
        TextField(label="National Insurance number", autocomplete="", heading=True),
    ),
    Case(
        "textarea",
        "with hint",
        LongTextField(label="Can you provide more detail?", help_text=PERSONAL, size=""),
    ),
    Case(
        "textarea",
        "with error message",
        LongTextField(label="Why can’t you provide a National Insurance number?", size=""),
        error="You must provide an explanation",
    ),
    Case(
        "textarea",
        "with default value",
        LongTextField(label="Full address", size=""),
        initial=ADDRESS,
    ),
    Case("textarea", "with custom rows", LongTextField(label="Full address", size="", rows=8)),
    Case(
        "character-count",
        "with hint",
        LongTextField(label="Can you provide more detail?", help_text=PERSONAL, size="", count=10),
    ),
    Case(
        "character-count",
        "with default value exceeding limit",
        LongTextField(label="Full address", size="", count=10),
        initial=ADDRESS,
        error="Please do not exceed the maximum allowed limit",
    ),
    Case(
        "date-input",
        "with error on day input",
        DateField(label="What is your date of birth?", help_text="For example, 31 3 1980", size=""),
        error=error("Error message goes here", "day", "day"),
    ),
    Case(
        "select",
        "with hint text and error message",
        SelectField(
            label="Label text goes here", help_text="Hint text goes here", choices=OPTIONS, size=""
        ),
        error="Error message goes here",
    ),
]


def form_with(case: Case, name: str) -> forms.Form:
    """A form of the one field, in the state of the case."""
    kind = type("OneField", (UiForm,), {name: case.asked})
    form = kind(initial={name: case.initial}, auto_id="%s")
    if case.error:
        form._errors = {}
        form.cleaned_data = {}
        form.add_error(name, case.error)
    return form


def plain(html: str) -> list[Any]:
    """What a browser sees, but for what we set differently on purpose in dates."""
    found = []
    for kind, what in seen(html):
        if isinstance(what, tuple):
            kept = [
                (n, v) for n, v in what if n != "inputmode" and (n, v) != ("autocomplete", "off")
            ]
            found.append((kind, tuple(kept)))
        else:
            found.append((kind, what))
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.component}: {case.fixture}")
def test_fields_equal_the_official_html(case: Case) -> None:
    held = json.loads((COMPONENTS / case.component / "fixtures.json").read_text())["fixtures"]
    fixture = next(one for one in held if one["name"] == case.fixture)
    options = dict(fixture["options"])
    name = options.get("namePrefix") or options["name"]
    # Django's ids come from names; fixtures may give both apart.
    official = macros.macro(case.component)({**options, "id": name, "idPrefix": name})
    form = form_with(case, name)
    assert plain(render_field(form[name])) == plain(official)


class Everything(UiForm):
    """One field of every kind."""

    line = TextField(label="Line")
    lines = LongTextField(label="Lines")
    one = RadiosField(label="One", choices=YES_NO)
    several = CheckboxesField(label="Several", choices=YES_NO)
    tick = CheckboxField(label="Tick")
    pick = SelectField(label="Pick", choices=YES_NO)
    day = DateField(label="Day")
    when = WhenField(label="When")
    secret = forms.CharField(label="Secret", widget=forms.PasswordInput)
    stock = forms.CharField(label="Stock")
    hidden = forms.CharField(widget=forms.HiddenInput)


def test_checkboxes_are_not_drawn_as_radios() -> None:
    """Django derives the one widget from the other."""
    html = str(render_field(Everything()["several"]))
    assert "govuk-checkboxes" in html
    assert "govuk-radios" not in html


def test_a_hidden_field_is_only_an_input() -> None:
    html = str(render_field(Everything(initial={"hidden": "<x>"})["hidden"]))
    assert html == '<input type="hidden" name="hidden" value="&lt;x&gt;" id="id_hidden">'


def test_a_password_is_never_sent_back() -> None:
    html = str(render_field(Everything({"secret": "a long password"})["secret"]))
    assert "a long password" not in html
    assert 'autocomplete="current-password"' in html


def test_an_unknown_widget_is_refused_in_words() -> None:
    form = type("F", (UiForm,), {"odd": forms.Field(widget=forms.Widget())})()
    with pytest.raises(TypeError, match="No component shows a Widget"):
        render_field(form["odd"])


def test_a_recorded_answer_is_text_and_not_an_input() -> None:
    form = Everything(initial={"one": "yes", "lines": "a\nb <i>", "tick": True})
    for asked in form.fields.values():
        asked.disabled = True
    assert ("text", "Yes") in seen(render_field(form["one"]))
    assert ("text", "b <i>") in seen(render_field(form["lines"]))
    assert ("text", "Yes") in seen(render_field(form["tick"]))
    assert "<input" not in render_field(form["one"])


def test_rows_of_a_formset_keep_their_own_names_and_texts() -> None:
    shown = [
        str(render_field(Everything(initial={"line": words}, prefix=prefix)["line"]))
        for prefix, words in (("item-1", "first"), ("item-12", "second"))
    ]
    assert 'name="item-1-line" type="text" value="first"' in shown[0]
    assert 'name="item-12-line" type="text" value="second"' in shown[1]
    assert "first" not in shown[1]

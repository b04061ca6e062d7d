"""Do templates get what they ask for, and never markup that nobody vouched for?"""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from crispy_forms.layout import HTML, Div, Field, Fieldset, Layout, Submit
from django.forms import formset_factory
from django.template import Context, Template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.templatetags.ui import camel, parameters, tel_href, ui_day, ui_time, ui_when
from accounts.ui import RadiosField, TextField, UiForm
from accounts.ui.macros import render
from accounts.ui.places import PLACES, address, navigation
from tests.ui.markup import ids, seen

MOST_ENTRIES = 7
EVIL = "<script>alert(1)</script>&{{ 7 }}{% now 'Y' %}"


def drawn(source: str, **context: Any) -> str:
    return Template("{% load i18n ui crispy_forms_tags %}" + source).render(Context(context))


class Two(UiForm):
    name = TextField(label="Name", required=True)
    told = RadiosField(label="Told?", choices=[("yes", "Yes"), ("no", "No")])
    why = TextField(label="Why not?")
    reveals = {"told": {"no": ["why"]}}


# Nothing typed becomes markup


@pytest.mark.parametrize(
    "source",
    [
        '{% ui "inset-text" text=evil %}',
        '{% ui "inset-text" html=evil %}',
        '{% ui "details" summary_text=evil html=evil %}',
        '{% ui "details" summary_html=evil text=evil %}',
        '{% ui "notification-banner" title_html=evil html=evil %}',
        '{% ui "panel" title_html=evil html=evil %}',
        '{% ui "tag" text=evil classes=evil %}',
        '{% ui "button" text=evil value=evil name=evil %}',
        '{% ui "summary-list" summary %}',
        '{% ui "service-navigation" slots__start=evil service_name=evil %}',
        '{% ui_block "inset-text" %}{{ evil }}{% endui_block %}',
        '{% ui_block "details" summary_text=evil %}{{ evil }}{% endui_block %}',
        '{% include "components/phone.html" with number=evil label=evil hours=evil only %}',
        '{% include "components/status_tag.html" with status=evil label=evil only %}',
    ],
)
def test_text_stays_text(source: str) -> None:
    summary = {"rows": [{"key": {"html": EVIL}, "value": {"html": EVIL}}]}
    html = drawn(source, evil=EVIL, summary=summary)
    assert "<script" not in html
    assert "&lt;script" in html


def test_text_stays_text_in_every_part_of_a_field() -> None:
    class Evil(UiForm):
        name = TextField(label=EVIL, help_text=EVIL, prefix=EVIL)
        told = RadiosField(
            label=EVIL, choices=[(EVIL, EVIL)], hints={EVIL: EVIL}, dividers={EVIL: EVIL}
        )

    form = Evil({"name": EVIL, "told": EVIL})
    form.add_error("name", EVIL)
    form.add_error(None, EVIL)
    html = drawn("{% ui_error_summary form %}{% crispy form %}", form=form)
    assert "<script" not in html
    assert "7 }}" in html


def test_attributes_are_a_mapping() -> None:
    with pytest.raises(TypeError, match="as a mapping"):
        render("tag", {"text": "x", "attributes": " onclick=alert(1)"})
    assert 'title="&lt;"' in render("tag", {"text": "x", "attributes": {"title": "<"}})


def test_markup_that_is_marked_as_safe_passes() -> None:
    assert "<b>bold</b>" in render("inset-text", {"html": SafeString("<b>bold</b>")})


# Parameters


def test_parameters_are_the_design_systems_own() -> None:
    assert camel("summary_text") == "summaryText"
    given = {"label__text": "Find", "label__classes": "x", "name": "q"}
    assert parameters({"id": "q"}, given) == {
        "id": "q",
        "label": {"text": "Find", "classes": "x"},
        "name": "q",
    }


def test_a_mapping_from_python_is_not_changed() -> None:
    base = {"label": {"text": "A"}}
    parameters(base, {"label__text": "B"})
    assert base == {"label": {"text": "A"}}


# crispy


def test_crispy_and_its_filter_draw_the_same() -> None:
    assert seen(drawn("{% crispy form %}", form=Two())) == seen(
        drawn("{{ form|crispy }}", form=Two())
    )


def test_a_field_under_a_choice_is_drawn_once() -> None:
    html = drawn("{{ form|crispy }}", form=Two())
    assert html.count('name="why"') == 1
    assert "<form" not in html


def test_one_field_by_tag_or_filter() -> None:
    form = Two()
    assert seen(drawn("{% ui_field form.name %}", form=form)) == seen(
        drawn("{{ form.name|as_crispy_field }}", form=form)
    )
    assert 'class="govuk-label"' in drawn('{% ui_field form.name size="" %}', form=form)
    assert "Other" in drawn('{% ui_field form.name label="Other" hint="Hint" %}', form=form)


def test_formsets() -> None:
    rows = formset_factory(Two, extra=2)(prefix="row")
    html = drawn("{{ rows|crispy }}", rows=rows)
    assert {"id_row-0-name", "id_row-1-name", "id_row-TOTAL_FORMS"} <= ids(html)
    assert "TOTAL_FORMS" in drawn("{% crispy rows helper %}", rows=rows, helper=Two().helper)


def test_layouts() -> None:
    class Laid(Two):
        @property
        def helper(self) -> Any:
            helper = super().helper
            helper.layout = Layout(
                Fieldset("About them", "name", HTML("<p>words</p>")),
                Div(Field("told"), css_class="app-card"),
                Submit("save", "Save"),
            )
            return helper

    html = drawn("{% crispy form %}", form=Laid())
    assert "About them" in html
    assert '<div class="app-card">' in html
    assert 'name="save"' in html


def test_a_name_that_no_field_has_is_an_error() -> None:
    class Wrong(Two):
        @property
        def helper(self) -> Any:
            helper = super().helper
            helper.layout = Layout("nobody")
            return helper

    with pytest.raises(Exception, match="nobody"):
        drawn("{% crispy form %}", form=Wrong())


def test_drawing_a_form_leaves_its_fields_as_they_were() -> None:
    form = Two()
    drawn("{% crispy form %}", form=form)
    assert "class" not in form.fields["name"].widget.attrs
    assert drawn("{% crispy form %}", form=Two()) == drawn("{% crispy form %}", form=Two())


def test_no_error_is_no_summary() -> None:
    assert drawn("{% ui_error_summary form %}", form=Two()).strip() == ""


# Words


def test_moments_in_words() -> None:
    at = dt.datetime(2026, 7, 3, 23, 5, tzinfo=dt.UTC)
    assert ui_when(at) == "4 July 2026, 12:05am"
    assert (ui_day(at), ui_time(at)) == ("4 July 2026", "12:05am")
    assert ui_day(dt.date(2026, 3, 4)) == "4 March 2026"
    assert ui_when(None) == ui_day(None) == ui_time(None) == ""


@pytest.mark.parametrize(
    ("number", "target"),
    [
        ("01632 960 001", "tel:01632960001"),
        ("+44 (0)1632-960001", "tel:+441632960001"),
        ("x", "tel:"),
    ],
)
def test_a_number_to_ring(number: str, target: str) -> None:
    assert tel_href(number) == target


# The frame


@pytest.mark.parametrize("code", ["400", "403", "404", "405", "413", "500", "503"])
def test_error_pages_need_nothing_and_give_the_number_to_ring(code: str) -> None:
    html = render_to_string(f"{code}.html")
    assert 'href="tel:999"' in html
    assert "ring first and record it afterwards" in html


def pages_for(*roles: str) -> set[str]:
    """Every page that somebody with these roles comes to by the navigation."""
    found = set()
    for entry in navigation("/", set(roles)).entries:
        beside = navigation(entry["href"], set(roles))
        found |= {entry["href"]} | {page["href"] for page in beside.pages}
    return found


def test_an_administrator_alone_sees_no_way_to_records() -> None:
    shown = {place["text"] for place in navigation("/", {"administrator"}).entries}
    assert "Start a record" not in shown
    assert shown >= {"My work", "Organisation"}
    assert {reverse("people"), reverse("stages"), reverse("my_tasks")} <= pages_for("administrator")
    assert reverse("my_work") not in pages_for("administrator")


@pytest.mark.parametrize("role", ["practitioner", "lead", "guardian"])
def test_those_who_record_are_led_to_it(role: str) -> None:
    shown = {place["text"] for place in navigation("/", {role}).entries}
    assert {"Start a record", "My work", "Find", "Directory"} <= shown
    own = {"mine", "my_tasks", "incoming", "advice_asked", "notices"}
    assert {reverse(name) for name in own} <= pages_for(role)
    assert reverse("people") not in pages_for(role)


ROLES = ("practitioner", "lead", "guardian", "administrator")


@pytest.mark.parametrize(
    "roles", [some for many in range(5) for some in itertools.combinations(ROLES, many)]
)
def test_the_navigation_is_short_and_loses_no_page(roles: tuple[str, ...]) -> None:
    assert len(navigation("/", set(roles)).entries) <= MOST_ENTRIES
    held = {place for place in PLACES if not place.roles or place.roles & set(roles)}
    assert pages_for(*roles) == {address(place.url_name) for place in held}


def test_of_two_pages_that_hold_another_the_nearer_is_marked() -> None:
    shown = navigation(reverse("retention") + "holds/", {"guardian"})
    assert [page["text"] for page in shown.pages if page["active"]] == ["Keeping records"]
    assert [place["text"] for place in shown.entries if place["active"]] == ["Dashboard"]
    assert not navigation(reverse("find"), {"guardian"}).pages


def test_what_waits_stands_beside_the_entry_and_the_page() -> None:
    waiting = {"my_tasks": "2 overdue, 1 new", "work": "2 overdue"}
    shown = navigation(reverse("my_work"), {"lead"}, waiting)
    assert "My work: 2 overdue" in {place["text"] for place in shown.entries}
    assert "My tasks: 2 overdue, 1 new" in {page["text"] for page in shown.pages}

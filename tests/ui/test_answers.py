"""What becomes of what people type: dates, times, choices, and what cannot be stored?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django import forms
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.ui import (
    CheckboxesField,
    CheckboxField,
    DateField,
    LongTextField,
    NumberField,
    RadiosField,
    TextField,
    UiForm,
    WhenField,
    YesNoField,
    errors_to_show,
)
from accounts.ui.bound import render_field
from accounts.ui.dates import typed_time
from tests.ui.markup import ids, textareas

NOON = "2026-06-03T11:00:00Z"


class Asked(UiForm):
    """One of each, none of them required."""

    on = DateField(label="On", required=False)
    at = WhenField(label="At", required=False)
    note = LongTextField(label="Note", required=False)
    short = TextField(label="Short", required=False)
    harm = YesNoField(label="Harm", required=False)
    unsure = YesNoField(label="Unsure", not_sure=True, required=False)
    count = NumberField(label="Count", required=False)
    kinds = CheckboxesField(
        label="Kinds",
        choices=[("a", "A"), ("b", "B"), ("none", "None of these")],
        exclusive="none",
        required=False,
    )


def date(day: str, month: str, year: str, name: str = "on") -> dict[str, str]:
    return {f"{name}-day": day, f"{name}-month": month, f"{name}-year": year}


def when(time: str, day: str = "3", month: str = "3", year: str = "2026") -> dict[str, str]:
    return {**date(day, month, year, "at"), "at-time": time}


def first_error(data: dict[str, str], name: str) -> tuple[str, Any]:
    """The error of a field as text, and the boxes that it is about."""
    form = Asked(data)
    (found,) = form.errors.as_data()[name]
    return form.errors[name][0], found.params["parts"]


@pytest.mark.parametrize("month", ["3", "03", "March", "march", " MAR ", "Mar."])
def test_a_month_is_a_number_or_its_name(month: str) -> None:
    form = Asked(date("4", month, "2026"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == dt.date(2026, 3, 4)


@pytest.mark.parametrize(
    ("typed", "said", "boxes"),
    [
        (("4", "3", ""), "The date must include a year", ("year",)),
        (("", "", "2026"), "The date must include a day and a month", ("day", "month")),
        (("4", "13", "2026"), "The month must be a number from 1 to 12, or its name", ("month",)),
        (
            ("4", "Maybe", "2026"),
            "The month must be a number from 1 to 12, or its name",
            ("month",),
        ),
        (("4", "3", "26"), "The year must have 4 numbers", ("year",)),
        (("31", "2", "2026"), "February 2026 has 28 days: check the day", ("day",)),
        (("x", "2", "2026"), "The day must be a number from 1 to 31", ("day",)),
        (("0", "2", "2026"), "The day must be a number from 1 to 31", ("day",)),
        (("4", "2", "0000"), "The year must have 4 numbers", ("year",)),
        (("²", "٣", "2026"), None, None),
    ],
)
def test_a_wrong_date_says_what_is_wrong(typed: Any, said: Any, boxes: Any) -> None:
    if said is None:
        assert Asked(date(*typed)).is_valid(), "digits of other scripts are digits"
    else:
        assert first_error(date(*typed), "on") == (said, boxes)


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        ("15:40", 15, 40),
        ("15.40", 15, 40),
        ("1540", 15, 40),
        ("3.40pm", 15, 40),
        ("3:40 p.m.", 15, 40),
        ("3pm", 15, 0),
        ("12am", 0, 0),
        ("12pm", 12, 0),
        ("midday", 12, 0),
        ("midnight", 0, 0),
        ("09:15", 9, 15),
        ("9:15am", 9, 15),
        ("15:40pm", 15, 40),
        ("0:30am", 0, 30),
        ("00:00", 0, 0),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, hour: int, minute: int) -> None:
    form = Asked(when(typed))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == dt.datetime(2026, 3, 3, hour, minute, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("3:40", "Say whether 3:40 is am or pm, for example 3:40pm"),
        ("15", "Enter the time, such as 3:40pm or 15:40"),
        ("later", "Enter the time, such as 3:40pm or 15:40"),
        ("25:00", "Enter a real time, such as 3:40pm or 15:40"),
        ("12:60", "Enter a real time, such as 3:40pm or 15:40"),
        ("15:40am", "Enter a real time, such as 3:40pm or 15:40"),
        ("0pm", "Enter a real time, such as 3:40pm or 15:40"),
        ("", "The date must include a time"),
    ],
)
def test_a_time_that_could_be_twelve_hours_out_is_asked_again(typed: str, said: str) -> None:
    assert first_error(when(typed), "at") == (said, ("time",))


def test_times_are_the_times_of_the_united_kingdom() -> None:
    form = Asked(when("3:40pm", "3", "7"))
    assert form.is_valid()
    assert form.cleaned_data["at"] == dt.datetime(2026, 7, 3, 14, 40, tzinfo=dt.UTC)


def test_the_hour_that_the_clocks_skip_is_refused() -> None:
    assert first_error(when("01:30", "29", "3"), "at")[0].startswith("That time did not happen")


@pytest.mark.parametrize(("typed", "hour"), [("01:30", 0), ("01:30 BST", 0), ("01:30 gmt", 1)])
def test_the_hour_that_comes_twice_is_the_first_unless_said(typed: str, hour: int) -> None:
    form = Asked(when(typed, "25", "10"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == dt.datetime(2026, 10, 25, hour, 30, tzinfo=dt.UTC)


DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))


@settings(deadline=None)
@given(st.builds(dt.datetime.combine, DAYS, st.times()))
def test_a_stored_moment_comes_back_as_it_was(at: dt.datetime) -> None:
    """Drawn and posted unchanged, a time stays the same, but for the hour that comes twice."""
    stored = at.replace(second=0, microsecond=0, tzinfo=dt.UTC)
    typed = Asked().fields["at"].widget.typed(stored)
    form = Asked({f"at-{part}": text for part, text in typed.items()})
    assert form.is_valid(), form.errors
    assert stored - form.cleaned_data["at"] in (dt.timedelta(0), dt.timedelta(hours=1))
    assert typed_time(form.cleaned_data["at"]) == typed["time"]


@settings(deadline=None)
@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8), st.text(max_size=12))
def test_no_text_in_a_date_is_a_crash(day: str, month: str, year: str, time: str) -> None:
    form = Asked(when(time, day, month, year))
    form.is_valid()
    str(render_field(form["at"]))


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(
    ("limits", "data", "valid"),
    [
        ({"past": True}, when("12:02", "3", "6"), True),
        ({"past": True}, when("12:03", "3", "6"), False),
        ({"future": True}, when("11:57", "3", "6"), False),
        ({"future": True}, when("12:30", "3", "6"), True),
    ],
)
def test_past_and_future_follow_the_server_with_a_little_patience(
    limits: Any, data: Any, valid: bool
) -> None:
    kind = type("F", (UiForm,), {"at": WhenField(label="At", **limits)})
    assert kind(data).is_valid() is valid


@time_machine.travel("2026-06-03T23:30:00Z", tick=False)
def test_today_is_the_day_in_the_united_kingdom() -> None:
    """Half past midnight in summer: 4 June there, 3 June in UTC."""
    kind = type("F", (UiForm,), {"on": DateField(label="On", past=True)})
    assert kind(date("4", "6", "2026")).is_valid()
    assert not kind(date("5", "6", "2026")).is_valid()


def test_no_answer_is_no_answer() -> None:
    form = Asked({**date("", "", ""), **when("", "", "", "")})
    assert form.is_valid()
    assert form.cleaned_data["on"] is form.cleaned_data["at"] is form.cleaned_data["harm"] is None
    assert form.cleaned_data["unsure"] == ""


@pytest.mark.parametrize(("typed", "kept"), [("yes", True), ("no", False), ("", None)])
def test_yes_and_no(typed: str, kept: Any) -> None:
    form = Asked({"harm": typed, "unsure": "not-sure"})
    assert form.is_valid()
    assert form.cleaned_data["harm"] is kept
    assert form.cleaned_data["unsure"] == "not-sure"
    assert ("checked" in str(render_field(Asked(initial={"harm": kept})["harm"]))) is (
        kept is not None
    )


def test_none_of_these_stands_alone() -> None:
    form = Asked(QueryDict("kinds=a&kinds=none"))
    assert form.errors["kinds"] == ["Choose “None of these” on its own, or the others without it"]
    assert Asked(QueryDict("kinds=a&kinds=b")).is_valid()


# What cannot be stored


@pytest.mark.parametrize(
    ("typed", "names"),
    [("be\x00fore", "U+0000"), ("a\ud800b", "U+D800"), ("\x00\udfff\x00", "U+0000, U+DFFF")],
)
@pytest.mark.parametrize("name", ["note", "short"])
def test_what_cannot_be_stored_is_named_and_the_rest_kept(
    name: str, typed: str, names: str
) -> None:
    form = Asked({name: typed, "harm": "yes"})
    assert not form.is_valid()
    (said,) = form.errors[name]
    assert f"({names})" in said
    rest = typed.replace("\x00", "").replace("\ud800", "").replace("\udfff", "")
    assert form[name].value() == rest
    assert form.cleaned_data["harm"] is True


def test_what_cannot_be_stored_is_found_in_every_kind_of_field() -> None:
    form = Asked({**when("3\x00pm"), "kinds": ["a\x00"]})
    assert {"at", "kinds"} <= set(form.errors)
    assert all("cannot be stored" in " ".join(form.errors[name]) for name in ("at", "kinds"))


storable = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


@settings(deadline=None)
@given(storable)
def test_a_long_text_is_drawn_and_posted_without_losing_a_character(text: str) -> None:
    """Line ends apart, which browsers rewrite; under a choice, where macros indent, too."""
    wanted = text.replace("\r\n", "\n")
    for form in (Plain(initial={"note": text}), Under(initial={"told": "no", "note": text})):
        (shown,) = textareas("".join(str(render_field(form[name])) for name in form.outer))
        assert shown.replace("\r\n", "\n").replace("\r", "\n") == wanted.replace("\r", "\n")


class Plain(UiForm):
    note = LongTextField(label="Note", strip=False, required=False)
    outer = ("note",)


class Under(UiForm):
    told = RadiosField(label="Told", choices=[("yes", "Yes"), ("no", "No")], required=False)
    note = LongTextField(label="Note", strip=False, required=False)
    reveals = {"told": {"no": ["note"]}}
    outer = ("told",)


# Fields under a choice


def test_a_field_under_a_choice_is_drawn_there_and_nowhere_else() -> None:
    form = Under()
    assert [bound.name for bound in form.top_fields()] == ["told"]
    html = str(render_field(form["told"]))
    assert 'id="conditional-id_told-2"' in html
    assert html.count("<textarea") == 1


def test_another_choice_clears_what_stands_under_this_one() -> None:
    form = Under({"told": "yes", "note": "never mind"})
    assert form.is_valid()
    assert form.cleaned_data["note"] == ""


def test_without_a_choice_nothing_typed_is_cleared() -> None:
    """With scripts off everything under every choice can be seen and filled in."""
    form = Under({"note": "typed before choosing"})
    assert form.is_valid()
    assert form.cleaned_data["note"] == "typed before choosing"


class Nested(UiForm):
    agreed = CheckboxField(label="Agreed")
    on = DateField(label="On")
    told = RadiosField(label="Told", choices=[("yes", "Yes"), ("no", "No")], required=False)
    note = LongTextField(label="Note")
    reveals = {"agreed": {"on": ["on"]}, "told": {"no": ["note"]}}


def test_a_mistake_that_nobody_can_see_is_no_mistake() -> None:
    assert set(Nested({"agreed": "on", "told": "no", **date("31", "2", "2026")}).errors) == {
        "on",
        "note",
    }
    unticked = Nested({"told": "yes", **date("31", "2", "2026")})
    assert unticked.is_valid(), unticked.errors
    assert unticked.cleaned_data["on"] is None


def test_what_was_not_asked_yet_is_not_missing() -> None:
    form = Nested({})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["note"] == ""


def test_a_field_that_a_page_leaves_out_may_stand_in_reveals() -> None:
    form = Nested({"told": "no"})
    del form.fields["note"]
    assert form.is_valid()
    del form.fields["agreed"]
    str(render_field(form["told"]))


# Errors


def test_a_missing_answer_names_its_question() -> None:
    class Both(UiForm):
        name = TextField(label="Who rang?")
        stock = forms.CharField(label="Stock")
        told = RadiosField(label="Were they told?", choices=[("y", "Yes")])
        own = TextField(label="Own", error_messages={"required": "Say who"})

    shown = Both({}).errors
    assert shown["name"] == ["Enter an answer to “Who rang?”"]
    assert shown["stock"] == ["Enter an answer to “Stock”"]
    assert shown["told"] == ["Choose an answer to “Were they told?”"]
    assert shown["own"] == ["Say who"]


def test_a_sentence_that_two_questions_share_stands_with_each() -> None:
    class Twice(UiForm):
        who = TextField(label="Who took the call?", max_length=3)
        name = TextField(label="Their name", max_length=3)
        age = TextField(label="Age", max_length=2)

    form = Twice({"who": "Ivy Plum", "name": "Ivy Plum", "age": "four"})
    assert [error["text"] for error in form.errors_to_show()] == [
        "Who took the call? Shorten this to 3 characters or fewer: it has 8",
        "Their name: Shorten this to 3 characters or fewer: it has 8",
        "Shorten this to 2 characters or fewer: it has 4",
    ]


def test_every_link_of_a_summary_leads_to_an_input() -> None:
    form = Asked({**date("4", "3", "x"), **when("3:40"), "kinds": ["a", "none"], "count": "many"})
    links = errors_to_show(form)
    html = "".join(str(render_field(bound)) for bound in form)
    assert [link["href"] for link in links] == [
        "#id_on-year",
        "#id_at-time",
        "#id_count",
        "#id_kinds",
    ]
    assert {link["href"][1:] for link in links} <= ids(html)


def test_a_summary_takes_several_forms_and_formsets() -> None:
    rows = forms.formset_factory(Under, extra=1)
    posted = rows({"form-TOTAL_FORMS": "x"})
    shown = errors_to_show(Asked({"count": "many"}), posted, None, "")
    assert any(one.get("href") == "#id_count" for one in shown)
    assert any("href" not in one for one in shown)

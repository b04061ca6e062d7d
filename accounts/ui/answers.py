"""What stands in a field: its choices, its answer in words, and which of its boxes are wrong?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from accounts.ui.widgets import PartsWidget


def first_id(bound: BoundField) -> str:
    """The id of the input that an error summary should lead to."""
    widget = bound.field.widget
    if isinstance(widget, PartsWidget):
        wrong = wrong_parts(bound)
        return f"{bound.auto_id}-{next(part for part in widget.parts if part in wrong)}"
    return bound.auto_id


def wrong_parts(bound: BoundField) -> set[str]:
    """The boxes of a date or time that its errors are about; all of them where none says."""
    widget = cast("PartsWidget", bound.field.widget)
    named: set[str] = set()
    for found in bound.errors.as_data():
        named.update((found.params or {}).get("parts", ()))
    return named & set(widget.parts) or set(widget.parts)


def each_choice(bound: BoundField) -> Iterator[tuple[str, str]]:
    """Every choice as (value, label); groups are flattened."""
    for value, label in bound.field.widget.choices:
        if isinstance(label, list | tuple):
            yield from ((str(v), str(text)) for v, text in label)
        else:
            yield ("" if value is None else str(value)), str(label)


def in_words(bound: BoundField) -> list[str]:
    """The answer of a disabled field, in words, one line for each thing chosen."""
    value, widget = bound.value(), bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return [_("Yes") if value else _("No")]
    if isinstance(widget, forms.widgets.ChoiceWidget):
        chosen = set(widget.format_value(value))
        return [label for code, label in each_choice(bound) if code in chosen]
    if isinstance(widget, PartsWidget):
        return [widget.in_words(value)]
    return str("" if value is None else value).splitlines()


def kept_lines(text: str) -> Markup:
    """Text for a textarea that survives macros which indent what they enclose.

    A parser drops one line end at the start of a textarea, so one that was typed is doubled.
    """
    shown = escape(text.replace("\r\n", "\n")).replace("\n", Markup("&#10;"))
    return Markup("&#10;") + shown if text.startswith(("\n", "\r\n")) else shown

"""Which component, with which parameters, shows a form's field?

``component(bound_field)`` gives the pair that ``accounts.ui.macros.render`` takes. The
widget decides; the more particular widget stands first in ``SHOWN_AS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from accounts.ui.answers import each_choice, in_words, kept_lines, wrong_parts
from accounts.ui.macros import Slot, draw
from accounts.ui.widgets import PartsWidget, WhenWidget

Parameters = dict[str, Any]


def render_field(bound: BoundField, **options: Any) -> Markup:
    """The whole markup of one field: label, hint, errors, input.

    ``options``: ``size`` ("s", "m", "l", or "" for plain), ``heading``, ``label``, ``hint``.
    """
    if bound.is_hidden:
        return escape(str(bound))
    if bound.field.disabled:
        return escape(
            render_to_string("govuk/kept.html", {"field": bound, "kept": in_words(bound)})
        )
    name, parameters = component(bound, options)
    return draw(name, parameters, prefix=bound.form.prefix or "")


def component(
    bound: BoundField, options: Mapping[str, Any] | None = None
) -> tuple[str, Parameters]:
    """The component's official name and its parameters."""
    widget = bound.field.widget
    for kind, shown in SHOWN_AS:
        if isinstance(widget, kind):
            return shown(bound, options or {})
    raise TypeError(f"No component shows a {type(widget).__name__} (field {bound.name}).")


def words(value: Any) -> Parameters | None:
    """A label, hint or error as a macro takes it: text, or HTML where it is marked safe."""
    text = str(value) if value else ""
    if not text:
        return None
    return {"html" if hasattr(text, "__html__") else "text": Slot(text)}


def _option(bound: BoundField, options: Mapping[str, Any], name: str, default: Any = "") -> Any:
    return options.get(name, getattr(bound.field, name, default))


def _common(bound: BoundField, options: Mapping[str, Any]) -> Parameters:
    attrs = dict(bound.field.widget.attrs)
    found: Parameters = {
        "hint": words(options.get("hint", bound.help_text)),
        "errorMessage": words(" ".join(str(error) for error in bound.errors)),
        "classes": attrs.pop("class", None),
    }
    for name in ("autocomplete", "inputmode", "spellcheck", "rows"):
        stock = attrs.pop(name, None)
        found[name] = getattr(bound.field, name, stock) or None
    for name in ("maxlength", "cols"):
        attrs.pop(name, None)
    if attrs:
        found["attributes"] = {k: v for k, v in attrs.items() if v is not False}
    return found


def _label(bound: BoundField, options: Mapping[str, Any]) -> Parameters:
    size = _option(bound, options, "size", "s")
    return {
        **(words(options.get("label", bound.label)) or {}),
        "classes": f"govuk-label--{size}" if size else None,
        "isPageHeading": bool(_option(bound, options, "heading", False)),
    }


def _fieldset(bound: BoundField, options: Mapping[str, Any]) -> Parameters:
    size = _option(bound, options, "size", "s")
    return {
        "legend": {
            **(words(options.get("label", bound.label)) or {}),
            "classes": f"govuk-fieldset__legend--{size}" if size else None,
            "isPageHeading": bool(_option(bound, options, "heading", False)),
        }
    }


def _text(bound: BoundField, options: Mapping[str, Any]) -> Parameters:
    """What an input, a textarea and a password box have in common."""
    value = bound.field.widget.format_value(bound.value())
    return {
        **_common(bound, options),
        "label": _label(bound, options),
        "id": bound.auto_id,
        "name": bound.html_name,
        "value": None if value in (None, "") else Slot(str(value)),
    }


def _input(bound: BoundField, options: Mapping[str, Any]) -> tuple[str, Parameters]:
    found = _text(bound, options)
    width = getattr(bound.field, "width", "")
    if width:
        kind = f"govuk-input--width-{width}" if isinstance(width, int) else f"govuk-!-width-{width}"
        found["classes"] = " ".join(filter(None, [found["classes"], kind]))
    for name in ("prefix", "suffix"):
        found[name] = words(getattr(bound.field, name, ""))
    found["type"] = bound.field.widget.input_type
    return "input", found


def _password(bound: BoundField, options: Mapping[str, Any]) -> tuple[str, Parameters]:
    found = _text(bound, options)
    found["autocomplete"] = found.get("autocomplete") or "current-password"
    return "password-input", {**found, "value": None}


def _textarea(bound: BoundField, options: Mapping[str, Any]) -> tuple[str, Parameters]:
    found = _text(bound, options)
    if found["value"]:
        found["value"] = Slot(kept_lines(found["value"].text))
    count = getattr(bound.field, "count", None)
    if count:
        return "character-count", {**found, "maxlength": count}
    return "textarea", found


def _items(bound: BoundField) -> list[Parameters]:
    """The choices of radios or checkboxes, with hints, dividers and what each reveals."""
    field = bound.field
    chosen = set(field.widget.format_value(bound.value()))
    hints = {str(k): v for k, v in getattr(field, "hints", {}).items()}
    dividers = {str(k): v for k, v in getattr(field, "dividers", {}).items()}
    exclusive = getattr(field, "exclusive", None)
    if exclusive is not None:
        dividers.setdefault(_apart(bound, str(exclusive)), _("or"))
    items: list[Parameters] = []
    for value, label in each_choice(bound):
        if value == "":
            continue
        if value in dividers:
            items.append({"divider": Slot(str(dividers[value]))})
        item: Parameters = {"value": value, "text": Slot(label), "checked": value in chosen}
        item["hint"] = words(hints.get(value))
        item["conditional"] = _revealed(bound, value)
        if exclusive is not None and value == str(exclusive):
            item["behaviour"] = "exclusive"
        items.append(item)
    return items


def _apart(bound: BoundField, exclusive: str) -> str:
    """The choice before which "or" stands: the exclusive one, or the second where it is first."""
    codes = [value for value, _label in each_choice(bound) if value]
    return "".join(codes[1:2]) if codes[:1] == [exclusive] else exclusive


def _revealed(bound: BoundField, value: str) -> Parameters | None:
    """The fields that stand under a choice (``reveals`` on the form)."""
    under = getattr(bound.form, "reveals", {}).get(bound.name, {}).get(value, ())
    names = [name for name in under if name in bound.form.fields]
    if not names:
        return None
    shown = Markup("").join(render_field(bound.form[name], size="") for name in names)
    return {"html": Slot(shown)}


def _several(bound: BoundField, options: Mapping[str, Any], block: str) -> Parameters:
    found = _common(bound, options)
    kinds = [found.pop("classes")]
    kinds += [
        f"govuk-{block}--{kind}" for kind in ("inline", "small") if getattr(bound.field, kind, 0)
    ]
    return {
        **found,
        "classes": " ".join(filter(None, kinds)) or None,
        "fieldset": _fieldset(bound, options),
        "idPrefix": bound.auto_id,
        "name": bound.html_name,
        "items": _items(bound),
    }


def _radios(bound: BoundField, options: Mapping[str, Any]) -> tuple[str, Parameters]:
    return "radios", _several(bound, options, "radios")


def _checkboxes(bound: BoundField, options: Mapping[str, Any]) -> tuple[str, Parameters]:
    return "checkboxes", _several(bound, options, "checkboxes")


def _checkbox(bound: BoundField, options: Mapping[str, Any]) -> tuple[str, Parameters]:
    """A single box; what it asks is its own label."""
    found = _common(bound, options)
    value = bound.value()
    item: Parameters = {
        "value": "on",
        "checked": bool(value) and value not in ("false", "False"),
        "hint": found.pop("hint"),
        "conditional": _revealed(bound, "on"),
        **(words(options.get("label", bound.label)) or {}),
    }
    return "checkboxes", {
        **found,
        "idPrefix": bound.auto_id,
        "name": bound.html_name,
        "items": [item],
    }


def _select(bound: BoundField, options: Mapping[str, Any]) -> tuple[str, Parameters]:
    chosen = set(bound.field.widget.format_value(bound.value()))
    found = _common(bound, options)
    found.pop("autocomplete", None)
    items = [
        {"value": value, "text": Slot(label), "selected": value in chosen}
        for value, label in each_choice(bound)
    ]
    return "select", {
        **found,
        "label": _label(bound, options),
        "id": bound.auto_id,
        "name": bound.html_name,
        "items": items,
    }


def _date(bound: BoundField, options: Mapping[str, Any]) -> tuple[str, Parameters]:
    widget = cast("PartsWidget", bound.field.widget)
    typed = widget.typed(bound.value())
    wrong = wrong_parts(bound) if bound.errors else set()
    return "date-input", {
        **_common(bound, options),
        "fieldset": _fieldset(bound, options),
        "id": bound.auto_id,
        "namePrefix": bound.html_name,
        "items": [_box(part, typed[part], is_wrong=part in wrong) for part in widget.parts],
        "formGroup": _now_button(bound),
    }


def _box(part: str, typed: str, *, is_wrong: bool) -> Parameters:
    """One box of a date; the month may be a name and the time has letters."""
    labels = {"day": _("Day"), "month": _("Month"), "year": _("Year"), "time": _("Time")}
    width = {"year": 4, "time": 5}.get(part, 2)
    return {
        "name": part,
        "label": labels[part],
        "value": Slot(typed) if typed else None,
        "classes": f"govuk-input--width-{width}{' govuk-input--error' if is_wrong else ''}",
        "inputmode": "numeric" if part in ("day", "year") else "text",
        "autocomplete": "off",
    }


def _now_button(bound: BoundField) -> Parameters | None:
    """The button that fills in the present date and time; hidden while there is no script."""
    if not getattr(bound.field, "now_button", False):
        return None
    context = {
        "id": bound.auto_id,
        "label": bound.label,
        "with_time": isinstance(bound.field.widget, WhenWidget),
    }
    return {"afterInputs": {"html": Slot(render_to_string("govuk/now_button.html", context))}}


def _file(bound: BoundField, options: Mapping[str, Any]) -> tuple[str, Parameters]:
    return "file-upload", {**_text(bound, options), "value": None}


Shown = Callable[[BoundField, Mapping[str, Any]], tuple[str, Parameters]]
SHOWN_AS: tuple[tuple[type[forms.Widget], Shown], ...] = (
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.Select, _select),
    (PartsWidget, _date),
    (forms.CheckboxInput, _checkbox),
    (forms.PasswordInput, _password),
    (forms.Textarea, _textarea),
    (forms.FileInput, _file),
    (forms.widgets.Input, _input),
)

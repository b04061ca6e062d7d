"""How is the design system's markup made?

``render("button", {"text": "Continue"})`` calls the official macro of that component
through govuk-frontend-jinja, with the design system's own parameter names. Text is
escaped; a parameter that takes HTML takes only text that is marked as safe already, and
escapes anything else.

``draw`` does the same ten times as fast: what people wrote or read stands in ``Slot``s,
the markup around the slots is made once and kept, and the slots are filled each time. So
what is kept in memory holds structure and nothing that anybody typed. ``in_slots`` puts
the texts of ready parameters in slots.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.functional import Promise
from jinja2 import Environment, PackageLoader, PrefixLoader
from markupsafe import Markup, escape

ENVIRONMENT = Environment(
    loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
    autoescape=True,
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
)
HTML_PARAMETER = re.compile(r"^(html|.*Html|start|end|navigationStart|navigationEnd)$")
# Parameters that macros put in their place without looking at them.
PUT_IN_PLACE = frozenset({"text", "html", "href", "summaryText", "titleText", "visuallyHiddenText"})
# Private-use characters stand for a slot's number and for a form's prefix.
SLOT = re.compile("\ue0f1(\\d+)\ue0f2")
PREFIX = "\ue0f3"
KEPT_AT_MOST = 2000
_kept: dict[str, str] = {}


@dataclass(frozen=True)
class Slot:
    """Text (or markup) that is put in its place after the markup around it was made."""

    text: str | Markup


@cache
def macro(component: str) -> Callable[[Mapping[str, Any]], Markup]:
    """The macro of a component by its official name, such as "summary-list"."""
    path = f"govuk_frontend_jinja/components/{component}/macro.html"
    name = "govuk" + component.title().replace("-", "")
    found: Callable[[Mapping[str, Any]], Markup] = getattr(
        ENVIRONMENT.get_template(path).module, name
    )
    return found


def render(component: str, parameters: Mapping[str, Any]) -> Markup:
    """A component's markup, safe to put in a page as it stands."""
    return macro(component)(guarded(parameters)).strip()


def draw(component: str, parameters: Mapping[str, Any], prefix: str = "") -> Markup:
    """The same for a field, from kept markup where a field of the same shape was drawn before."""
    slots: list[str] = []
    shape = guarded(parameters, slots=slots)
    key = component + repr(shape)
    if prefix:
        key = key.replace(prefix, PREFIX)
    made = _kept.get(key)
    if made is None:
        made = str(macro(component)(shape).strip())
        made = made.replace(prefix, PREFIX) if prefix else made
        if len(_kept) >= KEPT_AT_MOST:
            _kept.clear()
        _kept[key] = made
    if prefix:
        made = made.replace(PREFIX, prefix)
    # Both halves are markup already: the macro's, and slots that were escaped.
    return Markup(SLOT.sub(lambda found: slots[int(found[1])], made))  # noqa: S704


@cache
def takes_html(name: str) -> bool:
    """Whether a parameter of this name holds markup."""
    return HTML_PARAMETER.match(name) is not None


def in_slots(value: Any, name: str = "") -> Any:
    """Parameters with each text, piece of markup and address in a slot."""
    if isinstance(value, Mapping):
        return {key: in_slots(inner, key) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [in_slots(inner) for inner in value]
    if isinstance(value, Promise):
        value = str(value)
    if isinstance(value, str) and value and name in PUT_IN_PLACE:
        return Slot(value)
    return value


def guarded(value: Any, name: str = "", slots: list[str] | None = None) -> Any:
    """Parameters in which no text can become markup by mistake, slots numbered."""
    if isinstance(value, Promise):
        value = str(value)
    if isinstance(value, Slot) and slots is not None:
        slots.append(escape(value.text))
        return f"\ue0f1{len(slots) - 1}\ue0f2"
    if isinstance(value, Mapping):
        return {k: guarded(v, k, slots) for k, v in value.items() if v is not None}
    if isinstance(value, list | tuple):
        return [guarded(item, "", slots) for item in value]
    if isinstance(value, str):
        if name == "attributes":
            raise TypeError("Give the attributes of a component as a mapping, not as text.")
        if takes_html(name):
            return escape(value)
    return value

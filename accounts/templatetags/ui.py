"""How do templates use the design system?

``{% ui_field form.name %}``          one field: label, hint, errors and input
``{% ui_error_summary form formset %}``  every error, each with a link to its input
``{% ui "tag" text="Draft" %}``       any component by its official name
``{% ui_block "details" summary_text="Why we ask" %} … {% endui_block %}``  the same, with
                                      what it encloses as its ``html``
``{{ value|ui_when }}``               "4 March 2026, 3:40pm", in UK time; also ``ui_day``
                                      ("4 March 2026"), ``ui_time`` ("3:40pm") and ``ui_stamp``,
                              for machines
``{{ text|ui_lines }}``         text as it was typed, line by line
``{{ number|tel_href }}``             a telephone number as a link's target

Parameters of ``ui`` are the design system's, written with underscores; two underscores
go one level down: ``{% ui "notification-banner" text=… title_text=… %}``,
``{% ui "input" label__text="Find" name="q" %}``. A whole mapping made in Python is given
as the second argument: ``{% ui "summary-list" summary %}``.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.forms.boundfield import BoundField
from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils.translation import gettext
from markupsafe import Markup

from accounts.ui import bound as fields
from accounts.ui.dates import UK, day_in_words, typed_time, when_in_words
from accounts.ui.forms import errors_to_show
from accounts.ui.macros import Slot, draw, in_slots

register = template.Library()


def camel(name: str) -> str:
    """summary_text → summaryText."""
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)


def parameters(base: dict[str, Any] | None, given: dict[str, Any]) -> dict[str, Any]:
    """A component's parameters from a mapping and the tag's own arguments."""
    found: dict[str, Any] = dict(base or {})
    for name, value in given.items():
        *path, last = way(name)
        place = found
        for step in path:
            place[step] = place = dict(place.get(step) or {})
        place[last] = value
    return found


@cache
def way(name: str) -> tuple[str, ...]:
    """label__text → label, text."""
    return tuple(camel(part) for part in name.split("__"))


@register.simple_tag
def ui(component: str, base: dict[str, Any] | None = None, **given: Any) -> Markup:
    """A component of the design system."""
    return draw(component, in_slots(parameters(base, given)))


@register.simple_block_tag
def ui_block(
    content: str, component: str, base: dict[str, Any] | None = None, **given: Any
) -> Markup:
    """A component around the markup that it encloses."""
    return draw(component, in_slots({**parameters(base, given), "html": content}))


@register.simple_tag
def ui_field(bound: BoundField, **options: Any) -> Markup:
    """One field of a form; options as in ``accounts.ui.bound.render_field``."""
    return fields.render_field(bound, **options)


@register.simple_tag
def ui_error_summary(*shown: Any) -> Markup | str:
    """The errors of every form and formset given, or nothing."""
    errors = errors_to_show(*shown)
    if not errors:
        return ""
    title = gettext("There is a problem")
    return draw("error-summary", in_slots({"titleText": title, "errorList": errors}))


@register.filter
def top_fields(form: Any) -> list[BoundField]:
    """The visible fields of any form that do not stand under another field's choice."""
    found: list[BoundField] = (
        form.top_fields() if hasattr(form, "top_fields") else form.visible_fields()
    )
    return found


@register.filter
def ui_day(value: dt.date | None) -> str:
    """A day as people write it: 4 March 2026."""
    return day_in_words(value) if value else ""


@register.filter
def ui_time(value: dt.datetime | None) -> str:
    """A time of day in the UK: 3:40pm."""
    return typed_time(value) if value else ""


@register.filter
def ui_when(value: dt.datetime | None) -> str:
    """A moment in the UK: 4 March 2026, 3:40pm."""
    return when_in_words(value) if value else ""


@register.filter
def ui_stamp(value: dt.datetime) -> str:
    """A moment as machines read it, in UK time: 2026-03-04T15:40:00+0000."""
    return value.astimezone(UK).strftime("%Y-%m-%dT%H:%M:%S%z")


@register.filter(is_safe=True)
def ui_lines(value: object) -> str:
    """Text with its line breaks; most texts have none and need no looking for them."""
    text = str(value)
    return linebreaksbr(text) if "\n" in text or "\r" in text else text


@register.filter
def tel_href(number: str) -> str:
    """The target of a link that rings a number, without its spaces and without +44’s (0)."""
    return "tel:" + re.sub(r"\(0\)|[^0-9+*#]", "", str(number))


@register.simple_tag
def is_demonstration() -> bool:
    """Whether this installation holds invented people only; known without a request."""
    return bool(settings.DEMONSTRATION)


@register.simple_tag
def emergency_text() -> str:
    """What the line above every page says to somebody who is not signed in."""
    stock = gettext("Worried about someone? Ring your safeguarding lead or social care.")
    return getattr(settings, "EMERGENCY_TEXT", "") or stock


@register.simple_tag(takes_context=True)
def ui_navigation(context: template.Context) -> Markup | str:
    """The navigation, with sign-out as a form."""
    if not (places := context.get("nav")):
        return ""
    names = ("sign_out_url", "csrf_token", "membership")
    end = render_to_string("components/sign_out.html", {name: context.get(name) for name in names})
    shown = {
        "navigation": places.entries,
        "navigationLabel": gettext("Menu"),
        "slots": {"navigationEnd": Slot(end)},
        "collapseNavigationOnMobile": True,
    }
    return draw("service-navigation", in_slots(shown))

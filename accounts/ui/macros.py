"""How is the design system's markup made?

``render("button", {"text": "Continue"})`` calls the official macro of that component
through govuk-frontend-jinja, with the design system's own parameter names. Text is
escaped; a parameter that takes HTML takes only text that is marked as safe already, and
escapes anything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
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


def guarded(value: Any, name: str = "") -> Any:
    """Parameters in which no text can become markup by mistake."""
    if isinstance(value, Promise):
        value = str(value)
    if isinstance(value, Mapping):
        return {k: guarded(v, k) for k, v in value.items() if v is not None}
    if isinstance(value, list | tuple):
        return [guarded(item) for item in value]
    if isinstance(value, str):
        if name == "attributes":
            raise TypeError("Give the attributes of a component as a mapping, not as text.")
        if HTML_PARAMETER.match(name):
            return escape(value)
    return value

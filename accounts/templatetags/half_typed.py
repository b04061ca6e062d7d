"""How does a form say whose text it holds?

``{% load half_typed %}`` and ``{% typed_by %}`` inside the ``<form>``; see ``accounts.half_typed``.
"""

from __future__ import annotations

from typing import Any

from django import template

from accounts import half_typed

register = template.Library()


@register.inclusion_tag("accounts/typed_by.html", takes_context=True)
def typed_by(context: template.Context, path: str = "") -> dict[str, Any]:
    """The hidden field; ``path`` is where the text is given back, this page unless told."""
    request = context["request"]
    if request.actor is None:
        return {}
    return {
        "name": half_typed.FIELD,
        "value": half_typed.token(request.actor, path or request.path),
    }

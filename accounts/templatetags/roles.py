"""How are roles called on the screen?"""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from accounts.facts import Held
from accounts.models import Role
from accounts.templatetags.ui import ui_day

register = template.Library()


@register.simple_tag
def role_name(role: str, nation: str) -> str:
    """A role's title where the organisation works."""
    return str(Role(role).name_in(nation))


@register.simple_tag
def role_held(held: Held, nation: str) -> str:
    """A role with for whom and how long it is held."""
    words: dict[str, Any] = {
        "role": role_name(held.role, nation),
        "principal": held.deputy_for,
        "until": ui_day(held.until),
    }
    if held.deputy_for:
        return _("%(role)s, standing in for %(principal)s until %(until)s") % words
    if held.until:
        return _("%(role)s until %(until)s") % words
    return str(words["role"])


@register.simple_tag
def role_names(roles: str, nation: str) -> str:
    """The roles of an invitation, in words."""
    return ", ".join(role_name(role, nation) for role in roles.split(",") if role)

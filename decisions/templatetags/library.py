"""How do pages of the guidance lead to each other, and speak in the nation's words?

``{% guide "edition" key anchor=code %}``  the address of a page, the nation kept
``{% told text %}``                       a text with the nation's words put in
``{{ text|pieces:marked }}``              the text in pieces, each with whether it was looked for
"""

from __future__ import annotations

from collections.abc import Set

from django import template
from django.urls import reverse

from accounts.ui.places import address
from decisions.guidance.flow import SOCIAL_CARE
from decisions.guidance.nation_words import filled
from decisions.library import words

register = template.Library()


@register.simple_tag(takes_context=True)
def guide(context: template.Context, name: str, *args: str, anchor: str = "") -> str:
    """Where a page of the guidance is, for the nation that is being read about."""
    kept = context.get("nation_kept", "")
    asked = f"?{kept}" if kept else ""
    return reverse(name, args=args) + asked + (f"#{anchor}" if anchor else "")


@register.simple_tag(takes_context=True)
def guide_if_there(context: template.Context, name: str) -> str:
    """The same for a page of another part, or nothing where this installation lacks it."""
    kept = context.get("nation_kept", "")
    found = address(name)
    return f"{found}?{kept}" if found and kept else found


@register.simple_tag(takes_context=True)
def told(context: template.Context, text: str) -> str:
    """The text as it reads in this nation, about a child or an adult."""
    whom = "{adult_referral}" if context.get("about") == "adult" else "{referral}"
    return filled(text.replace(SOCIAL_CARE, whom), context["terms"])


@register.filter
def pieces(text: str, marked: Set[str]) -> list[tuple[str, bool]]:
    """For a template that marks the words."""
    return list(words.pieces(text, marked))

"""How are two people's answers to one question shown side by side?"""

from __future__ import annotations

from typing import Any

from django.forms import Field

from decisions.merge import Conflict, Merged
from decisions.screens.base import Screen
from decisions.words import said


def described(screen: Screen, merged: Merged) -> list[dict[str, str]]:
    """Each conflict with its question, both answers in words, and where to change it."""
    fields = {
        form.add_prefix(name): field
        for form in screen.forms.values()
        for name, field in form.fields.items()
    }
    return [said_of(conflict, fields[conflict.name]) for conflict in merged.conflicts]


def said_of(conflict: Conflict, field: Field) -> dict[str, str]:
    """One conflict: its question and both answers, in words."""
    return {
        "name": conflict.name,
        "label": str(field.label or ""),
        "mine": _in_words(field, conflict.mine),
        "theirs": _in_words(field, conflict.theirs),
    }


def _in_words(field: Field, value: Any) -> str:
    """A stored code in the words of its choice."""
    choices = {str(code): str(text) for code, text in getattr(field, "choices", [])}
    if isinstance(value, (list, tuple)):
        return ", ".join(choices.get(str(one), str(one)) for one in value)
    return choices.get(str(value), said(value))

"""In which colour does the state of a record stand?

``{{ decision.status|status_colour }}``  the class of its tag, beside the words
"""

from __future__ import annotations

from django import template

from decisions.choices import Status

register = template.Library()
COLOURS = {
    Status.RECORDED.value: "govuk-tag--teal",
    Status.INCOMPLETE.value: "govuk-tag--yellow",
    Status.DRAFT.value: "govuk-tag--blue",
    Status.IN_ERROR.value: "govuk-tag--red",
}


@register.filter
def status_colour(status: str) -> str:
    """Of a stored state; grey where nothing is asked of anybody any more."""
    return COLOURS.get(status, "govuk-tag--grey")

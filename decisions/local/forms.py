"""What is asked about a page of local guidance?"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from accounts.ui import (
    CheckboxesField,
    CheckboxField,
    DateField,
    LongTextField,
    RadiosField,
    TextField,
    UiForm,
)
from decisions.choices import LocalKind
from decisions.local.policies import is_safe_link
from decisions.steps import ASKING

NO_LINK = _("Enter the whole address of the page. It begins with https://")


class LocalGuidanceForm(UiForm):
    """A page of the organisation's own, and the questions that it helps with."""

    kind = RadiosField(label=_("What is it?"), choices=LocalKind.choices, inline=True)
    title = TextField(
        label=_("Its title"),
        max_length=200,
        error_messages={"required": _("Enter its title")},
    )
    link = TextField(
        label=_("Where is it?"),
        help_text=_("The address of the page. It begins with https://"),
        max_length=500,
        inputmode="url",
        error_messages={"required": NO_LINK},
    )
    note = LongTextField(
        label=_("What does it say, in a line?"),
        help_text=_("So that nobody has to open it to know. Nothing about a person you work with."),
        rows=2,
        max_length=300,
        required=False,
    )
    steps = CheckboxesField(
        label=_("Beside which questions?"),
        help_text=_("It is always in the list of our own guidance."),
        choices=[(step.slug, step.task) for step in ASKING],
        required=False,
        small=True,
    )
    review_on = DateField(label=_("When should it be looked at again?"), required=False)

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        URLValidator(["https"], message=NO_LINK)(link)
        if not is_safe_link(link):
            raise ValidationError(NO_LINK)
        return link


class ChangeForm(LocalGuidanceForm):
    """The same, for a page that is in the list already."""

    read_again = CheckboxField(
        label=_("The page itself has changed: ask everybody to read it again"),
    )


def columns() -> list[str]:
    """The questions that are columns of the row."""
    return list(LocalGuidanceForm.base_fields)


def values_of(form: UiForm) -> dict[str, Any]:
    """What was answered, as the row takes it."""
    return {name: form.cleaned_data[name] for name in columns()}

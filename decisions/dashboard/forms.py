"""What is asked on the pages of the dashboard: which decisions, and what a view is called."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.ui.fields import DateField, SelectField, TextField
from accounts.ui.forms import UiForm
from decisions.dashboard.asked import Asked
from decisions.dashboard.words import choices_of
from decisions.forms import keep_days_in_order

Named = list[tuple[int, str]]
ANY = {
    "team": _("Any team"),
    "author": _("Anybody"),
    "agency": _("Any service"),
    "concern": _("Any worry"),
    "outcome": _("Any decision"),
    "basis": _("Any law"),
    "gap": _("Any rule"),
    "reason": _("Any reason, or none"),
}


class FilterForm(UiForm):
    """Which decisions to show; everything may be left empty."""

    team = SelectField(label=_("Team"), choices=[], required=False)
    author = SelectField(label=_("Who wrote it"), choices=[], required=False)
    agency = SelectField(label=_("Who got it"), choices=[], required=False)
    concern = SelectField(label=_("The worry"), choices=[], required=False)
    outcome = SelectField(label=_("What was decided"), choices=[], required=False)
    basis = SelectField(label=_("Lawful basis"), choices=[], required=False)
    gap = SelectField(label=_("A rule that is not answered"), choices=[], required=False)
    reason = SelectField(label=_("Why it needs somebody"), choices=[], required=False)
    since = DateField(label=_("Recorded from"), required=False)
    until = DateField(label=_("Recorded until"), required=False)

    def __init__(
        self, *args: Any, nation: str, teams: Named, authors: Named, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        named = {"team": teams, "author": authors}
        for name, anything in ANY.items():
            if name in named:
                found = [(str(pk), said) for pk, said in named[name]]
            else:
                found = choices_of(name, nation)
            self.fields[name].choices = [("", anything), *found]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        data = super().clean() or self.cleaned_data
        keep_days_in_order(self, data)
        return data

    def asked(self) -> Asked:
        """What the filled-in form asks for."""
        return Asked.from_codes(self.cleaned_data)


class SaveViewForm(UiForm):
    """A name for the filters that are set; ``query`` holds them as an address does."""

    name = TextField(
        label=_("Name of this view"),
        help_text=_("Only you see it. Name nobody whom a record is about."),
        max_length=80,
        error_messages={"required": _("Give the view a name")},
    )
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)

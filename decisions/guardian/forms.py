"""What is asked on the Guardian's pages: which acts, and why they are exported."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.ui.fields import DateField, LongTextField, RadiosField, SelectField, TextField
from accounts.ui.forms import UiForm
from decisions.forms import keep_days_in_order, whole_reference
from decisions.guardian.asked import NOBODY, Asked
from decisions.guardian.groups import choices
from decisions.models import ExportFormat


class LogForm(UiForm):
    """Which acts of the history to show; everything may be left empty."""

    kind = SelectField(label=_("What happened"), choices=[], required=False)
    person = SelectField(label=_("Who did it"), choices=[], required=False)
    record = TextField(label=_("Reference of the record"), width=20, required=False)
    since = DateField(label=_("From"), required=False)
    until = DateField(label=_("Until"), required=False)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(pk), name) for pk, name in people]
        everybody = [("", _("Anybody")), *named, (NOBODY, _("The system itself"))]
        self.fields["kind"].choices = list(choices())  # type: ignore[attr-defined]
        self.fields["person"].choices = everybody  # type: ignore[attr-defined]

    def clean_record(self) -> str:
        """A whole reference, in its stored form."""
        return whole_reference(self.cleaned_data["record"])

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        data = super().clean() or self.cleaned_data
        keep_days_in_order(self, data)
        return data

    def asked(self) -> Asked:
        """What the filled-in form asks for."""
        return Asked(**self.cleaned_data)


class ExportForm(UiForm):
    """In which form the history leaves the application, and why."""

    format = RadiosField(
        label=_("What kind of file?"),
        choices=[(each.value, each.label) for each in (ExportFormat.CSV, ExportFormat.JSON)],
        initial=ExportFormat.CSV,
    )
    reason = LongTextField(
        label=_("Why do you need it?"),
        help_text=_("It is kept with your name and the time. Name nobody whom a record is about."),
        rows=3,
        max_length=2000,
        error_messages={"required": _("Say why you need it, in a few words")},
    )

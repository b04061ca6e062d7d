"""What is asked about a record that moves, and about what happened to it on its way?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.ui import DateField, LongTextField, RadiosField, TextField, UiForm, WhenField
from decisions.choices import TransferStage
from decisions.guidance.transfers import Move
from decisions.models import PersonConcerned, Recipient
from decisions.words import moment

NOBODY, NEW = "none", "new"
NOW = _("Leave it empty if it is now.")


class MoveForm(UiForm):
    """What moves, to whom, what stays, and by when."""

    recipient = RadiosField(
        label=_("Who gets it?"),
        choices=[],
        small=True,
        error_messages={"required": _("Say who gets it")},
    )
    new_name = TextField(label=_("Name of the new place"), max_length=200, required=False)
    of_whom = RadiosField(label=_("Whose record is it?"), choices=[], small=True)
    moved_on = DateField(label=_("On which day do they move? (optional)"), required=False)
    what = LongTextField(
        label=_("What goes?"),
        help_text=_("One line for each thing. Take out what does not go, and add what is missing."),
        rows=5,
        error_messages={"required": _("Say what goes")},
    )
    kept_back = LongTextField(
        label=_("What stays here, and why? (optional)"), rows=3, required=False
    )
    due_on = DateField(label=_("By which day must it be there? (optional)"), required=False)
    how_sealed = TextField(
        label=_("How is it kept closed on the way? (optional)"),
        help_text=_("For example: two envelopes, “for the safeguarding lead only”; or encrypted."),
        max_length=300,
        required=False,
    )
    copy_kept = TextField(
        label=_("Which copy do you keep, and where? (optional)"), max_length=300, required=False
    )
    reveals = {"recipient": {NEW: ["new_name"]}}

    def __init__(
        self,
        *args: Any,
        move: Move,
        recipients: Mapping[str, Recipient],
        people: Mapping[str, PersonConcerned],
        may_grow: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.recipients, self.people = recipients, people
        fields: Any = self.fields
        new = [(NEW, _("A place that is not on this record yet"))] if may_grow else []
        fields["recipient"].choices = [*((k, str(row)) for k, row in recipients.items()), *new]
        fields["of_whom"].choices = [
            *((key, str(person)) for key, person in people.items()),
            (NOBODY, _("Somebody who is not on this record")),
        ]
        fields["what"].initial = "\n".join(move.goes)
        fields["due_on"].help_text = when_due(move)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("recipient") == NEW and not found.get("new_name"):
            self.add_error("new_name", _("Say what the new place is called"))
        return found

    def chosen(self) -> dict[str, Any]:
        """What was answered, with the rows that were meant; no recipient where one is new."""
        said = dict(self.cleaned_data)
        return {
            **said,
            "recipient": self.recipients.get(said["recipient"]),
            "of_whom": self.people.get(said["of_whom"]),
        }


def when_due(move: Move) -> str:
    """How the day is worked out where nobody names one."""
    if not move.days:
        return _now("No number of days is known. Agree a day with them.")
    said = ngettext(
        "If you leave it empty, we count %(days)d working day from the day of the move, or from "
        "today if you name none.",
        "If you leave it empty, we count %(days)d working days from the day of the move, or from "
        "today if you name none.",
        move.days,
    )
    return said % {"days": move.days}


class EventForm(UiForm):
    """One thing that happened to a record on its way; never before what was noted last."""

    happened_at = WhenField(label=_("When?"), help_text=NOW, past=True, required=False)

    def __init__(self, *args: Any, not_before: dt.datetime | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.not_before = not_before

    def clean_happened_at(self) -> dt.datetime | None:
        at: dt.datetime | None = self.cleaned_data["happened_at"]
        if at and self.not_before and at < self.not_before.replace(second=0, microsecond=0):
            said = _("This cannot be before what was noted last: %(when)s")
            self.add_error("happened_at", said % {"when": moment(self.not_before)})
        return at


class SentForm(EventForm):
    """It went: how, and how it can be found."""

    note = LongTextField(
        label=_("How did it go?"),
        help_text=_("For example: by hand, Special Delivery, or their secure system."),
        rows=2,
        error_messages={"required": _("Say how it went")},
    )
    tracking = TextField(
        label=_("Tracking number or reference (optional)"),
        width=20,
        max_length=120,
        required=False,
    )
    field_order = ("note", "tracking", "happened_at")


class ChasedForm(EventForm):
    """We asked whether it arrived."""

    by_whom = TextField(
        label=_("Whom did you ask? Name and role"),
        max_length=300,
        error_messages={"required": _("Say whom you asked")},
    )
    note = LongTextField(
        label=_("What did they say?"),
        rows=2,
        error_messages={"required": _("Say what they said, even if it was nothing")},
    )
    field_order = ("by_whom", "note", "happened_at")


class ReceivedForm(EventForm):
    """They have it: who says so."""

    by_whom = TextField(
        label=_("Who confirmed it? Name and role"),
        max_length=300,
        error_messages={"required": _("Say who confirmed it")},
    )
    note = LongTextField(
        label=_("How did they confirm it? (optional)"),
        help_text=_("For example: they signed the list and sent it back."),
        rows=2,
        required=False,
    )
    field_order = ("by_whom", "note", "happened_at")


class IncompleteForm(EventForm):
    """Something is missing: what."""

    note = LongTextField(
        label=_("What is missing?"), rows=3, error_messages={"required": _("Say what is missing")}
    )
    by_whom = TextField(
        label=_("Who says so? Name and role (optional)"), max_length=300, required=False
    )
    field_order = ("note", "by_whom", "happened_at")


class ReturnedForm(EventForm):
    """It came back: why."""

    note = LongTextField(
        label=_("Why did it come back?"),
        rows=3,
        error_messages={"required": _("Say why it came back, or that nobody knows")},
    )
    field_order = ("note", "happened_at")


FORMS: Mapping[str, type[EventForm]] = {
    TransferStage.SENT: SentForm,
    TransferStage.CHASED: ChasedForm,
    TransferStage.RECEIVED: ReceivedForm,
    TransferStage.INCOMPLETE: IncompleteForm,
    TransferStage.RETURNED: ReturnedForm,
}

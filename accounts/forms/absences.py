"""What is asked about somebody who is away?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.ui import DateField, EmailField, SelectField, UiForm

LONGEST = dt.timedelta(days=730)


class AbsenceForm(UiForm):
    """Who is away, from when until when, and who does their tasks."""

    who = SelectField(label=_("Who is away?"), error_messages={"required": _("Choose who is away")})
    starts_on = DateField(
        label=_("First day away"),
        help_text=_("For example, 27 3 2027"),
        error_messages={"required": _("Enter the first day")},
    )
    ends_on = DateField(
        label=_("Last day away"),
        error_messages={"required": _("Enter the last day")},
    )
    email = EmailField(
        label=_("Who does the tasks meanwhile? (optional)"),
        help_text=_(
            "Their email address here. With nobody named, a lead of the team sees the tasks."
        ),
        required=False,
    )

    def __init__(self, *args: Any, people: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(each.pk), each.person.name) for each in people]
        self.fields["who"].choices = named  # type: ignore[attr-defined]
        if len(named) == 1:
            del self.fields["who"]

    def clean(self) -> dict[str, Any]:
        """The days are in their order, and not all of them are over."""
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day comes before the first day"))
        elif last and last < timezone.localdate():
            self.add_error("ends_on", _("Choose a last day that is not over"))
        elif first and last and last - first > LONGEST:
            self.add_error("ends_on", ValidationError(_("Choose at most two years")))
        return given

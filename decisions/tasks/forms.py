"""What is asked when a task is done or handed over?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.ui import LongTextField, SelectField, TextField, UiForm

DO = "do"
FINISH, HAND_OVER = "finish", "hand-over"


class FinishForm(UiForm):
    """What was done."""

    outcome = LongTextField(
        label=_("What did you do, and what came of it?"),
        rows=3,
        error_messages={"required": _("Say what you did")},
    )


class HandOverForm(UiForm):
    """To whom a task goes, and why."""

    to = SelectField(
        label=_("Who does it from now on?"),
        error_messages={"required": _("Choose somebody")},
    )
    reason = TextField(
        label=_("Why is it handed over?"),
        help_text=_("For example, they know the family. Do not name anybody the record is about."),
        max_length=200,
        error_messages={"required": _("Say why")},
    )

    def __init__(self, *args: Any, colleagues: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(str(each.pk), _named(each)) for each in colleagues]
        self.fields["to"].choices = [("", _("Choose a colleague")), *found]  # type: ignore[attr-defined]


def _named(member: Membership) -> str:
    name = member.person.name
    return f"{name}, {member.job_title}" if member.job_title else name

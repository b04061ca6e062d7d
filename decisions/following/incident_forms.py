"""What is asked when something went wrong with a share?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.ui import (
    CheckboxesField,
    LongTextField,
    RadiosField,
    TextField,
    UiForm,
    WhenField,
    YesNoField,
)
from decisions.choices import Breach, IncidentKind, PuttingRight, YesNoNotSure
from decisions.following.forms import KeyedForm
from decisions.models import Recipient


def somebody(*, label: Promise, required: bool = True) -> TextField:
    """A name and a way to reach somebody who stands nowhere else."""
    return TextField(
        label=label,
        help_text=_("Their name or role, and how to reach them. For example, a wrong address."),
        max_length=300,
        required=required,
        error_messages={"required": _("Say who has it")},
    )


def putting_right() -> RadiosField:
    return RadiosField(
        label=_("What do they have to do?"),
        choices=PuttingRight.choices,
        error_messages={"required": _("Say what they have to do")},
    )


class DangerForm(UiForm):
    """Who is in danger because of it, and what was done for them?"""

    reveals = {"in_danger": {YesNoNotSure.YES: ["who_in_danger"]}}
    in_danger = YesNoField(
        label=_("Is anybody in danger now because of it?"),
        not_sure=True,
        error_messages={"required": _("Say whether anybody is in danger because of it")},
    )
    who_in_danger = LongTextField(
        label=_("Who is in danger, and how?"),
        rows=2,
        error_messages={"required": _("Say who is in danger")},
    )
    done_for_them = LongTextField(
        label=_("What was done to keep everybody safe? (optional)"),
        help_text=_("If somebody is in danger, ring now and write it here afterwards."),
        rows=2,
        required=False,
    )


class WrongForm(KeyedForm, DangerForm):
    """What went wrong, with whom, and what is asked of them."""

    kind = RadiosField(
        label=_("What went wrong?"),
        choices=IncidentKind.choices,
        error_messages={"required": _("Say what went wrong")},
    )
    what = LongTextField(
        label=_("What happened?"),
        help_text=_("In a few sentences. Do not repeat the information itself."),
        rows=4,
        error_messages={"required": _("Say what happened")},
    )
    found_at = WhenField(
        label=_("When did you find out?"),
        help_text=_("If it is a data breach, the 72 hours to report it are counted from here."),
        past=True,
        error_messages={"required": _("Enter the date and time when you found out")},
    )
    recipients = CheckboxesField(
        label=_("With whom did it go wrong?"),
        choices=[],
        required=False,
    )
    somebody_else = somebody(
        label=_("Does somebody else have it, whom the record does not name? (optional)"),
        required=False,
    )
    putting_right = putting_right()
    field_order = (
        "in_danger", "who_in_danger", "done_for_them", "kind", "what", "found_at", "recipients",
        "somebody_else", "putting_right",
    )  # fmt: skip

    def __init__(self, *args: Any, recipients: Iterable[Recipient], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(row.pk), str(row)) for row in recipients]
        if not named:
            del self.fields["recipients"]
            self.fields["putting_right"].required = False
            return
        asked: Any = self.fields["recipients"]
        asked.choices = named

    def clean(self) -> dict[str, Any]:
        """Somebody has it, where the record names anybody, and has something to do."""
        given: dict[str, Any] = super().clean() or {}
        somebody_else = given.get("somebody_else")
        if "recipients" in self.fields and not given.get("recipients") and not somebody_else:
            self.add_error("recipients", _("Choose with whom it went wrong"))
        if somebody_else and not given.get("putting_right") and not self.errors:
            self.add_error("putting_right", _("Say what they have to do"))
        return given


class SomebodyForm(UiForm):
    """Who else has it, whom the record does not name?"""

    somebody_else = somebody(label=_("Who has it?"))
    putting_right = putting_right()


class BreachForm(UiForm):
    """Is it a personal data breach, and must the regulator hear of it?"""

    breach = RadiosField(
        label=_("What do you decide?"),
        choices=[pair for pair in Breach.choices if pair[0] != Breach.UNDECIDED],
        hints={
            Breach.NOT_A_BREACH: _("Nobody saw, lost or changed anything that they should not."),
            Breach.NOT_REPORTABLE: _("It is unlikely that anybody comes to harm by it."),
            Breach.REPORTABLE: _("Somebody could come to harm by it."),
        },
        error_messages={"required": _("Say what you decide")},
    )
    breach_reasons = LongTextField(
        label=_("Why?"),
        help_text=_("Say what could happen to whom, how likely it is, and who helped you decide."),
        rows=4,
        error_messages={"required": _("Say why")},
    )


class ReportForm(UiForm):
    """When was it reported, and under which reference?"""

    reported_at = WhenField(
        label=_("When was it reported?"),
        past=True,
        error_messages={"required": _("Enter the date and time when it was reported")},
    )
    report_reference = TextField(
        label=_("Reference of the report (optional)"),
        help_text=_("As the ICO gave it."),
        width=20,
        max_length=120,
        required=False,
    )


class PeopleToldForm(UiForm):
    """Were those whom it is about told?"""

    people_told = LongTextField(
        label=_("Who was told, when and how?"),
        help_text=_("If somebody was not told, say why not."),
        rows=4,
        error_messages={"required": _("Say who was told, or why nobody was")},
    )


class CloseForm(UiForm):
    """What is learned from it?"""

    lessons = LongTextField(
        label=_("What do you do differently from now on?"),
        help_text=_("Do not name anybody."),
        rows=4,
        error_messages={"required": _("Say what you do differently, or that nothing changes")},
    )


class AskedForm(UiForm):
    """When and how was one recipient asked?"""

    asked_at = WhenField(
        label=_("When did you ask them?"),
        past=True,
        error_messages={"required": _("Enter the date and time when you asked them")},
    )
    asked_how = TextField(
        label=_("How, and whom did you ask?"),
        max_length=300,
        error_messages={"required": _("Say how you asked them, and whom")},
    )


class ConfirmedForm(UiForm):
    """When, how and by whom was it confirmed?"""

    confirmed_at = WhenField(
        label=_("When did they confirm it?"),
        past=True,
        error_messages={"required": _("Enter the date and time when they confirmed it")},
    )
    confirmed_how = TextField(
        label=_("How?"),
        help_text=_("If it cannot be got back or put right, say so here and why below."),
        max_length=300,
        error_messages={"required": _("Say how they confirmed it")},
    )
    confirmed_by = TextField(
        label=_("Who confirmed it? Name and role"),
        max_length=200,
        error_messages={"required": _("Say who confirmed it")},
    )
    note = LongTextField(label=_("Anything else? (optional)"), rows=2, required=False)

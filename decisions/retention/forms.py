"""What is asked about periods, holds and disposals?"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.ui import LongTextField, NumberField, RadiosField, TextField, UiForm
from decisions.choices import CountedFrom
from decisions.reference import tidy
from decisions.retention.policies import can_count_from

YEARS = _("Enter a number of years from 1 to 150, or leave it empty")


class PeriodForm(UiForm):
    """How long one kind of record is kept, counted from when, and which schedule says so."""

    years = NumberField(
        label=_("How many years are these records kept?"),
        help_text=_("Leave it empty to keep them for good. Nothing is chosen for you."),
        required=False,
        min_value=1,
        max_value=150,
        suffix=_("years"),
        error_messages={"min_value": YEARS, "max_value": YEARS},
    )
    counted_from = RadiosField(
        label=_("Counted from"),
        choices=CountedFrom.choices,
        required=False,
        small=True,
        hints={CountedFrom.BIRTH: _("Kept for good while a date of birth is missing.")},
    )
    source = TextField(
        label=_("Which schedule says so?"),
        help_text=_("For example, our retention schedule 2025, item 4"),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.fields["counted_from"]
        asked.choices = [  # type: ignore[attr-defined]
            choice for choice in CountedFrom.choices if can_count_from(kind, choice[0])
        ]

    def clean(self) -> dict[str, Any]:
        """A period is whole or absent."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("years") is None and "years" not in self.errors:
            return {"years": None, "counted_from": "", "source": ""}
        if not given.get("counted_from"):
            self.add_error("counted_from", _("Choose the day from which the years are counted"))
        if not given.get("source"):
            self.add_error("source", _("Say which schedule says so"))
        return given


class HoldForm(UiForm):
    """Why a record must be kept."""

    reason = LongTextField(
        label=_("Why must this record be kept?"),
        help_text=_("For example, an inquest, a claim, an inquiry or a request to see it"),
        error_messages={"required": _("Say why it must be kept")},
    )


class ReleaseForm(UiForm):
    """Why a hold is lifted."""

    reason = LongTextField(
        label=_("Why is the hold lifted?"),
        error_messages={"required": _("Say why the hold is lifted")},
    )


class HoldFindForm(UiForm):
    """Which record?"""

    reference = TextField(
        label=_("Reference of the record"),
        width=20,
        error_messages={"required": _("Enter a reference")},
    )

    def clean_reference(self) -> str:
        found = tidy(self.cleaned_data["reference"])
        if found is None:
            raise ValidationError(_("Enter a reference like 7K4MQ-2XPW9"))
        return found


class ProposeForm(UiForm):
    """By which authority a record is to be destroyed."""

    authority = LongTextField(
        label=_("By which authority?"),
        help_text=_(
            "Say which item of your schedule. Do not name anybody the record is about: these "
            "words stay when the record is gone."
        ),
        rows=3,
        max_length=500,
        error_messages={"required": _("Say by which authority")},
    )


AGREE, REFUSE = "agree", "refuse"


class DecideForm(UiForm):
    """What the second person says."""

    reveals = {"answer": {REFUSE: ["reason"]}}
    answer = RadiosField(
        label=_("Do you agree that this record is destroyed?"),
        choices=[(AGREE, _("Yes, I agree")), (REFUSE, _("No, it must be kept"))],
        error_messages={"required": _("Say whether you agree")},
    )
    reason = LongTextField(
        label=_("Why must it be kept?"),
        help_text=_("Do not name anybody the record is about."),
        rows=3,
        error_messages={"required": _("Say why it must be kept")},
    )


class RefuseForm(UiForm):
    """Why a proposal is taken back."""

    reason = LongTextField(
        label=_("Why should it not be destroyed?"),
        help_text=_("Do not name anybody the record is about."),
        rows=3,
        error_messages={"required": _("Say why it should not be destroyed")},
    )

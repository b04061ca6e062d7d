"""What is asked about an organisation, its teams and its numbers?"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Nation, OrganisationKind, Team
from accounts.ui import (
    CheckboxField,
    DateField,
    NumberField,
    PhoneField,
    RadiosField,
    TextField,
    UiForm,
    YesNoField,
)


def limit(label: Promise, most: int, unit: Promise, **more: Any) -> NumberField:
    """A number of hours or days, from 1."""
    said = format_lazy(_("Enter a number from 1 to {most}"), most=most)
    return NumberField(
        label=label,
        min_value=1,
        max_value=most,
        suffix=unit,
        error_messages={"min_value": said, "max_value": said},
        **more,
    )


class OrganisationForm(UiForm):
    """What an organisation is, and its own limits."""

    name = TextField(
        label=_("Name"), max_length=200, error_messages={"required": _("Enter a name")}
    )
    kind = RadiosField(
        label=_("What kind of organisation is it?"), choices=OrganisationKind.choices
    )
    nation = RadiosField(
        label=_("In which nation does it work?"),
        help_text=_("Each nation has its own law and procedures."),
        choices=Nation.choices,
    )
    is_public_authority = YesNoField(
        label=_("Is it a public authority?"),
        help_text=_(
            "It decides which lawful bases can apply. NHS bodies, councils, police and "
            "maintained schools are; most charities and companies are not."
        ),
    )
    opening_hours = TextField(
        label=_("Opening hours (optional)"),
        help_text=_("For example, Monday to Friday, 9am to 5pm"),
        max_length=300,
        required=False,
    )
    policy_document = TextField(
        label=_("Where is your own policy? (optional)"),
        help_text=_("A title or a link that staff can open"),
        max_length=300,
        required=False,
    )
    late_after_hours = limit(
        _("After how many hours is a record late?"),
        720,
        _("hours"),
        help_text=_("From then on the reason for the delay is asked."),
    )
    complete_within_hours = limit(
        _("Within how many hours is an incomplete record completed?"), 720, _("hours")
    )
    chase_after_days = limit(
        _("After how many days without an answer do you chase it?"),
        90,
        _("days"),
        help_text=_(
            "Working days. Weekends and the bank holidays of your nation do not count, here and "
            "below."
        ),
    )
    receipt_within_days = limit(
        _("Within how many days should a recipient say that it arrived?"),
        90,
        _("days"),
        help_text=_("After that, somebody is asked to find out."),
    )
    escalate_after_days = limit(
        _("How many days after it was due does a task go to a lead?"),
        90,
        _("days"),
        help_text=_("Whoever has the task keeps it. The lead sees it too."),
    )
    guardian_after_days = limit(
        _("How many days after it was due does a task go to the Guardian?"),
        180,
        _("days"),
        help_text=_("Choose more days than for the lead."),
    )
    answer_requests_in_days = limit(
        _("Within how many days do you answer a request for information?"),
        90,
        _("days"),
        help_text=_("A request that is urgent should not wait so long."),
    )
    link_days = limit(
        _("For how many days does a link for a recipient without an account work?"),
        90,
        _("days"),
        help_text=_("Days of the calendar. A new link can be made at any time."),
    )
    sample_one_in = limit(
        _("Of the records that nothing draws attention to, one in how many is looked at?"),
        1000,
        _("records"),
        help_text=_(
            "With 20, a lead looks at one in twenty of them. With 1, at each. A change draws anew."
        ),
    )

    def clean_is_public_authority(self) -> bool:
        return bool(self.cleaned_data["is_public_authority"])

    def clean(self) -> dict[str, Any]:
        """What goes to the lead first goes to the Guardian later."""
        given: dict[str, Any] = super().clean() or {}
        lead, guardian = given.get("escalate_after_days"), given.get("guardian_after_days")
        if lead and guardian and guardian <= lead:
            self.add_error("guardian_after_days", _("Choose more days than for the lead"))
        return given


class TeamForm(UiForm):
    """A team's name, and whether its members see each other's decisions."""

    name = TextField(
        label=_("Name of the team"),
        max_length=120,
        width="two-thirds",
        error_messages={"required": _("Enter a name for the team")},
    )
    members_see_decisions = CheckboxField(
        label=_("Members of the team may see each other's decisions")
    )
    is_active = CheckboxField(label=_("The team is in use"))

    def __init__(self, *args: Any, team: Team | None, taken: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = {name.casefold() for name in taken}
        if team is None:
            del self.fields["is_active"]

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if name.casefold() in self.taken:
            raise ValidationError(_("There is already a team with this name"))
        return name


class DutyNumberForm(UiForm):
    """A number to ring, for whom, when, and when it was last checked."""

    label = TextField(
        label=_("Who answers?"),
        help_text=_("For example, Children's social care duty team"),
        max_length=120,
        error_messages={"required": _("Enter who answers")},
    )
    number = PhoneField(
        label=_("Telephone number"), error_messages={"required": _("Enter a telephone number")}
    )
    area = TextField(
        label=_("For which area? (optional)"),
        help_text=_("Where the child or adult lives or is found"),
        max_length=120,
        required=False,
    )
    hours = TextField(
        label=_("When does somebody answer? (optional)"),
        help_text=_("For example, any time, or nights and weekends"),
        max_length=120,
        required=False,
    )
    checked_on = DateField(
        label=_("When was it last checked? (optional)"),
        help_text=_("Ring it once. For example, 27 3 2026"),
        past=True,
        today=True,
        required=False,
    )

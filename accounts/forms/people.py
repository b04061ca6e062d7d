"""What is asked about members: particulars, roles, teams and deputies?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import policies
from accounts.choices import Letters
from accounts.models import Organisation, Role, Team
from accounts.ui import (
    CheckboxesField,
    DateField,
    EmailField,
    PhoneField,
    RadiosField,
    TextField,
    UiForm,
)

WHAT_ROLES_DO = {
    Role.PRACTITIONER: _("Records decisions, shares and follows up."),
    Role.LEAD: _("Reviews the decisions of the teams that they lead."),
    Role.GUARDIAN: _("Sees every decision and audits the history."),
    Role.ADMINISTRATOR: _("Manages people, teams and settings. Sees no case content."),
}


def job_title() -> TextField:
    """What somebody does, as colleagues would say it."""
    return TextField(
        label=_("Job title (optional)"), max_length=120, required=False, width="two-thirds"
    )


def phone() -> PhoneField:
    """Where colleagues can ring somebody."""
    return PhoneField(label=_("Work telephone number (optional)"), required=False)


def roles() -> CheckboxesField:
    """The roles that somebody holds for good."""
    return CheckboxesField(
        label=_("Roles"),
        choices=Role.choices,
        hints=WHAT_ROLES_DO,
        error_messages={"required": _("Choose at least one role")},
    )


def name_guardian_for(form: UiForm, organisation: Organisation) -> None:
    """The Guardian has another title in Northern Ireland."""
    named = [(role.value, role.name_in(organisation.nation)) for role in Role]
    form.fields["roles"].choices = named  # type: ignore[attr-defined]


class FindForm(UiForm):
    """Who is looked for."""

    find = TextField(
        label=_("Find by name or email address"), required=False, width="two-thirds", max_length=150
    )


class InviteForm(UiForm):
    """Whom to invite, and as what."""

    email = EmailField(
        label=_("Email address"),
        help_text=_("The invitation goes to this address."),
        error_messages={"required": _("Enter an email address")},
        max_length=254,
    )
    name = TextField(
        label=_("Name"),
        max_length=150,
        width="two-thirds",
        error_messages={"required": _("Enter a name")},
    )
    job_title = job_title()
    phone = phone()
    roles = roles()
    team = RadiosField(label=_("Team (optional)"), required=False)

    def __init__(
        self, *args: Any, organisation: Organisation, teams: Iterable[Team], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known_teams = {str(team.pk): team for team in teams}
        name_guardian_for(self, organisation)
        pairs = [(key, team.name) for key, team in self.known_teams.items()]
        self.fields["team"].choices = pairs  # type: ignore[attr-defined]
        if not pairs:
            del self.fields["team"]

    @property
    def chosen_team(self) -> Team | None:
        return self.known_teams.get(self.cleaned_data.get("team", ""))


class MemberForm(UiForm):
    """What an administrator keeps about a member."""

    job_title = job_title()
    phone = phone()
    roles = roles()
    teams = CheckboxesField(label=_("Teams that they belong to"), required=False)
    leads = CheckboxesField(
        label=_("Teams that they lead"),
        help_text=_("A lead sees the decisions of these teams. They need the role, too."),
        required=False,
    )

    def __init__(
        self, *args: Any, organisation: Organisation, teams: Iterable[Team], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known_teams = {str(team.pk): team for team in teams}
        name_guardian_for(self, organisation)
        for name in ("teams", "leads"):
            pairs = [(key, team.name) for key, team in self.known_teams.items()]
            self.fields[name].choices = pairs  # type: ignore[attr-defined]
            if not pairs:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("leads") and Role.LEAD not in given.get("roles", []):
            self.add_error("roles", _("Tick safeguarding lead too, since they lead a team"))
        return given

    def places(self) -> list[tuple[Team, bool, bool]]:
        """Every team with whether the member belongs to it, and whether as its lead."""
        member, lead = (set(self.cleaned_data.get(name, [])) for name in ("teams", "leads"))
        return [(team, key in member | lead, key in lead) for key, team in self.known_teams.items()]


class OwnDetailsForm(UiForm):
    """What somebody keeps about themselves."""

    name = TextField(
        label=_("Your name"),
        max_length=150,
        autocomplete="name",
        width="two-thirds",
        error_messages={"required": _("Enter your name")},
    )
    job_title = job_title()
    phone = phone()


class LettersForm(UiForm):
    """When somebody wants to be written to."""

    letters = RadiosField(
        label=_("When do you want an email about what waits for you?"),
        choices=Letters.choices,
        error_messages={"required": _("Choose when you want an email")},
    )


class DeputyForm(UiForm):
    """Who stands in, in which role, until when."""

    role = RadiosField(
        label=_("For which of your roles?"), error_messages={"required": _("Choose a role")}
    )
    email = EmailField(
        label=_("Who stands in for you?"),
        help_text=_("Their email address here, so that it cannot be a namesake"),
        error_messages={"required": _("Enter the email address of a colleague")},
    )
    until = DateField(
        label=_("Until the end of which day?"),
        help_text=_("For example, 27 3 2027"),
        future=True,
        error_messages={"required": _("Enter the last day")},
    )

    def __init__(
        self, *args: Any, organisation: Organisation, roles: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        named = [(role, Role(role).name_in(organisation.nation)) for role in roles]
        self.fields["role"].choices = named  # type: ignore[attr-defined]
        if len(named) == 1:
            self.initial.setdefault("role", named[0][0])

    def clean_until(self) -> dt.date:
        until: dt.date = self.cleaned_data["until"]
        if until > timezone.localdate() + policies.LONGEST_DEPUTY:
            raise ValidationError(_("Choose a day within a year from now"))
        return until


class ChooseOrganisationForm(UiForm):
    """Where somebody works just now."""

    organisation = RadiosField(
        label=_("Where are you working now?"),
        heading=True,
        error_messages={"required": _("Choose an organisation")},
    )

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pairs = [(str(each.pk), each.name) for each in organisations]
        self.fields["organisation"].choices = pairs  # type: ignore[attr-defined]

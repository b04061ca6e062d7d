"""What is asked outside the steps: beginning, the two-minute path, finding, correcting."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.ui.fields import (
    CheckboxField,
    DateField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    WhenField,
)
from accounts.ui.forms import UiForm
from decisions.choices import Direction
from decisions.guidance import methods
from decisions.reference import tidy


class TeamForm(UiForm):
    """Forms that begin a record: a key against double clicks; the team, if several."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.membership = membership
        self.fields["key"].initial = uuid.uuid4
        teams = [(str(p.team_id), p.name) for p in membership.places_held]
        if len(teams) > 1:
            self.fields["team"] = RadiosField(
                label=_("Which team is it for?"), choices=teams, required=False, small=True
            )


class StartForm(TeamForm):
    """What has happened decides what is asked next."""

    direction = RadiosField(
        label=_("What has happened?"),
        choices=Direction.choices,
        hints={
            Direction.SHARE: _("You have a worry and want to pass on what you know."),
            Direction.ASKED: _("A person or an organisation has asked you for information."),
            Direction.SHARED: _("Record it in full. The short form is above."),
            Direction.ASKING: _("You need to know something that somebody else holds."),
        },
    )


# The ways that most shares go by; the rest stand in the full record.
USUAL = {"phone", "portal", "secure-email", "meeting", "in-person", "other"}


class AlreadySharedForm(TeamForm):
    """The eight things of a share that has happened."""

    who = TextField(
        label=_("Whom is it about?"),
        help_text=_("Initials or your own reference. If you do not know, write “not known”."),
        max_length=60,
        error_messages={"required": _("Say whom it is about, or write “not known”")},
    )
    what = LongTextField(
        label=_("What did you share?"),
        help_text=_("One line for each thing. You can mark fact and opinion later."),
        rows=4,
        error_messages={"required": _("Say what you shared")},
    )
    why = LongTextField(
        label=_("Why?"),
        help_text=_("What worried you, in a sentence or two."),
        rows=3,
        error_messages={"required": _("Say why, in a few words")},
    )
    to_whom = TextField(
        label=_("Whom did you tell?"),
        help_text=_("Service, name and role."),
        max_length=200,
        error_messages={"required": _("Say whom you told")},
    )
    method = RadiosField(label=_("How?"), choices=[], required=False, small=True)
    shared_at = WhenField(
        label=_("When?"),
        past=True,
        error_messages={"required": _("Enter the date and time when you told them")},
    )
    will_do = LongTextField(label=_("What will they do, and by when?"), rows=2, required=False)
    reference_number = TextField(
        label=_("Their reference or incident number"),
        help_text=_("If they gave one."),
        width=20,
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [(way.code, way.label) for way in methods() if way.code in USUAL]
        self.fields["method"].choices = ways  # type: ignore[attr-defined]


class CallForm(TeamForm):
    """A call that is about to be made: filled in while ringing or straight after."""

    to_whom = TextField(
        label=_("Whom are you ringing?"),
        help_text=_("Service and number, as in the list above."),
        max_length=200,
        error_messages={"required": _("Say whom you rang")},
    )
    who = TextField(
        label=_("Whom is it about?"),
        help_text=_("Initials or your own reference. If you do not know, write “not known”."),
        max_length=60,
        error_messages={"required": _("Say whom it is about, or write “not known”")},
    )
    what = LongTextField(
        label=_("What do you tell them?"),
        help_text=_("One line for each thing. You can mark fact and opinion later."),
        rows=4,
        error_messages={"required": _("Say what you told them")},
    )
    why = LongTextField(
        label=_("Why?"),
        help_text=_("What worries you, in a sentence or two."),
        rows=2,
        error_messages={"required": _("Say why, in a few words")},
    )
    shared_at = WhenField(
        label=_("When did you speak to them?"),
        past=True,
        error_messages={"required": _("Enter the date and time of the call")},
    )
    spoke_to = TextField(
        label=_("Who took the call? Name and role"), max_length=200, required=False
    )
    will_do = LongTextField(label=_("What will they do, and by when?"), rows=2, required=False)
    reference_number = TextField(
        label=_("Their reference or incident number"), width=20, max_length=120, required=False
    )


def whole_reference(typed: str) -> str:
    """A whole reference in its stored form, or nothing where nothing was typed."""
    found = tidy(typed) if typed else ""
    if found is None:
        raise forms.ValidationError(
            _("This is not a whole reference. It has ten signs, like 7K4MQ-2XPWE.")
        )
    return found


def keep_days_in_order(form: forms.Form, data: dict[str, Any]) -> None:
    """The error stands beside the last day, where it is before the first."""
    if data.get("since") and data.get("until") and data["until"] < data["since"]:
        form.add_error("until", _("The last day must not be before the first"))


class FindForm(UiForm):
    """Find by reference, by the person's reference or by date; posted, never in an address."""

    reference = TextField(label=_("Reference of the record"), width=20, required=False)
    person = TextField(
        label=_("Reference of the person"),
        help_text=_("As your organisation writes it."),
        width=20,
        max_length=60,
        required=False,
    )
    since = DateField(label=_("Recorded from"), required=False)
    until = DateField(label=_("Recorded until"), required=False)

    def clean_reference(self) -> str:
        return whole_reference(self.cleaned_data["reference"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        keep_days_in_order(self, data)
        if not self.errors and not any(data.values()):
            self.add_error("reference", _("Enter a reference, a person’s reference or a date"))
        return data


class ColleagueForm(UiForm):
    """A colleague to name on a record."""

    person = SelectField(
        label=_("Which colleague?"),
        help_text=_("They will see this record and can help to write it."),
        choices=[],
        error_messages={"required": _("Choose a colleague")},
    )

    def __init__(self, *args: Any, people: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(each.person_id), _name(each)) for each in people]
        self.fields["person"].choices = [("", _("Choose a colleague")), *named]  # type: ignore[attr-defined]


def _name(member: Membership) -> str:
    return ", ".join(filter(None, [member.person.name, member.job_title]))


class ReasonForm(UiForm):
    """Whatever puts a record right has a reason."""

    reason = LongTextField(
        label=_("Why?"), rows=3, error_messages={"required": _("Say why, in a few words")}
    )


class AddendumForm(ReasonForm):
    """Something to add to a record."""

    text = LongTextField(
        label=_("What do you want to add?"),
        rows=6,
        error_messages={"required": _("Write what you want to add")},
    )
    field_order = ["text", "reason"]


class InErrorForm(ReasonForm):
    """Recorded in error; sealed where it holds content about the wrong person."""

    seal = CheckboxField(
        label=_("It holds information about the wrong person: hide its content from view"),
        help_text=_("Nothing is deleted. The history can still prove what was recorded."),
    )

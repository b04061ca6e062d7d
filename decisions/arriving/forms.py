"""What is asked about something that came in, and about a reply?"""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.ui import (
    DateField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    UiForm,
    WhenField,
)
from decisions.choices import IncomingKind, Relationship
from decisions.reference import tidy

ME = ""


def owners(colleagues: list[Membership], me: Membership) -> list[tuple[str, Any]]:
    """Oneself first, then everybody else who has a part in records."""
    others = [each for each in colleagues if each.person_id != me.person_id]
    return [(ME, _("I do")), *((str(each.person_id), each.person.name) for each in others)]


class LogForm(UiForm):
    """What came in, from whom and in what words; all else can wait."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = RadiosField(
        label=_("What came in?"),
        choices=IncomingKind.choices,
        error_messages={"required": _("Say what came in")},
    )
    from_name = TextField(label=_("Who is it from?"), max_length=200, required=False)
    from_organisation = TextField(label=_("Their organisation"), max_length=200, required=False)
    how = TextField(
        label=_("How did it come?"),
        help_text=_("For example by telephone, by email or by post"),
        width=20,
        max_length=120,
        required=False,
    )
    received_at = WhenField(
        label=_("When did it come?"),
        help_text=_("Leave it empty if it came just now."),
        past=True,
        required=False,
    )
    words = LongTextField(
        label=_("What does it say?"),
        help_text=_("In the words that were used. They are kept as they are."),
        rows=6,
        error_messages={"required": _("Write what it says")},
    )
    about = TextField(
        label=_("Whom is it about?"),
        help_text=_("Initials or your own reference"),
        width=20,
        max_length=200,
        required=False,
    )
    owner = SelectField(label=_("Who deals with it?"), choices=[], required=False)
    # What else the ICO's form asks of whoever requests data.
    from_role = TextField(label=_("The role of who asks"), max_length=200, required=False)
    from_contact = TextField(
        label=_("How to reach them"),
        help_text=_("A telephone number or address that you looked up yourself is safest."),
        max_length=200,
        required=False,
    )
    identity_checked = TextField(
        label=_("How did you make sure it was them?"), max_length=300, required=False
    )
    purpose = LongTextField(label=_("What do they say they need it for?"), rows=3, required=False)
    legal_power = LongTextField(label=_("What law or power do they name?"), rows=2, required=False)
    data_wanted = LongTextField(
        label=_("What information do they ask for?"), rows=3, required=False
    )
    needed_by = DateField(label=_("When do they need it by?"), required=False)
    relationship = RadiosField(
        label=_("Who decides how the information is used?"),
        choices=Relationship.choices,
        required=False,
    )
    why_necessary = LongTextField(label=_("Why do they say it is needed?"), rows=2, required=False)
    extra_conditions = LongTextField(
        label=_("If it is sensitive or about offences: the extra condition they rely on"),
        rows=2,
        required=False,
    )
    law_enforcement = LongTextField(
        label=_("If they are a law enforcement body: the provision they name"),
        rows=2,
        required=False,
    )
    retention = LongTextField(
        label=_("How long will they keep it, and how will they delete it?"), rows=2, required=False
    )
    security = LongTextField(label=_("How will they keep it safe?"), rows=2, required=False)

    def __init__(
        self, *args: Any, membership: Membership, colleagues: list[Membership], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4
        asked: Any = self.fields["owner"]
        asked.choices = owners(colleagues, membership)
        self.teams = sorted(membership.team_ids | membership.lead_team_ids)
        places = [(str(place.team_id), place.name) for place in membership.places_held]
        if len(places) > 1:
            self.fields["team"] = RadiosField(
                label=_("Which team is it for?"), choices=places, required=False, small=True
            )

    def main(self) -> list[forms.BoundField]:
        """What a minute is enough for."""
        names = [*MAIN, *(["team"] if "team" in self.fields else [])]
        return [self[name] for name in names]

    def more(self) -> list[forms.BoundField]:
        """What stands in a fold."""
        return [self[name] for name in self.fields if name not in {*MAIN, "team", "key"}]

    def is_more_open(self) -> bool:
        return any(bound.errors or bound.value() for bound in self.more())

    def clean_received_at(self) -> Any:
        """Whoever writes it down at once need not say when."""
        return self.cleaned_data["received_at"] or timezone.now()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        names = ("from_name", "from_organisation")
        if not any(given.get(name) or name in self.errors for name in names):
            self.add_error("from_name", _("Say who or which organisation it is from"))
        return given


MAIN = (
    "kind", "from_name", "from_organisation", "how", "received_at", "words", "about", "owner",
)  # fmt: skip


class PassOnForm(UiForm):
    """Who deals with it from now on."""

    owner = SelectField(
        label=_("Who deals with it from now on?"),
        choices=[],
        error_messages={"required": _("Choose somebody")},
    )

    def __init__(self, *args: Any, colleagues: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: Any = self.fields["owner"]
        named = [(str(each.person_id), each.person.name) for each in colleagues]
        asked.choices = [("", _("Choose somebody")), *named]


class MatchForm(UiForm):
    """Which decision stands for it?"""

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


class CloseForm(UiForm):
    """Why nothing more is done."""

    because = LongTextField(
        label=_("Why is nothing more to be done?"),
        help_text=_("For example: it was passed to the right place, or it came twice."),
        rows=3,
        error_messages={"required": _("Say why nothing more is to be done")},
    )

    def __init__(self, *args: Any, is_decided: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_decided:
            self.fields["because"].required = False
            self.fields["because"].label = _("Anything to say about it? (optional)")


class ReplyForm(UiForm):
    """The words of a reply."""

    text = LongTextField(
        label=_("The reply"),
        help_text=_(
            "Change it as you like. Name nobody whom they did not name, and do not say whether "
            "you hold something if that alone would tell them something."
        ),
        rows=28,
        error_messages={"required": _("Write the reply")},
    )


class SentForm(UiForm):
    """When and how a reply went."""

    sent_at = WhenField(
        label=_("When did it go?"),
        past=True,
        error_messages={"required": _("Say when it went")},
    )
    sent_how = TextField(
        label=_("How did it go, and to which address?"),
        max_length=200,
        error_messages={"required": _("Say how it went")},
    )

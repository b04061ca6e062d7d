"""What is asked about a concern for a disclosure scheme, and about what the police did?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.ui import LongTextField, RadiosField, TextField, UiForm, WhenField
from decisions.choices import SchemeRoute, SchemeStage, Undertaking
from decisions.forms import TeamForm
from decisions.models import PersonConcerned, Recipient
from decisions.schemes.words import ROUTES

NOBODY, NEW = "none", "new"
NOW = _("Leave it empty if it is now.")
NO_CONVICTIONS = _("Never write here what the police said about convictions.")


class AboutConcern(UiForm):
    """Why somebody may be a danger, and who asked."""

    route = RadiosField(label=_("How did it begin?"), choices=list(ROUTES.items()))
    who_asked = TextField(
        label=_("If somebody asked: who?"),
        help_text=_("And who they are to whoever could be harmed: mother, neighbour, friend."),
        max_length=300,
        required=False,
    )
    about_whom = LongTextField(
        label=_("Who may be a danger?"),
        help_text=_("Their name, or what you know of them."),
        rows=2,
        error_messages={"required": _("Say who may be a danger, as far as you know")},
    )
    why_worried = LongTextField(
        label=_("Why do you worry?"),
        help_text=_("What was seen, heard or said, and by whom. Say what you do not know."),
        rows=4,
        error_messages={"required": _("Say why you worry")},
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("route") == SchemeRoute.ASK and not found.get("who_asked"):
            self.add_error("who_asked", _("Say who asked"))
        return found


class BeginForm(AboutConcern, TeamForm):
    """The same where there is no record yet."""

    at_risk = TextField(
        label=_("Who could be harmed?"),
        help_text=_("Initials or your own reference are enough."),
        max_length=60,
        error_messages={"required": _("Say who could be harmed")},
    )
    field_order = ("at_risk", "about_whom", "why_worried", "route", "who_asked", "team")


class AddForm(AboutConcern):
    """The same on a record, with the people and recipients that it has."""

    at_risk = RadiosField(label=_("Who could be harmed?"), choices=[], small=True)
    police = RadiosField(label=_("Who tells the police?"), choices=[], small=True)
    field_order = ("at_risk", "about_whom", "why_worried", "route", "who_asked", "police")

    def __init__(
        self,
        *args: Any,
        people: Mapping[str, PersonConcerned],
        police: Mapping[str, Recipient],
        may_grow: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people, self.known = people, police
        fields: Any = self.fields
        fields["at_risk"].choices = [
            *((key, str(person)) for key, person in people.items()),
            (NOBODY, _("Somebody who is not on this record")),
        ]
        named: list[tuple[str, Any]] = [
            (key, _("We do: %(who)s") % {"who": row}) for key, row in police.items()
        ]
        if may_grow:
            named.append((NEW, _("We do: add the police to this record")))
        fields["police"].choices = [*named, (NOBODY, _("Somebody else told them, or will"))]

    def chosen(self) -> dict[str, Any]:
        """What was answered, with the rows that were meant."""
        said = dict(self.cleaned_data)
        person, police = said.pop("at_risk"), said.pop("police")
        return {
            "person_at_risk": self.people.get(person),
            "recipient": self.known.get(police),
            "adds_police": police == NEW,
            **said,
        }


class EventForm(UiForm):
    """One thing that happened with a concern."""

    happened_at = WhenField(label=_("When?"), help_text=NOW, past=True, required=False)


class PassedOnForm(EventForm):
    """Who at the police has it."""

    by_whom = TextField(
        label=_("Which officer has it? Name, and number if you know it"),
        max_length=300,
        error_messages={"required": _("Say which officer has it")},
    )
    reference_number = TextField(
        label=_("Their reference (optional)"), width=20, max_length=120, required=False
    )
    field_order = ("by_whom", "reference_number", "happened_at")


class CheckedForm(EventForm):
    """The police spoke to whoever asked."""

    by_whom = TextField(label=_("Which officer? (optional)"), max_length=300, required=False)
    note = LongTextField(
        label=_("Is there anything to remember about it? (optional)"),
        help_text=NO_CONVICTIONS,
        rows=3,
        required=False,
    )
    field_order = ("by_whom", "note", "happened_at")


class DecidedForm(EventForm):
    """What the police decided, and who said so."""

    by_whom = TextField(
        label=_("Which officer told you of the decision?"),
        max_length=300,
        error_messages={"required": _("Say which officer told you")},
    )
    note = LongTextField(
        label=_("What happens next? (optional)"),
        help_text=_("For example: when they tell, who is with them. %(never)s")
        % {"never": NO_CONVICTIONS},
        rows=3,
        required=False,
    )
    field_order = ("by_whom", "note", "happened_at")


class NotTellingForm(DecidedForm):
    """They tell nobody: what keeps the person safe all the same."""

    note = LongTextField(
        label=_("What reason did they give, and what keeps the person safe now?"),
        help_text=NO_CONVICTIONS,
        rows=4,
        error_messages={"required": _("Say what reason they gave, or that they gave none")},
    )


class ToldForm(EventForm):
    """Who was told by the police, and what they promised; never what they were told."""

    told_whom = TextField(
        label=_("Who was told?"),
        help_text=_("Name or initials, and who they are to whoever could be harmed."),
        max_length=300,
        error_messages={"required": _("Say who was told")},
    )
    by_whom = TextField(
        label=_("Which officer told them?"),
        max_length=300,
        error_messages={"required": _("Say which officer told them")},
    )
    undertaking = RadiosField(
        label=_("Did they promise in writing to keep it to themselves?"),
        choices=Undertaking.choices,
        error_messages={"required": _("Say if they signed a promise")},
    )
    undertaking_terms = LongTextField(
        label=_("What did they promise? (optional)"),
        help_text=_("For example: to speak of it to nobody but the officer and the social worker."),
        rows=2,
        required=False,
    )
    note = LongTextField(
        label=_("What helps them now? (optional)"),
        help_text=NO_CONVICTIONS,
        rows=2,
        required=False,
    )
    field_order = (
        "told_whom", "by_whom", "undertaking", "undertaking_terms", "note", "happened_at",
    )  # fmt: skip

    def __init__(self, *args: Any, own_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own_name = own_name.casefold()

    def clean_by_whom(self) -> str:
        """Whoever writes this is no officer: that somebody here told them is a page of its own."""
        said: str = self.cleaned_data["by_whom"]
        if self.own_name and self.own_name in said.casefold():
            self.add_error(
                "by_whom",
                _(
                    "This is your own name. Only the police decide who is told. If you told them "
                    "yourself, note it on the page “Somebody here told them”"
                ),
            )
        return said


class ToldByUsForm(EventForm):
    """Somebody here told them, although only the police decide; it is written down."""

    told_whom = TextField(
        label=_("Who was told?"),
        max_length=300,
        error_messages={"required": _("Say who was told")},
    )
    by_whom = TextField(
        label=_("Who told them?"),
        max_length=300,
        error_messages={"required": _("Say who told them")},
    )
    note = LongTextField(
        label=_("How did it come to that, and what was done about it?"),
        help_text=_("Do not write down what they were told."),
        rows=4,
        error_messages={"required": _("Say how it came to that")},
    )
    field_order = ("told_whom", "by_whom", "note", "happened_at")


class EndedForm(EventForm):
    """It came to nothing: why."""

    note = LongTextField(
        label=_("Why did it end?"),
        help_text=_("For example: whoever asked took it back, or they moved apart."),
        rows=3,
        error_messages={"required": _("Say why it ended")},
    )
    field_order = ("note", "happened_at")


FORMS: Mapping[str, type[EventForm]] = {
    SchemeStage.PASSED_ON: PassedOnForm,
    SchemeStage.CHECKED: CheckedForm,
    SchemeStage.WILL_TELL: DecidedForm,
    SchemeStage.WILL_NOT_TELL: NotTellingForm,
    SchemeStage.TOLD: ToldForm,
    SchemeStage.TOLD_BY_US: ToldByUsForm,
    SchemeStage.ENDED: EndedForm,
}

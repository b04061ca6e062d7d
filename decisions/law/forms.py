"""What is asked of a judgement, and of a situation that is no record?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.choices import Nation, OrganisationKind
from accounts.ui.fields import (
    CheckboxesField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    WhenField,
    YesNoField,
)
from accounts.ui.forms import UiForm
from consent.choices import ConsentStatus
from decisions.choices import Direction, HowKnown
from decisions.guidance import agencies, choices, concerns
from decisions.law.facts import Facts

Pairs = Sequence[tuple[str, str | Promise]]


class DetrimentForm(UiForm):
    """The judgement whether sharing would do the child more harm than not sharing."""

    asked_by = TextField(
        label=_("Who asked for it, or could be told?"),
        help_text=_("The body, and the person if you know."),
        required=False,
    )
    their_function = LongTextField(
        label=_("What do they do for the child?"), rows=2, required=False
    )
    relevance = LongTextField(
        label=_("How could the information help them to do it?"), rows=3, required=False
    )
    harm_if_disclosed = LongTextField(
        label=_("What harm could come to the child if it is shared?"), rows=3, required=False
    )
    harm_if_not_disclosed = LongTextField(
        label=_("What harm could come to the child if it is not?"), rows=3, required=False
    )
    less_considered = LongTextField(
        label=_("Could less be shared, or later, or with somebody else?"), rows=2, required=False
    )
    childs_view = LongTextField(
        label=_("What does the child want, as far as you know?"), rows=2, required=False
    )
    discussed_with = TextField(
        label=_("Whom did you talk it over with?"), max_length=300, required=False
    )
    is_more_detrimental = YesNoField(
        label=_("Would sharing it do the child more harm than not sharing it?"), not_sure=True
    )
    reasons = LongTextField(
        label=_("Why?"),
        help_text=_("What weighed most. Somebody should understand it in five years."),
        rows=5,
    )
    judged_at = WhenField(
        label=_("When was it judged?"),
        help_text=_("Leave it empty if you are judging it now."),
        past=True,
        required=False,
    )
    judged_by_other = TextField(
        label=_("Who judged it, if it was not you?"),
        help_text=_("Name and role. Leave it empty if you did."),
        max_length=200,
        required=False,
    )


def yes_no_or_unknown() -> dict[str, Any]:
    return {"choices": [("yes", _("Yes")), ("no", _("No"))], "inline": True, "required": False}


# What came of asking, without the words that only a record needs.
STATUSES: Pairs = [
    (ConsentStatus.GIVEN, ConsentStatus.GIVEN.label),
    (ConsentStatus.REFUSED, ConsentStatus.REFUSED.label),
    (ConsentStatus.WITHDRAWN, ConsentStatus.WITHDRAWN.label),
    (ConsentStatus.NOT_SOUGHT, ConsentStatus.NOT_SOUGHT.label),
    ("cannot", ConsentStatus.CANNOT.label),
    ("mixed", _("Some said yes, and some did not")),
]
ASKERS: Pairs = [
    ("board", _("The safeguarding partners or board")),
    ("council", _("A council, or social services")),
    ("police", _("The police")),
    ("court", _("A court or its advisers")),
    ("public", _("Another public body")),
    ("private", _("A person, a charity or a firm")),
]
UNKNOWN: Pairs = [("", _("Not known"))]
FIRST = (
    "nation", "organisation", "public", "about", "age", "direction", "asker", "concerns",
    "consent",
)  # fmt: skip
AGES: Pairs = [("17", _("Under 18")), ("18", _("18 or over"))]


class SituationForm(UiForm):
    """A situation by closed lists alone; nothing of anybody is typed, and nothing is kept."""

    nation = SelectField(label=_("Nation"), choices=Nation.choices)
    organisation = SelectField(
        label=_("Your organisation"),
        choices=[*UNKNOWN, *OrganisationKind.choices],
        required=False,
    )
    public = RadiosField(label=_("Is it a public authority?"), **yes_no_or_unknown())
    about = RadiosField(
        label=_("Whom is it about?"),
        choices=[
            ("child", _("A child")),
            ("adult", _("An adult at risk")),
            ("both", _("Both")),
        ],
        inline=True,
        required=False,
    )
    age = RadiosField(label=_("How old?"), choices=AGES, inline=True, required=False)
    direction = RadiosField(
        label=_("What has happened?"), choices=Direction.choices, small=True, required=False
    )
    asker = SelectField(
        label=_("If somebody asked: who?"), choices=[*UNKNOWN, *ASKERS], required=False
    )
    concerns = CheckboxesField(label=_("What is the worry?"), small=True, required=False)
    significant = RadiosField(label=_("Could the harm be significant?"), **yes_no_or_unknown())
    life = RadiosField(
        label=_("Is a life in danger?"),
        choices=[
            ("yes", _("Yes")),
            ("danger", _("Somebody is in danger, but not of their life as far as is known")),
            ("no", _("No")),
        ],
        small=True,
        required=False,
    )
    consent = SelectField(
        label=_("Consent under data protection law"),
        choices=[*UNKNOWN, *STATUSES],
        required=False,
    )
    explicit = RadiosField(label=_("If given: in clear words?"), **yes_no_or_unknown())
    agreement = SelectField(
        label=_("Agreement under the duty of confidence"),
        choices=[*UNKNOWN, *STATUSES],
        required=False,
    )
    able = RadiosField(label=_("Can they decide this themselves?"), **yes_no_or_unknown())
    anyway = RadiosField(label=_("Would you share it even if they said no?"), **yes_no_or_unknown())
    sensitive = RadiosField(
        label=_("Is any of it about health, sex life, race, religion or beliefs?"),
        **yes_no_or_unknown(),
    )
    offence = RadiosField(
        label=_("Does any of it say that somebody committed an offence, or may have?"),
        **yes_no_or_unknown(),
    )
    confidence = RadiosField(
        label=_("Was any of it told or kept in confidence?"), **yes_no_or_unknown()
    )
    known = SelectField(
        label=_("If it is about an offence against a child: how is it known?"),
        choices=[*UNKNOWN, *HowKnown.choices],
        required=False,
    )
    regulated = RadiosField(
        label=_("Are you a teacher, or a registered health or care professional?"),
        **yes_no_or_unknown(),
    )
    recipients = CheckboxesField(label=_("Who would get it?"), small=True, required=False)
    court_order = RadiosField(label=_("Has a court ordered it?"), **yes_no_or_unknown())
    outcome = SelectField(
        label=_("What do you decide?"),
        choices=[
            *UNKNOWN,
            ("share", _("Share all of it")),
            ("part", _("Share part of it")),
            ("not-share", _("Do not share")),
            ("not-yet", _("Not yet")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, nation: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["concerns"].choices = choices(concerns())  # type: ignore[attr-defined]
        self.fields["recipients"].choices = choices(agencies(nation))  # type: ignore[attr-defined]

    def first(self) -> list[BoundField]:
        """What most situations turn on."""
        return [self[name] for name in FIRST]

    def rest(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name not in FIRST]

    def facts(self) -> Facts:
        """The facts that were chosen; nobody named as a recipient is not known."""
        return facts_from(self.cleaned_data)


def facts_from(chosen: Mapping[str, Any]) -> Facts:
    given = {name: value for name, value in chosen.items() if value}
    age = given.pop("age", "")
    return Facts(**{**given, "age": int(age) if age else None})

"""What is asked of reviewers, authors, Guardians and advisers?"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Role
from accounts.ui import (
    CheckboxesField,
    CheckboxField,
    LongTextField,
    RadiosField,
    TextField,
    UiForm,
    WhenField,
)
from decisions.choices import Finding, Followed, Ruling
from decisions.guidance import edition
from decisions.models import Decision
from decisions.record import Record
from decisions.reviewing.naming import names_in
from decisions.reviewing.words import AnswerWay

OUTSIDE = "outside"
NEEDS_COMMENT = {
    Finding.QUESTION: _("Write your question"),
    Finding.ACTION: _("Say what has to be done"),
    Finding.ESCALATE: _("Say what the Guardian should decide, and why"),
}


# Not every nation has a Caldicott Guardian.
FINDINGS = [
    (value, _("For the Guardian") if value == Finding.ESCALATE else label)
    for value, label in Finding.choices
]


class ReviewForm(UiForm):
    """What a reviewer found; ``after`` is the latest review that they saw, ``next`` their queue."""

    finding = RadiosField(
        label=_("What do you find?"),
        choices=FINDINGS,
        error_messages={"required": _("Say what you find")},
    )
    comment = LongTextField(
        label=_("Your comment"),
        help_text=_("Needed unless you are satisfied. The author reads it, and can answer."),
        rows=4,
        required=False,
    )
    after = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    next = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, decides: bool = False, **kwargs: Any) -> None:
        """``decides``: they are Guardian for this record, so there is nobody to bring it to."""
        super().__init__(*args, **kwargs)
        if decides:
            left = [each for each in FINDINGS if each[0] != Finding.ESCALATE]
            self.fields["finding"].choices = left  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        needed = NEEDS_COMMENT.get(given.get("finding", ""))
        if needed and not given.get("comment"):
            self.add_error("comment", needed)
        return given


class AnswerForm(UiForm):
    """What the author says to a review."""

    text = LongTextField(
        label=_("Your answer"),
        help_text=_("It is added to the record. What was recorded stays as it is."),
        error_messages={"required": _("Write your answer")},
    )


class RulingForm(UiForm):
    """What the Guardian decides, why, and by which principles."""

    ruling = RadiosField(
        label=_("What do you decide?"),
        choices=Ruling.choices,
        error_messages={"required": _("Say what you decide")},
    )
    reasons = LongTextField(
        label=_("Why?"),
        help_text=_("If something has to be done: what, by whom and by when."),
        error_messages={"required": _("Say why")},
    )
    principles = CheckboxesField(
        label=_("Which Caldicott Principles does it turn on?"),
        small=True,
        error_messages={"required": _("Choose at least one principle")},
    )

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = edition(decision.caldicott).rules
        self.fields["principles"].choices = [  # type: ignore[attr-defined]
            (rule.code, f"{rule.number}. {rule.title}") for rule in rules
        ]


class AskForm(UiForm):
    """Whom to ask, and what; it looks whether the question says who it is about."""

    reveals = {"adviser": {OUTSIDE: ["name", "role"]}, "on_purpose": {"on": ["reason"]}}
    adviser = RadiosField(
        label=_("Whom do you ask?"),
        error_messages={"required": _("Choose whom you ask")},
    )
    name = TextField(
        label=_("Their name"),
        max_length=200,
        error_messages={"required": _("Enter their name")},
    )
    role = TextField(
        label=_("Their role, and where they work"),
        max_length=200,
        error_messages={"required": _("Enter their role")},
    )
    question = LongTextField(
        label=_("What do you want to know?"),
        help_text=_(
            "Tell the story without names, initials, numbers or dates of birth. They see these "
            "words and nothing else of the record."
        ),
        rows=8,
        error_messages={"required": _("Write your question")},
    )
    on_purpose = CheckboxField(label=_("They need to know who it is"))
    reason = LongTextField(
        label=_("Why must they know who it is?"),
        rows=3,
        error_messages={"required": _("Say why they must know")},
    )

    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    def __init__(
        self, *args: Any, advisers: Iterable[Membership], record: Record, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.advisers = {str(each.pk): each for each in advisers}
        choices = [(key, each.person.name) for key, each in self.advisers.items()]
        asked = self.fields["adviser"]
        asked.choices = [*choices, (OUTSIDE, _("Somebody outside"))]  # type: ignore[attr-defined]
        asked.hints = {  # type: ignore[attr-defined]
            key: ", ".join(filter(None, [role_of(each), each.job_title]))
            for key, each in self.advisers.items()
        }
        self.found = names_in(str(self.data.get("question", "")), record)
        if not self.found:
            # Naming on purpose is offered only where the words do name somebody.
            del self.fields["on_purpose"], self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if self.found and not given.get("on_purpose"):
            said = now("This says who it is: %(names)s. Take it out, or tick the box below.")
            self.add_error("question", said % {"names": ", ".join(self.found)})
        return given

    @property
    def whom(self) -> Membership | None:
        """The colleague who was chosen; None for somebody outside."""
        return self.advisers.get(self.cleaned_data["adviser"])


def role_of(member: Membership) -> str:
    """For which role somebody is asked."""
    nation = member.organisation.nation
    held = [role for role in (Role.GUARDIAN, Role.LEAD) if role in member.roles]
    return ", ".join(role.name_in(nation) for role in held)


class NameForm(UiForm):
    """Why the adviser must know who it is."""

    reason = LongTextField(
        label=_("Why must they know who it is?"),
        rows=3,
        error_messages={"required": _("Say why they must know")},
    )


class AdviceAnswerForm(UiForm):
    """What the adviser says."""

    answer = LongTextField(
        label=_("Your advice"),
        help_text=_(
            "It is kept in the record. If you need to know who it is before you can answer, "
            "say so and why."
        ),
        rows=8,
        error_messages={"required": _("Write your advice")},
    )


class HeardForm(UiForm):
    """An answer that came another way: from whom, how, when and what."""

    whom = TextField(
        label=_("Who answered? Name and role"),
        max_length=300,
        error_messages={"required": _("Say who answered")},
    )
    way = RadiosField(
        label=_("How?"),
        choices=AnswerWay.choices,
        error_messages={"required": _("Say how they answered")},
    )
    at = WhenField(
        label=_("When?"),
        past=True,
        error_messages={"required": _("Enter the date and time when they answered")},
    )
    answer = LongTextField(
        label=_("What did they say?"),
        rows=8,
        error_messages={"required": _("Write what they said")},
    )


class OutcomeForm(UiForm):
    """What became of the advice."""

    followed = RadiosField(
        label=_("Did you follow it?"),
        choices=Followed.choices,
        error_messages={"required": _("Say whether you followed it")},
    )
    why_not = LongTextField(label=_("If not, or only in part: why?"), rows=3, required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("followed") in {Followed.NO, Followed.PARTLY} and not given.get("why_not"):
            self.add_error("why_not", _("Say why"))
        return given


class LinkForm(UiForm):
    """Nothing but the random key, so that a double click makes one link."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

"""What is asked about what followed a share: each kind of follow-up only what it needs?"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.ui import (
    DateField,
    LongTextField,
    NumberField,
    RadiosField,
    TextField,
    UiForm,
    WhenField,
)
from decisions.choices import FollowUpKind, NotToldReason, Told
from decisions.models import EscalationStage

NOW = _("Leave it empty if it is now.")
NO_STAGE = "none"


class KeyedForm(UiForm):
    """A key against double clicks, and when it happened."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4

    def clean_key(self) -> uuid.UUID:
        """A form without one is a form of its own."""
        found: uuid.UUID | None = self.cleaned_data["key"]
        return found or uuid.uuid4()


class FollowUpForm(KeyedForm):
    """One thing that happened after a recipient had the information."""

    happened_at = WhenField(label=_("When?"), help_text=NOW, past=True, required=False)

    def clean_happened_at(self) -> dt.datetime:
        found: dt.datetime | None = self.cleaned_data["happened_at"]
        return found or timezone.now()


class AcceptedForm(FollowUpForm):
    """They will act: what, by whom, by when."""

    action = LongTextField(
        label=_("What will they do?"),
        rows=3,
        error_messages={"required": _("Say what they will do")},
    )
    action_by = TextField(label=_("Who will do it? (optional)"), max_length=200, required=False)
    due_on = DateField(label=_("By which day? (optional)"), required=False)
    whom = TextField(
        label=_("Who told you? Name and role (optional)"), max_length=200, required=False
    )
    field_order = ("action", "action_by", "due_on", "whom", "happened_at")


class DeclinedForm(FollowUpForm):
    """They will not act, with the reason that they gave."""

    note = LongTextField(
        label=_("What reason did they give?"),
        help_text=_("In their words, as far as you can. If they gave none, say so."),
        rows=3,
        error_messages={"required": _("Say what reason they gave, or that they gave none")},
    )
    whom = TextField(
        label=_("Who said so? Name and role (optional)"), max_length=200, required=False
    )
    field_order = ("note", "whom", "happened_at")


class NoAnswerForm(FollowUpForm):
    """Nobody answered."""

    note = LongTextField(
        label=_("What did you try? (optional)"),
        help_text=_("For example: rang twice, left a message, sent an e-mail."),
        rows=3,
        required=False,
    )
    field_order = ("note", "happened_at")


class ChasedForm(FollowUpForm):
    """We asked again: how, whom, and what came of it."""

    how = TextField(
        label=_("How did you chase it?"),
        help_text=_("For example: by telephone, on their published number."),
        max_length=300,
        error_messages={"required": _("Say how you chased it")},
    )
    whom = TextField(
        label=_("Whom did you ask? Name and role (optional)"), max_length=200, required=False
    )
    note = LongTextField(
        label=_("What came of it?"),
        rows=3,
        error_messages={"required": _("Say what came of it, even if it was nothing")},
    )
    field_order = ("how", "whom", "note", "happened_at")


class EscalatedForm(FollowUpForm):
    """We took it further: to which stage, to whom."""

    stage = RadiosField(
        label=_("Which stage is it?"),
        choices=[],
        error_messages={"required": _("Choose a stage, or “Somewhere else”")},
    )
    whom = TextField(
        label=_("To whom did you take it? Name and role"),
        max_length=200,
        error_messages={"required": _("Say to whom you took it")},
    )
    how = TextField(label=_("How? (optional)"), max_length=300, required=False)
    note = LongTextField(label=_("What did you ask them to do? (optional)"), rows=3, required=False)
    field_order = ("stage", "whom", "how", "note", "happened_at")

    def __init__(self, *args: Any, stages: Iterable[EscalationStage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stages = {str(stage.pk): stage for stage in stages}
        if not self.stages:
            del self.fields["stage"]
            return
        asked: Any = self.fields["stage"]
        named = [(key, stage.name) for key, stage in self.stages.items()]
        asked.choices = [*named, (NO_STAGE, _("Somewhere else"))]
        asked.hints = {key: stage.who for key, stage in self.stages.items() if stage.who}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        found["stage"] = self.stages.get(found.get("stage", ""))
        return found


class DoneForm(FollowUpForm):
    """What they did."""

    note = LongTextField(
        label=_("What happened?"), rows=4, error_messages={"required": _("Say what happened")}
    )
    whom = TextField(
        label=_("Who told you? Name and role (optional)"), max_length=200, required=False
    )
    field_order = ("note", "whom", "happened_at")


class VerifiedForm(FollowUpForm):
    """We made sure ourselves: how, and what we found."""

    how = TextField(
        label=_("How did you check?"),
        help_text=_("For example: I saw the child on a visit, or read their letter."),
        max_length=300,
        error_messages={"required": _("Say how you checked")},
    )
    note = LongTextField(
        label=_("What did you find?"),
        rows=3,
        error_messages={"required": _("Say what you found")},
    )
    field_order = ("how", "note", "happened_at")


class OutcomeToldForm(FollowUpForm):
    """Those who raised it heard what became of it, as far as they need to know."""

    whom = TextField(
        label=_("Whom did you tell? Name or role"),
        max_length=200,
        error_messages={"required": _("Say whom you told")},
    )
    note = LongTextField(
        label=_("What did you tell them?"),
        help_text=_("Only what they need to know. Often it is enough that somebody acted."),
        rows=3,
        error_messages={"required": _("Say what you told them")},
    )
    how = TextField(label=_("How? (optional)"), max_length=300, required=False)
    field_order = ("whom", "note", "how", "happened_at")


class WithdrawalToldForm(FollowUpForm):
    """A recipient heard that consent has ended: when, how, whom, and what shows it."""

    whom = TextField(
        label=_("Whom did you tell? Name and role"),
        max_length=200,
        error_messages={"required": _("Say whom you told")},
    )
    how = TextField(
        label=_("How did you tell them?"),
        max_length=300,
        error_messages={"required": _("Say how you told them")},
    )
    note = LongTextField(
        label=_("What shows it? (optional)"),
        help_text=_("For example: where their reply is kept, or what they said."),
        rows=2,
        required=False,
    )
    field_order = ("whom", "how", "note", "happened_at")


FORMS: dict[str, type[FollowUpForm]] = {
    FollowUpKind.ACCEPTED: AcceptedForm,
    FollowUpKind.DECLINED: DeclinedForm,
    FollowUpKind.NO_ANSWER: NoAnswerForm,
    FollowUpKind.CHASED: ChasedForm,
    FollowUpKind.ESCALATED: EscalatedForm,
    FollowUpKind.DONE: DoneForm,
    FollowUpKind.VERIFIED: VerifiedForm,
    FollowUpKind.TOLD: OutcomeToldForm,
    FollowUpKind.WITHDRAWAL_TOLD: WithdrawalToldForm,
}


class ToldLaterForm(UiForm):
    """A person was told in the end, or still not and why."""

    reveals = {
        "told": {
            Told.AFTER: ["told_at", "how", "by_whom"],
            Told.NOT: ["reason", "reason_note", "ask_again_on"],
        }
    }
    told = RadiosField(
        label=_("Have they been told?"),
        choices=[(Told.AFTER, _("Yes, they have been told")), (Told.NOT, _("No, still not"))],
        error_messages={"required": _("Say whether they have been told")},
    )
    told_at = WhenField(
        label=_("When were they told?"),
        past=True,
        error_messages={"required": _("Enter the date and time when they were told")},
    )
    how = TextField(
        label=_("How?"),
        help_text=_("For example: face to face at home, with an interpreter."),
        max_length=200,
        error_messages={"required": _("Say how they were told")},
    )
    by_whom = TextField(
        label=_("By whom?"),
        max_length=200,
        error_messages={"required": _("Say who told them")},
    )
    reason = RadiosField(
        label=_("Why not?"),
        choices=NotToldReason.choices,
        small=True,
        error_messages={"required": _("Say why they were not told")},
    )
    reason_note = LongTextField(
        label=_("What makes you think so? (optional)"), rows=2, required=False
    )
    ask_again_on = DateField(
        label=_("When will you ask yourself again if they can be told?"),
        future=True,
        error_messages={"required": _("Enter the day on which you will ask again")},
    )


class StageForm(UiForm):
    """One stage to which an organisation takes what nobody acts on."""

    name = TextField(
        label=_("What is this stage called?"),
        help_text=_("For example: the manager of the service that said no"),
        max_length=200,
        error_messages={"required": _("Enter what it is called")},
    )
    who = TextField(
        label=_("Who is it, and how are they reached? (optional)"),
        help_text=_("A role and a number or address. No personal data."),
        max_length=300,
        required=False,
    )
    within_days = NumberField(
        label=_("Within how many days should they answer? (optional)"),
        min_value=1,
        max_value=90,
        required=False,
        suffix=_("days"),
        error_messages={
            "min_value": _("Enter a number from 1 to 90"),
            "max_value": _("Enter a number from 1 to 90"),
        },
    )

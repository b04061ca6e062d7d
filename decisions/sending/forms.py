"""What is asked when a copy is made, an attempt noted, or a record elsewhere named?"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.ui import (
    CheckboxesField,
    CheckboxField,
    LongTextField,
    PhoneField,
    RadiosField,
    TextField,
    UiForm,
    WhenField,
    YesNoField,
)
from decisions.choices import CopyLanguage, ReadBack
from decisions.guidance import methods
from decisions.models import Copy, PersonConcerned, Recipient
from decisions.record import Record
from decisions.sending import asks
from decisions.sending.choosing import Ticks, is_protected, nameable, to_be_ticked
from decisions.sending.document import unknown_short_forms
from decisions.words import label, moment

SHOW, MAKE = "show", "make"


class CopyForm(UiForm):
    """What needs a tick, who is named, the language, and a number to ring."""

    items = CheckboxesField(
        label=_("Which of these go to this school?"),
        help_text=_(
            "More than one child is concerned. Tick only what this school needs to know about "
            "its own pupil. What you do not tick stays out."
        ),
        choices=[],
        required=False,
        small=True,
    )
    named = CheckboxesField(
        label=_("Who is named in it?"),
        help_text=_("The others are spoken of by their part only. Name those who must be known."),
        choices=[],
        required=False,
        small=True,
    )
    language = RadiosField(
        label=_("In which language are its headings?"),
        help_text=_("What you wrote stays as you wrote it."),
        choices=CopyLanguage.choices,
        small=True,
    )
    number = PhoneField(
        label=_("On which number can they ring you?"),
        error_messages={"required": _("Enter a number on which they can ring you")},
    )
    explain = CheckboxField(
        label=_("Explain these short forms in the copy"),
        help_text=_("They may not know them. The meanings stand at the end of the copy."),
    )
    # What the person has looked at: only that is made.
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, record: Record, recipient: Recipient, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        items = to_be_ticked(record, recipient)
        fields["items"].choices = [(str(item.pk), item.text) for item in items]
        people = nameable(record, recipient)
        fields["named"].choices = [(str(each.pk), asks.known_as(each)) for each in people]
        fields["named"].hints = {str(each.pk): _warning(each) for each in people}
        for name in ("items", "named"):
            if not fields[name].choices:
                del fields[name]
        if unknown := unknown_short_forms(record, recipient, record.items_for(recipient)):
            fields["explain"].label = _explaining(term.short for term in unknown)
        else:
            del fields["explain"]

    def ticks(self) -> Ticks:
        given = self.cleaned_data
        return Ticks(_numbers(given.get("items")), _numbers(given.get("named")))


def _explaining(shorts: Iterable[str]) -> str:
    said = _now("Explain these short forms in the copy: %(which)s")
    return said % {"which": ", ".join(shorts)}


def _warning(person: PersonConcerned) -> str:
    if not is_protected(person):
        return ""
    from_whom = " ".join(person.protected_from.split())
    if from_whom:
        said = _now("Warning: their identity is protected. Hidden from: %(whom)s")
        return said % {"whom": from_whom}
    return _now("Warning: their identity is protected. Name them only if you must.")


def _numbers(codes: list[str] | None) -> frozenset[int]:
    return frozenset(int(code) for code in codes or ())


class WayForm(UiForm):
    """How it was tried, and what came of it."""

    method = RadiosField(
        label=_("How?"),
        choices=[],
        small=True,
        error_messages={"required": _("Choose how you told or sent it")},
    )
    result = RadiosField(
        label=_("What came of it?"),
        choices=[("done", _("It was told or sent")), ("failed", _("It did not work"))],
        small=True,
        error_messages={"required": _("Say what came of it")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        ways = sorted(methods(), key=lambda way: way.avoid)
        fields["method"].choices = [(way.code, way.label) for way in ways]
        fields["method"].hints = {way.code: way.caution for way in ways if way.caution}


class AttemptForm(UiForm):
    """What every attempt has: when, and who did it."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    happened_at = WhenField(
        label=_("When?"),
        past=True,
        error_messages={"required": _("Enter the date and time when it happened")},
    )
    done_by_other = TextField(
        label=_("Who did it, if it was not you?"), max_length=200, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4


class FailedForm(AttemptForm):
    """An attempt that did not work."""

    contact = TextField(
        label=_("Which number or address did you try?"), max_length=300, required=False
    )
    why_failed = LongTextField(
        label=_("Why did it not work?"),
        help_text=_("For example: nobody answered, the page gave an error, or it came back."),
        rows=3,
        error_messages={"required": _("Say why it did not work")},
    )


class ToldForm(AttemptForm):
    """An attempt that worked, with what its way must record."""

    def __init__(
        self,
        *args: Any,
        code: str,
        agency_type: str,
        people: list[PersonConcerned],
        copies: list[Copy],
        has_call: bool,
        hours: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.code, self.people = code, people
        asked = asks.asks_of(code, agency_type)
        self.asked = [ask for ask in asked if ask.column != asks.DUE or not has_call]
        for ask in self.asked:
            self.fields[ask.column] = _field(ask, hours)
        if not asks.is_by_mouth(code) and copies:
            self.fields["copy"] = _copies(copies)
        if asks.asks_identity(code):
            self._ask_identity()
        if asks.is_by_mouth(code):
            self.fields["as_it_is"] = CheckboxField(
                label=_("I do not know the rest: save it as it is"),
                help_text=_("What is missing is shown as a gap."),
            )

    def _ask_identity(self) -> None:
        pairs = [
            (f"{person.pk}-{kind}", self._pair(person, kind, known))
            for person in self.people
            for kind, known in asks.identifiers(person).items()
        ]
        several = len(self.people) > 1
        if pairs and several:
            self.fields["read_back_for"] = RadiosField(
                label=_("Whose names and numbers were read back?"),
                help_text=_("The person whom it is mostly about."),
                choices=[(str(person.pk), asks.known_as(person)) for person in self.people],
                required=False,
                small=True,
            )
        if pairs:
            self.fields["read_back"] = CheckboxesField(
                label=_("Which of these were read back, to be sure of the person?"),
                help_text=_("Two of that person."),
                choices=pairs,
                required=False,
                small=True,
            )
        self.fields["read_back_note"] = LongTextField(
            label=_("If fewer than two are known: how did you make sure?"),
            help_text=_("Say here, too, how you made sure of the others.") if several else "",
            rows=2,
            required=False,
        )

    def _pair(self, person: PersonConcerned, kind: str, known: str) -> str:
        said = f"{label(ReadBack, kind)}: {known}"
        return f"{asks.known_as(person)}. {said}" if len(self.people) > 1 else said

    @property
    def read_back_for(self) -> PersonConcerned | None:
        """Whose were read back: whoever was chosen, or the only one whom it is about."""
        if len(self.people) == 1:
            return self.people[0]
        chosen = self.cleaned_data.get("read_back_for") or ""
        return next((person for person in self.people if str(person.pk) == chosen), None)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("as_it_is"):
            self._check_whole(given)
            self._check_identity(given)
        return given

    def _check_whole(self, given: dict[str, Any]) -> None:
        """What the way must record; what a kept copy shows needs no words."""
        for ask in self.asked:
            is_shown = ask.column == "said" and self.code == asks.FINGERPRINT and given.get("copy")
            empty = given.get(ask.column) in ("", None) and ask.column not in self.errors
            if ask.is_needed and empty and not is_shown:
                said = _now("Enter an answer to “%(label)s”") % {"label": ask.label}
                self.add_error(ask.column, said)

    def _check_identity(self, given: dict[str, Any]) -> None:
        if "read_back_note" not in self.fields:
            return
        ticked = given.get("read_back") or []
        if "read_back_for" in self.fields and self.read_back_for is None:
            self.add_error("read_back_for", _("Say whose were read back"))
        if (person := self.read_back_for) is None:
            return
        known = asks.identifiers(person)
        told = [pair for pair in ticked if pair.startswith(f"{person.pk}-")]
        if len(told) < len(ticked):
            said = _now("Tick only what was read back for %(whom)s") % {"whom": person}
            self.add_error("read_back", said)
        elif len(known) >= 2 and len(told) < 2:
            said = _now("Tick two that were read back for %(whom)s") % {"whom": person}
            self.add_error("read_back", said)
        elif len(known) < 2 and not given.get("read_back_note"):
            said = _now("Fewer than two are known for %(whom)s. Say how you made sure")
            self.add_error("read_back_note", said % {"whom": person})

    def kinds_read_back(self) -> list[str]:
        """The kinds that were read back, each once."""
        ticked = self.cleaned_data.get("read_back") or []
        return list(dict.fromkeys(pair.split("-", 1)[1] for pair in ticked))


def _field(ask: asks.Ask, hours: int) -> forms.Field:
    if ask.column == asks.DUE:
        said = _now("Leave it empty for %(hours)d hours after the call.") % {"hours": hours}
        return WhenField(label=ask.label, help_text=said, now=False, required=False)
    if ask.column == "called_back":
        return YesNoField(label=ask.label, required=False)
    if ask.column in {"said", "security_check"}:
        return LongTextField(label=ask.label, rows=3, required=False)
    lengths = {"contact": 300, "contact_source": 300, asks.REFERENCE: 120, asks.INCIDENT: 120}
    return TextField(label=ask.label, max_length=lengths.get(ask.column, 200), required=False)


def _copies(copies: list[Copy]) -> forms.Field:
    made = _now("The copy made on %(when)s")
    pairs = [(str(copy.pk), made % {"when": moment(copy.made_at)}) for copy in reversed(copies)]
    return RadiosField(
        label=_("What went?"),
        choices=[*pairs, ("", _("Something else, such as their own form"))],
        initial=pairs[0][0],
        required=False,
        small=True,
    )


class ElsewhereForm(UiForm):
    """Where else this is written down."""

    system = TextField(
        label=_("Which case or clinical record?"),
        help_text=_("For example: the child’s health record."),
        max_length=200,
        error_messages={"required": _("Say in which record it is written")},
    )
    reference_number = TextField(
        label=_("Its reference or entry number there"),
        width=20,
        max_length=120,
        error_messages={"required": _("Enter the reference or entry number")},
    )

"""What is asked of those who make links, write receipts down, or answer without an account?"""

from __future__ import annotations

import re
import uuid
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.ui import (
    CheckboxField,
    DateField,
    LongTextField,
    NumberField,
    RadiosField,
    TextField,
    UiForm,
    WhenField,
)
from decisions.choices import ReceiptKind
from decisions.receipts.address import CODE_DIGITS
from decisions.receipts.policies import MOST_DAYS

DAYS = _("Enter a number of days from 1 to 30")
LONGEST = 5_000


class Once(UiForm):
    """A form that carries a random key, so that it does the same thing once however often sent."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4


class LinkForm(Once):
    """For how long a link works."""

    days = NumberField(
        label=_("For how many days should it work?"),
        min_value=1,
        max_value=MOST_DAYS,
        suffix=_("days"),
        error_messages={"min_value": DAYS, "max_value": DAYS, "required": DAYS},
    )


class NotedForm(Once):
    """What a recipient told one of ours: their own reference is enough."""

    kind = RadiosField(
        label=_("What did they say?"),
        choices=[
            (ReceiptKind.SEEN, _("They have it")),
            (ReceiptKind.RETURNED, _("They sent it back")),
        ],
        error_messages={"required": _("Choose what they said")},
    )
    reason = LongTextField(
        label=_("Why did they send it back?"),
        rows=3,
        max_length=LONGEST,
        error_messages={"required": _("Say why they sent it back")},
    )
    reveals = {"kind": {ReceiptKind.RETURNED: ["reason"]}}
    reference_number = TextField(
        label=_("Their own reference"),
        help_text=_("For example, the number that a hub gave it. Leave it empty if there is none."),
        max_length=120,
        width=20,
        required=False,
    )
    name = TextField(
        label=_("Who told you?"),
        help_text=_("A name, or a shared mailbox"),
        max_length=200,
        error_messages={"required": _("Say who told you")},
    )
    role = TextField(label=_("Their role or team"), max_length=200, required=False)
    how = TextField(
        label=_("How did they tell you?"),
        help_text=_("For example, by phone, or in an automatic reply"),
        max_length=200,
        error_messages={"required": _("Say how they told you")},
    )
    happened_at = WhenField(
        label=_("When did they tell you?"),
        past=True,
        error_messages={"required": _("Say when they told you")},
    )


class ClaimForm(UiForm):
    """The code, and who opens the link."""

    code = TextField(
        label=_("Code"),
        help_text=_("6 digits, for example 482 913. Whoever sent you the link tells you the code."),
        width=10,
        inputmode="numeric",
        max_length=40,
        error_messages={"required": _("Enter the code")},
    )
    name = TextField(
        label=_("Your name"),
        max_length=200,
        autocomplete="name",
        error_messages={"required": _("Enter your name")},
    )
    role = TextField(
        label=_("Your role"),
        max_length=200,
        autocomplete="organization-title",
        error_messages={"required": _("Enter your role")},
    )
    organisation = TextField(
        label=_("Your organisation or team"),
        max_length=200,
        autocomplete="organization",
        error_messages={"required": _("Enter your organisation or team")},
    )
    contact = TextField(
        label=_("Your work phone number or email address"),
        max_length=200,
        error_messages={"required": _("Enter a work phone number or email address")},
    )
    is_theirs = CheckboxField(
        label=_("This link was sent to me or to my team, and I may answer it for my organisation"),
        required=True,
        error_messages={"required": _("Say that the link was sent to you or to your team")},
    )

    def clean_code(self) -> str:
        """However it was grouped; what cannot be a code is no try."""
        found = re.sub(r"[\s\-–—.]", "", self.cleaned_data["code"])
        if not re.fullmatch(rf"[0-9]{{{CODE_DIGITS}}}", found):
            raise ValidationError(_("Enter the code as 6 digits, for example 482 913"))
        return found

    def said(self) -> dict[str, Any]:
        """Who they say they are."""
        names = ("name", "role", "organisation", "contact")
        return {name: self.cleaned_data[name] for name in names}


ANSWERS = [
    (ReceiptKind.SEEN, _("We have it, and will say later what we will do")),
    (ReceiptKind.ACCEPTED, _("We have it, and this is what we will do")),
    (ReceiptKind.RETURNED, _("We send it back")),
]


class AnswerForm(UiForm):
    """What a recipient tells the sender."""

    kind = RadiosField(
        label=_("What do you want to tell them?"),
        choices=ANSWERS,
        error_messages={"required": _("Choose what you want to tell them")},
    )
    accepts_conditions = CheckboxField(
        label=_("We accept the conditions and limits on this page"),
        required=True,
        error_messages={"required": _("Say that you accept the conditions, or send it back")},
    )
    will_do = LongTextField(
        label=_("What will you do?"),
        rows=4,
        max_length=LONGEST,
        error_messages={"required": _("Say what you will do")},
    )
    will_do_by = DateField(
        label=_("By when?"), future=True, error_messages={"required": _("Say by when")}
    )
    reason = LongTextField(
        label=_("Why do you send it back?"),
        help_text=_("For example, it is not for us, or we cannot accept the conditions"),
        rows=4,
        max_length=LONGEST,
        error_messages={"required": _("Say why you send it back")},
    )
    reveals = {
        "kind": {
            ReceiptKind.ACCEPTED: ["accepts_conditions", "will_do", "will_do_by"],
            ReceiptKind.RETURNED: ["reason"],
        }
    }
    reference_number = TextField(
        label=_("Your own reference"),
        help_text=_("If you have one. It helps both of us to find it again."),
        max_length=120,
        width=20,
        required=False,
    )

    def __init__(self, *args: Any, has_conditions: bool, has_it: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_conditions:
            del self.fields["accepts_conditions"]
        if has_it:
            asked = cast("RadiosField", self.fields["kind"])
            asked.choices = ANSWERS[1:]

    def said(self) -> dict[str, Any]:
        """The answer without what another choice would have asked for."""
        given = dict(self.cleaned_data)
        if given["kind"] != ReceiptKind.ACCEPTED:
            given["accepts_conditions"] = None
        return given


class AdviceForm(UiForm):
    """What an adviser outside answers."""

    answer = LongTextField(
        label=_("Your advice"),
        help_text=_("Do not name anybody who is not named in the question."),
        rows=8,
        max_length=20_000,
        error_messages={"required": _("Write your advice")},
    )


def now_at_first() -> dict[str, Any]:
    """A receipt is mostly written down when it comes."""
    return {"happened_at": timezone.now()}

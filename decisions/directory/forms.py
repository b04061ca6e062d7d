"""What is asked about agencies, their people, agreements, and a file of them?"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.forms import FileField as StockFileField
from django.utils.translation import gettext_lazy as _

from accounts.ui import (
    CheckboxesField,
    CheckboxField,
    DateField,
    EmailField,
    LongTextField,
    PhoneField,
    SelectField,
    TextField,
    UiForm,
)
from accounts.ui.fields import Presented
from decisions.guidance import agencies
from decisions.models import Agency

MOST_BYTES = 1024 * 1024
TOO_BIG = _("The file is too big: it may have 1 MB at most")


def kinds_in(nation: str) -> list[tuple[str, str]]:
    """Kinds of service in the words of a nation."""
    return [(each.code, each.label_in(nation)) for each in agencies(nation)]


class TheirEmailField(EmailField):
    """Somebody else's address: a browser must not offer one's own."""

    autocomplete = "off"


class AgencyForm(UiForm):
    """A service that information goes to or comes from."""

    name = TextField(
        label=_("Name"), max_length=200, error_messages={"required": _("Enter a name")}
    )
    kind = SelectField(label=_("What kind of service is it?"), choices=[], required=False)
    area = TextField(
        label=_("Area"),
        help_text=_("For example a town or a county, where several have the same name."),
        width=20,
        max_length=120,
        required=False,
    )
    phone = PhoneField(
        label=_("Telephone number"),
        help_text=_("One that is published, or that you rang to check."),
        required=False,
    )
    email = TheirEmailField(label=_("Email address"), required=False)
    portal = TextField(
        label=_("Address of their online form or portal"),
        help_text=_("It begins with https://"),
        max_length=200,
        required=False,
    )
    hours = TextField(label=_("When are they there?"), max_length=120, required=False)
    is_shared_inbox = CheckboxField(label=_("Several people read this email address"))
    notes = LongTextField(
        label=_("Anything else that colleagues should know"),
        help_text=_("Nothing about a person you work with."),
        rows=3,
        required=False,
    )
    checked_on = DateField(
        label=_("When did somebody last check these?"), past=True, today=True, required=False
    )
    is_active = CheckboxField(
        label=_("In use"), help_text=_("Untick it when nobody should choose it any more.")
    )

    def __init__(self, *args: Any, nation: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: Any = self.fields["kind"]
        asked.choices = [("", _("Not chosen")), *kinds_in(nation)]

    def clean_portal(self) -> str:
        found: str = self.cleaned_data["portal"]
        if found:
            URLValidator(["http", "https"], message=_("Enter an address like https://example.org"))(
                found
            )
        return found


class ContactForm(UiForm):
    """Somebody at an agency."""

    name = TextField(
        label=_("Name"), max_length=200, error_messages={"required": _("Enter a name")}
    )
    role = TextField(label=_("Their role"), max_length=200, required=False)
    phone = PhoneField(label=_("Telephone number"), required=False)
    email = TheirEmailField(label=_("Email address"), required=False)
    checked_on = DateField(
        label=_("When did somebody last check these?"), past=True, today=True, required=False
    )
    is_active = CheckboxField(
        label=_("Works there now"), help_text=_("Untick it when they have left.")
    )


class AgreementForm(UiForm):
    """An information-sharing agreement: what for, who is in it, from when until when."""

    title = TextField(
        label=_("Its name or number"),
        max_length=200,
        error_messages={"required": _("Enter its name or number")},
    )
    scope = LongTextField(
        label=_("What does it cover?"),
        help_text=_("Which information, for which purpose."),
        rows=3,
        required=False,
    )
    parties = CheckboxesField(
        label=_("Which services are in it?"), choices=[], required=False, small=True
    )
    starts_on = DateField(label=_("When does it start?"), required=False)
    review_on = DateField(label=_("When should it be looked at again?"), required=False)
    ends_on = DateField(label=_("When does it end?"), required=False)
    document = TextField(
        label=_("Where is the document?"),
        help_text=_("For example a place on a shared drive, or an address."),
        max_length=300,
        required=False,
    )
    is_active = CheckboxField(
        label=_("In use"), help_text=_("Untick it when it was ended or replaced.")
    )

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: Any = self.fields["parties"]
        asked.choices = [(str(each.pk), named(each)) for each in agencies]
        if not agencies:
            del self.fields["parties"]

    def clean(self) -> dict[str, Any]:
        """An agreement ends after it starts."""
        given: dict[str, Any] = super().clean() or {}
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("It cannot end before it starts"))
        return given


def named(agency: Agency) -> str:
    """“Fernshire police, north”."""
    return f"{agency.name}, {agency.area}" if agency.area else agency.name


class FileField(Presented, StockFileField):
    """A file that is read at once and kept nowhere."""


class FindForm(UiForm):
    """Words to find an agency by; posted, so that no name stands in an address."""

    words = TextField(
        label=_("Find a service or a person"),
        width=20,
        max_length=100,
        error_messages={"required": _("Enter a part of a name")},
    )


class KindForm(UiForm):
    """Which kind of service the list shows."""

    kind = SelectField(label=_("Kind of service"), choices=[], required=False)

    def __init__(self, *args: Any, nation: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: Any = self.fields["kind"]
        asked.choices = [("", _("All kinds")), *kinds_in(nation)]


class ImportForm(UiForm):
    """A table of agencies: pasted, or as a file."""

    file = FileField(
        label=_("A CSV file"),
        help_text=_("1 MB at most. It is read and not kept."),
        required=False,
    )
    text = LongTextField(
        label=_("Or paste the table here"),
        help_text=_("With its first line, which names the columns."),
        rows=8,
        required=False,
        strip=False,
    )

    def clean_file(self) -> str:
        """What it says; read in memory."""
        given = self.cleaned_data["file"]
        if not given:
            return ""
        if given.size > MOST_BYTES:
            raise ValidationError(TOO_BIG)
        return _as_text(given.read())

    def clean_text(self) -> str:
        found: str = self.cleaned_data["text"]
        if len(found.encode()) > MOST_BYTES:
            raise ValidationError(_("The table is too big: it may have 1 MB at most"))
        return found

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not given.get("file") and not (given.get("text") or "").strip():
            raise ValidationError(_("Choose a file, or paste a table"))
        return given


def _as_text(read: bytes) -> str:
    """UTF-8, or what spreadsheets in this country write."""
    try:
        text = read.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = read.decode("cp1252", errors="replace")
    if "\0" in text:
        raise ValidationError(_("This is not a CSV file. Save the table as CSV and try again."))
    return text

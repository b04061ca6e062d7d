"""Which kinds of question can a form ask?

Every field takes Django's own arguments and, from ``Presented``:

``heading``  the label or legend is the page's ``<h1>`` (a page with one question)
``size``     "s", "m" or "l": how large the label or legend is (default "s"); "" for plain

The field, not the template, says what a person reads: label, hint (``help_text``), error
sentences. Stock Django fields work too and get the same markup.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.ui.dates import UK, day_from, error, missing_parts, moment, tidy, time_from
from accounts.ui.widgets import DateWidget, WhenWidget

Choices = Iterable[tuple[Any, Any]] | type | Any
CLOCK_TOLERANCE = dt.timedelta(minutes=2)
ENTER, CHOOSE = _("Enter an answer"), _("Choose an answer")
TOO_LONG = _("Shorten this to %(limit_value)d characters or fewer: it has %(show_value)d")
DATE, WHEN = _("Enter the date"), _("Enter the date and time")
# What is said of a missing answer, and the same with the question named.
UNNAMED = (
    (ENTER, _("Enter an answer to “{label}”")),
    (CHOOSE, _("Choose an answer to “{label}”")),
    (DATE, _("Enter the date for “{label}”")),
    (WHEN, _("Enter the date and time for “{label}”")),
    (forms.Field.default_error_messages["required"], _("Enter an answer to “{label}”")),
)


class Presented:
    """What the pack reads from a field, beyond Django's own label and help text."""

    heading = False
    size = "s"

    def __init__(self, *args: Any, heading: bool = False, size: str = "s", **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        kwargs["error_messages"] = {"max_length": TOO_LONG, **(kwargs.get("error_messages") or {})}
        super().__init__(*args, **kwargs)
        self.heading = heading
        self.size = "l" if heading and size == "s" else size


class TextField(Presented, forms.CharField):
    """One line. ``width`` is 2, 3, 4, 5, 10, 20 (characters) or a class such as "two-thirds"."""

    def __init__(
        self,
        *args: Any,
        width: int | str = "",
        autocomplete: str = "off",
        inputmode: str = "",
        prefix: str = "",
        suffix: str | Promise = "",
        **kwargs: Any,
    ) -> None:
        self.width, self.autocomplete, self.inputmode = width, autocomplete, inputmode
        self.prefix, self.suffix = prefix, suffix
        super().__init__(*args, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002
        """No maxlength: a browser would cut a pasted text short without a word."""
        return {}


class EmailField(Presented, forms.EmailField):
    """An e-mail address."""

    default_error_messages = {
        "invalid": _("Enter an email address in the right form, like name@example.org")
    }
    autocomplete = "email"


class PhoneField(TextField):
    """A telephone number, kept as it was typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs = {"width": 20, "inputmode": "tel", "max_length": 40, **kwargs}
        super().__init__(*args, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        widget.input_type = "tel"  # type: ignore[attr-defined]
        return super().widget_attrs(widget)


class NumberField(Presented, forms.IntegerField):
    """A whole number, typed in a text box (number inputs change when somebody scrolls)."""

    widget = forms.TextInput
    inputmode, autocomplete = "numeric", "off"
    default_error_messages = {"invalid": _("Enter a whole number")}

    def __init__(
        self, *args: Any, width: int | str = 3, suffix: str | Promise = "", **kwargs: Any
    ) -> None:
        self.width, self.suffix = width, suffix
        super().__init__(*args, **kwargs)


class LongTextField(Presented, forms.CharField):
    """Several lines. ``count`` shows how many of that many characters are left; the limit
    that the server enforces is ``max_length``."""

    widget = forms.Textarea

    def __init__(
        self, *args: Any, rows: int = 5, count: int | None = None, strip: bool = True, **kwargs: Any
    ) -> None:
        self.rows, self.count = rows, count
        super().__init__(*args, strip=strip, **kwargs)

    def to_python(self, value: Any) -> str:
        """Line ends as people see them: browsers post CR LF."""
        return str(super().to_python(value) or "").replace("\r\n", "\n")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002
        return {}


class WithHints(Presented):
    """``hints`` by choice; ``dividers``: the word to stand before a choice, such as "or"."""

    hints: Mapping[Any, Any]
    dividers: Mapping[Any, Any]

    def __init__(
        self,
        *args: Any,
        hints: Mapping[Any, Any] | None = None,
        dividers: Mapping[Any, Any] | None = None,
        inline: bool = False,
        small: bool = False,
        **kwargs: Any,
    ) -> None:
        self.hints, self.dividers = hints or {}, dividers or {}
        self.inline, self.small = inline, small
        super().__init__(*args, **kwargs)


class RadiosField(WithHints, forms.ChoiceField):
    """One of a few."""

    widget = forms.RadioSelect
    default_error_messages = {
        "required": CHOOSE,
        "invalid_choice": _("Choose one of the answers shown"),
    }


class YesNoField(WithHints, forms.TypedChoiceField):
    """Yes or no; ``not_sure=True`` adds "Not sure". Gives True, False or None ("" = no answer).

    With ``not_sure`` the value is the text "yes", "no", "not-sure" or "".
    """

    widget = forms.RadioSelect
    default_error_messages = {"required": CHOOSE}

    def __init__(self, *args: Any, not_sure: bool = False, **kwargs: Any) -> None:
        choices = [("yes", _("Yes")), ("no", _("No"))]
        if not_sure:
            choices.append(("not-sure", _("Not sure")))
            kwargs.update(coerce=str, empty_value="")
        else:
            kwargs.update(coerce=lambda value: value == "yes", empty_value=None)
        kwargs.setdefault("inline", True)
        super().__init__(*args, choices=choices, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if value != "" else value


class CheckboxesField(WithHints, forms.MultipleChoiceField):
    """Any of several; ``exclusive`` is the choice that unticks the others ("none of these")."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "required": CHOOSE,
        "invalid_choice": _("Choose from the answers shown"),
    }

    def __init__(self, *args: Any, exclusive: Any = None, **kwargs: Any) -> None:
        self.exclusive = exclusive
        super().__init__(*args, **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if self.exclusive and self.exclusive in value and len(value) > 1:
            alone = dict(self.choices)[self.exclusive]  # type: ignore[arg-type]
            raise ValidationError(
                _("Choose “%(alone)s” on its own, or the others without it"),
                code="exclusive",
                params={"alone": alone},
            )


class CheckboxField(Presented, forms.BooleanField):
    """One box to tick; its label stands beside it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"required": False, **kwargs})


class SelectField(Presented, forms.ChoiceField):
    """One of many; prefer ``RadiosField`` up to about twenty."""

    default_error_messages = {"required": CHOOSE}


class ModelRadiosField(WithHints, forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of a few rows."""

    widget = forms.RadioSelect

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"empty_label": None, "blank": False, **kwargs})


class ModelCheckboxesField(WithHints, forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Any of several rows."""

    widget = forms.CheckboxSelectMultiple
    exclusive = None


class DateField(Presented, forms.Field):
    """A date in three boxes; gives ``datetime.date``. ``past`` and ``future`` allow today."""

    widget = DateWidget
    default_error_messages = {"required": DATE}

    def __init__(
        self,
        *args: Any,
        past: bool = False,
        future: bool = False,
        today: bool = False,
        **kwargs: Any,
    ) -> None:
        self.past, self.future, self.now_button = past, future, today
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        parts = self._parts(value)
        if parts is None or isinstance(parts, dt.date):
            return parts
        found = day_from(parts["day"], parts["month"], parts["year"])
        self._check_against_today(found)
        return found

    def _parts(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return (
                {k: tidy(v) for k, v in value.items()} if any(map(tidy, value.values())) else None
            )
        return value or None

    def _check_against_today(self, day: dt.date) -> None:
        today = timezone.now().astimezone(UK).date()
        if self.past and day > today:
            raise error(str(_("The date must be today or in the past")), "future", "day")
        if self.future and day < today:
            raise error(str(_("The date must be today or in the future")), "past", "day")

    def has_changed(self, initial: Any, data: Any) -> bool:
        widget = cast("DateWidget", self.widget)
        return bool(widget.typed(initial) != widget.typed(self._parts(data)))


class WhenField(DateField):
    """A day and a time of day in the UK; gives an aware UTC ``datetime``."""

    widget = WhenWidget
    default_error_messages = {"required": WHEN}

    def __init__(self, *args: Any, now: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, today=now, **kwargs)

    def to_python(self, value: Any) -> Any:
        parts = self._parts(value)
        if parts is None or isinstance(parts, dt.datetime):
            return parts
        if not all(parts.values()):
            raise missing_parts(parts)
        found = moment(
            day_from(parts["day"], parts["month"], parts["year"]), *time_from(parts["time"])
        )
        if self.past and found > timezone.now() + CLOCK_TOLERANCE:
            raise error(str(_("The date and time must be in the past")), "future", "day", "time")
        if self.future and found < timezone.now() - CLOCK_TOLERANCE:
            raise error(str(_("The date and time must be in the future")), "past", "day", "time")
        return found

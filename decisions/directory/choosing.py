"""How is an agency chosen from a directory that is too long for a list? By what it is called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import TextInput
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from accounts.ui import SelectField, TextField, UiForm
from decisions.directory.forms import named
from decisions.directory.queries import MOST_FOUND
from decisions.directory.shown import agency_choices
from decisions.models import Agency

NEAR = "agencies-near"
LookUp = Callable[[str], list[Agency]]


class AgencyField(SelectField):
    """Some agencies of the directory; ``knows`` says whether another may be chosen, too."""

    knows: Callable[[int], bool] | None = None

    def valid_value(self, value: object) -> bool:
        if super().valid_value(value):
            return True
        text = str(value)
        return bool(self.knows and text.isdecimal() and self.knows(int(text[:18])))


def find_field() -> TextField:
    return TextField(
        label=_("Find it in the directory"),
        help_text=_(
            "Some words of its name, area or kind. If several fit, you choose when you save."
        ),
        max_length=200,
        required=False,
        autocomplete="",
        widget=TextInput(attrs={"list": NEAR}),
    )


class FromDirectory(UiForm):
    """A form that asks for an agency: ``looks_up`` is set where the directory is long."""

    looks_up: LookUp | None = None

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        words = str(given.pop("agency_find", "") or "").strip()
        if words and self.looks_up is not None:
            self._choose(given, words, self.looks_up(words))
        return given

    def _choose(self, given: dict[str, Any], words: str, found: list[Agency]) -> None:
        """What fits alone is chosen; of several, and of too many, somebody chooses."""
        if given.get("agency") in {str(each.pk) for each in found}:
            return
        same = [each for each in found if named(each).casefold() == words.casefold()]
        kind = given.get("agency_type")
        fitting = same or [each for each in found if kind and each.kind == kind] or found
        if len(fitting) == 1:
            given["agency"] = str(fitting[0].pk)
        elif not fitting:
            self.add_error("agency_find", _("Nothing in the directory fits. Write it below"))
        else:
            field: Any = self.fields["agency"]
            field.choices = agency_choices(fitting[:MOST_FOUND])
            self.add_error("agency", _several(len(fitting)))


def _several(number: int) -> str:
    if number > MOST_FOUND:
        said = now("More than %(most)d fit. Choose one of these, or write more words above")
        return said % {"most": MOST_FOUND}
    return now("Several fit. Choose one of these")

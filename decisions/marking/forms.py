"""What is asked about one mark on a body?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.forms import CharField, HiddenInput
from django.utils.translation import gettext_lazy as _

from accounts.ui import LongTextField, RadiosField, SelectField, TextField, UiForm
from decisions.guidance import body
from decisions.guidance.body import Place
from decisions.guidance.outlines import HIGH, WIDE, holds
from decisions.marking import words
from decisions.marking.shown import grouped
from decisions.merge import Answers
from decisions.models import BodyMark

AT = re.compile(r"([0-9]{1,3}|1000)-([0-9]{1,3}|1000)")
# What stands between a choice and the words that were added to it.
AFTER_KIND, AFTER_COLOUR = ". ", ": "
MOST_OF_COLOUR = BodyMark._meta.get_field("colour").max_length or 60


class MarkForm(UiForm):
    """Where it is, how large, its colour, and what was seen."""

    region = SelectField(
        label=_("Where is it?"), help_text=_("Left and right are the person’s own."), choices=[]
    )
    kind = RadiosField(
        label=_("What does it look like?"),
        help_text=_("If none of these fits, leave it out and say it in your own words below."),
        choices=[],
        small=True,
        required=False,
    )
    size = TextField(
        label=_("How large is it?"),
        help_text=_(
            "Measure it if you can: 2 cm by 1 cm. To say that it is like a coin is not enough. "
            "If you did not measure it, say so."
        ),
        max_length=120,
        required=False,
    )
    colour = RadiosField(
        label=_("What colour is it?"),
        help_text=_(
            "The colour does not tell how old a bruise is. On dark skin it may be hard to see: "
            "say what you saw."
        ),
        choices=[],
        small=True,
        required=False,
    )
    colour_words = TextField(
        label=_("The colour in your own words, if none of these fits"),
        max_length=MOST_OF_COLOUR,
        required=False,
    )
    description = LongTextField(
        label=_("What did you see?"),
        help_text=_("Its shape, its edges, a pattern. Not what you think it comes from."),
        rows=4,
        required=False,
    )
    # Thousandths of the drawing's width and height, where a finger or a mouse touched it.
    at = CharField(widget=HiddenInput, required=False)

    def __init__(self, *args: Any, figure: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.figure = figure
        places = [place for _part, found in grouped(figure) for place in found]
        self._choose("region", [(str(place.number), capital(place.name)) for place in places])
        self._choose("kind", [(each.code, each.label) for each in body.body().kinds])
        self._choose("colour", [(each.code, each.label) for each in body.body().colours])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        asked: Any = self.fields[name]
        asked.choices = choices

    def clean_at(self) -> str:
        """A point that cannot be on the drawing is none."""
        found: str = self.cleaned_data["at"]
        return found if AT.fullmatch(found) else ""

    def clean(self) -> dict[str, Any]:
        """The colour is kept as one text, which has its length."""
        given: dict[str, Any] = super().clean() or {}
        said = colour_of(given)
        if "colour_words" not in self.errors and len(said) > MOST_OF_COLOUR:
            self.add_error("colour_words", _("Shorten this, or choose no colour above"))
        return given

    def keep(self, initial: Answers) -> None:
        """A recorded answer is not changed any more; only what is missing can be said."""
        said = {name for name, value in initial.items() if value}
        if said & {"kind", "description"}:
            said |= {"kind", "description"}
        if said & {"colour", "colour_words"}:
            said |= {"colour", "colour_words"}
        for name in said | {"region", "at"}:
            self.fields[name].disabled = True


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def answers_of(mark: BodyMark) -> Answers:
    """A mark as the form has it."""
    place = body.place(mark.figure, mark.side, mark.region)
    kind, seen = words.parted(mark.description, body.body().kinds, AFTER_KIND)
    colour, more = words.parted(mark.colour, body.body().colours, AFTER_COLOUR)
    return {
        "region": str(place.number) if place else "",
        "kind": kind,
        "size": mark.size,
        "colour": colour,
        "colour_words": more,
        "description": seen,
        "at": "" if mark.across is None else f"{mark.across}-{mark.down}",
    }


def values_of(answers: Mapping[str, Any], figure: str) -> dict[str, Any]:
    """The form's answers as a mark has them."""
    found = body.numbered(figure, int(answers["region"]))
    if found is None:
        raise LookupError("There is no such place.")
    drawing, place = found
    across, down = _point(answers["at"], place)
    kinds, kind, seen = body.body().kinds, answers["kind"], answers["description"]
    return {
        "figure": figure,
        "side": drawing.side,
        "region": place.key,
        "across": across,
        "down": down,
        "size": answers["size"],
        "colour": colour_of(answers),
        "description": words.joined(kind, seen, kinds, AFTER_KIND),
    }


def colour_of(answers: Mapping[str, Any]) -> str:
    """The colour that was chosen, with what was added to it."""
    chosen, more = answers.get("colour", ""), answers.get("colour_words", "")
    return words.joined(chosen, more, body.body().colours, AFTER_COLOUR)


def _point(at: str, place: Place) -> tuple[int | None, int | None]:
    """The exact point, as long as it lies in the region that was chosen."""
    if not at:
        return None, None
    across, down = map(int, at.split("-"))
    if holds(place.path, (across * WIDE / 1000, down * HIGH / 1000)):
        return across, down
    return None, None

"""What is asked about information: to write it, to mark each item, and one item in full."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.ui.fields import DateField, LongTextField, RadiosField, SelectField, TextField
from accounts.ui.forms import UiForm
from decisions.choices import Category, LeftOutKind, Nature

IN, OUT = "in", "out"
SOURCE = _("Who saw it, whose opinion, or who told you")
SOURCE_BY_NATURE: dict[str, Any] = {
    Nature.FACT: _("Who saw, heard or measured it"),
    Nature.OPINION: _("Whose opinion it is"),
    Nature.REPORTED: _("Who told you"),
}
NATURES = (
    (Nature.FACT, _("Fact")),
    (Nature.OPINION, _("Opinion")),
    (Nature.REPORTED, _("Reported")),
)
IN_OR_OUT = ((IN, _("Include")), (OUT, _("Leave out")))
WORDS_GO = _(
    "The words are taken out of this record; the history of the draft keeps that they were there."
)


class WritingForm(UiForm):
    """What is known, typed or pasted freely, and the one reason for passing it on."""

    lines = LongTextField(
        label=_("Write what you know"),
        help_text=_(
            "Write or paste it as you would say it. Each line becomes one item. "
            "Then you mark each one below."
        ),
        rows=6,
        required=False,
    )
    shared_why_necessary = LongTextField(
        label=_("Why do they need it?"),
        help_text=_("One reason for everything that goes."),
        rows=2,
        required=False,
    )


class MarkingForm(UiForm):
    """One item in the list: what it is, whose it is, and whether it goes."""

    nature = RadiosField(
        label=_("What is it?"), choices=NATURES, inline=True, small=True, required=False
    )
    source = TextField(label=SOURCE, max_length=200, required=False)
    included = RadiosField(
        label=_("Does it go?"), choices=IN_OR_OUT, inline=True, small=True, required=False
    )
    why_necessary = LongTextField(
        label=_("Why this one is needed, if the reason is different"), rows=2, required=False
    )
    left_out_kind = SelectField(
        label=_("What kind of information is left out?"),
        choices=[("", _("Choose")), *LeftOutKind.choices],
        required=False,
    )
    left_out_reason = LongTextField(
        label=_("Why is it left out?"),
        help_text=_("Do not repeat the words here."),
        rows=2,
        required=False,
    )

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named = named(number)
        label_the_source(self, self.initial.get("nature"))
        self.short = {name: str(field.label) for name, field in self.fields.items()}
        # On its own, in a list of errors or of conflicts, a question names its item.
        for name, field in self.fields.items():
            field.label = f"{self.named}: {self.short[name]}"

    def errors_to_show(self) -> list[dict[str, str]]:
        """Errors that name their item: the summary stands far from it."""
        found = super().errors_to_show()
        return [{**error, "text": f"{self.named}: {error['text']}"} for error in found]


class ItemForm(UiForm):
    """One item in full; a page may ask only some of it."""

    text = LongTextField(
        label=_("What do you know?"),
        help_text=_("We keep the words as you type them."),
        rows=4,
        required=False,
    )
    category = RadiosField(
        label=_("What is it about?"),
        choices=Category.choices,
        hints={
            Category.OWN_WORDS: _("Write exactly what they said. Do not tidy it or correct it."),
            Category.INJURY: _("Say below where on the body it is, and its size."),
        },
        small=True,
        required=False,
    )
    nature = RadiosField(
        label=_("What is it?"),
        choices=Nature.choices,
        hints={
            Nature.FACT: _("You or a colleague saw it, heard it or measured it."),
            Nature.OPINION: _("What a professional thinks that it means."),
            Nature.REPORTED: _("Somebody else said it. It stays their account."),
        },
        required=False,
    )
    source = TextField(label=SOURCE, max_length=200, required=False)
    observed_at = TextField(
        label=_("When was it seen, said or done?"),
        help_text=_("For example: 4 March 2026, about 3:40pm. Or: most mornings this term."),
        max_length=120,
        required=False,
    )
    about = RadiosField(label=_("Whom is it about?"), choices=[], small=True, required=False)
    checked_on = DateField(
        label=_("When was it last checked that this is right and up to date?"),
        past=True,
        required=False,
    )
    body_place = TextField(
        label=_("Where on the body?"),
        help_text=_("For example: left cheek, just below the eye."),
        max_length=200,
        required=False,
    )
    size = TextField(
        label=_("How large is it?"),
        help_text=_("For example: 1 cm across, round."),
        max_length=120,
        required=False,
    )
    included = RadiosField(
        label=_("Does it go?"), choices=IN_OR_OUT, hints={OUT: WORDS_GO}, required=False
    )
    why_necessary = LongTextField(
        label=_("If it goes: why this one is needed, if the reason is different"),
        rows=2,
        required=False,
    )
    left_out_kind = RadiosField(
        label=_("If it is left out: what kind of information is it?"),
        choices=LeftOutKind.choices,
        small=True,
        required=False,
    )
    left_out_reason = LongTextField(
        label=_("If it is left out: why?"),
        help_text=_("Do not repeat the words here."),
        rows=2,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        people: Iterable[tuple[str, str]],
        only: Iterable[str] = (),
        is_out: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_out = is_out
        self.fields["about"].choices = list(people)  # type: ignore[attr-defined]
        if not self.fields["about"].choices:  # type: ignore[attr-defined]
            del self.fields["about"]
        for name in set(self.fields) - set(only or self.fields):
            del self.fields[name]
        label_the_source(self, self.initial.get("nature"))

    def clean_text(self) -> str:
        """Words that are typed again bring an item back; while it is left out it has none."""
        text: str = self.cleaned_data["text"]
        if text and self.is_out and self["included"].value() == OUT:
            raise ValidationError(
                _(
                    "This item is left out, so its words cannot be kept. "
                    "Choose “Include” below, or take the words out of this box."
                )
            )
        return text


class SplitForm(UiForm):
    """One item's words, to be divided by new lines."""

    text = LongTextField(
        label=_("Put each part on a line of its own"),
        help_text=_("We started a new line after each sentence. Change that as you need."),
        rows=8,
        required=False,
    )


class RemovalForm(UiForm):
    """Asks nothing: the button is the answer."""


class GoneForm(UiForm):
    """Says what was typed about items that somebody else has taken away in the meantime."""

    def __init__(self, *args: Any, typed: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.typed = list(typed)

    def clean(self) -> None:
        for label, value in self.typed:
            text = _(
                "Somebody else took this item away while you were typing. You had answered "
                "“%(label)s” with: %(value)s. Copy it if you still need it, then save again."
            )
            self.add_error(
                None, ValidationError(text, params={"label": label, "value": value}, code="gone")
            )


def named(number: int) -> str:
    """An item is known by its number, never by its words."""
    return gettext("Item %(number)s") % {"number": number}


def label_the_source(form: UiForm, nature: Any) -> None:
    """Whose it is has a name of its own for a fact, an opinion and a report."""
    if "source" in form.fields:
        form.fields["source"].label = SOURCE_BY_NATURE.get(str(nature or ""), SOURCE)


def may_not_leave_out(form: UiForm) -> None:
    """Words that are recorded stay: leaving out is no longer a choice."""
    if "included" in form.fields:
        form.fields["included"].choices = IN_OR_OUT[:1]  # type: ignore[attr-defined]

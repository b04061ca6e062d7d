"""What is asked on the pages of the guidance: words to look for, an answer, a record to begin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.ui.fields import RadiosField, TextField
from accounts.ui.forms import UiForm
from decisions.forms import TeamForm
from decisions.guidance.flow import Question
from decisions.library.search import LONGEST


class SearchForm(UiForm):
    """Words to look for in the guidance."""

    q = TextField(
        label=_("Search the guidance"),
        help_text=_(
            "Words about the guidance, such as “consent” or “referral”. Do not type anybody’s "
            "name: the words stand in the address of the page."
        ),
        max_length=LONGEST,
        width="two-thirds",
        required=False,
    )


class WordsForm(UiForm):
    """An abbreviation, or part of what it means."""

    q = TextField(
        label=_("Find an abbreviation"),
        help_text=_("Do not type anybody’s name: the words stand in the address of the page."),
        max_length=LONGEST,
        width=20,
        required=False,
    )


class AnswerForm(UiForm):
    """One question of a flow chart."""

    answer = RadiosField(label="", choices=[])

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        field.label, field.help_text = question.text, question.help
        field.choices = [(each.code, each.text) for each in question.answers]  # type: ignore[attr-defined]
        field.error_messages["required"] = _("Choose an answer")


class BeginForm(TeamForm):
    """Begin a record with the answers of a chart; the team, where somebody has several."""

    about = forms.CharField(widget=forms.HiddenInput, required=False)

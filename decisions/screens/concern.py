"""Steps 4 and 5: the concern and the purpose; the safety and well-being of everyone affected."""

from __future__ import annotations

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _

from accounts.ui.fields import (
    CheckboxesField,
    DateField,
    LongTextField,
    RadiosField,
    TextField,
    YesNoField,
)
from accounts.ui.forms import UiForm
from decisions.choices import YesNo, YesNoNotSure
from decisions.guidance import concern, concerns
from decisions.merge import Answers
from decisions.record import Record
from decisions.screens.base import Block, DecisionScreen, Gap
from decisions.screens.rows import rows
from decisions.words import day, label


class ConcernForm(UiForm):
    """What is worrying you, and what sharing is for."""

    concern = LongTextField(
        label=_("What are you worried about?"),
        help_text=_("A few plain sentences. The information itself comes in a later step."),
        rows=5,
        required=False,
    )
    concerns = CheckboxesField(
        label=_("What kind of worry is it?"),
        help_text=_("Choose any that fit."),
        choices=[],
        required=False,
        small=True,
        widget=CheckboxSelectMultiple(attrs={"class": "app-two-columns"}),
    )
    noticed_on = DateField(
        label=_("When did it come to your notice?"), past=True, today=True, required=False
    )
    significant_harm = YesNoField(
        label=_("Do you think somebody is suffering, or likely to suffer, significant harm?"),
        not_sure=True,
        required=False,
    )
    purpose = LongTextField(
        label=_("What is the sharing for?"),
        help_text=_("What should become possible when the right person knows?"),
        rows=3,
        required=False,
    )
    without_identifying = RadiosField(
        label=_("Could it be done without saying who the person is?"),
        choices=YesNo.choices,
        inline=True,
        required=False,
    )
    why_identify = LongTextField(label=_("Why, or why not?"), rows=2, required=False)
    collected_for = LongTextField(
        label=_("What did you collect the information for in the first place?"),
        help_text=_("For example: routine health visits. Leave it empty if you do not know."),
        rows=2,
        required=False,
    )
    theme = TextField(
        label=_("A theme for later reports"),
        help_text=_("Only if your organisation uses them. Name nobody here."),
        max_length=120,
        required=False,
    )


def _about(record: Record) -> str:
    adults = {person.role == "adult-at-risk" for person in record.people if person.role in SUBJECTS}
    return {frozenset({True}): "adult", frozenset({False}): "child"}.get(frozenset(adults), "both")


SUBJECTS = {"child", "unborn", "adult-at-risk"}


class ConcernScreen(DecisionScreen):
    """The concern and the purpose."""

    form_class = ConcernForm

    def make_form(self, initial: Answers) -> UiForm:
        form = super().make_form(initial)
        kind_field: Any = form.fields["concerns"]
        kinds = concerns(_about(self.record))
        kind_field.choices = [(kind.code, kind.label) for kind in kinds]
        known = {kind.code for kind in kinds}
        kind_field.choices += [
            (code, concern(code).label) for code in self.decision.concerns if code not in known
        ]
        return form

    @classmethod
    def gaps(cls, record: Record) -> list[Gap]:
        decision = record.decision
        found = []
        if not decision.concern:
            found.append(Gap("What you are worried about is not written yet.", "concern"))
        if not decision.significant_harm:
            found.append(Gap("It does not say how serious the harm may be.", "significant_harm"))
        if not decision.purpose:
            found.append(Gap("The purpose is not written yet.", "purpose"))
        if not decision.without_identifying:
            text = "It does not say whether it could be done without naming anyone."
            found.append(Gap(text, "without_identifying"))
        return found

    @classmethod
    def blocks(cls, record: Record) -> list[Block]:
        decision = record.decision
        kinds = "\n".join(concern(code).label for code in decision.concerns)
        return rows(
            ("What is worrying you", decision.concern, "concern"),
            ("Kinds of worry", kinds, "concerns"),
            ("Came to notice", day(decision.noticed_on), "noticed_on"),
            (
                "Significant harm",
                label(YesNoNotSure, decision.significant_harm),
                "significant_harm",
            ),
            ("Purpose", decision.purpose, "purpose"),
            (
                "Could be done without saying who",
                label(YesNo, decision.without_identifying),
                "without_identifying",
            ),
            ("Why, or why not", decision.why_identify, "why_identify"),
            ("First collected for", decision.collected_for, "collected_for"),
            ("Theme", decision.theme, "theme"),
        )


class SafetyForm(UiForm):
    """Both harms, and a word on one's own assumptions."""

    harm_if_shared = LongTextField(
        label=_("What harm could come of sharing?"),
        help_text=_("Think of everyone: the person, brothers and sisters, the one who told you."),
        rows=4,
        required=False,
    )
    harm_if_not_shared = LongTextField(
        label=_("What harm could come of not sharing?"), rows=4, required=False
    )
    own_assumptions = LongTextField(
        label=_("Could your own background or beliefs be colouring this?"),
        help_text=_("Would you see it the same way in another family? One sentence is enough."),
        rows=2,
        required=False,
    )


class SafetyScreen(DecisionScreen):
    """Safety and well-being of everyone affected."""

    form_class = SafetyForm

    @classmethod
    def gaps(cls, record: Record) -> list[Gap]:
        wanted = {
            "harm_if_shared": "The likely harm of sharing is not written yet.",
            "harm_if_not_shared": "The likely harm of not sharing is not written yet.",
            "own_assumptions": "The question about your own assumptions is not answered yet.",
        }
        return [
            Gap(text, name) for name, text in wanted.items() if not getattr(record.decision, name)
        ]

    @classmethod
    def blocks(cls, record: Record) -> list[Block]:
        decision = record.decision
        return rows(
            ("Harm if shared", decision.harm_if_shared, "harm_if_shared"),
            ("Harm if not shared", decision.harm_if_not_shared, "harm_if_not_shared"),
            ("Own assumptions", decision.own_assumptions, "own_assumptions"),
        )

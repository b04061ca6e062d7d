"""Step 11: advice, asked for and followed or not."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.ui.fields import LongTextField, RadiosField, TextField, WhenField
from accounts.ui.forms import UiForm
from decisions.choices import Followed, YesNo
from decisions.guidance import terms
from decisions.merge import Answers
from decisions.models import Advice
from decisions.record import Record
from decisions.reviewing.policies import is_asked_here, may_be_removed, may_write_in_step
from decisions.reviewing.shown import advice_now
from decisions.screens.base import Block, Gap
from decisions.screens.collection import CollectionScreen
from decisions.screens.rows import block
from decisions.words import label, moment


class AdviceForm(UiForm):
    """One piece of advice."""

    adviser_role = TextField(
        label=_("Who did you ask? Their role"),
        help_text=_("For example: our safeguarding lead, or social care."),
        max_length=200,
        required=False,
    )
    adviser_name = TextField(label=_("Their name"), max_length=200, required=False)
    asked_at = WhenField(label=_("When?"), past=True, required=False)
    identity_disclosed = RadiosField(
        label=_("Did you say who the person is?"),
        help_text=_("Advice can often be had without naming anyone."),
        choices=YesNo.choices,
        inline=True,
        required=False,
    )
    question = LongTextField(label=_("What did you ask?"), rows=3, required=False)
    answer = LongTextField(label=_("What was the advice?"), rows=4, required=False)
    followed = RadiosField(label=_("Did you follow it?"), choices=Followed.choices, required=False)
    why_not = LongTextField(label=_("If not, or only in part: why?"), rows=2, required=False)


class AdviceScreen(CollectionScreen):
    """Advice; reachable from every step."""

    model = Advice
    source = "advice"
    row_form = AdviceForm
    noun = "advice"
    add_label = "Add more advice"
    none_column = "no_advice_needed"
    none_label = "No advice was needed"
    template = "decisions/steps/advice.html"

    def is_fixed(self, row: Any) -> bool:
        """What was asked through the product is a fact, and stays."""
        return row is not None and not may_be_removed(row)

    def make_form(self, initial: Answers) -> UiForm:
        """Of what was asked through the product only what became of it is said here."""
        form = super().make_form(initial)
        said = _("For example: our safeguarding lead, the %(guardian)s, social care.")
        form.fields["adviser_role"].help_text = said % {
            "guardian": terms(self.decision.nation).guardian
        }
        if self.is_fixed(self.row):
            for name, asked in list(form.fields.items()):
                if not may_write_in_step(self.row, name):
                    asked.disabled = True
                    if not getattr(self.row, name):
                        del form.fields[name]
        return form

    def place_of_new(self) -> dict[str, Any]:
        return {}

    def context(self) -> dict[str, Any]:
        """Besides the list: what was asked through the product, and what may be done about it."""
        found = super().context()
        if self.is_fixed(self.row):
            found["waits"] = not self.row.answered_at
        elif not self.asks_row:
            found["asked_here"] = advice_now(self.rows, may_ask=True)
        return found

    @classmethod
    def gaps(cls, record: Record) -> list[Gap]:
        if not record.advice and not record.decision.no_advice_needed:
            return [Gap("It does not say whether advice was taken.")]
        found = []
        for number, row in enumerate(record.advice, start=1):
            part = str(row.pk)
            if not row.answer:
                found.append(Gap(f"The answer is missing for advice {number}.", "answer", part))
            if not row.followed:
                text = f"It does not say whether advice {number} was followed."
                found.append(Gap(text, "followed", part))
            elif row.followed != Followed.YES and not row.why_not:
                text = f"It does not say why advice {number} was not followed."
                found.append(Gap(text, "why_not", part))
        return found

    @classmethod
    def row_block(cls, record: Record, row: Any) -> Block:  # noqa: ARG003
        return block(
            row.adviser_role or row.adviser_name or "Advice",
            ("From", ", ".join(filter(None, [row.adviser_name, row.adviser_role])), "adviser_role"),
            ("When", moment(row.asked_at), "asked_at"),
            ("Said who the person is", label(YesNo, row.identity_disclosed), "identity_disclosed"),
            ("Question", row.question, "question"),
            ("Advice", row.answer, "answer"),
            ("Followed", label(Followed, row.followed), "followed"),
            ("Why not", row.why_not, "why_not"),
            part=str(row.pk),
            tag=_tag(row),
        )


def _tag(row: Advice) -> str:
    """Whether an answer to something that was asked through the product is still to come."""
    waits = is_asked_here(row) and not row.answered_at
    return "Waiting for an answer" if waits else ""

"""Step 12: the decision and the reasons."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.door import Actor
from accounts.ui.fields import DateField, LongTextField, RadiosField, TextField, WhenField
from accounts.ui.forms import UiForm
from decisions.choices import Direction, Outcome
from decisions.law.duty import judgement_gaps, to_judge
from decisions.merge import Answers
from decisions.models import Decision
from decisions.policies import is_late
from decisions.record import Record
from decisions.screens.base import Block, DecisionScreen, Gap
from decisions.screens.rows import rows
from decisions.words import day, label, moment


class OutcomeForm(UiForm):
    """What was decided, why, by whom and when; and what follows from not sharing."""

    outcome = RadiosField(
        label=_("What have you decided?"),
        choices=Outcome.choices,
        required=False,
        hints={
            Outcome.NOT_SHARE: _("A full answer too. Say why, and when you will look again."),
            Outcome.NOT_YET: _("You can share later. The request stays as it was received."),
        },
    )
    reasons = LongTextField(
        label=_("Why?"),
        help_text=_("What weighed most with you. Somebody should understand it in five years."),
        rows=6,
        required=False,
    )
    decided_at = WhenField(
        label=_("When did you decide?"),
        help_text=_("Leave it empty if you are deciding now."),
        past=True,
        required=False,
    )
    decided_by_other = TextField(
        label=_("Who decided, if it was not you?"),
        help_text=_("Name and role. Leave it empty if you decided."),
        max_length=200,
        required=False,
    )
    shared_at = WhenField(
        label=_("When was it shared?"),
        help_text=_("Only if it has been already. Each recipient has a time of their own."),
        past=True,
        required=False,
    )
    conditions = LongTextField(
        label=_("Any conditions on the whole decision?"), rows=2, required=False
    )
    told_requester = LongTextField(
        label=_("What did you say to the person who asked?"), rows=3, required=False
    )
    told_requester_at = WhenField(label=_("When did you tell them?"), past=True, required=False)
    would_change = LongTextField(
        label=_("What would change your mind?"),
        help_text=_("For example: if they say what it is for and name the items they need."),
        rows=2,
        required=False,
    )
    review_on = DateField(
        label=_("When will you look at this again?"),
        help_text=_("For a decision not to share, or not yet, this matters most."),
        required=False,
    )
    delay_reason = LongTextField(
        label=_("Why is it recorded late?"),
        help_text=_("It is past the time that your organisation allows."),
        rows=2,
        required=False,
    )
    case_record_reference = TextField(
        label=_("Where is it noted in the case or clinical record?"),
        help_text=_("A reference only."),
        max_length=120,
        required=False,
    )


class OutcomeScreen(DecisionScreen):
    """The decision and the reasons."""

    form_class = OutcomeForm
    template = "law/outcome.html"

    def make_form(self, initial: Answers) -> UiForm:
        form = super().make_form(initial)
        if self.decision.direction != Direction.ASKED:
            for name in ("told_requester", "told_requester_at"):
                if not initial.get(name):
                    del form.fields[name]
        late = self.decision.delay_reason or is_late(self.decision, timezone.now())
        if not late and not form.is_bound:
            del form.fields["delay_reason"]
        return form

    def write(self, answers: Answers, actor: Actor) -> str:
        if answers.get("outcome") and not answers.get("decided_at"):
            answers = {**answers, "decided_at": timezone.now()}
        return super().write(answers, actor)

    def context(self) -> dict[str, Any]:
        return {"duty": to_judge(self.record)}

    @classmethod
    def begun(cls, record: Record) -> bool:
        return bool(record.decision.outcome or record.decision.reasons)

    @classmethod
    def gaps(cls, record: Record) -> list[Gap]:
        found = [Gap(text, name) for name, text in _wanted(record).items()]
        return [*found, *judgement_gaps(record)]

    @classmethod
    def blocks(cls, record: Record) -> list[Block]:
        decision = record.decision
        return rows(
            ("Decision", label(Outcome, decision.outcome), "outcome"),
            ("Reasons", decision.reasons, "reasons"),
            ("Decided", moment(decision.decided_at), "decided_at"),
            ("Decided by", decider(record), "decided_by_other"),
            ("Shared", moment(decision.shared_at), "shared_at"),
            ("Conditions", decision.conditions, "conditions"),
            ("Said to the person who asked", decision.told_requester, "told_requester"),
            ("Told them", moment(decision.told_requester_at), "told_requester_at"),
            ("What would change it", decision.would_change, "would_change"),
            ("Look again on", day(decision.review_on), "review_on"),
            ("Why it is late", decision.delay_reason, "delay_reason"),
            ("Noted in the case record", decision.case_record_reference, "case_record_reference"),
        )


def decider(record: Record) -> str:
    """Who decided; the one who records, unless somebody else is named."""
    decision = record.decision
    if decision.decided_by_other:
        return decision.decided_by_other
    return str(decision.decided_by or decision.author) if decision.outcome else ""


def _wanted_if_not_shared(decision: Decision) -> dict[str, str]:
    found = {}
    if not decision.review_on:
        found["review_on"] = "There is no date to look at it again."
    if decision.direction == Direction.ASKED and not decision.told_requester:
        found["told_requester"] = "It does not say what the person who asked was told."
    if decision.direction == Direction.ASKED and not decision.would_change:
        found["would_change"] = "It does not say what would change the answer."
    return found


def _wanted(record: Record) -> dict[str, str]:
    decision = record.decision
    found: dict[str, str] = {}
    if not decision.outcome:
        found["outcome"] = "What was decided is not written yet."
    if not decision.reasons:
        found["reasons"] = "The reasons are not written yet."
    if not decision.decided_at:
        found["decided_at"] = "It does not say when it was decided."
    if decision.outcome and not decision.shares:
        found |= _wanted_if_not_shared(decision)
    if is_late(decision, timezone.now()) and not decision.delay_reason:
        found["delay_reason"] = "It does not say why it was recorded late."
    return found

"""What does a record hold for each rule? One predicate for each question of the guidance.

The names stand in ``decisions/guidance/evidence.toml``. A rule is "answered" or "not
answered", never "met"; nothing here is a score.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from decisions.choices import Direction, PersonRole
from decisions.guidance import Edition, Editions, Rule, editions_from, evidence
from decisions.models import Recipient
from decisions.record import Record
from decisions.screens.basis import BasisScreen
from decisions.screens.consent import ConsentScreen
from decisions.screens.request import RequestScreen
from decisions.screens.telling import TellingScreen

Predicate = Callable[[Record], bool]


def _concern_and_law(record: Record) -> bool:
    decision = record.decision
    law = bool(record.bases) or decision.basis_left_to_lead or not decision.shares
    return bool(decision.concern and decision.significant_harm and law)


def _told_or_reason(record: Record) -> bool:
    return _nobody_to_ask(record) or (bool(record.people) and not TellingScreen.gaps(record))


def _nobody_to_ask(record: Record) -> bool:
    """It is not known whom it is about, or only an unborn child: nobody can be told or asked."""
    if not record.people:
        return record.decision.people_not_known
    return all(person.role == PersonRole.UNBORN for person in record.people)


def _consent_or_why_not(record: Record) -> bool:
    return _nobody_to_ask(record) or (bool(record.consents) and not ConsentScreen.gaps(record))


def _basis_or_left(record: Record) -> bool:
    return record.decision.basis_left_to_lead or not BasisScreen.gaps(record)


def _items_marked(record: Record) -> bool:
    shared_reason = record.decision.shared_why_necessary
    return bool(record.items) and all(
        item.is_included is False
        or (item.is_included and item.nature and (item.why_necessary or shared_reason))
        for item in record.items
    )


def _all_recipients(ask: Callable[[Recipient], object]) -> Predicate:
    def predicate(record: Record) -> bool:
        return bool(record.recipients) and all(ask(row) for row in record.recipients)

    return predicate


def _refusal_explained(record: Record) -> bool:
    decision = record.decision
    if decision.direction != Direction.ASKED:
        return bool(decision.reasons and decision.review_on)
    return bool(decision.told_requester and decision.would_change)


def _emergency(record: Record) -> bool:
    decision = record.decision
    return bool(decision.happened_at and decision.reasons and decision.decided_at)


def _impact_assessed(record: Record) -> bool:
    decision = record.decision
    weighed = bool(decision.harm_if_shared and decision.harm_if_not_shared)
    assessed = bool(record.request and record.request.impact_assessment)
    return weighed and (assessed or all(row.agreement for row in record.recipients))


PREDICATES: dict[str, Predicate] = {
    "concern_and_law": _concern_and_law,
    "told_or_reason": _told_or_reason,
    "consent_or_why_not": _consent_or_why_not,
    "basis_or_left_to_lead": _basis_or_left,
    "advice_taken": lambda r: bool(r.decision.no_advice_needed or any(a.answer for a in r.advice)),
    "protected_identities_considered": lambda r: bool(
        r.decision.harm_if_shared or any(person.is_protected for person in r.people)
    ),
    "safety_of_everyone_weighed": lambda r: bool(
        r.decision.harm_if_shared and r.decision.harm_if_not_shared
    ),
    "harm_of_not_sharing_weighed": lambda r: bool(r.decision.harm_if_not_shared),
    "items_justified_and_marked": _items_marked,
    "identity_needed_considered": lambda r: bool(r.decision.without_identifying),
    "purpose_written": lambda r: bool(r.decision.purpose),
    "recipients_need_to_know": _all_recipients(lambda row: row.need_to_know),
    "conditions_given": _all_recipients(lambda row: row.conditions),
    "sent_securely_and_in_time": _all_recipients(
        lambda row: row.sent_at and row.method and row.security_check
    ),
    "agreement_or_one_off": _all_recipients(lambda row: row.agreement),
    "decision_and_reasons": lambda r: bool(
        r.decision.outcome and r.decision.reasons and r.decision.decided_at
    ),
    "impact_assessed_or_one_off": _impact_assessed,
    "refusal_explained": _refusal_explained,
    "request_form_fields": lambda r: not RequestScreen.gaps(r),
    "emergency_reason_and_times": _emergency,
}

ORGANISATION_KNOWS = "advice_contact_known"
WHEN: dict[str, Predicate] = {
    "always": lambda _: True,
    "sharing": lambda r: r.decision.shares or not r.decision.outcome,
    "not_sharing": lambda r: bool(r.decision.outcome) and not r.decision.shares,
    "urgent": lambda r: r.decision.is_urgent or r.decision.direction == Direction.SHARED,
    "asked": lambda r: r.request is not None or r.decision.direction == Direction.ASKED,
}


@dataclass(frozen=True)
class Finding:
    """One question that a rule asks of the record: the answer held, or the gap and its step."""

    answered: bool
    text: str
    step: str


@dataclass(frozen=True)
class Line:
    """One rule with what the record holds for it."""

    rule: Rule
    findings: tuple[Finding, ...]

    @property
    def is_answered(self) -> bool:
        return all(finding.answered for finding in self.findings)

    @cached_property
    def answers(self) -> list[str]:
        return [finding.text for finding in self.findings if finding.answered]

    @cached_property
    def gap(self) -> str:
        return " ".join(finding.text for finding in self.findings if not finding.answered)


@dataclass(frozen=True)
class Table:
    """The rules of one edition, held against one record."""

    edition: Edition
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        return self.edition.title


def editions_of(record: Record) -> Editions:
    """The editions that the record names; those of the day where it names no steps of the ICO."""
    decision = record.decision
    on = timezone.localdate(decision.decided_at) if decision.decided_at else timezone.localdate()
    return editions_from([decision.golden_rules, decision.caldicott, decision.ico], on)


def rule_tables(
    record: Record, *, contact_known: bool, editions: Editions | None = None
) -> list[Table]:
    """One table for each edition that the decision answers (golden rules, Caldicott, ICO).

    With `editions`, what the record holds for others: those that would be asked today.
    """
    editions = editions or editions_of(record)
    held = {name: predicate(record) for name, predicate in PREDICATES.items()}
    held[ORGANISATION_KNOWS] = contact_known
    return [
        Table(each, tuple(_line(rule, record, held) for rule in each.rules))
        for each in editions.each
    ]


def gaps_of(record: Record) -> list[str]:
    """The codes of the rules that are not answered; who the lead is, the organisation knows."""
    tables = rule_tables(record, contact_known=True)
    return [line.rule.code for table in tables for line in table.lines if not line.is_answered]


def _line(rule: Rule, record: Record, held: dict[str, bool]) -> Line:
    questions = [evidence()[name] for name in rule.evidence_from]
    asked = [question for question in questions if WHEN[question.when](record)]
    return Line(
        rule,
        tuple(
            Finding(
                held[question.name],
                question.answered if held[question.name] else question.gap,
                question.step,
            )
            for question in asked
        ),
    )

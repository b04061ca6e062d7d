"""What does the page of a record show of reviews, rulings and advice?"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Membership, Role
from accounts.queries import names_of
from accounts.verdict import Verdict, no
from decisions.after import After
from decisions.choices import Finding, Followed, Ruling
from decisions.guidance import edition
from decisions.models import Adjudication, Advice, Review
from decisions.reviewing import permissions, policies, queries
from decisions.words import label

COLOURS = {
    Finding.SATISFIED.value: "govuk-tag--teal",
    Finding.QUESTION.value: "govuk-tag--blue",
    Finding.ACTION.value: "govuk-tag--yellow",
    Finding.ESCALATE.value: "govuk-tag--red",
}


@dataclass(frozen=True)
class Answered:
    """What an author answered."""

    who: str
    at: dt.datetime
    text: str


@dataclass(frozen=True)
class Said:
    """One review or ruling, with what was answered to it."""

    pk: int
    who: str
    role: str
    at: dt.datetime
    finding: str
    colour: str
    text: str
    answers: tuple[Answered, ...] = ()
    principles: tuple[str, ...] = ()
    is_ruling: bool = False


@dataclass(frozen=True)
class AdviceNow:
    """One question that was asked through the product, where it stands, and what may be done."""

    advice: Advice
    state: str
    may_name: bool
    may_conclude: bool
    may_link: bool
    may_note: bool
    # Of the form that makes another link: sent twice, it makes one.
    key: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def followed_in_words(self) -> str:
        return label(Followed, self.advice.followed)


def on_record(after: After, membership: Membership) -> dict[str, Any]:
    """Everything that was said, in order, and what this reader may do about it."""
    decision = after.record.decision
    may_review = permissions.may_review(membership, decision)
    may_ask = permissions.may_ask(membership, decision)
    waiting = [row for row in after.reviews if policies.may_be_answered(after, row)]
    return {
        "reviews_said": said(after),
        "may_review": may_review,
        "may_rule": may_review and Role.GUARDIAN in membership.roles,
        "may_answer": [row.pk for row in waiting if permissions.may_answer(membership, after, row)],
        "nobody_can_rule": _nobody_can_rule(after),
        "may_ask": may_ask,
        "advice_now": advice_now(after.record.advice, may_ask=bool(may_ask)),
    }


def said(after: After) -> list[Said]:
    """Reviews with their answers, and rulings, the earliest first."""
    names = names_of(_people(after))
    found = [_review(row, after, names) for row in after.reviews]
    found += [_ruling(row, after, names) for row in after.adjudications]
    return sorted(found, key=lambda each: each.at)


def _people(after: After) -> Iterable[int]:
    yield from (row.reviewer_id for row in after.reviews)
    yield from (row.author_id for row in after.review_answers)
    yield from (row.guardian_id for row in after.adjudications)


def _review(row: Review, after: After, names: dict[int, str]) -> Said:
    answers = [
        Answered(names.get(each.author_id, ""), each.answered_at, each.text)
        for each in after.answers_to(row)
    ]
    return Said(
        pk=row.pk,
        who=names.get(row.reviewer_id, ""),
        role=_role(row.role, after),
        at=row.reviewed_at,
        finding=label(Finding, row.finding),
        colour=COLOURS[row.finding],
        text=row.comment,
        answers=tuple(answers),
    )


def _ruling(row: Adjudication, after: After, names: dict[int, str]) -> Said:
    rules = {rule.code: rule for rule in edition(after.record.decision.caldicott).rules}
    engaged = [rules[code] for code in row.principles if code in rules]
    return Said(
        pk=row.pk,
        who=names.get(row.guardian_id, ""),
        role=_role(Role.GUARDIAN, after),
        at=row.decided_at,
        finding=label(Ruling, row.ruling),
        colour="govuk-tag--purple",
        text=row.reasons,
        principles=tuple(f"{rule.number}. {rule.title}" for rule in engaged),
        is_ruling=True,
    )


def _role(code: str, after: After) -> str:
    nation = after.record.decision.nation
    return Role(code).name_in(nation) if code in Role.values else ""


def _nobody_can_rule(after: After) -> str:
    """A question for the Guardian that nobody here can decide says whom to name."""
    if not policies.open_escalation(after) or queries.could_rule(after.record.decision):
        return ""
    return whom_to_name()


def whom_to_name() -> str:
    """What to do where every Guardian had a part in the record."""
    return _(
        "Nobody here can decide it yet: every Guardian had a part in this record. A Guardian can "
        "name a deputy under “My account”, or an administrator can give somebody else the role."
    )


def nobody_else(verdict: Verdict, able: list[Membership]) -> Verdict:
    """Why somebody may not decide on their own record, and who may."""
    if not able:
        return no(verdict.code, f"{verdict.reason} {whom_to_name()}")
    names = ", ".join(each.person.name for each in able)
    return no(verdict.code, f"{verdict.reason} {_('These people can: %s.') % names}")


def advice_now(rows: Iterable[Advice], *, may_ask: bool) -> list[AdviceNow]:
    """What was asked through the product, the earliest first."""
    return [
        AdviceNow(
            row,
            policies.advice_state(row),
            may_ask and policies.advice_allows(row, policies.NAME),
            may_ask and policies.advice_allows(row, policies.CONCLUDE),
            may_ask and bool(permissions.may_send_link(row)),
            may_ask and policies.advice_allows(row, policies.ANSWER),
        )
        for row in rows
        if policies.is_asked_here(row)
    ]

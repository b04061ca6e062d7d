"""What waits for somebody who writes records, and what became of what they shared?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef

from accounts.models import Membership
from decisions.after import After
from decisions.choices import ANSWERS, SHARING, Status
from decisions.following.words import became_of
from decisions.loading import OF_DECISIONS, part, read, together
from decisions.models import Decision, Dispatch, FollowUp, Receipt, Recipient
from decisions.queries import LISTED, drafts_of
from decisions.record import Record
from decisions.tasks import queries as tasks
from decisions.tasks.shown import ShownTask, listed

MOST = 10
PARTS: dict[str, type[Model]] = {
    "recipients": Recipient,
    "dispatches": Dispatch,
    "receipts": Receipt,
    "follow_ups": FollowUp,
}


@dataclass(frozen=True)
class Share:
    """One recipient of a record, and what became of what they got."""

    reference: str
    recipient: Recipient
    became: str


@dataclass(frozen=True)
class Work:
    """The beginnings of four lists; ``more_tasks`` where there are others."""

    drafts: list[Decision]
    answers: list[ShownTask]
    tasks: list[ShownTask]
    more_tasks: bool
    shares: list[Share]


def work_of(member: Membership) -> Work:
    """What a member finds on their own page; the soonest due and the newest first."""
    standing = tasks.standing_of(member)
    falls = tasks.mine(member, standing)
    answers = tasks.page((way.filter(kind__in=ANSWERS) for way in falls), None, MOST)[:MOST]
    others = tasks.page((way.exclude(kind__in=ANSWERS) for way in falls), None, MOST)
    shown = listed(member, [*answers, *others[:MOST]], standing)
    return Work(
        drafts=list(drafts_of(member)[:MOST]),
        answers=shown[: len(answers)],
        tasks=shown[len(answers) :],
        more_tasks=len(others) > MOST,
        shares=shares_of(member),
    )


def shares_of(member: Membership) -> list[Share]:
    """The recipients of a member's newest shares; two queries."""
    told = Recipient.objects.filter(decision=OuterRef("pk"))
    rows = Decision.objects.filter(
        Exists(told),
        organisation=member.organisation_id,
        author=member.person_id,
        outcome__in=SHARING,
        recorded_at__isnull=False,
        status__in=(Status.RECORDED, Status.INCOMPLETE),
    ).only(*LISTED)
    decisions = {row.pk: row for row in rows.order_by("-created_at", "-pk")[:MOST]}
    if not decisions:
        return []
    rows_of = read(PARTS, _sql, list(decisions), None)
    parts = {name: _by_decision(rows) for name, rows in rows_of.items()}
    found: list[Share] = []
    for pk, decision in decisions.items():
        after = After(
            record=Record(decision=decision, recipients=parts["recipients"][pk]),
            **{name: parts[name][pk] for name in PARTS if name != "recipients"},
        )
        found += [
            Share(decision.reference, recipient, became_of(after, recipient))
            for recipient in after.record.recipients
        ]
    return found


def _sql(_then: bool) -> str:
    return together(part(name, model, OF_DECISIONS, then=False) for name, model in PARTS.items())


def _by_decision(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.decision_id].append(row)
    return found

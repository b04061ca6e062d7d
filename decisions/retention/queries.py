"""Which records are due, which are held, and what was decided? For whoever may see it: ask first.

A record may be of several kinds. The period that ends last counts, and a kind without a period
keeps the record: nothing is destroyed because somebody forgot to fill in a form.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import (
    Case,
    Count,
    DateTimeField,
    DurationField,
    Exists,
    F,
    Func,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest
from django.http import Http404
from django.utils import timezone

from accounts.models import Membership, Role
from accounts.queries import holders_of
from decisions.choices import CountedFrom, DisposalStatus, Outcome, PersonRole, RecordKind, Status
from decisions.models import (
    Decision,
    DecisionLink,
    Disposal,
    LegalHold,
    PersonConcerned,
    RetentionPeriod,
)
from decisions.retention.policies import FINISHED

CHILDREN = (PersonRole.CHILD, PersonRole.UNBORN)
SEXUAL = ["sexual", "exploitation-sexual"]
Position = tuple[dt.datetime, int]


def periods_of(organisation_id: int) -> dict[str, RetentionPeriod]:
    """What the organisation has entered, by kind; a row without years is no period."""
    found = RetentionPeriod.objects.filter(organisation=organisation_id)
    return {period.kind: period for period in found}


def _people(*roles: str) -> Exists:
    return Exists(PersonConcerned.objects.filter(decision=OuterRef("pk"), role__in=roles))


def fits() -> dict[str, Q]:
    """Which records are of which kind; a draft that was given up is of no other."""
    recorded = ~Q(status=Status.ABANDONED)
    return {
        RecordKind.CHILD: recorded & Q(_people(*CHILDREN)),
        RecordKind.ADULT: recorded & Q(_people(PersonRole.ADULT)),
        RecordKind.NOBODY: recorded & ~Q(_people(*CHILDREN, PersonRole.ADULT)),
        RecordKind.SEXUAL: recorded & Q(concerns__overlap=SEXUAL),
        RecordKind.NOT_SHARED: recorded & Q(outcome=Outcome.NOT_SHARE),
        RecordKind.ABANDONED: Q(status=Status.ABANDONED),
    }


def _begins(counted_from: str) -> Any:
    """The moment from which a period runs; null where it cannot be known yet."""
    finished = Coalesce("recorded_at", "closed_at")
    match counted_from:
        case CountedFrom.CLOSED:
            return Coalesce("closed_at", "recorded_at")
        case CountedFrom.ACTIVITY:
            last = Decision.history.filter(id=OuterRef("pk")).order_by("-history_id")
            return Subquery(last.values("history_date")[:1])
        case CountedFrom.BIRTH:
            return Cast(Subquery(_youngest()), DateTimeField())
    return finished


def _youngest() -> QuerySet[Any]:
    """The last date of birth, where that of every child is known."""
    children = PersonConcerned.objects.filter(decision=OuterRef("pk"), role__in=CHILDREN)
    known = (
        children.order_by()
        .values("decision")
        .annotate(number=Count("pk"), dated=Count("date_of_birth"), last=Max("date_of_birth"))
    )
    return known.filter(number=F("dated")).values("last")


def _ends(period: RetentionPeriod) -> Any:
    years = Func(Value(period.years), function="make_interval", output_field=DurationField())
    return Cast(_begins(period.counted_from), DateTimeField()) + years


def timed(organisation_id: int, periods: dict[str, RetentionPeriod]) -> QuerySet[Any]:
    """Finished records for which every kind they fit has a period that can be counted.

    Each with ``due_at``, the end of the last of its periods.
    """
    found: QuerySet[Any] = Decision.objects.filter(
        organisation=organisation_id, status__in=FINISHED
    )
    ends: list[Any] = []
    for kind, fit in fits().items():
        period = periods.get(kind)
        if period is None or period.years is None:
            found = found.exclude(fit)
            continue
        name = f"ends_{len(ends)}"
        found = found.annotate(**{name: Case(When(fit, then=_ends(period)))})
        found = found.exclude(fit, **{f"{name}__isnull": True})
        ends.append(F(name))
    if not ends:
        ends.append(Value(None, output_field=DateTimeField()))
    found = found.annotate(due_at=ends[0] if len(ends) == 1 else Greatest(*ends))
    return found.filter(due_at__isnull=False)


def held() -> Exists:
    """Whether a hold on the record is in force."""
    return Exists(LegalHold.objects.filter(decision=OuterRef("pk"), release__isnull=True))


def is_held(decision: Decision) -> bool:
    """Whether a hold on this record is in force."""
    return LegalHold.objects.filter(decision=decision, release__isnull=True).exists()


def due(
    organisation_id: int, periods: dict[str, RetentionPeriod], now: dt.datetime
) -> QuerySet[Any]:
    """Records whose periods are all over, that nothing holds and nobody has proposed."""
    open_ones = Disposal.objects.filter(decision_id=OuterRef("pk")).exclude(
        status=DisposalStatus.REFUSED
    )
    found = timed(organisation_id, periods).filter(due_at__lte=now)
    found = found.filter(~held(), ~Exists(open_ones))
    if earliest := _earliest(periods, now):
        # Nothing younger can be due: so only the old end of an index is read.
        given_up = Q(recorded_at__isnull=True, closed_at__lte=earliest)
        found = found.filter(Q(recorded_at__lte=earliest) | given_up)
    return found


def _earliest(periods: dict[str, RetentionPeriod], now: dt.datetime) -> dt.datetime | None:
    """When a record that is due must have been recorded; unknown where a birth counts."""
    running = [period for period in periods.values() if period.years is not None]
    if not running or any(period.counted_from == CountedFrom.BIRTH for period in running):
        return None
    years = min(period.years or 0 for period in running)
    return now - dt.timedelta(days=365 * years)


def due_page(
    organisation_id: int,
    periods: dict[str, RetentionPeriod],
    after: Position | None,
    size: int,
) -> list[Any]:
    """One page and one row more, the longest due first."""
    rows = due(organisation_id, periods, timezone.now())
    if after is not None:
        at, pk = after
        rows = rows.filter(Q(due_at__gt=at) | Q(due_at=at, pk__gt=pk))
    return list(
        rows.order_by("due_at", "pk").only("reference", "status", "recorded_at")[: size + 1]
    )


def kinds_of(decision: Decision) -> list[str]:
    """Every kind that a record fits."""
    row = Decision.objects.filter(pk=decision.pk)
    return [kind for kind, fit in fits().items() if row.filter(fit).exists()]


@dataclass(frozen=True)
class Term:
    """When a record's time is over, and by which period."""

    due_at: dt.datetime
    period: RetentionPeriod


def term_of(decision: Decision, periods: dict[str, RetentionPeriod]) -> Term | None:
    """The period that ends last for one record, or None where one of its kinds has none."""
    row = timed(decision.organisation_id, periods).filter(pk=decision.pk).first()
    if row is None:
        return None
    numbered = [kind for kind in fits() if (found := periods.get(kind)) and found.years]
    for number, kind in enumerate(numbered):
        if getattr(row, f"ends_{number}") == row.due_at:
            return Term(row.due_at, periods[kind])
    return None


def is_due(decision: Decision) -> bool:
    """Due this moment, and neither held nor proposed."""
    periods = periods_of(decision.organisation_id)
    found = due(decision.organisation_id, periods, timezone.now())
    return found.filter(pk=decision.pk).exists()


def followed_by_draft(decision: Decision) -> bool:
    """Whether somebody is writing a record that belongs to this one."""
    return DecisionLink.objects.filter(earlier=decision, decision__status=Status.DRAFT).exists()


def following(decision_id: int) -> list[int]:
    """The later decisions whose links end with this one."""
    links = DecisionLink.objects.filter(earlier=decision_id).order_by("decision_id")
    return list(links.values_list("decision_id", flat=True).distinct())


def holds_on(decision: Decision) -> list[LegalHold]:
    """Every hold on a record, the newest first, with how it was lifted."""
    found = LegalHold.objects.filter(decision=decision).select_related(
        "held_by", "release__released_by"
    )
    return list(found.order_by("-held_at", "-pk"))


def hold_or_404(organisation_id: int, hold_id: int) -> LegalHold:
    """One hold that is in force."""
    found = LegalHold.objects.filter(organisation=organisation_id, release__isnull=True)
    hold = found.filter(pk=hold_id).select_related("decision", "held_by").first()
    if hold is None:
        raise Http404
    return hold


def holds_page(organisation_id: int, before: Position | None, size: int) -> list[LegalHold]:
    """Holds in force, the newest first; one row more than a page."""
    found = LegalHold.objects.filter(organisation=organisation_id, release__isnull=True)
    if before is not None:
        at, pk = before
        found = found.filter(Q(held_at__lt=at) | Q(held_at=at, pk__lt=pk))
    found = found.select_related("decision", "held_by").order_by("-held_at", "-pk")
    return list(found[: size + 1])


PEOPLE = ("proposed_by", "approved_by", "refused_by", "disposed_by")
OPEN = (DisposalStatus.PROPOSED, DisposalStatus.APPROVED)


def waiting(organisation_id: int, after: Position | None, size: int) -> list[Disposal]:
    """Proposals that want a second person, or that are agreed and not carried out."""
    found = Disposal.objects.filter(organisation=organisation_id, status__in=OPEN)
    if after is not None:
        at, pk = after
        found = found.filter(Q(proposed_at__gt=at) | Q(proposed_at=at, pk__gt=pk))
    return list(found.select_related(*PEOPLE).order_by("proposed_at", "pk")[: size + 1])


def decided_page(organisation_id: int, before: Position | None, size: int) -> list[Disposal]:
    """What was destroyed, and what was not agreed to, the newest first."""
    found = Disposal.objects.filter(organisation=organisation_id).exclude(status__in=OPEN)
    if before is not None:
        at, pk = before
        found = found.filter(Q(proposed_at__lt=at) | Q(proposed_at=at, pk__lt=pk))
    return list(found.select_related(*PEOPLE).order_by("-proposed_at", "-pk")[: size + 1])


def disposal_or_404(organisation_id: int, disposal_id: int) -> Disposal:
    """One proposal, whatever became of it."""
    found = Disposal.objects.filter(organisation=organisation_id, pk=disposal_id)
    row = found.select_related(*PEOPLE, "period").first()
    if row is None:
        raise Http404
    return row


def for_deciding(organisation_id: int, disposal_id: int) -> Disposal:
    """The same, locked until the transaction ends: two people may press at once."""
    found = Disposal.objects.filter(organisation=organisation_id, pk=disposal_id)
    row = found.select_for_update(of=("self",)).first()
    if row is None:
        raise Http404
    return row


def subject_of(disposal: Disposal) -> Decision | None:
    """The record that is spoken of, while it is there."""
    return Decision.objects.filter(pk=disposal.decision_id).first()


def entries_covered(disposal: Disposal) -> int | None:
    """How many entries of the history the database says went with it; None: no such disposal."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT jsonb_array_length(covers) FROM ledger.disposal WHERE disposal_id = %s",
            [disposal.pk],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def could_approve(member: Membership) -> Iterable[Membership]:
    """Who else could be the second person: other Guardians and leads."""
    found = {
        each.pk: each
        for role in (Role.GUARDIAN, Role.LEAD)
        for each in holders_of(member.organisation_id, role)
        if each.person_id != member.person_id
    }
    return sorted(found.values(), key=lambda each: each.person.name)

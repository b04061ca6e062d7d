"""What do the charts count? Five questions about the decisions of some weeks; ask first who may.

Times are counted in hours, from the first to the last quarter of what happened.
"""

# ruff: noqa: S608  # table names come from the models; every value is bound

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import TruncWeek
from django.utils import timezone

from consent.models import Withdrawal
from decisions.dashboard.permissions import Scope
from decisions.models import Decision, Facet, FollowUp, PersonConsent, Receipt, Recipient

WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Span:
    """Hours from one thing to another: how many times, the median and the middle half."""

    number: int
    lower: float
    median: float
    upper: float


@dataclass(frozen=True)
class Figures:
    """Counts by code; ``weeks`` by the Monday that each begins with, the earliest first."""

    since: dt.date
    weeks: Mapping[dt.date, Mapping[str, int]]
    consents: Mapping[str, int]
    spans: Mapping[str, Span]
    agencies: Mapping[str, int]
    gaps: Mapping[str, int]


def figures(scope: Scope, weeks: int) -> Figures:
    """All of it for the last ``weeks`` weeks, this one included; five queries."""
    today = timezone.localdate()
    monday = today - dt.timedelta(days=today.weekday())
    first = monday - dt.timedelta(weeks=weeks - 1)
    begins = dt.datetime.combine(first, dt.time(), tzinfo=timezone.get_current_timezone())
    mondays = [first + dt.timedelta(weeks=number) for number in range(weeks)]
    return Figures(
        since=first,
        weeks=_weeks(scope, begins, mondays),
        consents=_consents(scope, begins),
        spans=_spans(scope, begins),
        agencies=_agencies(scope, begins),
        gaps=_gaps(scope, begins),
    )


def _recorded(scope: Scope, begins: dt.datetime) -> QuerySet[Decision]:
    found = Decision.objects.filter(organisation=scope.organisation_id, recorded_at__gte=begins)
    return found if scope.team_ids is None else found.filter(team__in=scope.team_ids)


def _weeks(
    scope: Scope, begins: dt.datetime, mondays: list[dt.date]
) -> dict[dt.date, dict[str, int]]:
    found: dict[dt.date, dict[str, int]] = {monday: {} for monday in mondays}
    rows = (
        _recorded(scope, begins)
        .order_by()
        .annotate(week=TruncWeek("recorded_at"))
        .values_list("week", "outcome")
        .annotate(number=Count("pk"))
    )
    for week, outcome, number in rows:
        monday = timezone.localtime(week).date()
        if monday in found:
            found[monday][outcome] = number
    return found


def _of(rows: QuerySet[Any], scope: Scope, begins: dt.datetime) -> QuerySet[Any]:
    """Rows of the decisions that count."""
    rows = rows.filter(
        decision__organisation=scope.organisation_id, decision__recorded_at__gte=begins
    ).order_by()
    return rows if scope.team_ids is None else rows.filter(decision__team__in=scope.team_ids)


def _consents(scope: Scope, begins: dt.datetime) -> dict[str, int]:
    """What each answer amounts to today: what was taken back since is withdrawn."""
    taken = Exists(Withdrawal.objects.filter(consent=OuterRef("consent")))
    rows = (
        _of(PersonConsent.objects.all(), scope, begins)
        .annotate(taken=taken)
        .values_list("consent__status", "taken")
        .annotate(number=Count("pk"))
    )
    found: Counter[str] = Counter()
    for status, is_taken, number in rows:
        found[WITHDRAWN if is_taken else status] += number
    return dict(found)


def _agencies(scope: Scope, begins: dt.datetime) -> dict[str, int]:
    """Recipients by the kind of service, most often first."""
    rows = _of(Recipient.objects.exclude(agency_type=""), scope, begins)
    counted = rows.values_list("agency_type").annotate(number=Count("pk"))
    return dict(counted.order_by("-number", "agency_type"))


def _gaps(scope: Scope, begins: dt.datetime) -> dict[str, int]:
    """Records that do not answer a rule, by rule, most often first."""
    rows = Facet.objects.filter(
        organisation=scope.organisation_id, kind="gap", recorded_at__gte=begins
    )
    if scope.team_ids is not None:
        rows = rows.filter(team__in=scope.team_ids)
    counted = rows.order_by().values_list("value").annotate(number=Count("pk"))
    return dict(counted.order_by("-number", "value"))


SHARE, RECEIPT, VERIFIED = "share", "receipt", "verified"


def _spans(scope: Scope, begins: dt.datetime) -> dict[str, Span]:
    """From the event to sharing; from sharing to the receipt, and to an action that was checked."""
    decision, recipient = Decision._meta.db_table, Recipient._meta.db_table
    mine = "" if scope.team_ids is None else "AND d.team_id = ANY(%(teams)s)"
    of = f"d.organisation_id = %(org)s AND d.recorded_at >= %(begins)s {mine}"
    with_recipient = f"FROM {decision} d JOIN {recipient} r ON r.decision_id = d.id"
    later = (
        f"{with_recipient} CROSS JOIN LATERAL (SELECT min(happened_at) AS at FROM {{table}} t "
        f"WHERE t.recipient_id = r.id {{only}}) e WHERE {of} AND e.at >= r.sent_at"
    )
    parts = {
        SHARE: f"SELECT d.shared_at - d.happened_at AS took FROM {decision} d "
        f"WHERE {of} AND d.shared_at >= d.happened_at",
        RECEIPT: "SELECT e.at - r.sent_at AS took "
        + later.format(table=Receipt._meta.db_table, only=""),
        VERIFIED: "SELECT e.at - r.sent_at AS took "
        + later.format(table=FollowUp._meta.db_table, only="AND t.kind = 'verified'"),
    }
    asked = " UNION ALL ".join(
        f"SELECT '{name}', count(*), percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP "
        f"(ORDER BY extract(epoch FROM took) / 3600) FROM ({part}) {name}"
        for name, part in parts.items()
    )
    given: dict[str, Any] = {"org": scope.organisation_id, "begins": begins}
    given["teams"] = list(scope.team_ids or ())
    with connection.cursor() as cursor:
        cursor.execute(asked, given)  # a list becomes an array
        rows = cursor.fetchall()
    return {name: Span(number, *map(float, quarters)) for name, number, quarters in rows if number}

"""Who needs a lead now, most pressing first, a page at a time? For whoever may see it: ask first.

A person stands where their most pressing row stands. Rows are read in the order of an index,
and for each of them another index says whether its person stood earlier; so a page costs the
same however many there are.
"""

# ruff: noqa: S608  # no name of a table or a column comes from outside; every value is bound

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import Http404
from django.utils import timezone

from accounts.models import Membership
from decisions.dashboard.attending import ALL, DRAWN, SAMPLE
from decisions.dashboard.permissions import Scope, scope_of
from decisions.models import Attention, Decision, Facet, PersonConcerned, Review
from decisions.queries import visible_to

# Rank, since when, and the row.
Place = tuple[int, dt.datetime, int]
WHAT = ("reference", "status", "outcome", "recorded_at", "author_id", "team_id", "is_sealed")
WHO = ("role", "name", "identifier", "identifier_kind", "identifier_key", "is_protected")
EARLIER = 5
DAYS = 28


@dataclass(frozen=True)
class Page:
    """The most pressing row of each person, and whether there are more on either side."""

    rows: list[Attention]
    has_before: bool
    has_after: bool


def page(
    scope: Scope, size: int, *, after: Place | None = None, before: Place | None = None
) -> Page:
    """A page after a place, or the one that ends before it."""
    back = before is not None
    found = _first_rows(scope, before or after, size + 1, back=back)
    more, rows = len(found) > size, found[:size]
    if back:
        return Page(rows[::-1], has_before=more, has_after=True)
    return Page(rows, has_before=after is not None, has_after=more)


def _first_rows(scope: Scope, place: Place | None, size: int, *, back: bool) -> list[Attention]:
    now = timezone.now()
    teams = scope.team_ids
    if teams == ():
        return []
    given: dict[str, Any] = {"org": scope.organisation_id, "now": now, "size": size}
    given["teams"] = list(teams or ())
    if place:
        given |= dict(zip(("rank", "since", "id"), place, strict=True))
    order, sign = ("DESC", "<") if back else ("ASC", ">")
    beyond = f"AND (rank, since, id) {sign} (%(rank)s, %(since)s, %(id)s)" if place else ""
    table = Attention._meta.db_table
    ordered = " UNION ALL ".join(
        f"SELECT * FROM {table} WHERE organisation_id = %(org)s {team} "
        f"AND since <= %(now)s {beyond}"
        for team in ([f"AND team_id = {pk:d}" for pk in teams] if teams else [""])
    )
    mine = "AND b.team_id = ANY(%(teams)s)" if teams else ""
    return list(
        Attention.objects.raw(
            f"SELECT a.* FROM (SELECT * FROM ({ordered}) every "
            f"ORDER BY rank {order}, since {order}, id {order}) a WHERE a.id = ("
            f"SELECT b.id FROM {table} b WHERE b.organisation_id = a.organisation_id "
            f"AND b.subject = a.subject AND b.since <= %(now)s {mine} "
            "ORDER BY b.rank, b.since, b.id LIMIT 1) LIMIT %(size)s",
            given,
        )
    )


def reasons_about(scope: Scope, subjects: Iterable[str]) -> list[Attention]:
    """Every reason about some people, most pressing first."""
    found = _within(Attention.objects.all(), scope).filter(
        subject__in=list(subjects), since__lte=timezone.now()
    )
    found = found.select_related("decision").order_by("rank", "since", "pk")
    named = [f"decision__{name}" for name in WHAT]
    return list(found.only("subject", "reason", "since", "person_id", *named))


def _within(rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    rows = rows.filter(organisation=scope.organisation_id)
    return rows if scope.team_ids is None else rows.filter(team__in=scope.team_ids)


def people_about(scope: Scope, ids: Iterable[int], keys: Iterable[str]) -> list[PersonConcerned]:
    """These rows of people, and the newest ones with these references in recorded decisions.

    Each has ``number``, how many there are of the same person.
    """
    wanted = list(ids)
    rows = _of_teams(
        PersonConcerned.objects.filter(
            Q(pk__in=wanted) | Q(identifier_key__in=list(keys)),
            organisation=scope.organisation_id,
            decision__recorded_at__isnull=False,
        ),
        scope,
    )
    same = [F("identifier_kind"), F("identifier_key")]
    newest = F("decision__recorded_at").desc()
    rows = rows.annotate(
        number=Window(Count("pk"), partition_by=same),
        place=Window(RowNumber(), partition_by=same, order_by=[newest, F("pk").desc()]),
    )
    found = rows.filter(Q(place__lte=EARLIER) | Q(pk__in=wanted)).select_related("decision")
    return list(found.only(*WHO, *(f"decision__{name}" for name in WHAT)).order_by("place", "pk"))


def _of_teams(rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    if scope.team_ids is None:
        return rows
    return rows.filter(decision__team__in=scope.team_ids)


def sample(scope: Scope, size: int) -> list[Decision]:
    """What was drawn in the last four weeks, needs nobody, and was not looked at; newest first."""
    now = timezone.now()
    found = _within(Facet.objects.all(), scope).filter(
        kind=SAMPLE, value=DRAWN, recorded_at__gte=now - dt.timedelta(days=DAYS)
    )
    ids = list(found.order_by("-recorded_at", "-decision").values_list("decision_id", flat=True))
    pressing = Attention.objects.filter(decision__in=ids, since__lte=now)
    seen = Review.objects.filter(decision__in=ids)
    out = {*pressing.values_list("decision_id", flat=True)}
    out |= {*seen.values_list("decision_id", flat=True)}
    left = [pk for pk in ids if pk not in out][:size]
    rows = Decision.objects.only(*WHAT).in_bulk(left)
    return [rows[pk] for pk in left]


def recorded_lately(scope: Scope) -> int:
    """How many records the sample was drawn from."""
    since = timezone.now() - dt.timedelta(days=DAYS)
    found = _within(Facet.objects.all(), scope)
    return found.filter(kind=ALL, value="", recorded_at__gte=since).count()


def is_of_sample(decision: Decision) -> bool:
    """Whether somebody looks at a record because it was drawn, and for nothing in it."""
    drawn = Facet.objects.filter(decision=decision.pk, kind=SAMPLE, value=DRAWN)
    pressing = Attention.objects.filter(decision=decision.pk, since__lte=timezone.now())
    return drawn.exists() and not pressing.exists()


def opened(membership: Membership, reference: str) -> Decision:
    """One recorded decision that somebody opens in the queue; 404 where it is not theirs to see."""
    scope = scope_of(membership)
    found = _of_own_teams(visible_to(membership).filter(reference=reference), scope).first()
    if found is None or not found.is_recorded:
        raise Http404
    found.organisation = membership.organisation
    return found


def _of_own_teams(rows: QuerySet[Decision], scope: Scope) -> QuerySet[Decision]:
    return rows if scope.team_ids is None else rows.filter(team__in=scope.team_ids)

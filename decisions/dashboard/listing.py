"""Which recorded decisions fit, newest first, a page at a time? For whoever may see it: ask first.

One property leads through its index in the order of the list; each further one is looked up for
the rows on the way. Each team is read on its own, no further than a page can need.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.models import Membership, Team
from decisions.dashboard.asked import PROPERTIES, Asked
from decisions.dashboard.attending import ALL, REASON
from decisions.dashboard.permissions import Scope
from decisions.dashboard.queue import WHAT
from decisions.models import Attention, Decision, Facet, SavedView

Position = tuple[dt.datetime, int]
ORDER, BACK = ("-recorded_at", "-decision"), ("recorded_at", "decision")


@dataclass(frozen=True)
class Page:
    """The ids of the decisions of a page, and whether there are more on either side."""

    rows: list[Position]
    has_newer: bool
    has_older: bool


def page(
    scope: Scope,
    asked: Asked,
    size: int,
    *,
    older: Position | None = None,
    newer: Position | None = None,
) -> Page:
    """A page that begins after a place, or ends before one."""
    parts = _parts(scope, asked)
    if newer:
        rows = _first([_beyond(part, newer, "gt") for part in parts], size + 1, BACK)
        return Page(rows[:size][::-1], has_newer=len(rows) > size, has_older=True)
    if older:
        parts = [_beyond(part, older, "lt") for part in parts]
    rows = _first(parts, size + 1, ORDER)
    return Page(rows[:size], has_newer=older is not None, has_older=len(rows) > size)


def _first(parts: list[QuerySet[Any]], size: int, order: tuple[str, str]) -> list[Position]:
    sliced = [
        part.order_by(*order).values_list("recorded_at", "decision_id")[:size] for part in parts
    ]
    if not sliced:
        return []
    if len(sliced) == 1:
        return list(sliced[0])
    sign = "-" if order == ORDER else ""
    both = sliced[0].union(*sliced[1:], all=True)
    return list(both.order_by(f"{sign}recorded_at", f"{sign}decision_id")[:size])


def _beyond(part: QuerySet[Any], position: Position, sign: str) -> QuerySet[Any]:
    """The first condition alone is what the index understands; the second parts equal times."""
    at, pk = position
    further = {f"recorded_at__{sign}e": at}
    return part.filter(
        Q(**{f"recorded_at__{sign}": at}) | Q(**{f"decision_id__{sign}": pk}), **further
    )


def _parts(scope: Scope, asked: Asked) -> list[QuerySet[Any]]:
    rows = _fitting(scope, asked)
    teams = list(scope.team_ids) if scope.team_ids is not None else None
    if asked.team:
        chosen = int(asked.team)
        teams = [chosen] if teams is None or chosen in teams else []
    return [rows] if teams is None else [rows.filter(team=team) for team in teams]


def _fitting(scope: Scope, asked: Asked) -> QuerySet[Any]:
    pairs = _pairs(scope, asked)
    (kind, value), rest = (pairs or [(ALL, "")])[0], pairs[1:]
    rows = Facet.objects.filter(organisation=scope.organisation_id, kind=kind, value=value)
    for other, code in rest:
        same = Facet.objects.filter(decision=OuterRef("decision"), kind=other, value=code)
        rows = rows.filter(Exists(same))
    if asked.reason:
        now = Attention.objects.filter(
            decision=OuterRef("decision"), reason=asked.reason, since__lte=timezone.now()
        )
        rows = rows.filter(Exists(now))
    if asked.begins:
        rows = rows.filter(recorded_at__gte=asked.begins)
    return rows.filter(recorded_at__lt=asked.ends) if asked.ends else rows


# What is rarer leads: a page of it is found in fewer steps.
LEADING = (REASON, "gap", "author", "basis", "concern", "agency", "outcome")


def _pairs(scope: Scope, asked: Asked) -> list[tuple[str, Any]]:
    codes: dict[str, Any] = {
        name: getattr(asked, name) for name in PROPERTIES if getattr(asked, name)
    }
    if "author" in codes:
        codes["author"] = _person(scope, int(codes["author"]))
    return sorted(codes.items(), key=lambda pair: LEADING.index(pair[0]))


def _person(scope: Scope, member: int) -> Cast:
    """Whose member number it is, looked up on the way; nobody where it is that of a stranger."""
    found = Membership.objects.filter(organisation=scope.organisation_id, pk=member)
    return Cast(Subquery(found.values("person_id")[:1]), TextField())


@dataclass(frozen=True)
class Line:
    """A decision of the list, with whose it is and which reasons there are now."""

    decision: Decision
    team: str
    author: str
    reasons: tuple[str, ...]


def lines(scope: Scope, ids: Iterable[int]) -> list[Line]:
    """What the list says of some decisions, in their order."""
    wanted = list(ids)
    found = Decision.objects.only(*WHAT).in_bulk(wanted)
    rows = [found[pk] for pk in wanted if pk in found]
    names = dict(members(scope, {row.author_id for row in rows}))
    teams = dict(Team.objects.filter(pk__in={r.team_id for r in rows}).values_list("pk", "name"))
    reasons = _reasons(found)
    return [
        Line(
            row,
            teams.get(row.team_id or 0, ""),
            names.get(row.author_id, ""),
            tuple(dict.fromkeys(reasons[row.pk])),
        )
        for row in rows
    ]


def _reasons(ids: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Attention.objects.filter(decision__in=list(ids), since__lte=timezone.now())
    for pk, reason in rows.order_by("rank", "since").values_list("decision_id", "reason"):
        found[pk].append(reason)
    return found


def members(scope: Scope, people: Iterable[int]) -> list[tuple[int, str]]:
    """Names by person."""
    rows = Membership.objects.filter(organisation=scope.organisation_id, person__in=list(people))
    return list(rows.values_list("person_id", "person__name"))


def authors(scope: Scope) -> list[tuple[int, str]]:
    """Members by their numbers: those of the teams, or all."""
    rows = Membership.objects.filter(organisation=scope.organisation_id)
    if scope.team_ids is not None:
        rows = rows.filter(places__team__in=scope.team_ids).distinct()
    return list(rows.order_by("person__name", "pk").values_list("pk", "person__name"))


def teams(scope: Scope) -> list[tuple[int, str]]:
    """The teams to choose from."""
    rows = Team.objects.filter(organisation=scope.organisation_id)
    if scope.team_ids is not None:
        rows = rows.filter(pk__in=scope.team_ids)
    return list(rows.order_by("name").values_list("pk", "name"))


def views_of(membership: Membership) -> list[SavedView]:
    """The views that a member saved."""
    return list(
        SavedView.objects.filter(
            organisation=membership.organisation_id, person=membership.person_id, is_active=True
        )
    )

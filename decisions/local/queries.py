"""Which guidance of its own does an organisation keep, and who has read it? Ask who may first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404

from accounts.facts import Number
from accounts.models import Membership, Organisation
from accounts.queries import people_of
from decisions.choices import LocalKind
from decisions.models import Agency, GuidanceRead, LocalGuidance

MOST_NUMBERS = 6


def listed(member: Membership) -> list[LocalGuidance]:
    """All of it by title: when the member read it (``read_at``) and how many have (``readers``)."""
    there = Q(
        reads__edition=F("edition"),
        reads__person__is_active=True,
        reads__person__memberships__organisation=F("organisation"),
        reads__person__memberships__is_active=True,
    )
    return list(_kept(member).annotate(readers=Count("reads", filter=there, distinct=True)))


@dataclass(frozen=True)
class Page:
    """A page of our own beside a question, and when the member read it."""

    title: str
    link: str
    note: str
    kind: str
    read_at: dt.datetime | None


@dataclass(frozen=True)
class Beside:
    """What the organisation itself puts beside a question."""

    pages: list[Page]
    numbers: list[Number]


def beside(member: Membership, slug: str, kinds: Iterable[str]) -> Beside:
    """Pages for one step, and services of these kinds that can be rung; all in one query."""
    pages = _kept(member).filter(steps__contains=[slug])
    agencies = Agency.objects.filter(
        organisation=member.organisation_id, is_active=True, kind__in=list(kinds)
    ).exclude(phone="")
    found = Organisation.objects.filter(pk=member.organisation_id).values(
        pages=ArraySubquery(
            pages.values(json=_as_json("title", "link", "note", "kind", "read_at"))
        ),
        numbers=ArraySubquery(agencies.order_by("name", "pk").values(json=_NUMBER)[:MOST_NUMBERS]),
    )[0]
    return Beside(
        [_page(**row) for row in found["pages"] or ()],
        [_number(**row) for row in found["numbers"] or ()],
    )


def _as_json(*names: str) -> JSONObject:
    return JSONObject(**{name: name for name in names})


_NUMBER = JSONObject(
    id="pk", label="name", number="phone", area="area", hours="hours", checked_on="checked_on"
)


def _page(*, read_at: str | None, kind: str, **said: str) -> Page:
    read = dt.datetime.fromisoformat(read_at) if read_at else None
    return Page(read_at=read, kind=str(LocalKind(kind).label), **said)


def _number(*, checked_on: str | None, **said: Any) -> Number:
    return Number(checked_on=dt.date.fromisoformat(checked_on) if checked_on else None, **said)


def _kept(member: Membership) -> QuerySet[LocalGuidance]:
    read = GuidanceRead.objects.filter(
        guidance=OuterRef("pk"), edition=OuterRef("edition"), person=member.person_id
    )
    found = LocalGuidance.objects.filter(organisation=member.organisation_id, is_active=True)
    return found.annotate(read_at=Subquery(read.values("read_at")[:1])).order_by("title", "pk")


def guidance_or_404(
    organisation_id: int, guidance_id: int, *, taken_off: bool = False
) -> LocalGuidance:
    """One piece that is still in the list; ``taken_off`` looks among the others too."""
    found = LocalGuidance.objects.filter(organisation=organisation_id, pk=guidance_id).first()
    if found is None or not (found.is_active or taken_off):
        raise Http404
    return found


def titled(organisation_id: int, title: str) -> LocalGuidance | None:
    """The piece of this title that is in the list, whatever the case of the letters."""
    found = LocalGuidance.objects.filter(organisation=organisation_id, is_active=True)
    return found.filter(title__iexact=title).first()


def everybody(organisation_id: int) -> list[Membership]:
    """Who belongs here today, with their teams, by name."""
    found = people_of(organisation_id).filter(is_active=True, person__is_active=True)
    return list(found.order_by("person__name", "pk"))


def how_many(organisation_id: int) -> int:
    """The number of those who belong here today."""
    return Membership.objects.filter(
        organisation=organisation_id, is_active=True, person__is_active=True
    ).count()


def read_by(guidance: LocalGuidance) -> dict[int, dt.datetime]:
    """Who said that they had read this edition, and when, by person."""
    found = GuidanceRead.objects.filter(guidance=guidance, edition=guidance.edition)
    return dict(found.values_list("person_id", "read_at"))

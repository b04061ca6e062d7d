"""Which guidance of its own does an organisation keep, and who has read it? Ask who may first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from accounts.models import Membership
from accounts.queries import people_of
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


def beside(member: Membership, slug: str) -> list[LocalGuidance]:
    """What stands beside one step, with the moment when the member read it (``read_at``)."""
    return list(_kept(member).filter(steps__contains=[slug]))


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


def with_a_number(organisation_id: int, kinds: Iterable[str]) -> list[Agency]:
    """Services of the directory that can be rung, of these kinds."""
    found = Agency.objects.filter(
        organisation=organisation_id, is_active=True, kind__in=list(kinds)
    ).exclude(phone="")
    return list(found.order_by("name", "area", "pk")[:MOST_NUMBERS])

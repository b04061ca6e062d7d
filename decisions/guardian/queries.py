"""Which acts are there, and what must be known to tell them? Every read of the Guardian's pages.

A page costs the same wherever it is: each kind of act is read from its own place in the index,
and only as many rows as the page shows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.models import Membership, Organisation, RoleHeld, Team
from audit.models import Act
from consent.choices import ConsentStatus
from decisions.choices import SHARING
from decisions.guardian.asked import NOBODY, Asked
from decisions.guardian.groups import LATE, PUBLIC_INTEREST, SPECIAL, kinds_of
from decisions.models import Decision, Disposal, LawfulBasis, PersonConsent

REFUSED = "access.refused"
NO_RECORD = 0
IN_THE_PUBLIC_INTEREST = "CL-PUB"
Position = tuple[dt.datetime, int]


@dataclass(frozen=True)
class Page:
    """One page of the log, the newest first, and whether there are acts beyond its ends."""

    acts: list[Act]
    has_newer: bool
    has_older: bool


def page(
    organisation: Organisation,
    asked: Asked,
    size: int,
    *,
    older: Position | None = None,
    newer: Position | None = None,
) -> Page:
    """The newest acts, or those just before or just after a position."""
    parts = _parts(organisation, asked)
    if newer is not None:
        found = _first(_after(parts, newer), size + 1, "at", "id")
        if len(found) > size:
            return Page(found[:size][::-1], has_newer=True, has_older=True)
        # The newest page is always a full one.
        return page(organisation, asked, size)
    if older is not None:
        parts = _before(parts, older)
    found = _first(parts, size + 1, "-at", "-id")
    return Page(found[:size], has_newer=older is not None, has_older=len(found) > size)


def ids(organisation: Organisation, asked: Asked, most: int) -> list[int]:
    """The ids of the newest acts, at most ``most`` and one more."""
    order = ("-at", "-id")
    parts = [part.values_list("at", "id") for part in _parts(organisation, asked)]
    if len(parts) == 1:
        return [pk for _at, pk in parts[0].order_by(*order)[: most + 1]]
    sliced = [part.order_by(*order)[: most + 1] for part in parts]
    return [pk for _at, pk in _together(sliced, order)[: most + 1]]


def with_ids(ids: Iterable[int]) -> list[Act]:
    """These acts, the newest first."""
    return list(Act.objects.filter(pk__in=list(ids)).order_by("-at", "-id"))


def _first(parts: list[QuerySet[Act]], size: int, *order: str) -> list[Act]:
    """The first of all the parts together, each asked for no more than can be needed."""
    sliced = [part.order_by(*order)[:size] for part in parts]
    return list(sliced[0] if len(sliced) == 1 else _together(sliced, order)[:size])


def _together(parts: list[Any], order: Iterable[str]) -> Any:
    return parts[0].union(*parts[1:], all=True).order_by(*order)


def _before(parts: list[QuerySet[Act]], position: Position) -> list[QuerySet[Act]]:
    """The first condition alone is what the index understands; the second parts equal times."""
    at, pk = position
    return [part.filter(Q(at__lt=at) | Q(pk__lt=pk), at__lte=at) for part in parts]


def _after(parts: list[QuerySet[Act]], position: Position) -> list[QuerySet[Act]]:
    at, pk = position
    return [part.filter(Q(at__gt=at) | Q(pk__gt=pk), at__gte=at) for part in parts]


def _parts(organisation: Organisation, asked: Asked) -> list[QuerySet[Act]]:
    """What was asked for as reads that each follow an index; no act is in two of them."""
    acts = _limited(Act.objects.filter(organisation_id=organisation.pk), asked)
    kinds = kinds_of(asked.kind)
    if asked.kind in SPECIAL:
        acts = acts.filter(_special(asked.kind, organisation))
    if asked.record:
        acts = acts.filter(decision_id=record_called(asked.record) or NO_RECORD)
        return [acts.filter(kind__in=kinds) if kinds else acts]
    return [acts.filter(kind=kind) for kind in kinds] or [acts]


def _limited(acts: QuerySet[Act], asked: Asked) -> QuerySet[Act]:
    if asked.person:
        system = asked.person == NOBODY
        acts = acts.filter(person_id=None) if system else acts.filter(person_id=asked.person_id)
    if asked.begins:
        acts = acts.filter(at__gte=asked.begins)
    return acts.filter(at__lt=asked.ends) if asked.ends else acts


def record_called(reference: str) -> int | None:
    """The record of this organisation that has, or had, a reference, whoever may see it."""
    found = Decision.objects.filter(reference=reference).values_list("pk", flat=True)
    gone = Disposal.objects.filter(reference=reference).values_list("decision_id", flat=True)
    return found.first() or gone.first()


def _special(code: str, organisation: Organisation) -> Exists:
    """Whether the record that an act speaks of belongs on a special list."""
    decisions = Decision.objects.filter(pk=OuterRef("decision_id"), organisation=organisation)
    if code == LATE:
        # Recorded later than shared, by more than the organisation itself allows.
        allowed = dt.timedelta(hours=organisation.late_after_hours)
        return Exists(decisions.filter(recorded_at__gt=F("shared_at") + allowed))
    shared = decisions.filter(outcome__in=SHARING)
    if code == PUBLIC_INTEREST:
        bases = LawfulBasis.objects.filter(decision=OuterRef("pk"), code=IN_THE_PUBLIC_INTEREST)
        return Exists(shared.filter(Exists(bases)))
    # Somebody had refused or taken consent back, or nobody had given it.
    links = PersonConsent.objects.filter(decision=OuterRef("pk"))
    against = links.filter(consent__status__in=AGAINST)
    given = links.filter(consent__status=ConsentStatus.GIVEN)
    return Exists(shared.filter(Exists(against) | ~Exists(given)))


AGAINST = (ConsentStatus.REFUSED, ConsentStatus.WITHDRAWN)


def decisions_with(ids: Iterable[int]) -> dict[int, Decision]:
    """What is told of the records that acts speak of."""
    found = Decision.objects.only("reference", "status", "shared_at", "recorded_at")
    return found.in_bulk(list(ids))


def destroyed_with(ids: Iterable[int]) -> dict[int, str]:
    """The references that destroyed records had; their acts are still there."""
    wanted = list(ids)
    rows = Disposal.objects.filter(decision_id__in=wanted).values_list("decision_id", "reference")
    return dict(rows) if wanted else {}


def consents_with(ids: Iterable[int]) -> dict[int, set[str]]:
    """What came of asking for consent, by decision."""
    rows = PersonConsent.objects.filter(decision__in=list(ids)).values_list(
        "decision_id", "consent__status"
    )
    found: dict[int, set[str]] = {}
    for decision_id, status in rows:
        found.setdefault(decision_id, set()).add(status)
    return found


def members_with(ids: Iterable[int]) -> dict[int, str]:
    """The same by membership, which is what acts about people name."""
    wanted = list(ids)
    rows = Membership.objects.filter(pk__in=wanted).values_list("pk", "person__name")
    return dict(rows) if wanted else {}


def teams_with(ids: Iterable[int]) -> dict[int, str]:
    wanted = list(ids)
    return dict(Team.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def everybody(organisation_id: int) -> list[tuple[int, str]]:
    """Everybody who belongs here or once did, by name."""
    rows = Membership.objects.filter(organisation=organisation_id).order_by("person__name", "pk")
    return list(rows.values_list("person_id", "person__name"))


def had_named_lead(organisation_id: int, at: dt.datetime) -> bool:
    """Whether a lead was named on every page at a moment; the rule tables ask for it."""
    versions = RoleHeld.history.filter(  # type: ignore[attr-defined]
        organisation_id=organisation_id, role="lead", history_date__lte=at
    )
    rows = versions.order_by("id", "-history_id").distinct("id")
    return any(row.is_named and row.is_active for row in rows if row.history_type != "-")

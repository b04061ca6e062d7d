"""What is read about what followed shares? For whoever may see the record: ask first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Max, Q
from django.http import Http404
from django.utils import timezone

from accounts.models import Membership, Person, Role, RoleHeld, TeamMembership
from consent.choices import ConsentStatus
from decisions.after import After
from decisions.models import (
    Decision,
    EscalationStage,
    Incident,
    IncidentRecipient,
    PersonConcerned,
    PersonConsent,
    Recipient,
)
from decisions.queries import visible_to
from decisions.record import Record

SHOWN = 5


def recipient_or_404(record: Record, recipient_id: int) -> Recipient:
    for row in record.recipients:
        if row.pk == recipient_id:
            return row
    raise Http404


def person_or_404(record: Record, person_id: int) -> PersonConcerned:
    found = record.person(person_id)
    if found is None:
        raise Http404
    return found


def incident_or_404(after: After, incident_id: int) -> Incident:
    for row in after.incidents:
        if row.pk == incident_id:
            return row
    raise Http404


def incident_recipient_or_404(after: After, incident: Incident, row_id: int) -> IncidentRecipient:
    for row in after.recipients_of(incident):
        if row.pk == row_id:
            return row
    raise Http404


def is_finished(decision: Decision, incident_id: int) -> bool:
    return Incident.objects.filter(
        pk=incident_id, decision=decision, closed_at__isnull=False
    ).exists()


def names_of(ids: Iterable[int | None], membership: Membership) -> dict[int, str]:
    """The names of people by their ids; who asks is known already."""
    known = {membership.person_id: membership.person.name}
    if wanted := {pk for pk in ids if pk is not None} - known.keys():
        found = Person.objects.filter(pk__in=wanted).values_list("pk", "name")
        known |= {pk: name for pk, name in found}  # noqa: C416  # a dict of tuples has no type
    return known


# Stages of escalation


def stages_of(organisation_id: int) -> list[EscalationStage]:
    """The stages in use, in their order."""
    return list(EscalationStage.objects.filter(organisation=organisation_id, is_active=True))


def stages_named(ids: Iterable[int | None]) -> dict[int, str]:
    """The names of stages, those no longer in use too."""
    wanted = {pk for pk in ids if pk is not None}
    if not wanted:
        return {}
    return {stage.pk: stage.name for stage in EscalationStage.objects.filter(pk__in=wanted)}


def stage_or_404(organisation_id: int, stage_id: int) -> EscalationStage:
    for stage in stages_of(organisation_id):
        if stage.pk == stage_id:
            return stage
    raise Http404


# Who is told that something went wrong


def told_of_incidents(decision: Decision) -> set[int]:
    """The leads of the record's team, with their deputies, and the named Guardian."""
    held = RoleHeld.objects.filter(
        Q(until=None) | Q(until__gte=timezone.localdate()),
        organisation=decision.organisation_id,
        is_active=True,
        membership__is_active=True,
        membership__person__is_active=True,
    )
    leads = held.filter(role=Role.LEAD)
    places = TeamMembership.objects.filter(
        team=decision.team_id, is_lead=True, is_active=True
    ).values("membership")
    answers = leads.filter(Q(membership__in=places) | Q(deputy_for__in=places))
    guardian = held.filter(role=Role.GUARDIAN, is_named=True)
    return set((answers | guardian).values_list("membership__person", flat=True))


# Consent that ended in an earlier record


@dataclass(frozen=True)
class EndedConsent:
    """An earlier record about the same person, where consent was taken back, refused or lapsed."""

    reference: str
    how: str
    on: dt.date


def ended_consents(membership: Membership, record: Record) -> list[EndedConsent]:
    """Earlier records that this member may see, by the person's reference or a link; newest first.

    One query; none where a draft names nobody by a reference and belongs to no earlier record.
    """
    keys = {person.identifier_key for person in record.people if person.identifier_key}
    earlier = [link.earlier_id for link in record.links]
    if not (keys or earlier):
        return []
    seen = visible_to(membership).filter(recorded_at__isnull=False, is_sealed=False)
    found = (
        PersonConsent.objects.filter(
            Q(person__identifier_key__in=keys) | Q(decision__in=earlier),
            organisation=membership.organisation_id,
            decision__in=seen,
        )
        .exclude(decision=record.decision.pk)
        .filter(_ended(timezone.localdate()))
        .annotate(
            reference=F("decision__reference"),
            recorded=F("decision__recorded_at"),
            status=F("consent__status"),
            refused_on=F("consent__given_on"),
            review_on=F("consent__review_on"),
            withdrawn=Max("consent__withdrawals__withdrawn_at"),
        )
        .order_by("-recorded", "-decision_id", "pk")
    )
    rows = found.values_list(
        "reference", "status", "withdrawn", "refused_on", "review_on", "recorded"
    )
    ended: dict[str, EndedConsent] = {}
    for reference, *row in rows[: SHOWN * 4]:
        ended.setdefault(reference, EndedConsent(reference, *_how_and_when(*row)))
    return list(ended.values())[:SHOWN]


def _ended(today: dt.date) -> Q:
    refused = Q(consent__status__in=[ConsentStatus.REFUSED, ConsentStatus.WITHDRAWN])
    lapsed = Q(consent__status=ConsentStatus.GIVEN, consent__review_on__lt=today)
    return refused | lapsed | Q(consent__withdrawals__isnull=False)


WITHDRAWN, REFUSED, LAPSED = "withdrawn", "refused", "lapsed"


def _how_and_when(
    status: str,
    withdrawn: dt.datetime | None,
    answered_on: dt.date | None,
    review_on: dt.date | None,
    recorded: dt.datetime,
) -> tuple[str, dt.date]:
    if withdrawn:
        return WITHDRAWN, timezone.localdate(withdrawn)
    if status == ConsentStatus.GIVEN and review_on:
        return LAPSED, review_on
    how = REFUSED if status == ConsentStatus.REFUSED else WITHDRAWN
    return how, answered_on or timezone.localdate(recorded)

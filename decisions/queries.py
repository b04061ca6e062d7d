"""Every read of decisions that leaves the app, in the scope of who asks."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.models import Membership, Person, Role, RoleHeld
from decisions.choices import Status
from decisions.models import Contributor, Decision, DecisionLink, PersonConcerned
from decisions.record import Record
from decisions.retention.destroyed import raise_if_destroyed


def visible_to(membership: Membership) -> QuerySet[Decision]:
    """The decisions that a member may see: their own, their open teams', those they lead, all
    for the Guardian. Administrators see none (product page, "Who uses it")."""
    decisions = Decision.objects.filter(organisation=membership.organisation_id)
    if Role.GUARDIAN in membership.roles:
        return decisions
    seen: Q = Q(author=membership.person_id) | Q(_is_named(membership))
    if membership.open_team_ids:
        seen |= Q(team__in=membership.open_team_ids) & ~Q(status__in=UNFINISHED)
    if Role.LEAD in membership.roles and membership.lead_team_ids:
        seen |= Q(team__in=membership.lead_team_ids)
    return decisions.filter(seen)


def _is_named(membership: Membership) -> Exists:
    """Whether the member is named on the decision as a colleague."""
    return Exists(Contributor.objects.filter(decision=OuterRef("pk"), person=membership.person_id))


UNFINISHED = (Status.DRAFT, Status.ABANDONED)


def decision_or_404(membership: Membership, reference: str) -> Decision:
    """One decision for reading; a stranger gets the same 404 as for a reference that is free."""
    found = visible_to(membership).filter(reference=reference)
    try:
        return _introduced(found.annotate(names_reader=_is_named(membership)), membership)
    except Http404:
        lead_to_disposal(membership, reference)
        raise


def lead_to_disposal(membership: Membership, reference: str) -> None:
    """A Guardian who asks for a record that was destroyed is led to what became of it."""
    if Role.GUARDIAN in membership.roles:
        raise_if_destroyed(membership.organisation_id, reference)


def for_writing(membership: Membership, reference: str) -> Decision:
    """The same, its row locked until the transaction ends, so that saves come one after another."""
    found = visible_to(membership).filter(reference=reference).select_for_update(of=("self",))
    return _introduced(found, membership)


PEOPLE = ("author", "decided_by", "recorded_by", "closed_by")


def _introduced(rows: QuerySet[Decision], membership: Membership) -> Decision:
    """With its organisation and people, who are not joined: behind the wall around each person
    PostgreSQL takes ten times as long to plan the joins as to read the rows one by one."""
    found = rows.first()
    if found is None:
        raise Http404
    found.organisation = membership.organisation
    ids = {name: getattr(found, f"{name}_id") for name in PEOPLE}
    known = {membership.person_id: membership.person}
    if others := set(ids.values()) - {None, membership.person_id}:
        known |= Person.objects.in_bulk(others)
    for name, pk in ids.items():
        if pk in known:
            setattr(found, name, known[pk])
    return found


def named_on(decision: Decision) -> list[Contributor]:
    """The colleagues named on a record."""
    return list(decision.contributors.select_related("person").order_by("id"))


def could_be_named(membership: Membership, decision: Decision) -> list[Membership]:
    """Colleagues with a part in records who are not on this one yet, by name."""
    there = Contributor.objects.filter(decision=decision).values("person")
    return list(
        Membership.objects.filter(
            organisation=membership.organisation_id, is_active=True, person__is_active=True
        )
        .filter(Exists(RoleHeld.objects.filter(membership=OuterRef("pk"), role__in=RECORDERS)))
        .exclude(person__in=there)
        .exclude(person=decision.author_id)
        .select_related("person")
        .order_by("person__name", "pk")
    )


RECORDERS = (Role.PRACTITIONER, Role.LEAD, Role.GUARDIAN)


# What a list of records shows; the other fifty columns stay where they are.
LISTED = ("reference", "status", "outcome", "created_at", "recorded_at")


def drafts_of(membership: Membership) -> QuerySet[Decision]:
    """A member's own drafts and records with gaps, the newest first."""
    return (
        Decision.objects.filter(
            organisation=membership.organisation_id,
            author=membership.person_id,
            status__in=[Status.DRAFT, Status.INCOMPLETE],
        )
        .order_by("-id")
        .only(*LISTED)
    )


def recorded_by(membership: Membership) -> QuerySet[Decision]:
    """What a member recorded or gave up."""
    return (
        Decision.objects.filter(
            organisation=membership.organisation_id, author=membership.person_id
        )
        .exclude(status__in=[Status.DRAFT, Status.INCOMPLETE])
        .only(*LISTED)
    )


def matching(
    membership: Membership,
    *,
    reference: str = "",
    person: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> QuerySet[Decision]:
    """Visible decisions that meet everything asked; dates are days of recording, UK time."""
    found = visible_to(membership).only(*LISTED)
    if reference:
        return found.filter(reference=reference)
    found = found.exclude(status=Status.ABANDONED)
    if person:
        found = found.filter(Exists(_named(membership, person)))
    if since:
        found = found.filter(recorded_at__gte=_start_of(since))
    if until:
        found = found.filter(recorded_at__lt=_start_of(until + dt.timedelta(days=1)))
    return found


def _named(membership: Membership, identifier: str) -> QuerySet[PersonConcerned]:
    """By the stored capitals, so that how they were typed does not matter."""
    return PersonConcerned.objects.filter(
        decision=OuterRef("pk"),
        organisation=membership.organisation_id,
        identifier_key=identifier.strip().upper(),
    )


def _start_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=timezone.get_current_timezone())


def page(
    rows: QuerySet[Decision], before: tuple[dt.datetime, int] | None, size: int
) -> list[Decision]:
    """One page and one row more, the newest first; a later page costs no more than the first."""
    if before is not None:
        at, pk = before
        rows = rows.filter(Q(created_at__lt=at) | Q(created_at=at, pk__lt=pk))
    return list(rows.order_by("-created_at", "-pk")[: size + 1])


def others_about(membership: Membership, record: Record) -> list[Decision]:
    """Other decisions about the same people, by their references, as far as they may be seen."""
    keys = {person.identifier_key for person in record.people if person.identifier_key}
    if not keys:
        return []
    same = PersonConcerned.objects.filter(
        decision=OuterRef("pk"),
        organisation=membership.organisation_id,
        identifier_key__in=keys,
    )
    found = visible_to(membership).filter(Exists(same)).exclude(pk=record.decision.pk)
    found = found.exclude(status=Status.ABANDONED).only(*LISTED)
    return list(found.order_by("-created_at", "-pk")[:OTHERS])


OTHERS = 20


def tied_to(membership: Membership, decision: Decision) -> list[DecisionLink]:
    """The decisions that this one belongs to or that belong to it, as far as they may be seen."""
    found = list(DecisionLink.objects.filter(Q(decision=decision) | Q(earlier=decision)))
    if not found:
        return []
    ends = {pk for link in found for pk in (link.decision_id, link.earlier_id)}
    seen = visible_to(membership).only("reference").in_bulk(ends)
    tied = [link for link in found if {link.decision_id, link.earlier_id} <= seen.keys()]
    for link in tied:
        link.decision, link.earlier = seen[link.decision_id], seen[link.earlier_id]
    return tied

"""What came in, and what waits? In the scope of who asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.models import Membership, Person, Role, RoleHeld
from decisions import queries as decisions
from decisions.choices import IncomingKind, Status
from decisions.models import Decision, Incoming, Notice, Reply
from decisions.paging import Position

OPEN, OVERDUE, DONE = "open", "overdue", "closed"


def visible_to(member: Membership) -> QuerySet[Incoming]:
    """What a member wrote down, owns or leads, or what a decision that they see came from."""
    found = Incoming.objects.filter(organisation=member.organisation_id)
    if Role.GUARDIAN in member.roles:
        return found
    seen = Q(received_by=member.person_id) | Q(owner=member.person_id)
    seen |= Q(Exists(decisions.visible_to(member).filter(pk=OuterRef("decision_id"))))
    if Role.LEAD in member.roles:
        seen |= Q(team__isnull=True) | Q(team__in=member.lead_team_ids)
    return found.filter(seen)


def waiting(rows: QuerySet[Incoming]) -> QuerySet[Incoming]:
    """A request until it is closed; what came unasked, until a decision was begun."""
    return rows.filter(closed_at__isnull=True).exclude(
        Q(kind=IncomingKind.UNASKED, decision__isnull=False) & ~Q(decision__status=Status.ABANDONED)
    )


def overdue(organisation_id: int, now: dt.datetime | None = None) -> QuerySet[Incoming]:
    """All of an organisation that should have been dealt with by now, the longest due first."""
    rows = Incoming.objects.filter(organisation=organisation_id)
    return waiting(rows).filter(due_at__lt=now or timezone.now()).order_by("due_at", "pk")


def page(
    member: Membership,
    *,
    state: str,
    kind: str,
    mine: bool,
    place: Position | None,
    size: int,
) -> list[Incoming]:
    """One page and one row more: what waits by the day it is due, the rest the newest first."""
    found = visible_to(member)
    if kind:
        found = found.filter(kind=kind)
    if mine:
        found = found.filter(owner=member.person_id)
    rows = _done(found, place) if state == DONE else _waiting(found, state, place)
    return _introduced(rows[: size + 1])


def _waiting(found: QuerySet[Incoming], state: str, place: Position | None) -> QuerySet[Incoming]:
    found = waiting(found)
    if state == OVERDUE:
        found = found.filter(due_at__lt=timezone.now())
    if place is not None:
        at, pk = place
        found = found.filter(Q(due_at__gt=at) | Q(due_at=at, pk__gt=pk))
    return found.order_by("due_at", "pk")


def _done(found: QuerySet[Incoming], place: Position | None) -> QuerySet[Incoming]:
    found = found.exclude(pk__in=waiting(found).values("pk"))
    if place is not None:
        at, pk = place
        found = found.filter(Q(received_at__lt=at) | Q(received_at=at, pk__lt=pk))
    return found.order_by("-received_at", "-pk")


def one_or_404(member: Membership, incoming_id: int) -> Incoming:
    """One that the member may see, with its people and its decision."""
    return _only(visible_to(member).filter(pk=incoming_id))


def for_dealing(member: Membership, incoming_id: int) -> Incoming:
    """The same, locked until the transaction ends: two may deal with it at once."""
    rows = visible_to(member).filter(pk=incoming_id)
    return _only(rows.select_for_update(of=("self",)))


def _only(rows: QuerySet[Incoming]) -> Incoming:
    found = _introduced(rows[:1])
    if not found:
        raise Http404
    return found[0]


PEOPLE = ("received_by_id", "owner_id", "closed_by_id")
OF_DECISION = ("reference", "status", "author_id", "team_id")


def _introduced(rows: Iterable[Incoming]) -> list[Incoming]:
    """With their people and decisions, who are not joined: see ``decisions.queries``."""
    found = list(rows)
    ids = {getattr(row, name) for row in found for name in PEOPLE} - {None}
    people = Person.objects.in_bulk(ids) if ids else {}
    made = {row.decision_id for row in found if row.decision_id}
    known = Decision.objects.only(*OF_DECISION).in_bulk(made) if made else {}
    for row in found:
        for name in PEOPLE:
            if person := people.get(getattr(row, name) or 0):
                setattr(row, name.removesuffix("_id"), person)
        if row.decision_id in known:
            row.decision = known[row.decision_id]
    return found


def replies_to(incoming: Incoming) -> list[Reply]:
    """Every reply, drafted or sent, in their order."""
    return list(Reply.objects.filter(incoming=incoming).order_by("pk"))


def is_replied(incoming: Incoming) -> bool:
    """Whether any reply has gone."""
    return Reply.objects.filter(incoming=incoming, sent_at__isnull=False).exists()


def replied_among(found: Iterable[Incoming]) -> set[int]:
    """Those to which any reply has gone."""
    rows = Reply.objects.filter(incoming__in=[each.pk for each in found], sent_at__isnull=False)
    return set(rows.values_list("incoming_id", flat=True))


def reply_or_404(incoming: Incoming, reply_id: int) -> Reply:
    """One reply of it."""
    found = Reply.objects.filter(incoming=incoming, pk=reply_id).first()
    if found is None:
        raise Http404
    return found


def told_of(found: Iterable[Incoming]) -> set[tuple[int, str]]:
    """Who has heard what of these; looked at every minute, so that it is asked at once."""
    rows = Notice.objects.filter(incoming__in=[each.pk for each in found])
    return set(rows.values_list("person_id", "cause"))


def of_decision(decision: Decision) -> Incoming | None:
    """What a decision came from."""
    rows = Incoming.objects.filter(decision=decision)
    return next(iter(_introduced(rows[:1])), None)


def could_own(organisation_id: int) -> list[Membership]:
    """Everybody at work here who has a part in records, by name."""
    held = RoleHeld.objects.filter(membership=OuterRef("pk"), role__in=decisions.RECORDERS)
    found = Membership.objects.filter(
        Exists(held.filter(is_active=True)),
        organisation=organisation_id,
        is_active=True,
        person__is_active=True,
    )
    return list(found.select_related("person").order_by("person__name", "pk"))


def is_free(decision: Decision) -> bool:
    """Whether nothing that came in is tied to a decision yet."""
    return not Incoming.objects.filter(decision=decision).exists()

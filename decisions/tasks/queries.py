"""Whose tasks are there? Every read of tasks and notices that leaves the app."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.door import Actor, reading
from accounts.models import Membership, Organisation, Person
from accounts.standing_in import Standing, standing_in
from decisions.choices import TaskKind, TaskState
from decisions.models import (
    Decision,
    IncidentRecipient,
    Notice,
    PersonConcerned,
    Recipient,
    Task,
)
from decisions.queries import visible_to
from decisions.tasks.links import held_by_somebody_else

Position = tuple[dt.datetime, int]


def names_of(people: Iterable[int]) -> dict[int, str]:
    """Names by person."""
    return dict(Person.objects.filter(pk__in=set(people)).values_list("pk", "name"))


def standing_of(member: Membership) -> Standing:
    """Who is away today, and who is named, where a member works."""
    return standing_in(member.organisation_id, None, [])


def falls_to(member: Membership, standing: Standing) -> list[Q]:
    """Tasks that somebody should see: their own, those passed to them, and those of colleagues
    who are away, where they were named to stand in or, with nobody named, are the cover."""
    person = member.person_id
    theirs = [Q(owner=person), Q(escalated_to=person)]
    if mine := [away for away, cover in standing.away.items() if cover == person]:
        theirs.append(Q(owner__in=mine))
    if uncovered := [away for away, cover in standing.away.items() if cover is None]:
        theirs.append(Q(cover=person, owner__in=uncovered))
    return theirs


def open_tasks(member: Membership) -> QuerySet[Task]:
    return Task.objects.filter(organisation=member.organisation_id, state=TaskState.OPEN)


def mine(member: Membership, standing: Standing) -> list[QuerySet[Task]]:
    """What falls to a member now, each way on its own; a task may come by two of them."""
    return [open_tasks(member).filter(way) for way in falls_to(member, standing)]


def waiting_for_others(member: Membership) -> list[QuerySet[Task]]:
    """Tasks about a member's own records that are somebody else's."""
    rows = open_tasks(member).filter(decision__author=member.person_id)
    return [rows.exclude(owner=member.person_id)]


def page(parts: Iterable[QuerySet[Task]], after: Position | None, size: int) -> list[Task]:
    """One page and one row more, the longest due first.

    Each part is read no further than the page can need, in the order of its own index.
    """
    sliced = [_beyond(part, after).order_by("due_at", "pk")[: size + 1] for part in parts]
    both = sliced[0].union(*sliced[1:], all=True) if len(sliced) > 1 else sliced[0]
    found = {task.pk: task for task in both}
    return sorted(found.values(), key=lambda task: (task.due_at, task.pk))[: size + 1]


def _beyond(part: QuerySet[Task], after: Position | None) -> QuerySet[Task]:
    if after is not None:
        at, pk = after
        later = Q(due_at__gt=at) | Q(due_at=at, pk__gt=pk)
        return part.filter(later, due_at__gte=at)
    return part.filter(due_at__isnull=False)


@dataclass(frozen=True)
class About:
    """What a list of tasks names: records that may be seen, and who stands in them."""

    decisions: dict[int, Decision]
    recipients: dict[int, Recipient]
    people: dict[int, PersonConcerned]
    others: dict[int, IncidentRecipient]
    names: dict[int, str]

    def who(self, task: Task) -> str:
        """The recipient, or the person concerned, of a task."""
        if task.recipient_id:
            return str(self.recipients.get(task.recipient_id, ""))
        if (row := held_by_somebody_else(task)) in self.others:
            return self.others[row].somebody_else
        return str(self.people.get(task.person_id or 0, ""))


def about(member: Membership, tasks: Iterable[Task]) -> About:
    """Five queries at most, however many tasks there are; sealed records name nobody."""
    rows = list(tasks)
    seen = visible_to(member).only("reference", "is_sealed", "author")
    decisions = seen.in_bulk({task.decision_id for task in rows}) if rows else {}
    open_ones = {pk for pk, row in decisions.items() if not row.is_sealed}
    told = {t.recipient_id for t in rows if t.recipient_id and t.decision_id in open_ones}
    people = {t.person_id for t in rows if t.person_id and t.decision_id in open_ones}
    held = {held_by_somebody_else(t) for t in rows if t.decision_id in open_ones} - {0}
    owners = {pk for t in rows for pk in (t.owner_id, t.cover_id, t.done_by_id) if pk}
    return About(
        decisions=decisions,
        recipients=Recipient.objects.in_bulk(told) if told else {},
        people=PersonConcerned.objects.in_bulk(people) if people else {},
        others=IncidentRecipient.objects.in_bulk(held) if held else {},
        names=names_of(owners) if owners else {},
    )


def task_or_404(member: Membership, task_id: int) -> Task:
    """A task for whoever may see its record, or to whom it falls; nothing for others."""
    standing = standing_of(member)
    found = Task.objects.filter(organisation=member.organisation_id, pk=task_id)
    theirs = reduce(or_, falls_to(member, standing)) | Q(cover=member.person_id)
    task = found.filter(theirs | Q(decision__in=visible_to(member).values("pk"))).first()
    if task is None:
        raise Http404
    return task


def decision_of(task: Task) -> Decision:
    """The record of a task, its row locked until the transaction ends."""
    found = Decision.objects.select_related("organisation").select_for_update(of=("self",))
    return found.get(pk=task.decision_id)


def record_of(task: Task) -> Decision:
    """The record of a task, for asking what may be done with it."""
    return Decision.objects.only("reference", "team", "author", "organisation").get(
        pk=task.decision_id
    )


def unowned(organisation_id: int) -> QuerySet[Task]:
    """Open tasks that belong to nobody, the longest due first."""
    return Task.objects.filter(
        organisation=organisation_id, state=TaskState.OPEN, owner__isnull=True
    ).order_by("due_at", "pk")


def could_own(member: Membership, task: Task) -> QuerySet[Membership]:
    """Colleagues to whom a task can be handed: a Guardian's own only to another Guardian."""
    roles = ["guardian"] if task.kind == TaskKind.ADJUDICATE else RECORDERS
    return (
        Membership.objects.filter(
            organisation=member.organisation_id,
            is_active=True,
            person__is_active=True,
            roles_held__role__in=roles,
            roles_held__is_active=True,
        )
        .select_related("person")
        .order_by("person__name", "pk")
        .distinct()
    )


RECORDERS = ("practitioner", "lead", "guardian")


def notices_of(member: Membership, *, unread: bool) -> QuerySet[Notice]:
    """What a member was told, or only what they have not read."""
    found = Notice.objects.filter(organisation=member.organisation_id, person=member.person_id)
    return found.filter(read_at__isnull=True) if unread else found


def notices_page(rows: QuerySet[Notice], before: Position | None, size: int) -> list[Notice]:
    """One page and one row more, the newest first."""
    if before is not None:
        at, pk = before
        rows = rows.filter(Q(made_at__lt=at) | Q(made_at=at, pk__lt=pk))
    return list(rows.order_by("-made_at", "-pk")[: size + 1])


def references_of(member: Membership, decisions: Iterable[int]) -> dict[int, str]:
    """References by record, as far as a member may see them."""
    wanted = set(decisions)
    if not wanted:
        return {}
    return dict(visible_to(member).filter(pk__in=wanted).values_list("pk", "reference"))


def organisations(actor: Actor) -> list[int]:
    """Every organisation that is at work; opens its own block."""
    with reading(actor):
        found = Organisation.objects.filter(is_active=True).order_by("pk")
        return list(found.values_list("pk", flat=True))


def organisation(organisation_id: int, actor: Actor) -> Organisation:
    """One organisation; opens its own block."""
    with reading(actor):
        return Organisation.objects.get(pk=organisation_id)


def to_look_at(organisation_id: int, now: dt.datetime, actor: Actor) -> list[int]:
    """Open tasks whose time to be looked at has come; opens its own block."""
    with reading(actor):
        found = Task.objects.filter(
            organisation=organisation_id, state=TaskState.OPEN, look_at__lte=now
        )
        return list(found.order_by("look_at", "pk").values_list("pk", flat=True)[:MOST])


# What is left over is looked at a minute later.
MOST = 500

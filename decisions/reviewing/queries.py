"""What do the pages of reviews and advice read? Every read that leaves this part."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.facts import Held
from accounts.models import Membership, Organisation, Person, Role, TeamMembership
from accounts.queries import holders_of, people_of
from decisions.choices import TaskKind, TaskState
from decisions.models import Advice, Contributor, Decision, OutsideLink, ReviewAnswer, Task
from decisions.paging import Position
from decisions.queries import visible_to


def is_own(decision: Decision, person_id: int) -> bool:
    """Whether somebody wrote, decided or recorded it, or is named on it as a colleague."""
    made_by = (decision.author_id, decision.decided_by_id, decision.recorded_by_id)
    if person_id in made_by:
        return True
    return Contributor.objects.filter(decision=decision.pk, person=person_id).exists()


def could_rule(decision: Decision) -> list[Membership]:
    """The Guardians and their deputies of today who had no part in the record."""
    named = Contributor.objects.filter(decision=decision.pk).values_list("person_id", flat=True)
    own = {decision.author_id, decision.decided_by_id, decision.recorded_by_id, *named}
    found = holders_of(decision.organisation_id, Role.GUARDIAN)
    return [each for each in found if each.person_id not in own]


def guardians_to_tell(decision: Decision) -> list[Membership]:
    """The named Guardian and the deputies; where these cannot decide, whoever can."""
    able = could_rule(decision)
    first = [each for each in able if any(_stands_first(held) for held in each.held)]
    return first or able


def _stands_first(held: Held) -> bool:
    return held.role == Role.GUARDIAN and bool(held.is_named or held.deputy_for)


def advisers(membership: Membership) -> list[Membership]:
    """The named lead and Guardian first, leads before Guardians; never oneself."""
    found = people_of(membership.organisation_id).filter(is_active=True, person__is_active=True)
    able = [
        each
        for each in found
        if each.person_id != membership.person_id and each.roles & {Role.LEAD, Role.GUARDIAN}
    ]
    for each in able:
        each.organisation = membership.organisation
    return sorted(able, key=lambda each: (not _is_named(each), Role.LEAD not in each.roles))


def _is_named(member: Membership) -> bool:
    return any(held.is_named for held in member.held)


def advice_on(decision: Decision, advice_id: int) -> Advice:
    """One piece of advice that was asked on a record through the product."""
    found = Advice.objects.filter(decision=decision.pk, pk=advice_id, asked_by__isnull=False)
    if (advice := found.first()) is None:
        raise Http404
    advice.decision = decision
    return _with_people(advice)


def links_of(advice: Advice) -> list[OutsideLink]:
    """The links to one question, the earliest first."""
    return list(OutsideLink.objects.filter(advice=advice.pk).order_by("id"))


def advice_for(membership: Membership, advice_id: int) -> Advice:
    """A question for its adviser, or for whoever has taken the task over; 404 for all others."""
    advice = _put_to(membership).filter(pk=advice_id).first()
    if advice is None:
        raise Http404
    advice.decision = _whole(advice.decision_id, membership.organisation)
    return _with_people(advice)


def asked_on(membership: Membership, advice_id: int) -> Decision | None:
    """The record of a question, for whoever asked it and was not asked it themselves."""
    advice = Advice.objects.filter(
        organisation=membership.organisation_id, pk=advice_id, asked_by=membership.person_id
    ).first()
    return visible_to(membership).filter(pk=advice.decision_id).first() if advice else None


def locked_for_advice(membership: Membership, advice_id: int) -> Advice:
    """The same, once nobody else is writing on its record."""
    advice = _put_to(membership).filter(pk=advice_id).first()
    if advice is None:
        raise Http404
    lock(advice.decision_id)
    return advice_for(membership, advice_id)


def lock(decision_id: int) -> Decision:
    """One record's row, locked; for those who answer about it and may not see it."""
    return Decision.objects.select_for_update(of=("self",)).get(pk=decision_id)


def _whole(decision_id: int, organisation: Organisation) -> Decision:
    decision = Decision.objects.get(pk=decision_id)
    decision.organisation = organisation
    return decision


def _with_people(advice: Advice) -> Advice:
    """With who asked and who was asked."""
    people = Person.objects.in_bulk({advice.asked_by_id, advice.asked_of_id} - {None})
    advice.asked_by = people.get(advice.asked_by_id or 0)
    if advice.asked_of_id:
        advice.asked_of = people.get(advice.asked_of_id)
    return advice


def _put_to(membership: Membership) -> QuerySet[Advice]:
    """What a member was asked, or took over: they own the open task that it became."""
    taken_over = Task.objects.filter(
        organisation=membership.organisation_id,
        owner=membership.person_id,
        kind=TaskKind.ADVISE,
        state=TaskState.OPEN,
        advice__isnull=False,
    )
    asked = Advice.objects.filter(
        organisation=membership.organisation_id, asked_by__isnull=False, asked_of__isnull=False
    )
    return asked.filter(Q(asked_of=membership.person_id) | Q(pk__in=taken_over.values("advice")))


def advice_page(membership: Membership, before: Position | None, size: int) -> list[Advice]:
    """What was put to a member, the newest first: one page and one row more."""
    found = Advice.objects.filter(
        organisation=membership.organisation_id,
        asked_of=membership.person_id,
        asked_by__isnull=False,
    )
    if before is not None:
        at, pk = before
        found = found.filter(Q(asked_at__lt=at) | Q(asked_at=at, pk__lt=pk))
    rows = list(found.order_by("-asked_at", "-id")[: size + 1])
    people = Person.objects.in_bulk({row.asked_by_id for row in rows})
    for row in rows:
        row.asked_by = people.get(row.asked_by_id or 0)
    return rows


def is_seen_by(membership: Membership, decision: Decision) -> bool:
    """Whether a member may open the record itself."""
    return visible_to(membership).filter(pk=decision.pk).exists()


def is_said(answers: list[ReviewAnswer], membership: Membership, text: str) -> bool:
    """Whether somebody's words are the last that were answered: the second of two clicks."""
    latest = answers[-1] if answers else None
    return latest is not None and (latest.author_id, latest.text) == (membership.person_id, text)


def leads_team(member: Membership, team_id: int | None) -> bool:
    """Whether a member leads a team, whatever they were read with."""
    places = TeamMembership.objects.filter(membership=member.pk, is_lead=True, is_active=True)
    return places.filter(team=team_id).exists()

"""Who belongs here, in which roles and teams? Every read of accounts that leaves the app.

All of them run inside ``reading()`` or ``acting()``: row-level security shows an
organisation's rows to its own members only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import F, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from accounts.door import SYSTEM, reading
from accounts.models import (
    DutyNumber,
    Invitation,
    Membership,
    Organisation,
    Person,
    Role,
    RoleHeld,
    Team,
    TeamMembership,
)

Row = TypeVar("Row", bound=Model)


def names_of(ids: Iterable[int | None]) -> dict[int, str]:
    """The names of people as they are now, those of former colleagues too; none for nobody."""
    wanted = {pk for pk in ids if pk is not None}
    if not wanted:
        return {}
    return dict(Person.objects.filter(pk__in=wanted).values_list("pk", "name"))


def hashed(secret: str) -> str:
    """What is stored of a secret; it is long and random, so that a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def in_force(prefix: str = "") -> Q:
    """A role counts until the end of its last day, UK time."""
    return Q(**{f"{prefix}is_active": True}) & (
        Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gte": timezone.localdate()})
    )


def _held() -> ArraySubquery:
    found = RoleHeld.objects.filter(in_force(), membership=OuterRef("pk"))
    return ArraySubquery(
        found.values(
            json=JSONObject(
                role="role",
                is_named="is_named",
                until="until",
                deputy_for=Coalesce("deputy_for__person__name", Value("")),
            )
        )
    )


def _placed() -> ArraySubquery:
    found = TeamMembership.objects.filter(
        membership=OuterRef("pk"), is_active=True, team__is_active=True
    )
    return ArraySubquery(
        found.values(
            json=JSONObject(
                team_id="team_id",
                name="team__name",
                is_lead="is_lead",
                is_open="team__members_see_decisions",
            )
        )
    )


def _stands_in_at() -> ArraySubquery:
    """Teams led by those for whom the member stands in as lead today."""
    found = TeamMembership.objects.filter(
        in_force("membership__deputies__"),
        membership__deputies__membership=OuterRef("pk"),
        membership__deputies__role=Role.LEAD,
        is_lead=True,
        is_active=True,
        team__is_active=True,
    )
    return ArraySubquery(found.values("team_id"))


def people_of(organisation_id: int) -> QuerySet[Membership]:
    """Everybody who belongs or once belonged to an organisation, with roles and teams."""
    found = Membership.objects.filter(organisation=organisation_id)
    return (
        found.select_related("person")
        .annotate(held_now=_held(), placed_now=_placed(), stands_in_at=_stands_in_at())
        .order_by("-is_active", "person__name", "id")
    )


def at_work(person_id: int, organisation_id: int) -> Membership | None:
    """One active member with everything that a page's frame needs, in one query.

    Every request asks this, so a function of the database answers (migration 0002).
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT public.accounts_at_work(%s, %s, %s)",
            [person_id, organisation_id, timezone.localdate()],
        )
        text = cursor.fetchone()[0]
    if text is None:
        return None
    found = json.loads(text)
    membership = _as_row(Membership, found.pop("membership"))
    membership.person = _as_row(Person, found.pop("person"))
    membership.organisation = _as_row(Organisation, found.pop("organisation"))
    vars(membership).update(found)
    return membership


def _as_row(model: type[Row], values: dict[str, Any]) -> Row:
    """A row that PostgreSQL gave as JSON; columns that the model does not know are left."""
    fields = model._meta.concrete_fields
    given = [field.to_python(values[str(field.column)]) for field in fields]
    return model.from_db(connection.alias, [field.attname for field in fields], given)


def organisations_of(person_id: int) -> QuerySet[Organisation]:
    """The organisations where a person may work today."""
    return Organisation.objects.filter(
        is_active=True, memberships__person=person_id, memberships__is_active=True
    ).order_by("name")


def holders_of(organisation_id: int, role: str) -> QuerySet[Membership]:
    """The active members who hold a role today."""
    held = RoleHeld.objects.filter(in_force(), organisation=organisation_id, role=role)
    return people_of(organisation_id).filter(
        is_active=True, person__is_active=True, pk__in=held.values("membership")
    )


def people_listed(
    organisation_id: int, *, is_active: bool, words: str = "", after: str = ""
) -> QuerySet[Membership]:
    """A page of the list of people: by name, from just after one member."""
    found = people_of(organisation_id).filter(is_active=is_active).order_by("person__name", "id")
    if words:
        found = found.filter(Q(person__name__icontains=words) | Q(person__email__icontains=words))
    if after.isdecimal():
        last = Membership.objects.filter(pk=int(after[:18])).select_related("person").first()
        if last:
            name = last.person.name
            found = found.filter(Q(person__name__gt=name) | Q(person__name=name, pk__gt=last.pk))
    return found


def member_at(organisation_id: int, email: str) -> Membership | None:
    """Who belongs here today, by their e-mail address."""
    found = people_of(organisation_id).filter(is_active=True, person__is_active=True)
    return found.filter(person__email=email.strip().lower()).first()


def letters_of(person_id: int, organisation_id: int) -> str:
    """When somebody wants to be written to; empty for strangers."""
    found = Membership.objects.filter(person=person_id, organisation=organisation_id)
    return found.values_list("letters", flat=True).first() or ""


def deputies_of(membership: Membership) -> QuerySet[RoleHeld]:
    """Who stands in for a member today, and until when."""
    found = RoleHeld.objects.filter(in_force(), deputy_for=membership)
    return found.select_related("membership__person").order_by("until", "id")


def other_administrators(membership: Membership) -> int:
    """How many others could run the organisation; deputies for a time do not count."""
    held = RoleHeld.objects.filter(
        organisation=membership.organisation_id,
        role=Role.ADMINISTRATOR,
        is_active=True,
        until=None,
        membership__is_active=True,
        membership__person__is_active=True,
    )
    return held.exclude(membership=membership.pk).count()


def teams_of(organisation_id: int) -> QuerySet[Team]:
    """The teams of an organisation, with the names of those in them."""
    places = TeamMembership.objects.filter(
        team=OuterRef("pk"), is_active=True, membership__is_active=True
    ).order_by("-is_lead", "membership__person__name")
    names = places.values(
        json=JSONObject(name=F("membership__person__name"), is_lead="is_lead", id="membership_id")
    )
    return Team.objects.filter(organisation=organisation_id).annotate(people=ArraySubquery(names))


def numbers_of(organisation_id: int) -> QuerySet[DutyNumber]:
    """The duty numbers in use, in their order."""
    return DutyNumber.objects.filter(organisation=organisation_id, is_active=True)


def open_invitations(organisation_id: int) -> QuerySet[Invitation]:
    """Invitations that were neither accepted nor taken back; some may have run out."""
    return Invitation.objects.filter(
        organisation=organisation_id, accepted_at=None, revoked_at=None
    ).order_by("-sent_at")


def person_at(email: str) -> Person | None:
    """The person with an e-mail address, whatever its case."""
    return Person.objects.filter(email=email.strip().lower()).first()


def invitation_with(secret: str) -> Invitation | None:
    """The invitation behind a link, whatever its state; opens its own blocks.

    Whoever follows the link belongs nowhere yet, so one function of the database, which takes
    the hash of a secret that nobody can guess, says in which organisation to look.
    """
    secret_hash = hashed(secret)
    with reading(SYSTEM("invitation")), connection.cursor() as cursor:
        cursor.execute("SELECT ledger.invitation_organisation(%s)", [secret_hash])
        organisation_id = cursor.fetchone()[0]
    if organisation_id is None:
        return None
    with reading(SYSTEM("invitation", organisation_id)):
        found = Invitation.objects.select_related("organisation", "team")
        return found.filter(secret_hash=secret_hash).first()

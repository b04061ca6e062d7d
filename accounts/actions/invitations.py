"""How does somebody come to belong? By an invitation that works once, within a week."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import door, policies
from accounts.actions.changes import change
from accounts.actions.roles import give_role, take_role
from accounts.actions.teams import place_in_team, take_out_of_team
from accounts.door import Actor, acting
from accounts.models import Invitation, Membership, Organisation, Person, Team
from accounts.queries import hashed
from accounts.verdict import no


class Invited(NamedTuple):
    """An invitation and the secret of its link, which is nowhere stored."""

    invitation: Invitation
    secret: str


def invite(
    organisation: Organisation,
    *,
    email: str,
    name: str,
    roles: Iterable[str],
    job_title: str = "",
    phone: str = "",
    team: Team | None = None,
    actor: Actor,
) -> Invited:
    """Invite somebody; an earlier invitation to the same address stops working."""
    address, secret, now = email.strip().lower(), secrets.token_urlsafe(32), timezone.now()
    with acting(actor):
        _take_back(Invitation.objects.filter(organisation=organisation, email=address))
        invitation = Invitation.objects.create(
            organisation=organisation,
            email=address,
            name=name,
            job_title=job_title,
            phone=phone,
            roles=",".join(sorted(set(roles))),
            team=team,
            secret_hash=hashed(secret),
            invited_by_id=actor.person_id,
            expires_at=now + policies.INVITATION_LIVES,
        )
        door.note("account.invited", target=f"invitation:{invitation.pk}")
    return Invited(invitation, secret)


def send_again(invitation: Invitation, *, actor: Actor) -> Invited:
    """The same invitation with a new link and a new week."""
    return invite(
        invitation.organisation,
        email=invitation.email,
        name=invitation.name,
        roles=invitation.roles.split(","),
        job_title=invitation.job_title,
        phone=invitation.phone,
        team=invitation.team,
        actor=actor,
    )


def revoke_invitation(invitation: Invitation, *, actor: Actor) -> None:
    """Take an invitation back."""
    with acting(actor):
        _take_back(Invitation.objects.filter(pk=invitation.pk))


def accept_invitation(
    invitation: Invitation,
    *,
    person: Person | None = None,
    name: str = "",
    password: str = "",
    actor: Actor,
) -> Membership:
    """Join: ``person``, who is signed in, or somebody new with a name and a password."""
    with acting(actor):
        invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if not policies.is_open(invitation, timezone.now()):
            no("invitation_over", _("This invitation has been used or has run out.")).or_403()
        if person is None:
            person = Person.objects.create_user(invitation.email, password, name=name)
        membership = _join(invitation, person, actor)
        change(invitation, {"accepted_at": timezone.now()})
        for role in invitation.roles.split(","):
            give_role(membership, role=role, actor=actor)
        if invitation.team:
            place_in_team(invitation.team, membership=membership, actor=actor)
        door.note("account.invitation_accepted", target=f"invitation:{invitation.pk}")
    return membership


def _join(invitation: Invitation, person: Person, actor: Actor) -> Membership:
    membership, _is_new = Membership.objects.get_or_create(
        person=person, organisation_id=invitation.organisation_id
    )
    if not membership.is_active:
        _begin_afresh(membership, actor)
    given = {"is_active": True, "job_title": invitation.job_title, "phone": invitation.phone}
    change(membership, given)
    return membership


def _begin_afresh(membership: Membership, actor: Actor) -> None:
    """Somebody who had left comes back as what they are invited as, not as what they were."""
    for role in membership.roles_held.filter(is_active=True).values_list("role", flat=True):
        take_role(membership, role=role, actor=actor)
    for place in membership.places.filter(is_active=True).select_related("team"):
        take_out_of_team(place.team, membership=membership, actor=actor)


def _take_back(invitations: QuerySet[Invitation]) -> None:
    for invitation in invitations.filter(accepted_at=None, revoked_at=None):
        change(invitation, {"revoked_at": timezone.now()})
        door.note("account.invitation_revoked", target=f"invitation:{invitation.pk}")

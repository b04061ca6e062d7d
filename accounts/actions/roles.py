"""How are roles given and taken, leads and Guardians named, and deputies appointed?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from accounts import door, permissions
from accounts.actions.changes import change, keep_an_administrator, lock
from accounts.door import Actor, acting
from accounts.models import Membership, Role, RoleHeld
from accounts.verdict import no


def give_role(
    membership: Membership, *, role: str, until: dt.date | None = None, actor: Actor
) -> RoleHeld:
    """Give a member a role, for good or until the end of a day."""
    with acting(actor):
        return _give(membership, role, until=until, deputy_for=None)


def take_role(membership: Membership, *, role: str, actor: Actor) -> None:
    """Take a role, and end the deputies named for it. One administrator always stays."""
    with acting(actor):
        if role == Role.ADMINISTRATOR:
            keep_an_administrator(membership)
        _take(membership, role)


def change_roles(membership: Membership, *, roles: Iterable[str], actor: Actor) -> None:
    """Give and take, until a member holds exactly these roles for good."""
    wanted = set(roles)
    with acting(actor):
        held = {each.role for each in membership.held if not each.deputy_for}
        for role in sorted(wanted - held):
            give_role(membership, role=role, actor=actor)
        for role in sorted(held - wanted):
            take_role(membership, role=role, actor=actor)


def name_lead(membership: Membership, *, actor: Actor) -> None:
    """The lead whose name and number stand on every page."""
    _name(membership, Role.LEAD, actor)


def name_guardian(membership: Membership, *, actor: Actor) -> None:
    """The Guardian whose name and number stand on every page."""
    _name(membership, Role.GUARDIAN, actor)


def name_deputy(
    deputy: Membership, *, role: str, until: dt.date, principal: Membership, actor: Actor
) -> RoleHeld:
    """Let somebody stand in for a lead or a Guardian until the end of a day."""
    permissions.may_name_deputy(principal, role).or_403()
    if deputy.pk == principal.pk or deputy.organisation_id != principal.organisation_id:
        no("not_a_colleague", "A deputy is somebody else in the same organisation.").or_403()
    with acting(actor):
        return _give(deputy, role, until=until, deputy_for=principal)


def end_deputy(held: RoleHeld, *, actor: Actor) -> None:
    """End a deputy's time before its date."""
    with acting(actor):
        if change(held, {"is_active": False}):
            _note("account.deputy_ended", held)


def _give(
    membership: Membership, role: str, *, until: dt.date | None, deputy_for: Membership | None
) -> RoleHeld:
    held, is_new = RoleHeld.objects.get_or_create(
        membership=membership,
        role=role,
        deputy_for=deputy_for,
        defaults={"organisation_id": membership.organisation_id, "until": until},
    )
    if is_new or change(held, {"is_active": True, "until": until}):
        _note("account.deputy_named" if deputy_for else "account.role_given", held)
    return held


def _take(membership: Membership, role: str) -> None:
    own = RoleHeld.objects.filter(membership=membership, role=role, deputy_for=None).first()
    if own and change(own, {"is_active": False, "is_named": False}):
        _note("account.role_taken", own)
    for deputy in RoleHeld.objects.filter(deputy_for=membership, role=role, is_active=True):
        change(deputy, {"is_active": False})
        _note("account.deputy_ended", deputy)


def _name(membership: Membership, role: str, actor: Actor) -> None:
    with acting(actor):
        lock(membership.organisation_id)
        named = RoleHeld.objects.filter(organisation=membership.organisation_id, role=role)
        for before in named.filter(is_named=True).exclude(membership=membership):
            change(before, {"is_named": False})
        held = named.filter(membership=membership, deputy_for=None, is_active=True).get()
        if change(held, {"is_named": True}):
            _note("account.named", held)


def _note(kind: str, held: RoleHeld) -> None:
    detail: dict[str, object] = {"role": held.role}
    if held.until and held.until >= timezone.localdate():
        detail["until"] = held.until.isoformat()
    door.note(kind, target=f"membership:{held.membership_id}", detail=detail)

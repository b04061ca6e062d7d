"""How do a member's particulars change, and how do they leave and come back?"""

from __future__ import annotations

from accounts import door
from accounts.actions.changes import change, keep_an_administrator
from accounts.door import Actor, acting
from accounts.models import Membership


def change_member(
    membership: Membership, *, job_title: str, phone: str, actor: Actor
) -> Membership:
    """Change what colleagues see of a member: job title and telephone."""
    with acting(actor):
        changed = change(membership, {"job_title": job_title, "phone": phone})
        if changed:
            door.note(
                "account.person_changed",
                target=f"membership:{membership.pk}",
                detail={"fields": changed},
            )
    return membership


def change_own_details(
    membership: Membership, *, name: str, job_title: str, phone: str, actor: Actor
) -> Membership:
    """A member changes their own name, job title and telephone."""
    with acting(actor):
        if change(membership.person, {"name": name}):
            door.note("account.name_changed", target=f"person:{membership.person_id}")
        change_member(membership, job_title=job_title, phone=phone, actor=actor)
    return membership


def choose_letters(membership: Membership, *, letters: str, actor: Actor) -> Membership:
    """A member chooses when they are written to about what waits for them."""
    with acting(actor):
        if change(membership, {"letters": letters}):
            door.note("account.letters_chosen", target=f"membership:{membership.pk}")
    return membership


def deactivate_person(membership: Membership, *, actor: Actor) -> None:
    """End a member's access from the next request on. Nobody is deleted; what they did stays."""
    with acting(actor):
        keep_an_administrator(membership)
        if change(membership, {"is_active": False}):
            door.note("account.person_deactivated", target=f"membership:{membership.pk}")


def reactivate(membership: Membership, *, actor: Actor) -> None:
    """Let a member back in, with the roles and teams that they had."""
    with acting(actor):
        if change(membership, {"is_active": True}):
            door.note("account.person_reactivated", target=f"membership:{membership.pk}")

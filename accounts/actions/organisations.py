"""How does an organisation begin and change?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from accounts import door
from accounts.actions.changes import change
from accounts.door import Actor, acting
from accounts.models import Organisation

SETTINGS = {
    "name",
    "kind",
    "nation",
    "is_public_authority",
    "opening_hours",
    "policy_document",
    "late_after_hours",
    "complete_within_hours",
    "chase_after_days",
    "escalate_after_days",
    "guardian_after_days",
    "receipt_within_days",
    "link_days",
    "answer_requests_in_days",
    "sample_one_in",
}
Follow = Callable[[Organisation, list[str]], None]
_followers: list[Follow] = []


def changes_are_followed_by(follow: Follow) -> None:
    """``decisions`` says here what follows from changed settings; this app may not know."""
    _followers[:] = [follow]


def create_organisation(
    *, name: str, nation: str, kind: str, is_public_authority: bool, actor: Actor
) -> Organisation:
    """Begin an organisation; only the system can, since nobody belongs to it yet."""
    with acting(actor):
        organisation = Organisation.objects.create(
            name=name, nation=nation, kind=kind, is_public_authority=is_public_authority
        )
        with acting(actor.within(organisation.pk)):
            door.note("account.organisation_created", target=f"organisation:{organisation.pk}")
    return organisation


def change_organisation(
    organisation: Organisation, *, settings: Mapping[str, object], actor: Actor
) -> Organisation:
    """Change an organisation's settings; earlier decisions keep what held when they were made."""
    with acting(actor):
        changed = change(
            organisation, {name: settings[name] for name in SETTINGS if name in settings}
        )
        if changed:
            door.note("account.organisation_changed", detail={"fields": changed})
            for follow in _followers:
                follow(organisation, changed)
    return organisation

"""How is a row changed, so that the history holds only true changes?"""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Model

from accounts import permissions, policies, queries
from accounts.models import Membership, Organisation


def change(row: Model, fields: Mapping[str, object]) -> list[str]:
    """Set what differs and save it; the names of the fields that changed."""
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    if changed:
        row.save(update_fields=changed)
    return changed


def lock(organisation_id: int) -> None:
    """Until the block ends nobody else changes who runs an organisation.

    Two administrators at once must not leave it without one.
    """
    Organisation.objects.select_for_update().get(pk=organisation_id)


def keep_an_administrator(membership: Membership) -> None:
    """Refuse, under the lock, to leave an organisation without an administrator."""
    if not membership.is_active:
        return
    lock(membership.organisation_id)
    if policies.is_last_administrator(membership, queries.other_administrators(membership)):
        permissions.last_administrator().or_403()

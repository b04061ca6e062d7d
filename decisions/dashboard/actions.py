"""How does somebody keep a view of decisions, and give it up?"""

from __future__ import annotations

from accounts.door import Actor, acting
from accounts.models import Membership
from audit.actions import note
from decisions.dashboard.asked import Asked
from decisions.models import SavedView


def save_view(membership: Membership, *, actor: Actor, name: str, asked: Asked) -> SavedView:
    """Keep the filters under a name; the same name again takes the new ones."""
    with acting(actor):
        view, is_new = SavedView.objects.get_or_create(
            organisation_id=membership.organisation_id,
            person_id=membership.person_id,
            name=name,
            is_active=True,
            defaults={"query": asked.query()},
        )
        if not is_new and view.query != asked.query():
            view.query = asked.query()
            view.save(update_fields=["query"])
        note("dashboard.view_saved", target=f"view:{view.pk}")
        return view


def remove_view(view: SavedView, *, actor: Actor) -> None:
    """Give a view up; the history keeps that it was there."""
    with acting(actor):
        view.is_active = False
        view.save(update_fields=["is_active"])
        note("dashboard.view_removed", target=f"view:{view.pk}")

"""How are teams made, and who is placed in them?"""

from __future__ import annotations

from accounts import door
from accounts.actions.changes import change
from accounts.door import Actor, acting
from accounts.models import Membership, Organisation, Team, TeamMembership


def add_team(
    organisation: Organisation, *, name: str, members_see_decisions: bool = False, actor: Actor
) -> Team:
    """Add a team, with nobody in it."""
    with acting(actor):
        team = Team.objects.create(
            organisation=organisation, name=name, members_see_decisions=members_see_decisions
        )
        door.note("account.team_added", target=f"team:{team.pk}")
    return team


def change_team(
    team: Team, *, name: str, members_see_decisions: bool, is_active: bool = True, actor: Actor
) -> Team:
    """Rename, open, close or retire a team; its decisions keep it."""
    given = {
        "name": name,
        "members_see_decisions": members_see_decisions,
        "is_active": is_active,
    }
    with acting(actor):
        changed = change(team, given)
        if changed:
            door.note("account.team_changed", target=f"team:{team.pk}", detail={"fields": changed})
    return team


def place_in_team(
    team: Team, *, membership: Membership, is_lead: bool = False, actor: Actor
) -> TeamMembership:
    """Place a member in a team, as one of it or as its lead."""
    with acting(actor):
        place, is_new = TeamMembership.objects.get_or_create(
            team=team,
            membership=membership,
            defaults={"organisation_id": team.organisation_id, "is_lead": is_lead},
        )
        if is_new or change(place, {"is_lead": is_lead, "is_active": True}):
            detail: dict[str, object] = {"team": team.pk, "is_lead": is_lead}
            door.note("account.placed_in_team", target=f"membership:{membership.pk}", detail=detail)
    return place


def take_out_of_team(team: Team, *, membership: Membership, actor: Actor) -> None:
    """Take a member out of a team; what they recorded there stays."""
    with acting(actor):
        place = TeamMembership.objects.filter(team=team, membership=membership).first()
        if place and change(place, {"is_active": False, "is_lead": False}):
            door.note(
                "account.taken_from_team",
                target=f"membership:{membership.pk}",
                detail={"team": team.pk},
            )

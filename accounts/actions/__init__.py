"""What happens to organisations, people, roles and teams? Every write, as a verb.

The object stands first, the rest by keyword, and ``actor`` always: who does it. Each action is
one transaction that changes the rows, which writes their history, and notes the act.
"""

from accounts.actions.absences import end_absence, note_absence
from accounts.actions.invitations import (
    Invited,
    accept_invitation,
    invite,
    revoke_invitation,
    send_again,
)
from accounts.actions.numbers import (
    add_duty_number,
    change_duty_number,
    remove_duty_number,
)
from accounts.actions.organisations import change_organisation, create_organisation
from accounts.actions.people import (
    change_member,
    change_own_details,
    choose_letters,
    deactivate_person,
    reactivate,
)
from accounts.actions.roles import (
    change_roles,
    end_deputy,
    give_role,
    name_deputy,
    name_guardian,
    name_lead,
    take_role,
)
from accounts.actions.teams import (
    add_team,
    change_team,
    place_in_team,
    take_out_of_team,
)

__all__ = [
    "Invited",
    "accept_invitation",
    "add_duty_number",
    "add_team",
    "change_duty_number",
    "change_member",
    "change_organisation",
    "change_own_details",
    "change_roles",
    "change_team",
    "choose_letters",
    "create_organisation",
    "deactivate_person",
    "end_absence",
    "end_deputy",
    "give_role",
    "invite",
    "name_deputy",
    "name_guardian",
    "name_lead",
    "note_absence",
    "place_in_team",
    "reactivate",
    "remove_duty_number",
    "revoke_invitation",
    "send_again",
    "take_out_of_team",
    "take_role",
]

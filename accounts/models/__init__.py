"""Who belongs where: organisations, teams, people and the roles that they hold."""

from accounts.choices import Nation, OrganisationKind, Role
from accounts.models.organisations import DutyNumber, Organisation
from accounts.models.people import (
    Absence,
    HalfTyped,
    Invitation,
    Membership,
    Person,
    PersonManager,
    RoleHeld,
    Team,
    TeamMembership,
)

__all__ = [
    "Absence",
    "DutyNumber",
    "HalfTyped",
    "Invitation",
    "Membership",
    "Nation",
    "Organisation",
    "OrganisationKind",
    "Person",
    "PersonManager",
    "Role",
    "RoleHeld",
    "Team",
    "TeamMembership",
]

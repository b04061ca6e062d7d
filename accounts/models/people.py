"""Who belongs where: organisations, teams, people and the roles that they hold."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from accounts.choices import Letters, Role
from accounts.door import PERSON, Actor
from accounts.facts import Contact, Held, Number, TeamPlace
from accounts.models.organisations import Organisation


def _day(text: str | None) -> dt.date | None:
    """A date as PostgreSQL writes it in JSON."""
    return dt.date.fromisoformat(text) if text else None


class PersonManager(BaseUserManager["Person"]):
    """Looks people up by e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: object) -> Person:
        """A new person; call inside ``acting``."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser):
    """Someone with an account. People are deactivated, never deleted."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_login = None  # sign-ins are acts, not edits of the person

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = PersonManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="addresses_are_in_lower_case"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """There is no Django admin, so nobody is staff."""
        return False


class Membership(models.Model):
    """One person's place in one organisation.

    Roles, teams and contacts are there on a membership read through ``accounts.queries``,
    which fetches them in the same query.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    job_title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    letters = models.CharField(max_length=10, choices=Letters, default=Letters.EACH)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation"], name="one_membership_each")
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.organisation}"

    @cached_property
    def held(self) -> list[Held]:
        """The roles held today, in the order of ``Role``."""
        held = [Held(**{**row, "until": _day(row["until"])}) for row in self._read("held_now")]
        return sorted(held, key=lambda each: Role.values.index(each.role))

    @cached_property
    def roles(self) -> set[str]:
        return {each.role for each in self.held}

    @cached_property
    def places_held(self) -> list[TeamPlace]:
        return sorted(
            (TeamPlace(**row) for row in self._read("placed_now")), key=lambda each: each.name
        )

    @cached_property
    def team_ids(self) -> set[int]:
        """The teams that this member belongs to, as a member or as a lead."""
        return {place.team_id for place in self.places_held}

    @cached_property
    def lead_team_ids(self) -> set[int]:
        """The teams whose decisions a lead, or their deputy, answers for."""
        if Role.LEAD not in self.roles:
            return set()
        own = {place.team_id for place in self.places_held if place.is_lead}
        return own | set(self._read("stands_in_at"))

    @cached_property
    def open_team_ids(self) -> set[int]:
        """The teams whose decisions all members may see."""
        return {place.team_id for place in self.places_held if place.is_open}

    @cached_property
    def duty_numbers(self) -> list[Number]:
        rows = self._read("numbers_now")
        return [Number(**{**row, "checked_on": _day(row["checked_on"])}) for row in rows]

    @property
    def named_lead(self) -> Contact | None:
        return self._named(Role.LEAD)

    @property
    def named_guardian(self) -> Contact | None:
        return self._named(Role.GUARDIAN)

    def _read(self, name: str) -> list[Any]:
        """What ``accounts.queries`` read together with this row."""
        found: list[Any] = vars(self)[name]
        return found

    def _named(self, role: str) -> Contact | None:
        for row in self._read("named_now"):
            if row["role"] == role:
                return Contact(**{key: row[key] for key in row if key != "role"})
        return None

    def actor(self, request_id: str = "") -> Actor:
        """This member at work, in all the roles held at this moment."""
        return Actor(
            kind=PERSON,
            person_id=self.person_id,
            organisation_id=self.organisation_id,
            role=" ".join(dict.fromkeys(each.role for each in self.held)),
            request_id=request_id,
        )


class RoleHeld(models.Model):
    """A role held by a member, for good or (a deputy) until a date."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="roles_held")
    role = models.CharField(max_length=20, choices=Role)
    is_named = models.BooleanField(default=False)
    until = models.DateField(null=True, blank=True)
    deputy_for = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="deputies"
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "role", "deputy_for"],
                name="each_role_held_once",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["organisation", "role"],
                condition=Q(is_named=True, is_active=True),
                name="one_named_lead_and_guardian",
            ),
            models.CheckConstraint(
                condition=Q(is_named=False) | Q(role__in=["lead", "guardian"]),
                name="only_lead_and_guardian_are_named",
            ),
            models.CheckConstraint(
                condition=Q(deputy_for__isnull=True)
                | Q(role__in=["lead", "guardian"], until__isnull=False, is_named=False),
                name="deputies_stand_in_until_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()


class Team(models.Model):
    """People who work together; its leads see its decisions, its members where it allows it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)
    members_see_decisions = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="team_names_differ")
        ]

    def __str__(self) -> str:
        return self.name


class TeamMembership(models.Model):
    """A member's place in a team, as a member or as its lead."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="places")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="places")
    is_lead = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "membership"], name="one_place_in_a_team")
        ]

    def __str__(self) -> str:
        return f"{self.membership} in {self.team}"


class Absence(models.Model):
    """A time in which a member is away, and who does their tasks meanwhile."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="absences")
    cover = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="covers"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="an_absence_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(cover__isnull=True) | ~Q(cover=F("membership")),
                name="nobody_covers_for_themselves",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership} is away from {self.starts_on:%d %B %Y}"


class Invitation(models.Model):
    """An invitation by e-mail to join an organisation; the link's secret is stored as a hash."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="invitations"
    )
    email = models.EmailField()
    name = models.CharField(max_length=150)
    job_title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    roles = models.CharField(max_length=100)
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Invitation for {self.email}"


class HalfTyped(models.Model):
    """What somebody typed and had not saved, encrypted, for a day; not history."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    path = models.CharField(max_length=300)
    cipher = models.BinaryField()
    saved_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "path"],
                name="half_typed_once_for_each_form",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"Half-typed text, kept at {self.saved_at:%d %B %Y %H:%M}"

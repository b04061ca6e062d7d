"""Which answers are there to: which nation, what kind of organisation, which role?"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Nation(models.TextChoices):
    """Each nation has its own law, procedures and words."""

    ENGLAND = "england", _("England")
    SCOTLAND = "scotland", _("Scotland")
    WALES = "wales", _("Wales")
    NORTHERN_IRELAND = "northern-ireland", _("Northern Ireland")


class OrganisationKind(models.TextChoices):
    """What an organisation is; with ``is_public_authority`` it bears on the lawful bases."""

    SCHOOL = "school", _("School or college")
    NURSERY = "nursery", _("Nursery or childminder")
    NHS = "nhs", _("NHS or health and social care trust, or health board")
    GENERAL_PRACTICE = "general-practice", _("General practice")
    COUNCIL = "council", _("Council or social services")
    POLICE = "police", _("Police")
    PROBATION = "probation", _("Probation or youth justice")
    HOUSING = "housing", _("Housing")
    VOLUNTARY = "voluntary", _("Charity or voluntary organisation")
    CARE_PROVIDER = "care-provider", _("Care provider")
    OTHER = "other", _("Another kind of organisation")


class Letters(models.TextChoices):
    """When somebody is written to about what waits for them."""

    EACH = "each", _("An email for each, at once")
    DAILY = "daily", _("One email a day, in the morning")
    NONE = "none", _("No emails")


class Role(models.TextChoices):
    """What a person may do in one organisation; one person may hold several."""

    PRACTITIONER = "practitioner", _("Practitioner")
    LEAD = "lead", _("Safeguarding lead")
    GUARDIAN = "guardian", _("Caldicott Guardian")
    ADMINISTRATOR = "administrator", _("Administrator")

    def name_in(self, nation: str) -> str:
        """The role's title where the organisation works."""
        if self is Role.GUARDIAN and nation == Nation.NORTHERN_IRELAND:
            return gettext("Personal data guardian")
        return str(self.label)

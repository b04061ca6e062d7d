"""What is known about a member at work: small values, read together with the membership."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Contact:
    """The named lead or Guardian, as shown at the foot of every page."""

    name: str
    job_title: str = ""
    phone: str = ""
    membership_id: int = 0


@dataclass(frozen=True)
class Number:
    """A number to ring; ``checked_on`` is the day when somebody last made sure of it."""

    id: int
    label: str
    number: str
    area: str = ""
    hours: str = ""
    checked_on: dt.date | None = None


@dataclass(frozen=True)
class TeamPlace:
    """A place in a team; ``is_open`` where the team lets its members see its decisions."""

    team_id: int
    name: str
    is_lead: bool
    is_open: bool


@dataclass(frozen=True)
class Held:
    """A role held today; a deputy holds it until a date, for somebody."""

    role: str
    is_named: bool = False
    until: dt.date | None = None
    deputy_for: str = ""

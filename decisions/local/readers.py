"""Who has read a piece of local guidance, team by team, and how is that written as a file?"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import Membership
from accounts.ui.dates import when_in_words
from decisions.guardian.export import BYTE_ORDER_MARK, safe


@dataclass(frozen=True)
class Reader:
    """A colleague, and when they said that they had read it; None if they have not."""

    name: str
    job_title: str
    read_at: dt.datetime | None


@dataclass(frozen=True)
class Readers:
    """Those of one team; the name is empty for those who are in none."""

    team: str
    have: tuple[Reader, ...]
    have_not: tuple[Reader, ...]

    @property
    def all(self) -> int:
        return len(self.have) + len(self.have_not)


def by_team(members: Iterable[Membership], read: Mapping[int, dt.datetime]) -> list[Readers]:
    """Team by team; whoever is in several stands in each, whoever is in none stands last."""
    teams: dict[str, list[Reader]] = {}
    for member in members:
        reader = Reader(member.person.name, member.job_title, read.get(member.person_id))
        for name in [place.name for place in member.places_held] or [""]:
            teams.setdefault(name, []).append(reader)
    ordered = sorted(teams.items(), key=lambda each: (not each[0], each[0].casefold()))
    return [
        Readers(
            team,
            tuple(each for each in found if each.read_at),
            tuple(each for each in found if not each.read_at),
        )
        for team, found in ordered
    ]


def written(teams: Iterable[Readers], title: str, edition: int) -> str:
    """A line for each colleague in each team; no spreadsheet works out what is in it."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow([_("Guidance"), _("Edition"), _("Team"), _("Name"), _("Job title"), _("Read")])
    for team in teams:
        for each in (*team.have_not, *team.have):
            said = when_in_words(each.read_at) if each.read_at else _("not yet")
            cells = [title, str(edition), team.team, each.name, each.job_title, said]
            writer.writerow([safe(cell) for cell in cells])
    return BYTE_ORDER_MARK + made.getvalue()

"""How is the directory written as a file? Safe for spreadsheets, and fit to be read in again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from decisions.directory.forms import kinds_in
from decisions.guardian.export import BYTE_ORDER_MARK, safe
from decisions.models import Agency, AgencyContact


def heads() -> list[str]:
    """The names of the columns, which a file to read in has too."""
    return [
        _("Name"), _("Kind"), _("Area"), _("Telephone"), _("Email"), _("Portal"), _("Hours"),
        _("Shared inbox"), _("Notes"), _("Checked on"), _("Person"), _("Person’s role"),
        _("Person’s telephone"), _("Person’s email"),
    ]  # fmt: skip


def written(agencies: Iterable[Agency], nation: str) -> str:
    """A line for each agency, or for each of its people where they are known."""
    kinds = dict(kinds_in(nation))
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(heads())
    for agency in agencies:
        own = _of_agency(agency, kinds.get(agency.kind, agency.kind))
        people: list[AgencyContact | None] = list(agency.here) or [None]  # type: ignore[attr-defined]
        for person in people:
            writer.writerow([safe(cell) for cell in own + _of_person(person)])
    return BYTE_ORDER_MARK + made.getvalue()


def _of_agency(agency: Agency, kind: str) -> list[str]:
    day = agency.checked_on
    return [
        agency.name, kind, agency.area, agency.phone, agency.email, agency.portal, agency.hours,
        _("yes") if agency.is_shared_inbox else _("no"), agency.notes,
        f"{day.day}/{day.month}/{day.year}" if day else "",
    ]  # fmt: skip


def _of_person(person: AgencyContact | None) -> list[str]:
    return [person.name, person.role, person.phone, person.email] if person else [""] * 4

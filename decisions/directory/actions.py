"""How is the directory kept: agencies, their people, and the agreements with them?

Nothing is deleted: what is no longer used is marked so, and records that name it keep it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import Model

from accounts.door import Actor, acting
from audit.actions import note
from decisions.directory import queries
from decisions.directory.lines import Line
from decisions.models import Agency, AgencyContact, Agreement, AgreementParty

Row = TypeVar("Row", bound=Model)


class Taken(Exception):
    """Another of this name is there already; ``row`` is it."""

    def __init__(self, row: Model) -> None:
        super().__init__()
        self.row = row


def add_agency(organisation_id: int, *, actor: Actor, values: Mapping[str, Any]) -> Agency:
    """Put an agency into the directory; just the same one twice is one (a double click)."""
    with acting(actor):
        names = {name: values[name] for name in ("name", "area")}
        like = queries.agency_named(organisation_id, **names)
        if like is None:
            like, is_new = Agency.objects.get_or_create(
                organisation_id=organisation_id, **names, defaults=values
            )
            if is_new:
                note("directory.agency_added", detail={"agency": like.pk})
        return _the_same(like, values)


def _the_same(row: Row, values: Mapping[str, Any]) -> Row:
    if any(getattr(row, name) != value for name, value in values.items()):
        raise Taken(row)
    return row


def change_agency(agency: Agency, *, actor: Actor, values: Mapping[str, Any]) -> bool:
    """Bring an agency up to date; False where nothing changed."""
    with acting(actor):
        like = queries.agency_named(agency.organisation_id, values["name"], values["area"])
        if like is not None and like.pk != agency.pk:
            raise Taken(like)
        return _change(agency, values, "directory.agency_changed")


def add_contact(agency: Agency, *, actor: Actor, values: Mapping[str, Any]) -> AgencyContact:
    """Add somebody who works at an agency; just the same one twice is one."""
    with acting(actor):
        Agency.objects.select_for_update().get(pk=agency.pk)
        known = AgencyContact.objects.filter(agency=agency, **values).first()
        if known:
            return known
        made = AgencyContact(organisation_id=agency.organisation_id, agency=agency, **values)
        made.save(force_insert=True)
        note("directory.contact_added", detail={"agency": agency.pk, "contact": made.pk})
        return made


def change_contact(contact: AgencyContact, *, actor: Actor, values: Mapping[str, Any]) -> bool:
    """Bring what is known of somebody at an agency up to date."""
    with acting(actor):
        return _change(contact, values, "directory.contact_changed")


def add_agreement(
    organisation_id: int, *, actor: Actor, values: Mapping[str, Any], parties: Iterable[int]
) -> Agreement:
    """Write an agreement down with those who are in it; the same one twice is one."""
    with acting(actor):
        like = queries.agreement_named(organisation_id, values["title"])
        if like is None:
            like, is_new = Agreement.objects.get_or_create(
                organisation_id=organisation_id, title=values["title"], defaults=values
            )
            if is_new:
                _settle_parties(like, parties)
                note("directory.agreement_added", detail={"agreement": like.pk})
        return _the_same(like, values)


def change_agreement(
    agreement: Agreement, *, actor: Actor, values: Mapping[str, Any], parties: Iterable[int]
) -> bool:
    """Bring an agreement and its parties up to date."""
    with acting(actor):
        like = queries.agreement_named(agreement.organisation_id, values["title"])
        if like is not None and like.pk != agreement.pk:
            raise Taken(like)
        moved = _settle_parties(agreement, parties)
        changed = _change(agreement, values, "")
        if moved or changed:
            note("directory.agreement_changed", detail={"agreement": agreement.pk})
        return moved or changed


def _settle_parties(agreement: Agreement, wanted: Iterable[int]) -> bool:
    """Exactly these agencies are parties; those that no longer are stay, marked so."""
    Agreement.objects.select_for_update().get(pk=agreement.pk)
    ids = set(wanted)
    known = {row.agency_id: row for row in AgreementParty.objects.filter(agreement=agreement)}
    moved = [row for pk, row in known.items() if row.is_active != (pk in ids)]
    for row in moved:
        row.is_active = not row.is_active
        row.save(update_fields=["is_active"])
    new = sorted(ids - set(known))
    AgreementParty.objects.bulk_create(
        AgreementParty(organisation_id=agreement.organisation_id, agreement=agreement, agency_id=pk)
        for pk in new
    )
    return bool(moved or new)


def _change(row: Model, values: Mapping[str, Any], kind: str) -> bool:
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)
        if kind:
            note(kind, detail={"id": row.pk, "fields": changed})
    return bool(changed)


def bring_in(organisation_id: int, *, actor: Actor, lines: Iterable[Line]) -> tuple[int, int]:
    """Add what a file holds and the directory does not: how many agencies, how many people."""
    with acting(actor):
        known = {_key(each): each for each in queries.of_organisation(organisation_id)}
        lines = list(lines)
        new = _new_agencies(organisation_id, lines, known)
        known |= {_key(each): each for each in Agency.objects.bulk_create(new)}
        people = _new_people(organisation_id, lines, known)
        AgencyContact.objects.bulk_create(people)
        if new or people:
            note("directory.imported", detail={"agencies": len(new), "people": len(people)})
        return len(new), len(people)


def _key(row: Agency) -> tuple[str, str]:
    return row.name.casefold(), row.area.casefold()


def _new_agencies(
    organisation_id: int, lines: Iterable[Line], known: Mapping[tuple[str, str], Agency]
) -> list[Agency]:
    found: dict[tuple[str, str], Agency] = {}
    for line in lines:
        if line.key not in known and line.key not in found:
            found[line.key] = Agency(organisation_id=organisation_id, **line.agency)
    return list(found.values())


def _new_people(
    organisation_id: int, lines: Iterable[Line], known: Mapping[tuple[str, str], Agency]
) -> list[AgencyContact]:
    there = queries.known_people(known.values())
    found = []
    for line in lines:
        agency = known[line.key]
        place = (agency.pk, line.person.get("name", "").casefold())
        if line.person and place not in there:
            there.add(place)
            found.append(
                AgencyContact(organisation_id=organisation_id, agency=agency, **line.person)
            )
    return found

"""How is it written who was told, and what each person wants?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from accounts.door import Actor, acting
from audit.actions import note
from consent.actions import change_wishes, hear_wishes
from consent.models import Wishes
from decisions.actions.drafting import bump
from decisions.choices import Told
from decisions.models import Decision, Informing, PersonConcerned, PersonWishes
from decisions.record import Record
from decisions.settling import happened

WHEN_TOLD = ("told_at", "how", "by_whom")
WHY_NOT = ("reason", "reason_note", "ask_again_on")
TELLING = ("told", *WHEN_TOLD, *WHY_NOT)
NOTHING: dict[str, Any] = {**dict.fromkeys(TELLING, ""), "told_at": None, "ask_again_on": None}
NOT_TOLD = frozenset({Told.WILL, Told.NOT})
ByPerson = Mapping[int, Mapping[str, Any]]


def put_tellings(record: Record, *, actor: Actor, told: ByPerson, wishes: ByPerson) -> bool:
    """Write for several people whether they were told and what they want; False if no change."""
    with acting(actor):
        rows = [*_put_informing(record, told), *_put_wishes(record, wishes, actor=actor)]
        if not rows:
            return False
        bump(record.decision)
        detail = {"part": "telling", "ids": [row.pk for row in rows]}
        note("decision.answered", decision_id=record.decision.pk, detail=detail)
    return True


def tell_person(
    decision: Decision, person: PersonConcerned, *, actor: Actor, values: Mapping[str, Any]
) -> Informing:
    """Append a later telling, after recording too; the earlier answer stays as it was."""
    with acting(actor):
        row = Informing(
            organisation_id=decision.organisation_id,
            decision=decision,
            person=person,
            **fitting(values),
        )
        row.save(force_insert=True)
        detail: dict[str, object] = {"informing": row.pk, "person": person.pk}
        happened(decision, actor=actor, act="follow_up.told_later", detail=detail)
        return row


def fitting(values: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that belong to having told, or to not having told; the rest empty."""
    given = {name: values.get(name) or NOTHING[name] for name in TELLING}
    other = WHEN_TOLD if given["told"] in NOT_TOLD else WHY_NOT
    return given | {name: NOTHING[name] for name in other}


def _put_informing(record: Record, told: ByPerson) -> list[Informing]:
    latest = {row.person_id: row for row in record.informing}
    new = [_new(record, person, values) for person, values in told.items() if person not in latest]
    changed = [
        latest[person]
        for person, values in told.items()
        if person in latest and _set(latest[person], fitting(values))
    ]
    if changed:
        Informing.objects.bulk_update(changed, TELLING)
    if new:
        record.informing += Informing.objects.bulk_create(new)
    return [*changed, *new]


def _new(record: Record, person_id: int, values: Mapping[str, Any]) -> Informing:
    decision = record.decision
    return Informing(
        organisation_id=decision.organisation_id,
        decision=decision,
        person_id=person_id,
        **fitting(values),
    )


def _set(row: Informing, values: Mapping[str, Any]) -> bool:
    changed = any(getattr(row, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(row, name, value)
    return changed


def _put_wishes(record: Record, wishes: ByPerson, *, actor: Actor) -> Sequence[Wishes]:
    ids = {link.person_id: link.wishes_id for link in record.wishes_links}
    stored = {row.pk: row for row in record.wishes}
    old = [(stored[ids[person]], said) for person, said in wishes.items() if person in ids]
    new = {person: said for person, said in wishes.items() if person not in ids}
    changed = change_wishes(old, actor=actor)
    return [*changed, *(_add_wishes(record, new, actor=actor) if new else ())]


def _add_wishes(record: Record, new: ByPerson, *, actor: Actor) -> list[Wishes]:
    organisation = record.decision.organisation_id
    rows = hear_wishes(organisation, actor=actor, heard=list(new.values()))
    record.wishes_links += PersonWishes.objects.bulk_create(
        PersonWishes(
            organisation_id=organisation,
            decision=record.decision,
            person_id=person_id,
            wishes=row,
        )
        for person_id, row in zip(new, rows, strict=True)
    )
    record.wishes += rows
    return rows

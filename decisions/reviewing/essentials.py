"""What must a reviewer see of a record beside their form? In a few lines, read off its rows."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from decisions.after import After
from decisions.choices import Outcome, PersonRole, Told
from decisions.guidance import concern
from decisions.models import Recipient
from decisions.record import Record
from decisions.screens.base import Row
from decisions.words import label, moment


def essentials(after: After) -> list[Row]:
    """Who, why, what was decided, who has it and who was told; empty answers left out."""
    record = after.record
    found = [
        *about(record),
        (_("Harm if shared"), record.decision.harm_if_shared),
        (_("Harm if not shared"), record.decision.harm_if_not_shared),
        (_("Decided"), label(Outcome, record.decision.outcome)),
        (_("Why"), record.decision.reasons),
        (_("When"), moment(record.decision.decided_at)),
        (_("Who gets it"), "\n".join(_recipient(row, after) for row in record.recipients)),
        (_("Was the person told"), "\n".join(_told(record))),
    ]
    return [Row(name, value) for name, value in found if value]


def about(record: Record) -> list[tuple[str, str]]:
    """Who it is about and what was feared: all that an adviser is given who needs a name."""
    decision = record.decision
    worries = ", ".join(concern(code).label for code in decision.concerns)
    return [
        (_("About"), "\n".join(_people(record)) or _("Not known")),
        (_("Worries"), worries),
        (_("What is worrying"), decision.concern),
    ]


def named_rows(record: Record) -> list[Row]:
    """The same as rows of a page."""
    return [Row(name, value) for name, value in about(record) if value]


def _people(record: Record) -> Iterator[str]:
    for person in record.people:
        said = [person.name, person.identifier, label(PersonRole, person.role).lower(), person.age]
        yield ", ".join(filter(None, said))


def _recipient(row: Recipient, after: After) -> str:
    """Sent by any way that the record knows of."""
    arrived = [each for each in after.dispatches_to(row) if each.result != "failed"]
    at = row.sent_at or (arrived[-1].happened_at if arrived else None)
    said = _("told %s") % moment(at) if at else _("not told yet")
    return f"{row}: {said}"


def _told(record: Record) -> Iterator[str]:
    for person in record.people:
        if latest := record.informing_of(person)[-1:]:
            yield f"{person}: {label(Told, latest[0].told).lower()}"

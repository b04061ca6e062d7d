"""Why does a decision need a lead's eye? Worked out from the record, one row for each reason."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import Count, Model
from django.utils import timezone

from accounts.door import Actor, acting
from decisions.after import After
from decisions.dashboard.reasons import BY_CODE, Seen, reasons_for
from decisions.dashboard.subjects import people_of, subject_of, subjects_of
from decisions.models import Attention, Decision, Facet, PersonConcerned
from decisions.record import Record

YEAR = dt.timedelta(days=365)
# So many others about the same person within a year make a pattern.
OTHERS = 2
ALL, SAMPLE, REASON = "all", "sample", "reason"
DRAWN = "drawn"
# Columns by the names that a statement for many rows takes.
NAMED = {"organisation_id": "organisation", "team_id": "team"}
Rows = dict[tuple[str, ...], dict[str, Any]]


def attend(after: After, *, actor: Actor) -> None:
    """Write the reasons and the properties to filter by of one decision anew."""
    decision = after.record.decision
    with acting(actor):
        seen = _seen(after)
        attention = _attention(seen)
        facets = _facets(seen, {code for _subject, code in attention})
        _keep(Attention, decision, ("subject", "reason"), attention)
        _keep(Facet, decision, ("kind", "value"), facets)


def _seen(after: After) -> Seen:
    decision = after.record.decision
    return Seen(
        after=after,
        organisation=decision.organisation,
        tasks=after.open_tasks,
        repeated=_repeated(after.record),
        gaps=[] if decision.is_sealed or not _gaps else _gaps[0](after.record),
    )


Gaps = Callable[[Record], list[str]]
_gaps: list[Gaps] = []


def gaps_are_found_by(find: Gaps) -> None:
    """The rule tables, which know the steps and so everything that is ever written, say this."""
    _gaps[:] = [find]


def _repeated(record: Record) -> frozenset[int]:
    """The rows of people about whom others recorded twice in the year before, or more often."""
    known = {person.pk: person for person in people_of(record) if person.identifier}
    if not known:
        return frozenset()
    decision = record.decision
    until = decision.recorded_at or timezone.now()
    keys = {person.identifier.upper() for person in known.values()}
    rows = (
        PersonConcerned.objects.filter(
            organisation=decision.organisation_id,
            identifier_key__in=keys,
            decision__recorded_at__gt=until - YEAR,
            decision__recorded_at__lte=until,
        )
        .exclude(decision=decision.pk)
        .order_by()
        .values_list("identifier_kind", "identifier_key")
        .annotate(number=Count("decision", distinct=True))
    )
    often = {f"I:{kind.upper()}:{key}" for kind, key, number in rows if number >= OTHERS}
    return frozenset(pk for pk, person in known.items() if subject_of(person) in often)


def _attention(seen: Seen) -> Rows:
    """Each reason of each person concerned; what is about somebody else is about all of them."""
    decision, subjects = seen.record.decision, subjects_of(seen.record)
    by_row = {person.pk: subject_of(person) for person in people_of(seen.record)}
    found: Rows = {}
    for (code, person_id), since in reasons_for(seen).items():
        own = by_row.get(person_id) if person_id else None
        for subject in [own] if own else subjects:
            person = subjects[subject]
            row = {
                "organisation_id": decision.organisation_id,
                "team_id": decision.team_id,
                "person_id": person.pk if person else None,
                "rank": BY_CODE[code].rank,
                "since": since,
            }
            before = found.get((subject, code))
            if before is None or since < before["since"]:
                found[subject, code] = row
    return found


def _facets(seen: Seen, reasons: set[str]) -> Rows:
    decision = seen.record.decision
    row = {
        "organisation_id": decision.organisation_id,
        "team_id": decision.team_id,
        "recorded_at": decision.recorded_at,
    }
    pairs = {(REASON, code) for code in reasons} | set(_properties(seen))
    return {(kind, value[:60]): row for kind, value in pairs if value or kind == ALL}


def _properties(seen: Seen) -> Iterator[tuple[str, str]]:
    """Kind and value; of a sealed record nothing that its content says."""
    decision = seen.record.decision
    yield ALL, ""
    yield "author", str(decision.author_id)
    yield "outcome", decision.outcome
    if is_drawn(decision, seen.organisation.sample_one_in):
        yield SAMPLE, DRAWN
    if decision.is_sealed:
        return
    yield from (("agency", row.agency_type) for row in seen.record.recipients)
    yield from (("concern", code) for code in decision.concerns)
    yield from (("basis", row.code) for row in seen.record.bases)
    yield from (("gap", code) for code in seen.gaps)


def is_drawn(decision: Decision, one_in: int) -> bool:
    """Whether a record is of the sample of its month: anybody can work it out again.

    The SHA-256 of reference and month, as a number, is a multiple of ``one_in``.
    """
    month = timezone.localtime(decision.recorded_at).strftime("%Y-%m")
    drawn = hashlib.sha256(f"{decision.reference} {month}".encode()).hexdigest()
    return int(drawn, 16) % max(one_in, 1) == 0


def _keep(
    model: type[Attention | Facet], decision: Decision, names: tuple[str, ...], wanted: Rows
) -> None:
    """Make the stored rows those that are wanted: nothing is written where nothing changed."""
    there = {tuple(getattr(row, name) for name in names): row for row in _stored(model, decision)}
    gone = [row.pk for key, row in there.items() if key not in wanted]
    new = [
        model(decision_id=decision.pk, **dict(zip(names, key, strict=True)), **values)
        for key, values in wanted.items()
        if key not in there or _differs(there[key], values)
    ]
    if gone:
        model._default_manager.filter(pk__in=gone).delete()
    if new:
        values = next(iter(wanted.values()))
        model._default_manager.bulk_create(
            new,  # type: ignore[arg-type]
            update_conflicts=True,
            unique_fields=["decision", *names],
            update_fields=[NAMED.get(name, name) for name in values],
        )


def _stored(model: type[Attention | Facet], decision: Decision) -> Any:
    return model._default_manager.filter(decision=decision.pk)


def _differs(row: Model, values: Mapping[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in values.items())

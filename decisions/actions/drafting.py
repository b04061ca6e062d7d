"""How is a decision begun and its answers written, while it is a draft or has gaps to fill?

Callers hold the decision's row lock (``queries.for_writing``). Whatever is written, the
decision's ``version`` goes up last, so that its history can show every part as it stood.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import connection
from django.utils import timezone

from accounts.door import Actor, acting, whoever
from accounts.models import Membership
from audit.actions import note
from decisions.choices import Direction, Route
from decisions.consequences import settle
from decisions.guidance import editions_in_force
from decisions.models import Decision, PartOfDecision, Request
from decisions.record import Record

P = TypeVar("P", bound=PartOfDecision)


def start_decision(
    *,
    actor: Actor,
    membership: Membership,
    direction: str = "",
    route: str = Route.GUIDED,
    team_id: int | None = None,
    key: uuid.UUID | None = None,
    values: Mapping[str, Any] | None = None,
) -> Decision:
    """Begin a draft; the same ``key`` twice gives the same draft (a double click)."""
    with acting(actor):
        if key and (begun := _begun_with(key)):
            return begun
        organisation = membership.organisation
        editions = editions_in_force(organisation.nation, "child", timezone.localdate())
        decision = Decision(
            organisation=organisation,
            team_id=team_id,
            author_id=membership.person_id,
            nation=organisation.nation,
            direction=direction or Direction.SHARE,
            route=route,
            creation_key=key,
            **editions.by_family,
            **(values or {}),
        )
        decision.save(force_insert=True)
        note("decision.drafted", decision_id=decision.pk)
        return decision


def _begun_with(key: uuid.UUID) -> Decision | None:
    """What the same key began already; those who come at once with it wait for the first."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '10s'")
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(key)])
    return Decision.objects.filter(creation_key=key).select_related("organisation").first()


def bump(decision: Decision, *, fields: tuple[str, ...] = (), record: Record | None = None) -> None:
    """Write the named columns and the next version; always the last write of an action.

    Of what is recorded, tasks and attention are settled first, so that the version holds them.
    """
    if decision.is_recorded:
        settle(decision, actor=whoever(), record=record)
    decision.version += 1
    decision.save(update_fields=[*fields, "version"])


def answer(decision: Decision, *, actor: Actor, values: Mapping[str, Any]) -> bool:
    """Write answers that are columns of the decision; False where nothing changed."""
    changed = tuple(name for name, value in values.items() if getattr(decision, name) != value)
    if not changed:
        return False
    with acting(actor):
        for name in changed:
            setattr(decision, name, values[name])
        bump(decision, fields=changed)
        note("decision.answered", decision_id=decision.pk, detail={"fields": list(changed)})
    return True


def put_request(decision: Decision, *, actor: Actor, values: Mapping[str, Any]) -> Request:
    """Keep the request as it was received."""
    with acting(actor):
        kept = Request.objects.filter(decision=decision).first()
        if kept is None:
            return add_part(decision, Request, actor=actor, values=values)
        change_part(kept, decision, actor=actor, values=values)
        return kept


def add_part(decision: Decision, model: type[P], *, actor: Actor, values: Mapping[str, Any]) -> P:
    """Add a row that belongs to the decision: a person, a recipient, a piece of advice."""
    with acting(actor):
        row = model(organisation_id=decision.organisation_id, decision=decision, **values)
        row.save(force_insert=True)
        bump(decision)
        _noted(decision, model, "added", row.pk)
        return row


def change_part(
    row: PartOfDecision, decision: Decision, *, actor: Actor, values: Mapping[str, Any]
) -> bool:
    """Change a row of the decision; False where nothing changed."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if not changed:
        return False
    with acting(actor):
        for name in changed:
            setattr(row, name, values[name])
        row.save(update_fields=changed)
        bump(decision)
        _noted(decision, type(row), "changed", row.pk)
    return True


def _noted(decision: Decision, model: type[PartOfDecision], what: str, pk: int) -> None:
    detail = {"part": model._meta.model_name, "change": what, "id": pk}
    note("decision.answered", decision_id=decision.pk, detail=detail)

"""How is a decision recorded, and a record with gaps completed? Once, at the database's time."""

from __future__ import annotations

import datetime as dt

from django.db import connection

from accounts.door import SYSTEM_KIND, Actor, acting
from audit.actions import note
from decisions.actions.correcting import supersede_earlier
from decisions.actions.drafting import bump
from decisions.actions.editions import settle_editions
from decisions.choices import Status
from decisions.models import Dispatch
from decisions.policies import missing_to_record
from decisions.record import Record
from decisions.sending.attempts import keep_first_attempts
from decisions.steps import missing


class NotYet(Exception):
    """Recording lacks whom, what, why or when; ``missing`` says which, with the step."""

    def __init__(self, lacking: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(sentence for _, sentence in lacking))
        self.missing = lacking


def record_decision(
    record: Record, *, actor: Actor, recorded_at: dt.datetime | None = None, said: str = ""
) -> bool:
    """Record it; False where it is recorded already (a double click).

    Complete where nothing is missing, else with visible gaps and a time by which to fill
    them. Whoever was told before gets their first attempt, with what was ``said``. Only the
    system may name a time of its own, to load demonstration data.
    """
    decision = record.decision
    if decision.is_recorded:
        return False
    if lacking := missing_to_record(record):
        raise NotYet(lacking)
    with acting(actor):
        settle_editions(record, actor=actor)
        decision.recorded_at = _moment(actor, recorded_at)
        decision.recorded_by_id = actor.person_id or decision.author_id
        if not decision.decided_by_other:
            decision.decided_by_id = decision.decided_by_id or decision.author_id
        decision.status = Status.INCOMPLETE if missing(record) else Status.RECORDED
        if decision.status == Status.INCOMPLETE:
            allowed = dt.timedelta(hours=decision.organisation.complete_within_hours)
            decision.complete_by = decision.recorded_at + allowed
        if decision.shares:
            keep_first_attempts(record.recipients, actor=actor, said=said)
        bump(decision, fields=WRITTEN, record=record)
        supersede_earlier(record, actor=actor)
        note("decision.recorded", decision_id=decision.pk)
    return True


WRITTEN = ("recorded_at", "recorded_by", "decided_by", "status", "complete_by")


def _moment(actor: Actor, named: dt.datetime | None) -> dt.datetime:
    """The database's clock, which nobody can type."""
    if named is not None and actor.kind == SYSTEM_KIND:
        return named
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    moment: dt.datetime = now
    return moment


def complete_record(record: Record, *, actor: Actor) -> bool:
    """Close a record whose gaps have all been filled; False while some are open."""
    decision = record.decision
    if decision.status != Status.INCOMPLETE or missing(record):
        return False
    with acting(actor):
        decision.status = Status.RECORDED
        _keep_later_attempts(record, actor)
        bump(decision, fields=("status",))
        note("decision.completed", decision_id=decision.pk)
    return True


def _keep_later_attempts(record: Record, actor: Actor) -> None:
    """Whoever the gaps named as told, and nobody noted an attempt for."""
    told = [row for row in record.recipients if row.sent_at]
    if told and record.decision.shares:
        known = Dispatch.objects.filter(decision=record.decision, recipient__in=told)
        noted = set(known.values_list("recipient_id", flat=True))
        keep_first_attempts([row for row in told if row.pk not in noted], actor=actor)

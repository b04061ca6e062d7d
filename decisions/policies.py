"""What does the state of a decision allow? No person, no request."""

from __future__ import annotations

import datetime as dt

from decisions.choices import Status
from decisions.models import Decision
from decisions.record import Record

# What a decision may become; nothing else.
TRANSITIONS: dict[str, frozenset[str]] = {
    Status.DRAFT: frozenset({Status.INCOMPLETE, Status.RECORDED, Status.ABANDONED}),
    Status.INCOMPLETE: frozenset({Status.RECORDED, Status.SUPERSEDED, Status.IN_ERROR}),
    Status.RECORDED: frozenset({Status.SUPERSEDED, Status.IN_ERROR}),
    Status.SUPERSEDED: frozenset({Status.IN_ERROR}),
    Status.IN_ERROR: frozenset(),
    Status.ABANDONED: frozenset(),
}


def can_become(decision: Decision, status: str) -> bool:
    """Whether the state table allows it."""
    return status in TRANSITIONS[Status(decision.status)]


def is_late(decision: Decision, now: dt.datetime) -> bool:
    """Recorded, or still unrecorded, past the organisation's own limit after it happened."""
    began = decision.shared_at or decision.decided_at or decision.happened_at
    if began is None:
        return False
    allowed = dt.timedelta(hours=decision.organisation.late_after_hours)
    return (decision.recorded_at or now) - began > allowed


def missing_to_record(record: Record) -> list[tuple[str, str]]:
    """What recording cannot do without: whom, what, why and when. (step slug, sentence)

    Everything else that is missing is a visible gap with an owner (product principle 1).
    """
    decision = record.decision
    found = []
    if not record.people and not decision.people_not_known:
        found.append(("who", "Say who it is about, or that you do not know."))
    if not decision.outcome:
        found.append(("decision", "Say what was decided."))
    if not decision.reasons:
        found.append(("decision", "Say why."))
    if decision.outcome and not decision.decided_at:
        found.append(("decision", "Say when it was decided."))
    return found

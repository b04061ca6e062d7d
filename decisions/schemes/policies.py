"""How far is a concern in a disclosure scheme, and what may be noted next? No person, no request.

Only the police decide who is told. What somebody here told without them may be noted in every
state, and leads nowhere: it decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from decisions.after import After
from decisions.choices import SchemeStage
from decisions.following.policies import is_told
from decisions.models import Recipient, SchemeConcern

NOTED, PASSED_ON, CHECKED, WILL_TELL, WILL_NOT_TELL, TOLD, ENDED = (
    "noted", "passed-on", "checked", "will-tell", "will-not-tell", "told", "ended",
)  # fmt: skip
# The police have it: their row among the recipients says so, and nothing here says it again.
SHARED: Final = "shared"

# State of a concern → what may be noted → the state after it. What was noted in error is put
# right by what is noted next.
STATES: Mapping[str, Mapping[str, str]] = {
    NOTED: {
        SHARED: PASSED_ON,
        SchemeStage.PASSED_ON: PASSED_ON,
        SchemeStage.ENDED: ENDED,
        SchemeStage.TOLD_BY_US: NOTED,
    },
    PASSED_ON: {
        SchemeStage.PASSED_ON: PASSED_ON,
        SchemeStage.CHECKED: CHECKED,
        SchemeStage.WILL_TELL: WILL_TELL,
        SchemeStage.WILL_NOT_TELL: WILL_NOT_TELL,
        SchemeStage.TOLD: TOLD,
        SchemeStage.ENDED: ENDED,
        SchemeStage.TOLD_BY_US: PASSED_ON,
    },
    CHECKED: {
        SchemeStage.WILL_TELL: WILL_TELL,
        SchemeStage.WILL_NOT_TELL: WILL_NOT_TELL,
        SchemeStage.TOLD: TOLD,
        SchemeStage.ENDED: ENDED,
        SchemeStage.TOLD_BY_US: CHECKED,
    },
    WILL_TELL: {
        SchemeStage.TOLD: TOLD,
        SchemeStage.WILL_NOT_TELL: WILL_NOT_TELL,
        SchemeStage.ENDED: ENDED,
        SchemeStage.TOLD_BY_US: WILL_TELL,
    },
    WILL_NOT_TELL: {
        SchemeStage.WILL_TELL: WILL_TELL,
        SchemeStage.TOLD_BY_US: WILL_NOT_TELL,
    },
    # More than one person may be told.
    TOLD: {
        SchemeStage.TOLD: TOLD,
        SchemeStage.WILL_NOT_TELL: WILL_NOT_TELL,
        SchemeStage.TOLD_BY_US: TOLD,
    },
    ENDED: {SchemeStage.PASSED_ON: PASSED_ON, SchemeStage.TOLD_BY_US: ENDED},
}
# Nothing has to be done about a concern in these.
OVER = frozenset({WILL_NOT_TELL, TOLD, ENDED})


def state_of(after: After, concern: SchemeConcern) -> str:
    """Where it is: from the share with the police, then each event as it was noted."""
    recipient = recipient_of(after, concern)
    state = NOTED
    if recipient is not None and is_told(after, recipient):
        state = STATES[NOTED][SHARED]
    for event in sorted(after.events_of(concern), key=lambda row: row.pk):
        state = STATES[state].get(event.stage, state)
    return state


def recipient_of(after: After, concern: SchemeConcern) -> Recipient | None:
    """The police among the recipients of the record; None where somebody else told them."""
    known = concern.recipient_id
    return next((row for row in after.record.recipients if row.pk == known), None)


def to_tell(after: After, concern: SchemeConcern) -> Recipient | None:
    """The police, where nothing shows yet that they have it."""
    recipient = recipient_of(after, concern)
    if recipient is None or is_told(after, recipient):
        return None
    return recipient


def may_come_next(after: After, concern: SchemeConcern) -> list[str]:
    """What may be noted now. That the police have it is said at their row, where they have one."""
    found = [act for act in STATES[state_of(after, concern)] if act != SHARED]
    if to_tell(after, concern) is not None:
        found = [act for act in found if act != SchemeStage.PASSED_ON]
    return found

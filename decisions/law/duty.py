"""Does a record keep back what a duty to share may ask for, and is that judged?

Children Act 2004, section 16LA (England): whether it is in force is not confirmed. The judgement
is asked for all the same, and nothing ever waits for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.choices import Nation
from decisions.choices import Direction, Outcome
from decisions.law.reading import about
from decisions.models import DetrimentJudgement
from decisions.record import Record
from decisions.screens.base import Gap

KEPT_BACK = (Outcome.NOT_SHARE, Outcome.SHARE_PART)


@dataclass(frozen=True)
class Duty:
    """What a page says of the duty: what was judged, and whether its reader may judge."""

    judgements: list[DetrimentJudgement]
    may: bool


def to_judge(record: Record, *, may: bool = True) -> Duty | None:
    """What is to be judged, or was; None where the duty is not asked about."""
    if not may_concern(record) or not (is_asked(record) or record.judgements):
        return None
    return Duty(record.judgements, may)


def may_concern(record: Record) -> bool:
    """It is about a child in England, where alone the duty is law."""
    return record.decision.nation == Nation.ENGLAND and about(record) in ("child", "both")


def is_asked(record: Record) -> bool:
    """Something is kept back, or somebody asked and does not get all of it."""
    outcome = record.decision.outcome
    asked = record.decision.direction == Direction.ASKED and outcome != Outcome.SHARE_ALL
    return may_concern(record) and (outcome in KEPT_BACK or asked)


def judgement_gaps(record: Record) -> list[Gap]:
    """What was asked for, or wholly kept back, and not judged; a gap and never a block."""
    decision = record.decision
    wanted = decision.outcome == Outcome.NOT_SHARE or (
        decision.outcome == Outcome.SHARE_PART and decision.direction == Direction.ASKED
    )
    if not (wanted and may_concern(record)) or record.judgements:
        return []
    return [Gap(_("It does not say whether sharing would do the child more harm."), "outcome")]

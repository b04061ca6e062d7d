"""How is it written that a duty to share was judged?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from accounts.door import Actor, acting
from decisions.models import DetrimentJudgement
from decisions.record import Record
from decisions.settling import happened


def judge_detriment(
    record: Record, *, actor: Actor, values: Mapping[str, Any]
) -> DetrimentJudgement:
    """Add a judgement; an earlier one stays as it is. The same again adds nothing."""
    decision = record.decision
    with acting(actor):
        if latest := _said_already(record, values):
            return latest
        made = DetrimentJudgement(
            organisation_id=decision.organisation_id,
            decision=decision,
            judged_by_id=None if values["judged_by_other"] else actor.person_id,
            noted_by_id=actor.person_id or 0,
            **{**values, "judged_at": values["judged_at"] or timezone.now()},
        )
        made.save(force_insert=True)
        record.judgements.append(made)
        happened(decision, actor=actor, act="law.detriment_judged", detail={"judgement": made.pk})
        return made


def _said_already(record: Record, values: Mapping[str, Any]) -> DetrimentJudgement | None:
    """The last judgement, where it says just this; a time left open is no difference."""
    said = {name: value for name, value in values.items() if value is not None}
    latest = record.judgements[-1:]
    same = bool(latest) and all(getattr(latest[0], name) == said[name] for name in said)
    return latest[0] if same else None

"""How is it written what happened after a recipient had the information?"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from accounts.door import Actor, acting
from decisions.models import Decision, FollowUp, Recipient
from decisions.settling import happened


def follow_up(
    decision: Decision,
    recipient: Recipient,
    kind: str,
    *,
    actor: Actor,
    happened_at: dt.datetime,
    key: uuid.UUID,
    **said: Any,
) -> FollowUp:
    """Add one follow-up; nothing is ever changed. The same ``key`` twice adds one."""
    with acting(actor):
        made, is_new = FollowUp.objects.get_or_create(
            key=key,
            defaults={
                "organisation_id": decision.organisation_id,
                "decision": decision,
                "recipient": recipient,
                "kind": kind,
                "happened_at": happened_at,
                "by_id": actor.person_id,
                **said,
            },
        )
        if is_new:
            detail = {"follow_up": made.pk, "kind": kind, "recipient": recipient.pk}
            happened(decision, actor=actor, act="follow_up.noted", detail=detail)
        return made


def follow_ups(
    decision: Decision, rows: Sequence[Mapping[str, Any]], *, actor: Actor
) -> list[FollowUp]:
    """Add several follow-ups, each given as its columns, as one act."""
    with acting(actor):
        made = FollowUp.objects.bulk_create(
            FollowUp(
                organisation_id=decision.organisation_id,
                decision=decision,
                by_id=actor.person_id,
                **row,
            )
            for row in rows
        )
        detail: dict[str, object] = {"follow_ups": [row.pk for row in made]}
        happened(decision, actor=actor, act="follow_up.noted", detail=detail)
        return made

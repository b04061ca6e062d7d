"""How does a record begin at the end of a flow chart?"""

from __future__ import annotations

import uuid

from accounts.door import Actor, acting
from accounts.models import Membership
from audit.actions import note
from decisions.actions.drafting import add_part, start_decision
from decisions.guidance.flow import Walk
from decisions.library.queries import has_walk
from decisions.models import ChartWalk, Decision


def begin_from_chart(
    walk: Walk,
    *,
    actor: Actor,
    membership: Membership,
    team_id: int | None,
    key: uuid.UUID | None,
) -> Decision:
    """Begin a draft that keeps the answers; it takes over only what they say word for word.

    The same key twice gives the same draft. Nothing legal follows from a chart.
    """
    carried = walk.carried
    with acting(actor):
        decision = start_decision(
            actor=actor,
            membership=membership,
            direction=carried.pop("direction", ""),
            team_id=team_id,
            key=key,
            values=carried,
        )
        if not has_walk(decision):
            keep_walk(walk, decision, actor=actor)
        return decision


def keep_walk(walk: Walk, decision: Decision, *, actor: Actor) -> None:
    """Keep with a draft how somebody came to it: codes alone."""
    values = {
        "chart": walk.chart.key,
        "answers": list(walk.codes),
        "ended_at": walk.at.key,
        "walked_by_id": actor.person_id,
    }
    with acting(actor):
        add_part(decision, ChartWalk, actor=actor, values=values)
        note("guidance.walked", decision_id=decision.pk, detail={"chart": walk.chart.key})

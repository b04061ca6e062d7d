"""Which drafts of the demonstration were begun at the end of a flow chart, and by which way?"""

from __future__ import annotations

from accounts.door import Actor
from decisions.guidance.charts import chart, walked
from decisions.guidance.flow import Walk
from decisions.library.actions import keep_walk
from decisions.models import Decision

# Where most shares that are meant to protect somebody come to.
ENDS = {"may-share", "public-interest", "protect-scotland"}


def come_by_chart(decision: Decision, *, actor: Actor) -> None:
    """The draft of somebody who walked the chart of their nation first, about a child."""
    found = way_to(decision)
    if found:
        keep_walk(found, decision, actor=actor)


def way_to(decision: Decision) -> Walk | None:
    """The first way that says what the draft says, and that allows sharing; none for the rest."""
    said = {"direction": decision.direction, "danger_now": decision.danger_now or "no"}
    held = chart(walked(decision.nation, "child").chart)
    return next(
        (walk for walk in held.paths() if walk.carried == said and walk.at.key in ENDS), None
    )

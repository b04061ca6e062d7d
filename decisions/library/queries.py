"""Was a record begun from a flow chart?"""

from __future__ import annotations

from decisions.models import ChartWalk, Decision


def has_walk(decision: Decision) -> bool:
    """Whether the answers of a chart are kept with it."""
    return ChartWalk.objects.filter(decision=decision).exists()

"""When does an item take marks on a body? No person, no request."""

from __future__ import annotations

from decisions.models import Decision, InformationItem


def takes_marks(item: InformationItem) -> bool:
    """What is left out is not repeated, on a drawing either."""
    return item.is_included is not False


def loses_marks(decision: Decision) -> bool:
    """Marks that are recorded stay."""
    return decision.is_draft

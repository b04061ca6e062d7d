"""May the words of this record be changed by a hint? No person, no request."""

from __future__ import annotations

from decisions.models import Decision


def can_change_words(decision: Decision) -> bool:
    """Only a draft's: what is recorded is never changed, only added to."""
    return decision.is_draft

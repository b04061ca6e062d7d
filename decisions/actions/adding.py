"""How are several rows of one kind added to a decision at once? One write, one version, one act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from accounts.door import Actor, acting
from audit.actions import note
from decisions.actions.drafting import bump
from decisions.models import Decision, PartOfDecision

P = TypeVar("P", bound=PartOfDecision)


def add_parts(
    decision: Decision, model: type[P], *, actor: Actor, rows: Sequence[Mapping[str, Any]]
) -> list[P]:
    """Add rows in their order, each given as its columns; nothing is written for none."""
    if not rows:
        return []
    organisation = decision.organisation_id
    with acting(actor):
        added = model._default_manager.bulk_create(
            model(organisation_id=organisation, decision=decision, **values) for values in rows
        )
        bump(decision)
        detail = {"part": model._meta.model_name, "change": "added", "count": len(added)}
        note("decision.answered", decision_id=decision.pk, detail=detail)
    return added

"""How are many rows added to a decision at once? One version and one act for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from accounts.door import Actor, acting
from audit.actions import note
from decisions.actions.drafting import bump
from decisions.models import Decision, PartOfDecision

Rows = Mapping[type[PartOfDecision], Sequence[Mapping[str, Any]]]


def add_parts(decision: Decision, *, actor: Actor, rows: Rows) -> dict[Any, list[Any]]:
    """Add rows of several kinds, each given as its columns, in their order; by kind, what was made.

    Nothing is written for none.
    """
    if not any(rows.values()):
        return {model: [] for model in rows}
    with acting(actor):
        added = {model: _add(decision, model, values) for model, values in rows.items()}
        bump(decision)
        counts = {str(model._meta.model_name): len(made) for model, made in added.items() if made}
        detail: dict[str, object] = {"change": "added", **counts}
        note("decision.answered", decision_id=decision.pk, detail=detail)
    return added


def _add(
    decision: Decision, model: type[PartOfDecision], rows: Sequence[Mapping[str, Any]]
) -> list[PartOfDecision]:
    if not rows:
        return []
    organisation = decision.organisation_id
    return model._default_manager.bulk_create(
        model(organisation_id=organisation, decision=decision, **values) for values in rows
    )

"""How does a part of the history leave the application? With a reason, and noted."""

from __future__ import annotations

from collections.abc import Mapping

from accounts.door import Actor, acting
from audit.actions import note
from decisions.actions.correcting import writer
from decisions.models import Export


def keep_export(
    organisation_id: int,
    *,
    actor: Actor,
    asked: Mapping[str, str],
    file_format: str,
    reason: str,
    rows: int,
    decision_id: int | None = None,
) -> Export:
    """Keep what leaves, for whom and why. The act holds codes; the reason stands in the row.

    An export of one decision is an act on it, and so stands in its own history.
    """
    kind = "decision.exported" if decision_id else "history.exported"
    with acting(actor, reason=reason):
        kept = Export(
            organisation_id=organisation_id,
            person_id=writer(actor),
            asked=dict(asked),
            format=file_format,
            reason=reason,
            rows=rows,
        )
        kept.save(force_insert=True)
        detail = {**asked, "format": file_format, "rows": rows}
        note(kind, decision_id=decision_id, target=f"export:{kept.pk}", detail=detail)
        return kept

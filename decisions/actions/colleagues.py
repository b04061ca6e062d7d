"""How is a colleague named on a record, so that they may see it and help to write it?"""

from __future__ import annotations

from accounts.door import Actor, acting
from audit.actions import note
from decisions.models import Contributor, Decision


def name_colleague(decision: Decision, *, actor: Actor, person_id: int) -> None:
    """Name somebody once; twice changes nothing."""
    with acting(actor):
        _, is_new = Contributor.objects.get_or_create(
            decision=decision,
            person_id=person_id,
            defaults={"organisation_id": decision.organisation_id},
        )
        if is_new:
            detail = {"person": person_id}
            note("decision.contributor_named", decision_id=decision.pk, detail=detail)

"""What follows when an organisation looks at more or fewer ordinary records? The sample anew."""

from __future__ import annotations

from accounts.door import Actor, acting
from accounts.models import Organisation
from decisions.dashboard.attending import ALL, DRAWN, SAMPLE, is_drawn
from decisions.models import Facet
from decisions.tasks.deferring import DRAW_AGAIN, later

# So many records in one transaction.
CHUNK = 1000


def follow_settings(organisation: Organisation, changed: list[str]) -> None:
    """Leave a job, in the transaction of the change, where the sample depends on it."""
    if "sample_one_in" in changed:
        later(DRAW_AGAIN, organisation_id=organisation.pk, after=0)


def draw_again(organisation_id: int, after: int, *, actor: Actor) -> int:
    """Draw among the next records anew, and leave a job for those behind them; how many there were.

    Done twice, nothing more changes: what is drawn follows from reference, month and number.
    """
    with acting(actor):
        one_in = Organisation.objects.get(pk=organisation_id).sample_one_in
        rows = _next(organisation_id, after)
        drawn = {row.decision_id for row in rows if is_drawn(row.decision, one_in)}
        _drop([row.decision_id for row in rows if row.decision_id not in drawn])
        _add([row for row in rows if row.decision_id in drawn])
        if len(rows) == CHUNK:
            later(DRAW_AGAIN, organisation_id=organisation_id, after=rows[-1].decision_id)
    return len(rows)


def _next(organisation_id: int, after: int) -> list[Facet]:
    """Every recorded decision has one such row."""
    found = Facet.objects.filter(
        organisation=organisation_id, kind=ALL, value="", decision__gt=after
    ).select_related("decision")
    return list(found.order_by("decision")[:CHUNK])


def _drop(decisions: list[int]) -> None:
    Facet.objects.filter(kind=SAMPLE, value=DRAWN, decision__in=decisions).delete()


def _add(rows: list[Facet]) -> None:
    Facet.objects.bulk_create(
        [
            Facet(
                organisation_id=row.organisation_id,
                decision_id=row.decision_id,
                team_id=row.team_id,
                recorded_at=row.recorded_at,
                kind=SAMPLE,
                value=DRAWN,
            )
            for row in rows
        ],
        ignore_conflicts=True,
    )

"""What became of a concern in a disclosure scheme, as it is read in the record?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from decisions.after import After
from decisions.choices import SchemeStage, Undertaking
from decisions.guidance.schemes import name_of
from decisions.schemes.policies import state_of
from decisions.schemes.words import ROUTES, STATES
from decisions.screens.base import Block
from decisions.screens.rows import block
from decisions.words import label, moment


def schemes(after: After, names: Mapping[int, str]) -> Iterator[Block]:
    """Each concern that was passed on, and what happened with it."""
    for row in after.schemes:
        person = after.record.person(row.person_at_risk_id)
        yield block(
            name_of(row.scheme),
            (_("Where it stands"), str(STATES[state_of(after, row)]), ""),
            (_("How it began"), str(ROUTES[row.route]), ""),
            (_("Who could be harmed"), str(person or ""), ""),
            (_("Who may be a danger"), row.about_whom, ""),
            (_("Who asked"), row.who_asked, ""),
            (_("Why"), row.why_worried, ""),
            (_("Noted by"), names.get(row.noted_by_id, ""), ""),
        )
        for event in after.events_of(row):
            yield block(
                label(SchemeStage, event.stage),
                (_("When"), moment(event.happened_at), ""),
                (_("By whom"), event.by_whom, ""),
                (_("Reference"), event.reference_number, ""),
                (_("Who was told"), event.told_whom, ""),
                (_("Promise to keep it to themselves"), label(Undertaking, event.undertaking), ""),
                (_("What they promised"), event.undertaking_terms, ""),
                (_("Note"), event.note, ""),
                (_("Noted by"), names.get(event.noted_by_id, ""), ""),
            )

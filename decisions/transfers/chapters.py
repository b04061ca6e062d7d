"""Which records moved, and did they arrive, as it is read in the record?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from decisions.after import After
from decisions.choices import TransferKind, TransferStage
from decisions.screens.base import Block
from decisions.screens.rows import block
from decisions.transfers.policies import state_of
from decisions.transfers.words import STATES
from decisions.words import day, label, moment


def transfers(after: After, names: Mapping[int, str]) -> Iterator[Block]:
    """Each record that moved, and what happened to it on its way."""
    recipients = {row.pk: row for row in after.record.recipients}
    for row in after.transfers:
        yield block(
            str(recipients.get(row.recipient_id, "")),
            (_("Where it stands"), str(STATES[state_of(after, row)]), ""),
            (_("Whose record"), str(after.record.person(row.of_whom_id) or ""), ""),
            (_("What moved"), row.what, ""),
            (_("What stayed here"), row.kept_back, ""),
            (_("Moved on"), day(row.moved_on), ""),
            (_("To be there by"), day(row.due_on), ""),
            (_("How it was sealed"), row.how_sealed, ""),
            (_("Copy kept"), row.copy_kept, ""),
            (_("Noted by"), names.get(row.noted_by_id, ""), ""),
            tag=label(TransferKind, row.kind),
        )
        for event in after.events_on_the_way(row):
            yield block(
                label(TransferStage, event.stage),
                (_("When"), moment(event.happened_at), ""),
                (_("By whom"), event.by_whom, ""),
                (_("Tracking number"), event.tracking, ""),
                (_("Note"), event.note, ""),
                (_("Noted by"), names.get(event.noted_by_id, ""), ""),
            )

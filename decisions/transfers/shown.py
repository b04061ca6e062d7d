"""What does a page show of a record that moves?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership
from accounts.verdict import Verdict
from decisions.after import After
from decisions.choices import ReceiptKind, TransferStage
from decisions.guidance.transfers import Move, move_of
from decisions.models import PersonConcerned, Receipt, Recipient, RecordTransfer, TransferEvent
from decisions.transfers import permissions, policies, words
from decisions.words import label

# What the note of each kind of event is about.
NOTES: Mapping[str, Promise] = {
    TransferStage.SENT: gettext_lazy("How"),
    TransferStage.CHASED: gettext_lazy("What they said"),
    TransferStage.RECEIVED: gettext_lazy("How they confirmed it"),
    TransferStage.INCOMPLETE: gettext_lazy("What is missing"),
    TransferStage.RETURNED: gettext_lazy("Why"),
}
WHO: Mapping[str, Promise] = {
    TransferStage.CHASED: gettext_lazy("Whom we asked"),
    TransferStage.RECEIVED: gettext_lazy("Who confirmed it"),
}


@dataclass(frozen=True)
class Event:
    """One thing that happened, noted by one of ours or confirmed by a link."""

    at: dt.datetime
    title: str
    by: str
    rows: list[tuple[str, str]]


@dataclass(frozen=True)
class TransferNow:
    """One record that moves: how far it is, and what may be noted next."""

    transfer: RecordTransfer
    move: Move
    recipient: Recipient | None
    person: PersonConcerned | None
    state: str
    colour: str
    is_received: bool
    is_overdue: bool
    next: list[tuple[str, str]]
    may: Verdict


def on_record(after: After, membership: Membership) -> dict[str, Any]:
    """The context of this part on the page of a record."""
    return {
        "moving": [transfer_now(row, after, membership) for row in after.transfers],
        "may_move": permissions.may_prepare(membership, after.record.decision),
    }


def on_sharing(after: After, recipient: Recipient, membership: Membership) -> dict[str, Any]:
    """The same on the page of one recipient."""
    rows = [row for row in after.transfers if row.recipient_id == recipient.pk]
    return {
        "moving": [transfer_now(row, after, membership) for row in rows],
        "may_move": permissions.may_prepare(membership, after.record.decision),
    }


def transfer_now(row: RecordTransfer, after: After, membership: Membership) -> TransferNow:
    """How far it is, in words; it asks the database nothing."""
    decision = after.record.decision
    state = policies.state_of(after, row)
    known = (each for each in after.record.recipients if each.pk == row.recipient_id)
    return TransferNow(
        transfer=row,
        move=move_of(row.kind, decision.nation),
        recipient=next(known, None),
        person=after.record.person(row.of_whom_id),
        state=str(words.STATES[state]),
        colour=words.COLOURS[state],
        is_received=state == policies.RECEIVED,
        is_overdue=policies.is_overdue(after, row),
        next=[(act, str(words.BUTTONS[act])) for act in policies.STATES[state]],
        may=permissions.may_note(membership, decision),
    )


def events(after: After, row: RecordTransfer, names: Mapping[int, str]) -> list[Event]:
    """Everything that happened to it, in the order of its times."""
    found = [*_noted(after.events_on_the_way(row), names), *_confirmed(after, row)]
    return sorted(found, key=lambda each: each.at)


def _noted(rows: list[TransferEvent], names: Mapping[int, str]) -> Iterator[Event]:
    for row in rows:
        said = [
            (str(WHO.get(row.stage) or _("Who says so")), row.by_whom),
            (_("Tracking number"), row.tracking),
            (str(NOTES[row.stage]), row.note),
        ]
        yield Event(
            at=row.happened_at,
            title=label(TransferStage, row.stage),
            by=names.get(row.noted_by_id, ""),
            rows=[(name, text) for name, text in said if text],
        )


def _confirmed(after: After, row: RecordTransfer) -> Iterator[Event]:
    """Receipts of its recipient, which count where it had gone before."""
    sent = policies.sent_at(after, row)
    for receipt in after.receipts:
        of_theirs = receipt.recipient_id == row.recipient_id
        accepts = receipt.kind == ReceiptKind.ACCEPTED
        if of_theirs and accepts and sent and receipt.happened_at >= sent:
            said = [(_("Who confirmed it"), _whose(receipt))]
            yield Event(receipt.happened_at, _("They accepted it in their receipt"), "", said)


def _whose(receipt: Receipt) -> str:
    return ", ".join(filter(None, [receipt.name, receipt.role, receipt.organisation_name]))

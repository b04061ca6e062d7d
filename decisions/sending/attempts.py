"""What does one attempt to tell somebody become: a row, what it follows, and what is owed after?

Nothing here ends an action: ``sending.actions`` and the two-minute path do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from accounts.door import Actor, acting
from decisions.choices import DispatchResult
from decisions.models import Decision, Dispatch, Recipient
from decisions.sending.asks import is_by_mouth, needs_writing
from decisions.sending.policies import ShareState, followed_by, state_of


def written(
    decision: Decision,
    recipient: Recipient,
    earlier: list[Dispatch],
    values: Mapping[str, Any],
    actor: Actor,
) -> Dispatch:
    """The attempt as a row: what it follows, and when its written form is due."""
    told = {name: value for name, value in values.items() if value is not None}
    row = Dispatch(
        organisation_id=decision.organisation_id, decision=decision, recipient=recipient, **told
    )
    row.follows = followed_by(recipient, earlier, row.result)
    if row.happened_at == recipient.sent_at:
        # The record itself told of this very share.
        row.follow_up_due_at = row.follow_up_due_at or recipient.written_follow_up_due_at
        row.follow_up_due_at = _due(row, decision, ShareState.NOT_TOLD)
    else:
        row.follow_up_due_at = _due(row, decision, state_of(recipient, earlier))
    if not row.done_by_other:
        row.done_by_id = doer(actor, decision)
    return row


# A written form is owed after a call, unless one is owed already or they have it in writing.
OWED_ALREADY = {ShareState.TO_FOLLOW, ShareState.SENT}


def _due(row: Dispatch, decision: Decision, state: str) -> dt.datetime | None:
    is_call = row.result == DispatchResult.SPOKEN and needs_writing(row.method)
    if not is_call or state in OWED_ALREADY:
        return None
    allowed = dt.timedelta(hours=decision.organisation.complete_within_hours)
    return row.follow_up_due_at or row.happened_at + allowed


def fill_in(recipient: Recipient, row: Dispatch) -> None:
    """What the record itself says of this recipient: when they were first told, and by whom."""
    if row.result == DispatchResult.FAILED:
        return
    found: dict[str, Any] = {}
    if recipient.sent_at is None:
        found |= {
            "sent_at": row.happened_at,
            "sent_by_id": row.done_by_id,
            "sent_by_other": row.done_by_other,
            "spoke_to": ", ".join(filter(None, [row.spoke_to, row.spoke_to_role]))[:200],
            "written_follow_up_due_at": row.follow_up_due_at,
        }
    elif row.result == DispatchResult.SENT and _is_owed(recipient):
        found["written_follow_up_sent_at"] = row.happened_at
    if row.follow_up_due_at and not recipient.written_follow_up_due_at:
        found["written_follow_up_due_at"] = row.follow_up_due_at
    if row.reference_number and not recipient.reference_number:
        found["reference_number"] = row.reference_number
    for name, value in found.items():
        setattr(recipient, name, value)
    if found:
        recipient.save(update_fields=[name.removesuffix("_id") for name in found])


def _is_owed(recipient: Recipient) -> bool:
    return bool(recipient.written_follow_up_due_at and not recipient.written_follow_up_sent_at)


def keep_first_attempts(
    recipients: Iterable[Recipient], *, actor: Actor, said: str = ""
) -> list[Dispatch]:
    """Shares that had happened before the record was made, from what it says of them.

    One statement for all of them; none where nobody was told.
    """
    rows = [_first_attempt(row, row.sent_at, said) for row in recipients if row.sent_at]
    if not rows:
        return []
    with acting(actor):
        return Dispatch.objects.bulk_create(rows)


def _first_attempt(recipient: Recipient, at: dt.datetime, said: str) -> Dispatch:
    by_mouth = not recipient.method or is_by_mouth(recipient.method)
    return Dispatch(
        organisation_id=recipient.organisation_id,
        decision_id=recipient.decision_id,
        recipient=recipient,
        method=recipient.method,
        result=DispatchResult.SPOKEN if by_mouth else DispatchResult.SENT,
        happened_at=at,
        done_by_id=recipient.sent_by_id,
        done_by_other=recipient.sent_by_other,
        contact=recipient.contact,
        security_check=recipient.security_check,
        spoke_to=recipient.spoke_to,
        reference_number=recipient.reference_number,
        said=said if by_mouth else "",
        follow_up_due_at=recipient.written_follow_up_due_at,
    )


def doer(actor: Actor, decision: Decision) -> int:
    """Who acts; what the application itself writes is written for the author."""
    return actor.person_id or decision.author_id

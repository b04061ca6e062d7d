"""What is shown of a request: all that it says, and on the record that it came to?"""

from __future__ import annotations

from typing import Any

from accounts.models import Membership
from decisions.after import After
from decisions.arriving.forms import LogForm
from decisions.choices import Relationship
from decisions.models import Incoming
from decisions.permissions import may_correct
from decisions.screens.base import Row
from decisions.words import day, label, moment

LEFT_OUT = {"key", "kind", "owner"}


def told(incoming: Incoming) -> list[Row]:
    """Everything that was written down, question by question; what is empty is left out."""
    said = {
        "received_at": moment(incoming.received_at),
        "needed_by": day(incoming.needed_by),
        "relationship": label(Relationship, incoming.relationship),
    }
    asked = [(name, each) for name, each in LogForm.base_fields.items() if name not in LEFT_OUT]
    rows = [
        Row(str(each.label), said.get(name, getattr(incoming, name) or "")) for name, each in asked
    ]
    return [row for row in rows if row.value]


def on_record(after: After, membership: Membership) -> dict[str, Any]:
    """The request that a record came from, its replies, and whether one can be made."""
    decision = after.record.decision
    came_from = after.came_from
    asked = after.record.request is not None and came_from is None
    return {
        "came_from": came_from,
        "replies": after.replies,
        "may_reply": asked and bool(may_correct(membership, decision)),
    }

"""What does the state of a link allow, and has a recipient anything to confirm? No person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from decisions.after import After
from decisions.choices import DispatchResult, ReceiptKind
from decisions.models import OutsideLink, Recipient

MADE, CLAIMED, ANSWERED = "made", "claimed", "answered"
EXPIRED, REVOKED, LOCKED = "expired", "revoked", "locked"
CLAIM, MISS, LOCK = "claim", "miss", "lock"
LOOK, CONFIRM, ANSWER = "look", "confirm", "answer"
EXPIRE, REVOKE = "expire", "revoke"
# What may be done with a link, and what it becomes. Time and wrong codes act by themselves.
STATES: Mapping[str, Mapping[str, str]] = {
    MADE: {CLAIM: CLAIMED, MISS: MADE, LOCK: LOCKED, EXPIRE: EXPIRED, REVOKE: REVOKED},
    CLAIMED: {
        LOOK: CLAIMED, CONFIRM: CLAIMED, ANSWER: ANSWERED, EXPIRE: EXPIRED, REVOKE: REVOKED,
    },
    ANSWERED: {LOOK: ANSWERED, EXPIRE: EXPIRED, REVOKE: REVOKED},
    EXPIRED: {},
    REVOKED: {},
    LOCKED: {},
}  # fmt: skip
ACTS = frozenset(act for acts in STATES.values() for act in acts)
WRONG_CODES = 5
FINAL = (ReceiptKind.ACCEPTED, ReceiptKind.RETURNED)
MOST_DAYS = 30


def state_of(link: OutsideLink, now: dt.datetime) -> str:
    """Where a link stands at a moment; what ended it counts before what was done with it."""
    if link.revoked_at:
        return REVOKED
    if link.attempts >= WRONG_CODES:
        return LOCKED
    if link.expires_at <= now:
        return EXPIRED
    if link.answered_at:
        return ANSWERED
    return CLAIMED if link.claimed_at else MADE


def ran_out_unused(link: OutsideLink, now: dt.datetime) -> bool:
    """Whether its time was over before anybody answered by it."""
    return state_of(link, now) == EXPIRED and link.answered_at is None


def can(link: OutsideLink, act: str, now: dt.datetime) -> bool:
    """Whether the state table allows it."""
    return act in STATES[state_of(link, now)]


def act_of(kind: str) -> str:
    """What an answer does to the link: the last word, or only that they have it."""
    return ANSWER if kind in FINAL else CONFIRM


def is_told(after: After, recipient: Recipient) -> bool:
    """Whether anything reached them: there is nothing to confirm before."""
    reached = {DispatchResult.SENT, DispatchResult.SPOKEN}
    sent = any(row.result in reached for row in after.dispatches_to(recipient))
    return sent or recipient.sent_at is not None

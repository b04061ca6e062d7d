"""May a checkpoint of somebody else's log be signed here, or was that log's past rewritten?

C2SP tlog-witness, without a database: ``judge`` gets what was seen of the log before.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from audit.ledger.notes import (
    Checkpoint,
    NoteRefused,
    VerifyingKey,
    parse_checkpoint,
    split_note,
    true_lines,
    verify_note,
)
from audit.ledger.tree import EMPTY_ROOT, verify_consistency

OK, BAD, FORBIDDEN, UNKNOWN, CONFLICT, UNPROVED = 200, 400, 403, 404, 409, 422
MOST_PROOF_LINES = 63
FORK, ROLLBACK, UNPROVEN = "fork", "rollback", "unproven"
# A log's clock may be set back a little; its signer writes the time into every heartbeat.
CLOCK_MAY_ERR = timedelta(minutes=1)
_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")


@dataclass(frozen=True)
class Seen:
    """The latest that was signed here of one log, and when the log said that it was so."""

    size: int = 0
    root: bytes = EMPTY_ROOT
    signed_at: datetime | None = None


@dataclass(frozen=True)
class Asked:
    """What a log sends: from which size it goes on, the proof, and its signed checkpoint."""

    old: int
    proof: tuple[bytes, ...]
    note: str


@dataclass(frozen=True)
class Signed:
    """A checkpoint that a known log truly signed; ``note`` holds its own signatures alone."""

    checkpoint: Checkpoint
    note: str
    signed_at: datetime | None


@dataclass(frozen=True)
class Judgement:
    """The answer's code, and what kind of alarm it is, if any."""

    status: int
    alarm: str = ""


class Refused(Exception):
    """The request is answered with a code and a sentence, and nothing is kept of it."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def parse_request(text: str) -> Asked:
    """The three parts of a request."""
    head, gap, note = text.partition("\n\n")
    first, *lines = head.split("\n")
    old = _OLD.fullmatch(first)
    if not gap or not old or len(lines) > MOST_PROOF_LINES:
        raise Refused(BAD, "A request has an old size, a proof, an empty line and a checkpoint.")
    try:
        proof = tuple(base64.b64decode(line, validate=True) for line in lines)
    except (binascii.Error, ValueError):
        raise Refused(BAD, "The proof is not in base64.") from None
    return Asked(int(old[1]), proof, note)


def authenticate(note: str, logs: Sequence[VerifyingKey]) -> Signed:
    """The checkpoint, if a key with the name of its log signed it."""
    try:
        body, lines = split_note(note)
        origin = parse_checkpoint(body).origin
    except NoteRefused as refused:
        raise Refused(BAD, str(refused)) from refused
    keys = [key for key in logs if key.name == origin]
    if not keys:
        raise Refused(UNKNOWN, "This log is not witnessed here.")
    try:
        checkpoint, signed = verify_note(note, keys)
    except NoteRefused as refused:
        raise Refused(FORBIDDEN, str(refused)) from refused
    times = [each.at for each in signed if each.at]
    own = "".join(true_lines(body, lines, keys))
    return Signed(checkpoint, f"{body}\n{own}", max(times, default=None))


def judge(asked: Asked, signed: Signed, seen: Seen) -> Judgement:
    """What to answer, and whether two signed checkpoints contradict each other.

    A fork (one size, two roots) and a rollback (later, yet smaller) are proved by the two notes
    alone, whatever was asked. A proof that fails may also be somebody else's bad copy.
    """
    status = _status(asked, signed.checkpoint, seen)
    if certain := _contradiction(signed, seen):
        return Judgement(UNPROVED if status == OK else status, certain)
    went_on = 0 < asked.old == seen.size < signed.checkpoint.size
    return Judgement(status, UNPROVEN if status == UNPROVED and went_on else "")


def _status(asked: Asked, new: Checkpoint, seen: Seen) -> int:
    if asked.old > new.size:
        return BAD
    if asked.old != seen.size:
        return CONFLICT
    is_proved = verify_consistency(seen.size, new.size, seen.root, new.root, asked.proof)
    return OK if is_proved else UNPROVED


def _contradiction(signed: Signed, seen: Seen) -> str:
    new = signed.checkpoint
    if new.size == seen.size and new.root != seen.root:
        return FORK
    if new.size < seen.size and signed.signed_at and seen.signed_at:
        return ROLLBACK if signed.signed_at > seen.signed_at + CLOCK_MAY_ERR else ""
    return ""

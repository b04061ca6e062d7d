"""What was signed last, when, with which keys, and by which witnesses? For pages and packs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from accounts.door import Actor, reading
from audit.ledger.keys import KeysRefused, public_keys
from audit.ledger.notes import (
    Checkpoint,
    NoteRefused,
    Signed,
    VerifyingKey,
    parse_checkpoint,
    verify_note,
)
from audit.ledger.queries import newest_note
from audit.ledger.shown import signing


@dataclass(frozen=True)
class Signature:
    """The newest checkpoint; ``signers`` has each true signature by a key that is known here."""

    note: str
    checkpoint: Checkpoint
    keys: tuple[VerifyingKey, ...]
    signers: tuple[Signed, ...]
    is_working: bool

    @property
    def at(self) -> datetime | None:
        """When the log itself signed, as far as it says."""
        return next((each.at for each in self.by_log if each.at), None)

    @property
    def by_log(self) -> list[Signed]:
        return [each for each in self.signers if each.name == self.checkpoint.origin]

    @property
    def witnesses(self) -> list[Signed]:
        return [each for each in self.signers if each.name != self.checkpoint.origin]


def newest(actor: Actor) -> Signature | None:
    """Nothing before anything was signed; without signers where a signature is not true."""
    note = newest_note()
    if not note:
        return None
    keys = _keys(Path(settings.HISTORY_KEYS_FILE))
    try:
        checkpoint, signers = verify_note(note, [*keys, *_of_witnesses()])
    except NoteRefused:
        checkpoint, signers = parse_checkpoint(note), []
    return Signature(note, checkpoint, tuple(keys), tuple(signers), _is_working(actor))


def _is_working(actor: Actor) -> bool:
    with reading(actor):
        signer = signing()
    return signer is not None and signer.state == "ok"


def _of_witnesses() -> Sequence[VerifyingKey]:
    named = settings.HISTORY_WITNESS_KEYS_FILE
    return _keys(Path(named)) if named else ()


def _keys(file: Path) -> list[VerifyingKey]:
    """A pack without keys can still be checked by whoever has them from elsewhere."""
    try:
        return public_keys(file)
    except KeysRefused:
        return []

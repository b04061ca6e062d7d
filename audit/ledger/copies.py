"""Where do signed checkpoints go, so that nobody can rewrite the past unseen?

To a file, to addresses and to witnesses: whoever holds one copy can show a later change. A copy
that fails stops neither the others nor the signer; what became of each is told.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.mail import NOT_SENT
from audit.ledger.asking import Outcome, ProofFor, ask
from audit.ledger.keys import public_keys
from audit.ledger.notes import VerifyingKey, parse_checkpoint

__all__ = ["Outcome", "publish"]
HOUR, AFTER_FAILURE = 60 * 60, 5 * 60
# A witness that is away would hold up the signer each time by a time-out.
PATIENCE = 60
_again_at: dict[str, float] = {}
MAIL_DUE = "mail-due"
log = logging.getLogger(__name__)


def publish(
    note: str, previous: int, proof_for: ProofFor, *, at_once: bool = False
) -> list[Outcome]:
    """Send a signed checkpoint to every copy that the settings name.

    ``previous`` is the size that was published last (0 at first); ``proof_for(size)`` gives the
    consistency proof from ``size`` to the note's. ``at_once`` sends the e-mail without waiting
    for the hour: for a statement about keys or a recovery.
    """
    outcomes = []
    if settings.HISTORY_COPIES_FILE:
        outcomes.append(_try("file", lambda: _to_file(note)))
    if settings.HISTORY_COPIES_EMAIL:
        outcomes.append(_try("email", lambda: _by_email(note, at_once=at_once)))
    for url in settings.HISTORY_COPIES_URLS:
        if at_once or time.monotonic() >= _again_at.get(url, 0.0):
            asked = _try(url, _asking(url, note, previous, proof_for))
            _again_at[url] = 0.0 if asked.ok else time.monotonic() + PATIENCE
        else:
            asked = Outcome(url, ok=False, done=False)
        outcomes.append(asked)
    return outcomes


def _try(copy: str, send: Callable[[], Outcome]) -> Outcome:
    try:
        return send()
    except Exception as fault:
        log.exception("A copy of a checkpoint was not made")
        return Outcome(
            copy, ok=False, why=_("It failed: %s") % (str(fault) or type(fault).__name__)
        )


def _asking(url: str, note: str, previous: int, proof_for: ProofFor) -> Callable[[], Outcome]:
    return lambda: ask(url, note, previous, proof_for, _witnesses())


def _witnesses() -> list[VerifyingKey]:
    if not settings.HISTORY_WITNESS_KEYS_FILE:
        return []
    return public_keys(Path(settings.HISTORY_WITNESS_KEYS_FILE))


def _to_file(note: str) -> Outcome:
    """One note after another, an empty line after each; on the disk before it counts."""
    try:
        _append(Path(settings.HISTORY_COPIES_FILE), f"{note}\n".encode())
    except OSError as fault:
        return Outcome("file", ok=False, why=_("The file cannot be written: %s") % fault.strerror)
    return Outcome("file", ok=True)


def _append(path: Path, text: bytes) -> None:
    is_new = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    with os.fdopen(handle, "a+b") as file:
        if is_new:
            os.fchmod(handle, 0o644)
        file.seek(max(0, file.seek(0, os.SEEK_END) - 2))
        file.write(_gap_after(file.read()) + text)
        file.flush()
        os.fsync(handle)


def _gap_after(end: bytes) -> bytes:
    """What was torn by a crash stays as it is, and the next note begins on a line of its own."""
    if not end or end == b"\n\n":
        return b""
    return b"\n" if end.endswith(b"\n") else b"\n\n"


def _by_email(note: str, *, at_once: bool) -> Outcome:
    """At most one an hour; when the mail server is away, the next try is after five minutes."""
    now = time.time()
    if not at_once and now < _mail_due():
        return Outcome("email", ok=True, done=False)
    sent = _send(note)
    _mail_is_due_at(now + (HOUR if sent else AFTER_FAILURE))
    why = "" if sent else _("The mail server did not take the mail.")
    return Outcome("email", ok=sent, why=why)


def _send(note: str) -> bool:
    size = parse_checkpoint(note).size
    subject = ngettext("Proof of the history: %s entry", "Proof of the history: %s entries", size)
    message = EmailMessage(
        subject=subject % size,
        body=render_to_string("audit/mail/checkpoint.txt", {"note": note}),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=settings.HISTORY_COPIES_EMAIL,
    )
    try:
        return bool(message.send())
    except NOT_SENT:
        log.exception("A checkpoint was not mailed")
        return False


def _mail_due() -> float:
    """When the next mail may go; kept beside the signer's keys, since it has no database."""
    try:
        return float((settings.HISTORY_SIGNER_DIR / MAIL_DUE).read_text())
    except (OSError, ValueError):
        return 0.0


def _mail_is_due_at(moment: float) -> None:
    settings.HISTORY_SIGNER_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    (settings.HISTORY_SIGNER_DIR / MAIL_DUE).write_text(f"{moment:.0f}\n")

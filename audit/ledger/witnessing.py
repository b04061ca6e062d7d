"""What is kept of the logs that are witnessed here, and who is told when one was rewritten?"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.door import SYSTEM, acting, reading
from accounts.mail import NOT_SENT
from accounts.models import Organisation
from audit.actions import note
from audit.ledger.keys import load_key_file, public_keys
from audit.ledger.notes import cosign
from audit.ledger.tree import EMPTY_ROOT
from audit.ledger.witness import (
    CONFLICT,
    OK,
    UNPROVEN,
    Judgement,
    Refused,
    Seen,
    Signed,
    authenticate,
    judge,
    parse_request,
)
from audit.models import Alarm, WitnessedLog

PLAIN, SIZE = "text/plain; charset=utf-8", "text/x.tlog.size"
NAME = "witness"
ONE_MAIL_IN = timedelta(hours=1)
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """What a log is answered."""

    status: int
    text: str = ""
    kind: str = PLAIN


def is_set() -> bool:
    """Does this server witness anybody's log?"""
    return bool(settings.WITNESS_LOGS_FILE and settings.WITNESS_KEY_FILE)


def add_checkpoint(text: str) -> Answer:
    """Sign a checkpoint that goes on from the last one; keep the evidence where it cannot.

    The row of the log is locked from the check to the commit, so that of two requests at once
    the second is checked against what the first left. The answer leaves after the commit.
    """
    try:
        asked = parse_request(text)
        signed = authenticate(asked.note, public_keys(Path(settings.WITNESS_LOGS_FILE)))
    except Refused as refused:
        return Answer(refused.status, f"{refused}\n")
    with acting(SYSTEM(NAME)):
        kept = _locked(signed.checkpoint.origin)
        judgement = judge(asked, signed, Seen(kept.size, bytes(kept.root), kept.signed_at))
        alarm = _keep_evidence(kept, signed, judgement.alarm) if judgement.alarm else None
        answer = _answered(kept, signed, judgement)
    if alarm:
        _tell(alarm)
    return answer


def latest(origin_hash: str) -> str:
    """The latest note that was signed here of the log whose name has this hash, or nothing."""
    names = {key.name for key in public_keys(Path(settings.WITNESS_LOGS_FILE))}
    wanted = [name for name in names if hashlib.sha256(name.encode()).hexdigest() == origin_hash]
    with reading(SYSTEM(NAME)):
        found = WitnessedLog.objects.filter(origin__in=wanted)
        return "".join(found.values_list("note", flat=True))


def _locked(origin: str) -> WitnessedLog:
    """The log's row, which nobody else changes until this transaction is over."""
    if not WitnessedLog.objects.filter(origin=origin).exists():
        first = WitnessedLog(origin=origin, root=EMPTY_ROOT)
        WitnessedLog.objects.bulk_create([first], ignore_conflicts=True)
    return WitnessedLog.objects.select_for_update().get(origin=origin)


def _answered(kept: WitnessedLog, signed: Signed, judgement: Judgement) -> Answer:
    if judgement.status == OK:
        return Answer(OK, _sign(kept, signed))
    if judgement.status == CONFLICT:
        return Answer(CONFLICT, f"{kept.size}\n", SIZE)
    why = "The checkpoint does not go on from the last one that was signed here.\n"
    return Answer(judgement.status, why)


def _sign(kept: WitnessedLog, signed: Signed) -> str:
    now = timezone.now()
    line = cosign(signed.note, load_key_file(Path(settings.WITNESS_KEY_FILE)), now)
    times = [at for at in (kept.signed_at, signed.signed_at) if at]
    kept.size, kept.root = signed.checkpoint.size, signed.checkpoint.root
    kept.signed_at = max(times, default=None)
    kept.seen_at, kept.note = now, signed.note + line
    kept.save()
    return line


def _keep_evidence(kept: WitnessedLog, signed: Signed, kind: str) -> Alarm | None:
    """Both notes, once; None where nobody need be told again.

    Anybody can send a true note with a false proof, so of those one an hour is enough.
    """
    before = Alarm.objects.filter(origin=kept.origin, kind=kind)
    recent = before.filter(at__gte=timezone.now() - ONE_MAIL_IN).exists()
    is_known = before.filter(seen=kept.note, sent=signed.note).exists()
    if is_known or (recent and kind == UNPROVEN):
        return None
    alarm = Alarm.objects.create(origin=kept.origin, kind=kind, seen=kept.note, sent=signed.note)
    sizes = {"seen": kept.size, "sent": signed.checkpoint.size}
    _note_for_everybody(f"alarm:{alarm.pk}", {"kind": kind, **sizes})
    return None if recent else alarm


def _note_for_everybody(target: str, detail: dict[str, object]) -> None:
    """In the log of each organisation here, where its Guardian finds it."""
    for organisation_id in Organisation.objects.values_list("pk", flat=True):
        with acting(SYSTEM(NAME, organisation_id)):
            note("history.alarm", target=target, detail=detail)


def _tell(alarm: Alarm) -> None:
    log.critical("A witnessed history does not fit what was seen before: alarm %d", alarm.pk)
    if not settings.HISTORY_ALARM_EMAIL:
        return
    message = EmailMessage(
        subject=_("Alarm: a history that you witness does not fit what was seen before"),
        body=render_to_string("audit/mail/alarm.txt", {"alarm": alarm}),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=settings.HISTORY_ALARM_EMAIL,
    )
    try:
        message.send()
    except NOT_SENT:
        log.exception("An alarm was not mailed: %d", alarm.pk)

"""Which letters did the demonstration send? They lie in a folder, for all to read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

BETWEEN = b"-" * 79 + b"\n"


@dataclass(frozen=True)
class Letter:
    """One e-mail as it was sent."""

    to: str
    subject: str
    text: str
    sent_at: dt.datetime | None


def letters(most: int) -> list[Letter]:
    """The newest letters first."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", "") or ".")
    files = sorted(folder.glob("*.log"), reverse=True)
    found: list[Letter] = []
    for file in files:
        found += _in_file(file)
        if len(found) >= most:
            break
    return found[:most]


def _in_file(file: Path) -> Iterator[Letter]:
    """A file holds the letters of one connection, a line between them; the newest first."""
    for part in reversed(file.read_bytes().split(BETWEEN)):
        if part.strip():
            yield _letter(part)


def _letter(raw: bytes) -> Letter:
    message = message_from_bytes(raw, _class=EmailMessage, policy=default)
    body = message.get_body(("plain",))
    sent = message["Date"]
    return Letter(
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        text=body.get_content().strip() if body else "",
        sent_at=parsedate_to_datetime(str(sent)) if sent else None,
    )

"""How is a document set as a PDF that everybody can read? By a program of its own.

typst keeps what it has set in memory; so it runs in a process that ends with the document. All
text goes to it as data: nothing that somebody typed is ever read as markup or as an address.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings

from decisions.evidence_pack.blocks import CODE
from decisions.evidence_pack.signs import settable

PROGRAM = Path(__file__).with_name("setting.py")
TEMPLATE = "decisions/evidence_pack.typ"
NOT_SHOWN = 3
# Half of it is set in about a minute on two slow processors; more is for the other file.
MOST_CHARACTERS = 4_000_000
SECONDS = 180


class NotSet(Exception):
    """The document could not be set; what is told holds nothing that somebody typed."""


class TooLong(NotSet):
    """It is too long, or took too long."""


def as_pdf(document: dict[str, Any]) -> bytes:
    """A PDF/UA-1 file of the document; ``TooLong`` and ``NotSet`` where it cannot be."""
    text = json.dumps(_settable(document, plainly=False))
    if len(text) > MOST_CHARACTERS:
        raise TooLong
    done = _run(text)
    if done.returncode == NOT_SHOWN:
        done = _run(json.dumps(_settable(document, plainly=True)))
    if done.returncode:
        raise NotSet(done.stderr.decode(errors="replace")[:100])
    return done.stdout


def _run(text: str) -> subprocess.CompletedProcess[bytes]:
    template = Path(settings.BASE_DIR, "templates", TEMPLATE)
    command = [sys.executable, "-I", str(PROGRAM), str(template)]
    try:
        return subprocess.run(
            command, input=text.encode(), capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise TooLong from None


def _settable(value: Any, *, plainly: bool) -> Any:
    """The same with every text in it as the fonts can show it."""
    if isinstance(value, str):
        return settable(value, plainly=plainly)
    if isinstance(value, dict):
        # What is to be copied stays as it is, letter by letter.
        if value.get("kind") == CODE:
            return value
        return {name: _settable(each, plainly=plainly) for name, each in value.items()}
    if isinstance(value, list):
        return [_settable(each, plainly=plainly) for each in value]
    return value

"""How do tests ask for packs, read them, and have a stranger's program check them?"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse

from decisions.models import Decision
from tests.audit.ledger.signed import Log
from tests.audit.standalone.exported import PROGRAM

WHY = "The family court has asked for it."
Record = dict[str, Any]


def address(decision: Decision) -> str:
    return reverse("evidence_pack", args=[decision.reference])


def asked(browser: Client, decision: Decision, kind: str = "json", **said: str):
    return browser.post(address(decision), {"format": kind, "reason": WHY, **said})


def text_of(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return b"".join(response.streaming_content).decode()


def pack_of(browser: Client, decision: Decision) -> list[Record]:
    """The lines of the JSON file."""
    return [json.loads(line) for line in text_of(asked(browser, decision)).splitlines()]


def written(path: Path, records: Iterable[Record]) -> Path:
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records))
    return path


def checked(path: Path, log: Log) -> subprocess.CompletedProcess[str]:
    """As a court's expert does it: the file, the program and the key, nothing of ours."""
    command = [sys.executable, "-I", str(PROGRAM), str(path), "--key", str(log.path / "keys.txt")]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def entries(records: Iterable[Record], kind: str = "entry") -> list[Record]:
    return [each for each in records if each["type"] == kind]


def contents(records: Iterable[Record]) -> str:
    """Everything that the entries say."""
    return "\n".join(each["content"] for each in entries(records))

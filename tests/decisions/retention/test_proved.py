"""Is a history from which a record was lawfully destroyed still proved, by every check there is?"""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from audit.standalone import verify_history
from decisions.models import Decision
from tests.audit.ledger.signed import ORIGIN, Log, superuser
from tests.database.doomed import Two, approved, dispose, doomed, proposed, two_people
from tests.database.world import Place, a_place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def log(tmp_path: Path, settings: Settings) -> Log:
    settings.HISTORY_ORIGIN = ORIGIN
    settings.HISTORY_KEYS_FILE = tmp_path / "signer" / "keys.txt"
    settings.HISTORY_COPIES_FILE = str(tmp_path / "copies.txt")
    return Log(tmp_path / "signer")


@pytest.fixture
def here(log: Log) -> Place:
    return a_place()


@pytest.fixture
def people(here: Place) -> Two:
    return two_people(here)


def destroyed(here: Place, people: Two, log: Log) -> Decision:
    """Signed before and after, and the checkpoint of before kept elsewhere."""
    decision = doomed(here)
    made = approved(proposed(decision, people.guardian), people.lead)
    log.sign()
    kept_elsewhere(log)
    dispose(decision.pk, made.pk, people.guardian)
    return decision


def kept_elsewhere(log: Log) -> None:
    (log.path.parent / "copies.txt").write_text("".join(f"{each.note}\n" for each in log.sent))


def verified(tmp_path: Path) -> tuple[int, list[dict[str, Any]]]:
    file = tmp_path / "report.json"
    with pytest.raises(SystemExit) as ended:
        call_command("verify_history", json=file, stdout=StringIO(), stderr=StringIO())
    return int(str(ended.value.code)), json.loads(file.read_text())["findings"]


def alone(tmp_path: Path) -> tuple[int, str]:
    """What the program says that shares no code with the application."""
    file = tmp_path / "export.jsonl"
    file.unlink(missing_ok=True)
    call_command("export_history", file)
    command = [sys.executable, "-I", str(verify_history.__file__), str(file)]
    command += ["--key", str(tmp_path / "signer" / "keys.txt")]
    command += ["--checkpoint", str(tmp_path / "copies.txt")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout + ended.stderr


def test_every_check_passes_and_the_old_checkpoint_still_holds(
    here: Place, people: Two, log: Log, tmp_path: Path
) -> None:
    destroyed(here, people, log)
    log.sign()
    assert verified(tmp_path) == (0, [])
    code, said = alone(tmp_path)
    assert code == 0, said


def test_the_moment_before_the_disposal_is_signed_is_no_alarm(
    here: Place, people: Two, log: Log, tmp_path: Path
) -> None:
    destroyed(here, people, log)
    code, findings = verified(tmp_path)
    assert code == 0, findings


def test_one_row_more_than_the_disposal_names_is_found(
    here: Place, people: Two, log: Log, tmp_path: Path
) -> None:
    doomed(here)
    destroyed(here, people, log)
    log.sign()
    with superuser() as opened:
        opened.execute("ALTER TABLE decisions_historicaladdendum DISABLE TRIGGER ALL")
        opened.execute("DELETE FROM decisions_historicaladdendum")
        opened.execute(
            "ALTER TABLE decisions_historicaladdendum ENABLE ALWAYS TRIGGER ledger_refuse_change"
        )
        opened.execute(
            "ALTER TABLE decisions_historicaladdendum ENABLE ALWAYS TRIGGER ledger_refuse_truncate"
        )
    assert verified(tmp_path)[0] == 1
    assert alone(tmp_path)[0] == 1

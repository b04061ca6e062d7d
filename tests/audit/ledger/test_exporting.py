"""Is what is exported accepted by the program that shares no code with us, and nothing else?"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.door import reading
from audit.actions import note
from tests.audit.ledger.signed import ORIGIN, Log, superuser
from tests.audit.standalone.exported import PROGRAM
from tests.database.world import Place, a_draft, a_place, record

pytestmark = pytest.mark.django_db(transaction=True)
Verified = Callable[..., tuple[int, str, list[dict[str, Any]]]]


@pytest.fixture
def log(tmp_path: Path, settings: Settings) -> Log:
    settings.HISTORY_ORIGIN = ORIGIN
    settings.HISTORY_KEYS_FILE = tmp_path / "signer" / "keys.txt"
    return Log(tmp_path / "signer")


@pytest.fixture
def here(log: Log) -> Place:
    """Two organisations with records and acts, all of it signed in two goes."""
    here, there = a_place(), a_place()
    for place in (here, there):
        record(a_draft(place, concern="She said: “not {home}”, Mòrag"), place)
        with reading(place.actor):
            note("decision.viewed", decision_id=1, detail={"status": 200})
        log.sign()
    return here


@pytest.fixture
def verified(tmp_path: Path, log: Log) -> Verified:
    """Export, and let the stand-alone program say what it finds."""

    def run(**options: Any) -> tuple[int, str, list[dict[str, Any]]]:
        file = tmp_path / "export.jsonl"
        file.unlink(missing_ok=True)
        call_command("export_history", file, **options)
        command = [sys.executable, "-I", str(PROGRAM), str(file)]
        command += ["--key", str(tmp_path / "signer" / "keys.txt")]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ended.stderr == ""
        lines = [json.loads(line) for line in file.read_text().splitlines()]
        return ended.returncode, ended.stdout, lines

    return run


def test_everything_that_was_exported_is_as_it_was_signed(
    here: Place, log: Log, verified: Verified
) -> None:
    code, words, lines = verified()
    assert code == 0, words
    kinds = [line["type"] for line in lines]
    assert kinds.count("entry") == log.size > 10
    assert "leaf" not in kinds
    assert any("Mòrag" in line.get("content", "") for line in lines)


def test_the_file_is_for_its_owner_alone_and_never_written_over(
    here: Place, verified: Verified, tmp_path: Path
) -> None:
    verified()
    assert (tmp_path / "export.jsonl").stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="exists"):
        call_command("export_history", tmp_path / "export.jsonl")


def test_one_organisation_gets_its_own_content_and_the_leaves_of_all(
    here: Place, log: Log, verified: Verified
) -> None:
    number = here.organisation.pk
    code, words, lines = verified(organisation=number)
    assert code == 0, words
    leaves = [line for line in lines if "leaf" in line]
    assert len(leaves) == log.size
    for line in leaves:
        assert (line["type"] == "entry") == (line["leaf"].split()[4] == str(number))


def test_content_that_was_changed_is_found_in_the_export(
    here: Place, log: Log, verified: Verified
) -> None:
    with superuser() as attacker:
        attacker.execute("SET session_replication_role = replica")
        attacker.execute("ALTER TABLE decisions_historicaldecision DISABLE TRIGGER ALL")
        attacker.execute("UPDATE decisions_historicaldecision SET concern = 'All was well'")
    code, words, _ = verified()
    assert code == 1
    assert "decisions_historicaldecision" in words
    assert "Its content is not what was signed" in words


def test_content_that_was_removed_is_found_in_the_export(
    here: Place, log: Log, verified: Verified
) -> None:
    with superuser() as attacker:
        attacker.execute("ALTER TABLE audit_act DISABLE TRIGGER ALL")
        attacker.execute("DELETE FROM audit_act WHERE kind = 'decision.viewed'")
    code, words, _ = verified()
    assert code == 1
    assert "Its content is gone" in words


def test_before_anything_is_signed_there_is_nothing_to_export(log: Log, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Nothing is signed yet"):
        call_command("export_history", tmp_path / "export.jsonl")
    assert not (tmp_path / "export.jsonl").exists()

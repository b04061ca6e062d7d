"""Is what a restore lost told from what was removed? By both checks, and only where it is named."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from audit.ledger import keys
from tests.audit.ledger.signed import ORIGIN, Log, superuser
from tests.audit.ledger.test_recovery import backup, recover, restore
from tests.audit.standalone.exported import PROGRAM
from tests.database.world import Place, a_draft, a_place

pytestmark = pytest.mark.django_db(transaction=True)
ALTERED, NOT_CHECKED, WARNED = 1, 2, 3


@pytest.fixture
def log(tmp_path: Path, settings: LazySettings) -> Log:
    settings.HISTORY_SIGNER_DIR = tmp_path / "signer"
    settings.HISTORY_KEYS_FILE = tmp_path / "signer" / keys.PUBLIC_KEYS
    settings.HISTORY_ORIGIN = ORIGIN
    return Log(tmp_path / "signer")


@pytest.fixture
def here(log: Log) -> Place:
    return a_place()


def verified(log: Log) -> tuple[int, list[dict[str, Any]]]:
    """What the check inside says: its code and its findings."""
    file = log.path.parent / "report.json"
    with pytest.raises(SystemExit) as ended:
        call_command("verify_history", json=file, stdout=StringIO(), stderr=StringIO())
    code = int(str(ended.value.code))
    return code, json.loads(file.read_text())["findings"] if code != NOT_CHECKED else []


def exported(log: Log, **options: object) -> tuple[int, str, list[dict[str, Any]]]:
    """What the stand-alone program says of an export, and the lines of the export."""
    file, public = log.path.parent / "export.jsonl", str(log.path / keys.PUBLIC_KEYS)
    file.unlink(missing_ok=True)
    call_command("export_history", file, **options)
    command = [sys.executable, "-I", str(PROGRAM), str(file), "--key", public]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.stderr == ""
    return ended.returncode, ended.stdout, list(map(json.loads, file.read_text().splitlines()))


@contextmanager
def a_loss(log: Log, here: Place) -> Iterator[tuple[int, int]]:
    """Two signed rows that a restore did not bring back: the first of their leaves, and the end."""
    a_draft(here)
    log.sign()
    with backup() as kept:
        a_draft(here)
        a_draft(here)
        signed = log.sign()
        restore(kept)
        a_draft(here, concern="Written before the restore was noticed")
        recover()
        a_draft(here)
        log.sign()
        yield signed - 2, signed


def removed(before: int | None = None) -> int:
    """The server’s owner takes the last signed version of a decision (before a leaf).

    Which leaf speaks of it.
    """
    with superuser() as opened:
        found = opened.execute(
            "SELECT l.leaf_index, l.key FROM ledger.leaf l JOIN ledger.source s "
            "ON s.number = l.source WHERE s.name = 'decisions_historicaldecision' "
            "AND (l.leaf_index < %(before)s OR %(before)s::bigint IS NULL) "
            "ORDER BY l.leaf_index DESC LIMIT 1",
            {"before": before},
        ).fetchone()
        assert found
        opened.execute("ALTER TABLE decisions_historicaldecision DISABLE TRIGGER ALL")
        query = "DELETE FROM decisions_historicaldecision WHERE history_id = %s"
        assert opened.execute(query, [found[1]]).rowcount == 1
    return int(str(found[0]))


def test_both_checks_warn_of_what_a_restore_lost_and_name_it(log: Log, here: Place) -> None:
    with a_loss(log, here) as (first, end):
        code, findings = verified(log)
        lost = [each for each in findings if each["kind"] == "lost"]
        assert code == WARNED, findings
        assert [each["leaf"] for each in lost] == list(range(first, end))
        assert all("the restore that A. Keeper, IT stated on" in each["what"] for each in lost)

        for options in ({}, {"organisation": here.organisation.pk}):
            code, words, lines = exported(log, **options)
            assert code == WARNED, words
            assert words.count("It was lost in the restore that 'A. Keeper, IT' stated") == 2
            told = {line["index"]: line["type"] for line in lines if "index" in line}
            assert all(told[index] == "leaf" for index in range(first, end))


def test_a_number_that_a_restore_gives_out_again_is_no_alteration(log: Log, here: Place) -> None:
    with a_loss(log, here) as (first, end):
        with superuser() as asked:
            twice = asked.execute(
                "SELECT count(*) FROM ledger.leaf a JOIN ledger.leaf b USING (source, key) "
                "WHERE a.leaf_index >= %s AND a.leaf_index < %s AND b.leaf_index >= %s",
                [first, end, end],
            ).fetchone()
        assert twice != (0,), "nothing was given out again"
        _code, words, lines = exported(log)
        assert words.startswith("UNALTERED")
        contents = [line["content"] for line in lines if line["type"] == "entry"]
        assert sum("before the restore was noticed" in each for each in contents) == 1


def test_what_no_statement_names_is_missing_also_after_a_restore(log: Log, here: Place) -> None:
    with a_loss(log, here) as (first, _end):
        gone = removed(before=first)
        code, findings = verified(log)
        assert code == ALTERED
        assert ("gone", gone) in {(each["kind"], each.get("leaf")) for each in findings}
        code, words, _ = exported(log)
        assert code == ALTERED
        assert words.count("Its content is gone") == 1
        assert f"Leaf {gone} " in words


def test_what_was_written_after_the_restore_is_not_excused_by_it(log: Log, here: Place) -> None:
    with a_loss(log, here) as (_first, end):
        assert removed() > end
        assert verified(log)[0] == ALTERED
        assert exported(log)[0] == ALTERED


@pytest.mark.parametrize("is_signed", [False, True], ids=["unsigned", "signed"])
@pytest.mark.parametrize("reach", [1, 9], ids=["what was", "what is to come"])
def test_whoever_removes_a_row_cannot_excuse_it_in_the_same_breath(
    log: Log, here: Place, reach: int, *, is_signed: bool
) -> None:
    """The owner of the server adds a statement; in the same epoch, or before it is signed."""
    a_draft(here)
    log.sign()
    gone = removed()
    body = {"epoch": 2, "lost": {"from": gone, "to": gone + reach}, "by": "N", "reason": ""}
    with superuser() as opened:
        opened.execute(
            "INSERT INTO ledger.statement (kind, body) VALUES ('recovery', %s)", [json.dumps(body)]
        )
    if is_signed:
        log.sign()
        assert exported(log)[0] == ALTERED
    code, findings = verified(log)
    assert code == ALTERED
    assert "gone" in {each["kind"] for each in findings}

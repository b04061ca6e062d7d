"""Does the signer run by command, end when asked, and say loudly when it cannot go on?"""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from audit.ledger import keys, running
from audit.ledger.state import Folder
from tests.audit.ledger.signed import ORIGIN, superuser
from tests.database.world import Place, a_draft, a_place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here() -> Place:
    return a_place()


@pytest.fixture
def folder(tmp_path: Path, settings: LazySettings) -> Path:
    settings.HISTORY_SIGNER_DIR = tmp_path / "signer"
    settings.HISTORY_ORIGIN = ORIGIN
    return tmp_path / "signer"


def sign(**options: object) -> str:
    told = StringIO()
    call_command("sign_history", once=True, stdout=told, stderr=told, **options)
    return told.getvalue()


def shown() -> tuple[str, str, int]:
    with superuser() as asked:
        return asked.execute("SELECT state, why, tree_size FROM ledger.signer").fetchall()[0]


def test_one_command_makes_the_keys_and_signs_what_waits(folder: Path, here: Place) -> None:
    a_draft(here)
    assert "entries are signed." in sign(make_keys=True)
    assert shown()[0] == "working"
    before = (folder / keys.SIGNING_KEY).read_bytes()
    sign(make_keys=True)
    assert (folder / keys.SIGNING_KEY).read_bytes() == before


def test_without_keys_or_a_name_it_says_what_to_do(
    folder: Path, here: Place, settings: LazySettings
) -> None:
    with pytest.raises(CommandError, match="history_key create"):
        sign()
    settings.HISTORY_ORIGIN = ""
    with pytest.raises(CommandError, match="HISTORY_ORIGIN is missing"):
        sign()
    settings.HISTORY_ORIGIN = ORIGIN
    settings.HISTORY_DATABASES = {"sd_signer": {}}
    with pytest.raises(CommandError, match="DATABASE_SIGNER_URL is missing"):
        sign(make_keys=True)


def test_a_stop_ends_the_command_with_three_and_shows_on_the_pages(
    folder: Path, here: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    a_draft(here)
    sign(make_keys=True)
    signed = shown()[2]
    kept = Folder(folder)
    state = kept.state()
    assert state is not None
    kept.keep(replace(state, system="another"))
    told = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("sign_history", once=True, stderr=told)
    assert ended.value.code == 3
    assert "Stopped: The database was restored or moved" in told.getvalue()
    state_shown, why, size = shown()
    assert (state_shown, size) == ("stopped", signed)
    assert "Recover the history" in why


def test_it_signs_what_comes_and_ends_when_it_is_asked_to(folder: Path, here: Place) -> None:
    sign(make_keys=True)
    before = shown()[2]
    ended = threading.Event()
    works = threading.Thread(target=running.run, kwargs={"every": 0.05, "ended": ended})
    works.start()
    try:
        a_draft(here)
        until = time.monotonic() + 20
        while shown()[2] <= before and time.monotonic() < until:
            time.sleep(0.05)
        assert shown()[2] > before
    finally:
        ended.set()
        works.join(20)
    assert not works.is_alive()


def test_a_database_that_goes_away_is_tried_again(
    folder: Path, here: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(make_keys=True)
    before, failed = shown()[2], threading.Event()
    round_ = running.Signer.round

    def once_lost(signer: running.Signer) -> bool:
        if not failed.is_set():
            failed.set()
            raise psycopg.OperationalError("the connection is lost")
        return round_(signer)

    monkeypatch.setattr(running.Signer, "round", once_lost)
    monkeypatch.setattr(running, "AGAIN_SECONDS", 0.05)
    ended = threading.Event()
    works = threading.Thread(target=running.run, kwargs={"every": 0.05, "ended": ended})
    works.start()
    try:
        assert failed.wait(20)
        a_draft(here)
        until = time.monotonic() + 20
        while shown()[2] <= before and time.monotonic() < until:
            time.sleep(0.05)
        assert shown()[2] > before
    finally:
        ended.set()
        works.join(20)

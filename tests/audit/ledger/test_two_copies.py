"""Do two organisations that witness each other notice when one of them rewrites its past?

Two databases with everything in them: real signers, real pages, the real witness of the other.
"""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from pytest_django import Settings

from accounts.door import SYSTEM, acting, reading
from audit.actions import note
from audit.ledger.notes import Checkpoint, verify_note
from audit.ledger.tree import verify_consistency
from audit.models import Alarm, WitnessedLog
from tests.audit.ledger.installed import Installed, copied, set_back
from tests.copies import drop
from tests.database.world import a_draft, a_place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Installed, Installed]]:
    """Fernbrook and Marrow, each the other's witness."""
    first = str(connection.settings_dict["NAME"])
    second = copied(first, f"{first}_marrow")
    fernbrook = Installed("fernbrook", first, tmp_path / "fernbrook", settings)
    marrow = Installed("marrow", second, tmp_path / "marrow", settings)
    fernbrook.know(marrow)
    marrow.know(fernbrook)
    there = {server.url: server for server in (fernbrook, marrow)}

    def post(url: str, body: bytes) -> tuple[int, str]:
        with there[url].at() as browser:
            answer = browser.post("/witness/add-checkpoint", body, content_type="text/plain")
            return answer.status_code, answer.content.decode()

    monkeypatch.setattr("audit.ledger.asking._post", post)
    yield fernbrook, marrow
    drop(second)


def work(server: Installed, records: int = 2) -> None:
    """Somebody records something there."""
    with server.at():
        place = a_place()
        for _record in range(records):
            a_draft(place)


def seen_by(witness: Installed, log: Installed) -> int:
    with witness.at(), reading(SYSTEM("tests")):
        return WitnessedLog.objects.get(origin=log.origin).size


def alarms_at(server: Installed) -> list[tuple[str, str]]:
    with server.at(), reading(SYSTEM("tests")):
        return list(Alarm.objects.values_list("origin", "kind"))


def told_to(server: Installed) -> list[tuple[bool, str]]:
    """What the signer noted of its copies, in their order."""
    with server.at(), connection.cursor() as cursor:
        cursor.execute("SELECT ok, why FROM ledger.cosignature ORDER BY id")
        return cursor.fetchall()


def newest(browser: Client) -> str:
    return browser.get("/history/checkpoint").content.decode()


def test_each_signs_what_the_other_wrote(two: tuple[Installed, Installed]) -> None:
    for server in two:
        work(server)
        server.sign()
    for server, partner in (two, two[::-1]):
        size = server.sign()
        assert seen_by(partner, server) == size
        assert alarms_at(partner) == []
        assert all(ok for ok, _why in told_to(server))


def test_anybody_can_fetch_what_both_signed_and_check_it(two: tuple[Installed, Installed]) -> None:
    fernbrook, marrow = two
    work(fernbrook)
    fernbrook.sign()
    with fernbrook.at() as browser:
        first = newest(browser)
        named = browser.get("/history/keys").content.decode()
    assert [key.vkey() for key in fernbrook.public] == named.splitlines()
    old, signed = verify_note(first, [*fernbrook.public, marrow.witness])
    assert [each.name for each in signed] == [fernbrook.origin] * 2 + [marrow.witness.name]
    work(fernbrook, records=5)
    fernbrook.sign()
    with fernbrook.at() as browser:
        new, _signed = verify_note(newest(browser), fernbrook.public)
        assert new.size > old.size
        assert is_proved(browser, old, new)
        assert not is_proved(browser, altered(old), new)


def altered(checkpoint: Checkpoint) -> Checkpoint:
    return Checkpoint(checkpoint.origin, checkpoint.size, bytes(32))


def is_proved(browser: Client, old: Checkpoint, new: Checkpoint) -> bool:
    answer = browser.get(f"/history/proof/{old.size}/{new.size}")
    proof = [base64.b64decode(line) for line in answer.content.decode().split()]
    return verify_consistency(old.size, new.size, old.root, new.root, proof)


def test_there_is_no_proof_of_sizes_that_were_not_signed(two: tuple[Installed, Installed]) -> None:
    fernbrook, _marrow = two
    work(fernbrook)
    size = fernbrook.sign()
    with fernbrook.at() as browser:
        for old, new in ((0, size + 1), (size, 1), (10**30, 10**30)):
            assert browser.get(f"/history/proof/{old}/{new}").status_code == 404
        assert browser.get(f"/history/proof/{size}/{size}").content == b""


def test_what_is_not_to_be_public_is_not(
    two: tuple[Installed, Installed], settings: Settings
) -> None:
    fernbrook, _marrow = two
    fernbrook.sign()
    settings.HISTORY_PUBLIC = False
    with fernbrook.at() as browser:
        for page in ("checkpoint", "keys", "proof/0/1"):
            assert browser.get(f"/history/{page}").status_code == 404


def test_a_witness_that_was_away_catches_up(
    two: tuple[Installed, Installed], monkeypatch: pytest.MonkeyPatch
) -> None:
    fernbrook, marrow = two
    work(fernbrook)
    fernbrook.sign()
    with monkeypatch.context() as away:
        away.setattr("audit.ledger.asking._post", refused)
        work(fernbrook)
        fernbrook.sign()
    work(fernbrook)
    size = fernbrook.sign()
    assert seen_by(marrow, fernbrook) == size
    assert [ok for ok, _why in told_to(fernbrook)].count(False) >= 1
    assert alarms_at(marrow) == []


def refused(url: str, body: bytes) -> tuple[int, str]:
    raise ConnectionRefusedError("away")


@pytest.fixture
def earlier(two: tuple[Installed, Installed], tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Everything of Fernbrook's as it was: database, signer's memory, keys."""
    fernbrook, _marrow = two
    work(fernbrook)
    fernbrook.sign()
    database = copied(fernbrook.database, f"{fernbrook.database}_earlier")
    shutil.copytree(fernbrook.folder / "signer", tmp_path / "earlier")
    yield database, tmp_path / "earlier"
    drop(database)


def act(server: Installed, target: str) -> None:
    with server.at(), acting(SYSTEM("tests")):
        note("decision.listed", target=target)


def test_whoever_puts_everything_back_and_writes_another_past_is_found_out(
    two: tuple[Installed, Installed], earlier: tuple[str, Path]
) -> None:
    """They own the database, the signer and its keys. The partner has what they signed."""
    fernbrook, marrow = two
    act(fernbrook, "what-happened")
    size = fernbrook.sign()
    with set_back(fernbrook, *earlier):
        act(fernbrook, "what-did-not")
        assert fernbrook.sign() == size
        [*_before, (ok, why)] = told_to(fernbrook)
    assert (ok, "does not go on" in why) == (False, True)
    assert alarms_at(marrow) == [(fernbrook.origin, "fork")]
    with marrow.at(), reading(SYSTEM("tests")):
        evidence = Alarm.objects.get()
    one, _signed = verify_note(evidence.seen, fernbrook.public)
    other, _signed = verify_note(evidence.sent, fernbrook.public)
    assert one.size == other.size == size
    assert one.root != other.root
    assert [letter.to for letter in mail.outbox] == [["guardian@marrow.example"]]


def test_whoever_puts_everything_back_to_hide_what_came_after_is_found_out(
    two: tuple[Installed, Installed], earlier: tuple[str, Path]
) -> None:
    fernbrook, marrow = two
    work(fernbrook, records=9)
    size = fernbrook.sign()
    with set_back(fernbrook, *earlier):
        act(fernbrook, "nothing-else-happened")
        assert fernbrook.sign() < size
        [*_before, (ok, why)] = told_to(fernbrook)
    assert (ok, f"seen {size} entries" in why) == (False, True)
    assert seen_by(marrow, fernbrook) == size


def test_a_past_that_was_rewritten_and_then_grew_is_not_signed(
    two: tuple[Installed, Installed], earlier: tuple[str, Path]
) -> None:
    fernbrook, marrow = two
    act(fernbrook, "what-happened")
    size = fernbrook.sign()
    with set_back(fernbrook, *earlier):
        for _number in range(4):
            act(fernbrook, "what-did-not")
        assert fernbrook.sign() > size
        assert not told_to(fernbrook)[-1][0]
    assert alarms_at(marrow) == [(fernbrook.origin, "unproven")]
    assert seen_by(marrow, fernbrook) == size

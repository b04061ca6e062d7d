"""Are the signer's keys kept from others, never overwritten, and changed so that it shows?"""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from audit.ledger.keys import (
    KeysRefused,
    load,
    load_key_file,
    make_keys,
    public_keys,
    retire_previous,
    rotate_keys,
)
from audit.ledger.notes import Checkpoint, parse_vkey, sign_note, verify_note

NAME = "fernbrook.example/history"
NOW = datetime(2026, 3, 4, tzinfo=UTC)
CHECKPOINT = Checkpoint(NAME, 1, bytes(32))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_keys(tmp_path / "signer", NAME)
    return tmp_path / "signer"


def signs(folder: Path, note: str) -> int:
    return len(verify_note(note, public_keys(folder / "keys.txt"))[1])


def test_new_keys_sign_what_the_public_keys_verify(folder: Path) -> None:
    assert signs(folder, sign_note(CHECKPOINT, load(folder).all(), NOW)) == 2
    plain, timed = load(folder).current
    assert (plain.algorithm, timed.algorithm) == (1, 4)
    assert plain.seed != timed.seed


def test_nobody_else_reads_the_private_keys(folder: Path) -> None:
    assert stat.S_IMODE((folder / "signing.key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "keys.txt").stat().st_mode) == 0o644
    (folder / "signing.key").chmod(0o640)
    with pytest.raises(KeysRefused, match="Others can read"):
        load(folder)


def test_keys_are_never_overwritten(folder: Path) -> None:
    before = (folder / "signing.key").read_bytes()
    with pytest.raises(KeysRefused, match="already"):
        make_keys(folder, NAME)
    assert (folder / "signing.key").read_bytes() == before


def test_old_keys_stay_until_the_history_tells_of_the_new(folder: Path) -> None:
    first = load(folder)
    changed = rotate_keys(folder, NAME)
    assert changed == load(folder)
    assert changed.previous == first.current
    assert not set(changed.current) & set(first.current)
    assert signs(folder, sign_note(CHECKPOINT, changed.all(), NOW)) == 4
    with pytest.raises(KeysRefused, match="not written in the history yet"):
        rotate_keys(folder, NAME)


def test_the_old_secret_goes_and_its_public_key_stays(folder: Path) -> None:
    first = load(folder)
    old_note = sign_note(CHECKPOINT, first.current, NOW)
    rotate_keys(folder, NAME)
    assert retire_previous(folder).previous == ()
    kept = b"".join(path.read_bytes() for path in folder.iterdir())
    assert not [key for key in first.current if key.skey().encode() in kept]
    assert signs(folder, old_note) == 2
    known = [key.vkey() for key in public_keys(folder / "keys.txt")]
    assert known == [key.vkey() for key in (*first.current, *load(folder).current)]


def test_a_lost_secret_leaves_the_public_keys(folder: Path) -> None:
    before = public_keys(folder / "keys.txt")
    (folder / "signing.key").unlink()
    with pytest.raises(KeysRefused, match="history_key create"):
        load(folder)
    make_keys(folder, NAME)
    assert public_keys(folder / "keys.txt")[:2] == before


@pytest.mark.parametrize("text", ["", "{}", '{"current": ["x"], "previous": []}', "[]", "\xff"])
def test_a_damaged_file_is_named(folder: Path, text: str) -> None:
    (folder / "signing.key").write_text(text, encoding="latin-1")
    with pytest.raises(KeysRefused, match="cannot be read"):
        load(folder)


def test_a_bad_name_makes_no_keys(tmp_path: Path) -> None:
    with pytest.raises(KeysRefused, match="name of a key"):
        make_keys(tmp_path / "signer", "two words")
    assert not (tmp_path / "signer" / "signing.key").exists()


@pytest.fixture
def place(tmp_path: Path, settings: Settings) -> Path:
    """Where the commands keep their keys."""
    settings.HISTORY_SIGNER_DIR = tmp_path / "signer"
    settings.HISTORY_KEYS_FILE = tmp_path / "signer" / "keys.txt"
    settings.HISTORY_ORIGIN = NAME
    settings.WITNESS_KEY_FILE = tmp_path / "witness.key"
    return tmp_path


def run(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("history_key", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_the_command_makes_changes_and_shows_keys(place: Path) -> None:
    made = run("create")[1:]
    changed = run("rotate")[-2:]
    assert run("show")[1:] == made + changed
    assert [parse_vkey(line).name for line in made + changed] == [NAME] * 4
    assert [key.vkey() for key in load(place / "signer").previous] == made


def test_the_command_shows_no_secret(place: Path) -> None:
    told = "\n".join([*run("create"), *run("rotate"), *run("show"), *run("witness", "--name", "w")])
    assert "PRIVATE" not in told


def test_the_command_says_why_not(place: Path, settings: Settings) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        run("show")
    with pytest.raises(CommandError, match="history_key create"):
        run("rotate")
    run("create")
    with pytest.raises(CommandError, match="already"):
        run("create")
    with pytest.raises(CommandError, match="of its own"):
        run("witness")
    settings.HISTORY_ORIGIN = ""
    with pytest.raises(CommandError, match="HISTORY_ORIGIN"):
        run("create")


def test_the_command_makes_the_key_of_a_witness(place: Path) -> None:
    line = run("witness", "--name", "fernbrook.example/witness")[-1]
    assert load_key_file(place / "witness.key").vkey() == line
    assert parse_vkey(line).algorithm == 4
    assert stat.S_IMODE((place / "witness.key").stat().st_mode) == 0o600
    with pytest.raises(CommandError, match="already"):
        run("witness", "--name", "another")

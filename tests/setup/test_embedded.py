"""Does the embedded database start when needed, stop when not, and outlive what goes wrong?"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from config.postgresql.roles import ATTRIBUTES
from tests.setup.conftest import Checkout, end, eventually, kill, runs


def test_it_starts_for_the_first_user_and_stops_after_the_last(checkout: Checkout) -> None:
    first, answer = checkout.use("SELECT current_user || ' ' || current_setting('server_version')")
    assert answer.startswith("sd_app 18.")
    server = checkout.server
    second, _ = checkout.use()
    assert checkout.server == server
    end(first)
    assert runs(server)
    end(second)
    assert eventually(lambda: not runs(server), 5)
    assert "received fast shutdown request" in checkout.log


def test_what_was_written_is_there_after_a_restart(checkout: Checkout) -> None:
    made, _ = checkout.use("CREATE TEMP TABLE t (n int)")
    end(made)
    server = (checkout.home / "data" / "PG_VERSION").stat()
    assert eventually(lambda: not (checkout.home / "data" / "postmaster.pid").exists())
    again, answer = checkout.use("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'sd\\_%'")
    assert answer == str(len(ATTRIBUTES))
    assert (checkout.home / "data" / "PG_VERSION").stat().st_ino == server.st_ino
    end(again)


def test_users_that_come_at_once_share_one_server(checkout: Checkout) -> None:
    users = [checkout.start("SELECT pg_postmaster_start_time()") for _ in range(4)]
    answers = {user.stdout.readline() for user in users if user.stdout}
    assert len(answers) == 1


def test_a_killed_user_leaves_no_server_behind(checkout: Checkout) -> None:
    user, _ = checkout.use()
    server = checkout.server
    kill(user.pid)
    assert eventually(lambda: not runs(server), 5)


def test_a_killed_keeper_ends_the_server_in_good_order(checkout: Checkout) -> None:
    checkout.use()
    server = checkout.server
    kill(checkout.keeper)
    _, answer = checkout.use("SELECT 'back'")
    assert answer == "back"
    assert not runs(server)
    assert "automatic recovery" not in checkout.log
    assert "was interrupted" not in checkout.log


def test_a_killed_machine_is_recovered_from(checkout: Checkout) -> None:
    checkout.use()
    server, keeper = checkout.server, checkout.keeper
    for pid in (server, keeper):
        kill(pid)
    assert eventually(lambda: not runs(server))
    _, answer = checkout.use("SELECT 'back'")
    assert answer == "back"


def test_the_number_of_a_dead_server_may_be_taken_by_another(checkout: Checkout) -> None:
    user, _ = checkout.use()
    end(user)
    pid_file = checkout.home / "data" / "postmaster.pid"
    assert eventually(lambda: not pid_file.exists())
    owner = (checkout.home / "data").stat()
    pid_file.write_text(f"{os.getpid()}\n{checkout.home}/data\n0\n5432\n{checkout.home}/s\n\n\n")
    os.chown(pid_file, owner.st_uid, owner.st_gid)
    _, answer = checkout.use("SELECT 'back'")
    assert answer == "back"


def test_a_path_too_long_for_a_socket(folder: Path) -> None:
    deep = folder.joinpath(*["a-folder-with-a-long-name"] * 5)
    deep.mkdir(parents=True)
    checkout = Checkout(deep, folder / "elsewhere")
    _, answer = checkout.use("SELECT 'reached'")
    assert answer == "reached"
    socket = Path((checkout.home / "data" / "postmaster.pid").read_text().splitlines()[4])
    assert not socket.is_relative_to(folder)
    assert socket.stat().st_mode & 0o777 == 0o700
    checkout.close()
    shutil.rmtree(socket)


def test_closed_parents_stay_closed(folder: Path) -> None:
    closed = folder / "closed"
    (closed / "checkout").mkdir(parents=True)
    closed.chmod(0o700)
    checkout = Checkout(closed / "checkout", folder / "elsewhere")
    for _ in range(2):
        user, answer = checkout.use("SELECT 'reached'")
        assert answer == "reached"
        end(user)
    assert closed.stat().st_mode & 0o777 == 0o700
    checkout.close()
    shutil.rmtree(checkout.path / "var")
    begun_afresh, answer = checkout.use("SELECT 'reached'")
    assert answer == "reached"
    end(begun_afresh)
    checkout.close()


def test_the_server_never_runs_as_root_and_its_folder_is_closed(checkout: Checkout) -> None:
    checkout.use()
    owner = Path(f"/proc/{checkout.server}").stat().st_uid
    assert owner != 0
    for path in (checkout.home, checkout.home / "data", checkout.home / "s"):
        assert (path.stat().st_uid, path.stat().st_mode & 0o777) == (owner, 0o700)


def test_a_half_made_cluster_is_made_again(checkout: Checkout) -> None:
    user, _ = checkout.use()
    end(user)
    assert eventually(lambda: not (checkout.home / "data" / "postmaster.pid").exists())
    (checkout.home / "data").rename(checkout.home / "data.half-made")
    (checkout.home / "data.half-made" / "PG_VERSION").unlink()
    (checkout.home / "roles.stamp").unlink()
    _, answer = checkout.use("SELECT 'made again'")
    assert answer == "made again"


def test_data_of_another_version_are_left_alone(checkout: Checkout) -> None:
    data = checkout.home / "data"
    data.mkdir(parents=True)
    os.chown(checkout.home, *_owner(checkout))
    (data / "PG_VERSION").write_text("17\n")
    told = checkout.refusal()
    assert told == (
        f"The data in {data} were made by PostgreSQL 17, and this is 18: "
        "move the folder away to start afresh."
    )


def _owner(checkout: Checkout) -> tuple[int, int]:
    from config.embedded.account import account_for

    account = account_for(checkout.path)
    return account.uid, account.gid


def test_a_server_that_cannot_start_says_why(checkout: Checkout) -> None:
    user, _ = checkout.use()
    end(user)
    assert eventually(lambda: not (checkout.home / "data" / "postmaster.pid").exists())
    broken = checkout.home / "data" / "postgresql.auto.conf"
    kept = broken.read_text()
    broken.write_text("no_such_setting = on\n")
    assert checkout.refusal().startswith("The database did not start: ")
    broken.write_text(kept)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("log_min_error_statement", "panic"),
        ("log_error_verbosity", "terse"),
        ("log_parameter_max_length_on_error", "0"),
        ("listen_addresses", ""),
        ("TimeZone", "UTC"),
        ("fsync", "on"),
    ],
)
def test_settings_that_protect_people(shared: Checkout, setting: str, value: str) -> None:
    _, answer = shared.use(f"SELECT current_setting('{setting}')")
    assert answer == value


@pytest.fixture(scope="module")
def shared() -> object:
    import tempfile

    path = Path(tempfile.mkdtemp(prefix="checkout-"))
    path.chmod(0o755)
    made = Checkout(path, path / "elsewhere")
    made.use()
    yield made
    made.close()
    shutil.rmtree(path)

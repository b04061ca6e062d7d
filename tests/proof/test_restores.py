"""Does the signer notice each kind of restore on real servers, and go on once it is stated?"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.embedded.account import Account
from config.embedded.place import find_place
from tests.tools import ROOT

WRITE = """
from accounts.door import SYSTEM, acting
from accounts.models import Organisation
with acting(SYSTEM("tests")):
    Organisation.objects.create(
        name="Fernbrook {n}", kind="nhs", nation="england", is_public_authority=True)
"""


class Server:
    """A PostgreSQL of the test's own, in a folder that can be copied while it is stopped."""

    def __init__(self, folder: Path, signer: Path) -> None:
        self.folder, self.signer = folder, signer
        place = find_place(testing=True, checkout=ROOT)
        self.program, self.account = place.program, place.account

    def make(self) -> Server:
        self._own(self.folder.parent)
        self._run("initdb", f"--pgdata={self.folder}", "--username=postgres", "--auth=trust",
                  "--encoding=UTF8", "--no-sync")  # fmt: skip
        return self

    def start(self) -> Server:
        # Restores take WAL as it is on the disk: nothing here may be lost by being late.
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "-D", str(self.folder), "-w", "-o", options, "-l",
                  str(self.folder / "log"), "start")  # fmt: skip
        return self

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.folder), "-w", "-m", "fast", "stop")

    def kept(self, name: str) -> Path:
        """A copy of all files, of a server that is stopped."""
        self.stop()
        copy = self.folder.parent / name
        shutil.copytree(self.folder, copy, symlinks=True)
        self._own(copy)
        self.start()
        return copy

    def url(self, role: str) -> str:
        return f"postgresql://{role}@/sharing_decisions?host={self.folder}"

    def manage(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {
            "SHARING_DECISIONS_MODE": "demonstration",
            "SECRET_KEY": "for-this-test-only",
            "DATABASE_URL": self.url("sd_app"),
            "DATABASE_OWNER_URL": self.url("sd_owner"),
            "DATABASE_SUPERUSER_URL": f"postgresql://postgres@/postgres?host={self.folder}",
            "DATABASE_SIGNER_URL": self.url("sd_signer"),
            "DATABASE_VERIFIER_URL": self.url("sd_verify"),
            "HISTORY_SIGNER_DIR": str(self.signer),
        }
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=check, timeout=300,
        )  # fmt: skip

    def write(self, number: int) -> None:
        self.manage("shell", "-c", WRITE.format(n=number))

    def sign(self) -> str:
        done = self.manage("sign_history", "--once", "--make-keys", check=False)
        return f"{done.returncode} {done.stdout}{done.stderr}"

    def recover(self) -> str:
        done = self.manage("recover_history", "--by", "A. Keeper", "--reason", "Restored")
        return done.stdout

    def count(self, query: str) -> int:
        with psycopg.connect(f"host={self.folder} user=postgres dbname=sharing_decisions") as asked:
            found = asked.execute(query).fetchone()
        return int(found[0]) if found else 0

    def _own(self, path: Path) -> None:
        for each in (path, *path.rglob("*")):
            self.account.own(each)

    def _run(self, name: str, *arguments: str) -> None:
        account: Account = self.account
        subprocess.run(
            [self.program(name), *arguments], cwd="/", check=True, timeout=120,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **account.arguments,
        )  # fmt: skip


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    # A socket's path may be no longer than about a hundred letters.
    base = Path("/tmp") / f"sd-restores-{os.getpid()}-{time.monotonic_ns() % 10**6}"  # noqa: S108
    base.mkdir(mode=0o755)
    made = Server(base / "pg", tmp_path_factory.mktemp("signer")).make().start()
    made.manage("setupdb")
    made.manage("migrate", "--verbosity=0")
    try:
        made.write(1)
        assert made.sign().startswith("0 ")
        yield made
    finally:
        for folder in base.iterdir():
            if (folder / "postmaster.pid").exists():
                Server(folder, made.signer).stop()
        shutil.rmtree(base)


def goes_on(server: Server, *, lost: int) -> None:
    """Recovered, everything is signed again, in the same tree."""
    assert f"{lost} signed entries were lost" in server.recover()
    server.write(99)
    assert server.sign().startswith("0 ")
    assert server.count("SELECT max(epoch) FROM ledger.leaf") == 2
    assert (
        server.count(
            "SELECT count(*) FROM audit_historicalorganisation h WHERE NOT EXISTS (SELECT 1 FROM "
            "ledger.leaf l JOIN ledger.source s ON s.number = l.source WHERE s.name = "
            "'audit_historicalorganisation' AND l.key = h.history_id AND l.xid = h.lg_xid)"
        )
        == 0
    )


def test_a_dump_that_is_restored_into_a_new_server(server: Server) -> None:
    dump = server.folder.parent / "dump"
    server._run("pg_dump", "-h", str(server.folder), "-U", "postgres", "-Fc", "-f", str(dump),
                "sharing_decisions")  # fmt: skip
    server.stop()
    other = Server(server.folder.parent / "pg2", server.signer).make().start()
    other.manage("setupdb")
    other._run("pg_restore", "-h", str(other.folder), "-U", "postgres", "-d", "sharing_decisions",
               "--exit-on-error", "--clean", "--if-exists", str(dump))  # fmt: skip
    other.write(2)
    assert "3 Stopped: The database was restored or moved" in other.sign()
    goes_on(other, lost=0)


def test_files_of_an_earlier_day(server: Server) -> None:
    copy = server.kept("pg-earlier")
    server.write(2)
    assert server.sign().startswith("0 ")
    server.stop()
    earlier = Server(copy, server.signer).start()
    told = earlier.sign()
    assert told.startswith("3 Stopped")
    assert "earlier" in told
    goes_on(earlier, lost=1)


def test_a_restore_to_a_point_in_time(server: Server) -> None:
    copy = server.kept("pg-point")
    server.write(2)
    server.sign()
    server.stop()
    (copy / "recovery.signal").touch()
    with (copy / "postgresql.auto.conf").open("a") as settings:
        settings.write("restore_command = 'false'\n")
    point = Server(copy, server.signer)
    point._own(copy)
    point.start()
    for _ in range(100):
        if not point.count("SELECT pg_is_in_recovery()::int"):
            break
        time.sleep(0.1)
    assert "3 Stopped: The database was restored or moved" in point.sign()
    goes_on(point, lost=1)

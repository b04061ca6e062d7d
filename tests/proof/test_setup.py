"""Does a fresh clone come up, stop and heal, for root and for an ordinary account?

Each test fetches every package again, so that it proves what a new machine meets.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COLD_SECONDS, WARM_SECONDS, STOP_SECONDS = 120, 10, 5
ACCOUNTS = ["root", "nobody"] if os.geteuid() == 0 else [pwd.getpwuid(os.geteuid()).pw_name]


@dataclass
class Clone:
    """A fresh clone, the account that works in it, and its own empty home."""

    path: Path
    home: Path
    account: str

    def make(self, *words: str, before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
        entry = pwd.getpwnam(self.account)
        other = entry.pw_uid != os.geteuid()
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS", "PORT"))}
        kept.pop("SHARING_DECISIONS_MODE", None)
        return subprocess.Popen(
            [*before, "make", *words],
            cwd=self.path,
            env=kept | {"HOME": str(self.home), "PATH": "/usr/local/bin:/usr/bin:/bin"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            user=entry.pw_uid if other else None,
            group=entry.pw_gid if other else None,
            extra_groups=[] if other else None,
        )

    def left_running(self, columns: str = "args") -> list[str]:
        asked = ["ps", "-ww", "-eo", columns]
        told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        return [line for line in told.splitlines() if str(self.path) in line]

    def has_stopped(self) -> bool:
        until = time.monotonic() + STOP_SECONDS
        while self.left_running() and time.monotonic() < until:
            time.sleep(0.1)
        return not self.left_running()


@pytest.fixture(params=ACCOUNTS)
def clone(request: pytest.FixtureRequest) -> Iterator[Clone]:
    folder = Path(tempfile.mkdtemp(prefix="clone-"))
    folder.chmod(0o755)
    made = Clone(folder / "sharing-decisions", folder / "home", request.param)
    made.home.mkdir()
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(made.path)], check=True)
    entry = pwd.getpwnam(request.param)
    if entry.pw_uid != os.geteuid():
        subprocess.run(["chown", "-R", request.param, str(folder)], check=True)
    yield made
    assert made.has_stopped()
    shutil.rmtree(folder)


def carry_out(process: subprocess.Popen[str]) -> tuple[int, str]:
    told, _ = process.communicate(timeout=600)
    return process.returncode, told


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def running(clone: Clone) -> Iterator[tuple[subprocess.Popen[str], str, float]]:
    port, since, told = free_port(), time.monotonic(), ""
    process = clone.make("run", f"PORT={port}")
    with process:
        assert process.stdout
        for line in process.stdout:
            told += line
            if "Ctrl-C stops it" in line:
                break
        took = time.monotonic() - since
        assert f"http://127.0.0.1:{port}/" in told, told
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            assert page.status == 200
        yield process, told, took
        process.stdout.close()


def test_cold_then_warm_then_stopped_in_every_way(clone: Clone) -> None:
    with running(clone) as (process, told, cold):
        assert "@" in told, "the message names the accounts"
        os.killpg(process.pid, signal.SIGINT)
    assert clone.has_stopped()
    assert cold < COLD_SECONDS
    ways = {
        "SIGINT to make alone": signal.SIGINT,
        "SIGTERM to make alone": signal.SIGTERM,
        "kill -9 of make": signal.SIGKILL,
    }
    for way, number in ways.items():
        with running(clone) as (process, _, warm):
            process.send_signal(number)
        assert clone.has_stopped(), way
        assert warm < WARM_SECONDS
        print(f"{clone.account}: cold {cold:.1f} s, warm {warm:.1f} s, {way}")  # noqa: T201


def test_a_killed_database_comes_back(clone: Clone) -> None:
    code, told = carry_out(clone.make("setup"))
    assert code == 0, told
    with running(clone) as (process, told, _):
        ready = told.split("is at ")[1].split()[0] + "readyz"
        keepers = [line.split()[0] for line in clone.left_running("pid,args") if "keeper" in line]
        for keeper in keepers:
            os.kill(int(keeper), signal.SIGKILL)
        time.sleep(1)
        assert answers(ready)
        os.killpg(process.pid, signal.SIGINT)


def answers(address: str, seconds: float = 15) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=10) as page:
                return page.status == 200
        except OSError:
            time.sleep(0.2)
    return False


def test_a_killed_setup_heals(clone: Clone) -> None:
    for seconds in (1, 4, 7, 10, 14, 18, 22):
        process = clone.make("setup")
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    code, told = carry_out(clone.make("setup"))
    assert code == 0, told
    code, told = carry_out(clone.make("setup"))
    assert (code, told.count("\n")) == (0, 1), told


def test_without_a_network_it_says_so(clone: Clone) -> None:
    apart = ("unshare", "--net") if os.geteuid() == 0 else ("unshare", "--map-root-user", "--net")
    if clone.account == "nobody":
        apart = ("unshare", "--map-root-user", "--net")
    code, told = carry_out(clone.make("setup", before=apart))
    assert code
    assert "the package registry cannot be reached: check the network." in told


def test_on_a_full_disk_it_says_so(clone: Clone) -> None:
    apart = ["unshare", "--mount"]
    if clone.account != "root":
        apart = ["unshare", "--map-root-user", "--mount"]
    script = (
        'kept="$PWD"; mkdir "$kept/small"; mount -t tmpfs -o size=120m none "$kept/small" '
        '&& git archive HEAD | tar -x -C "$kept/small" && cd "$kept/small" && exec make setup'
    )
    code, told = carry_out(clone.make(before=(*apart, "sh", "-c", script, "sh")))
    assert code
    assert "The disk is full: free some space" in told


def test_where_it_may_not_write_it_says_so(clone: Clone) -> None:
    if clone.account == "root":
        clone.account = "nobody"
    else:
        clone.path.chmod(0o555)
    code, told = carry_out(clone.make("setup"))
    clone.path.chmod(0o755)
    assert code
    assert "run the command as the account that owns the folder" in told

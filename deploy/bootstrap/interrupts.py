"""Who asked this to stop? Ctrl-C, a signal, or make, which does not pass every signal on."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

PR_SET_PDEATHSIG = 1
LOOK_EVERY_SECONDS = 0.3


def obey() -> None:
    """Any request to stop becomes KeyboardInterrupt, even where a shell had it ignored."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    if _parent_is_make() and (ask := ends_with(os.getppid(), signal.SIGTERM)):
        ask()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def ends_with(parent: int, number: signal.Signals) -> Callable[[], None] | None:
    """On Linux a process may ask for a signal when its parent dies, even by kill -9."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return ask


def look_at_make() -> None:
    """Stop where make alone was sent SIGINT.

    A terminal sends Ctrl-C to all of its foreground, but a program may send it to make only,
    and make then waits for its children without telling them. While it waits, the signal is
    blocked, which is how it can be seen.
    """
    if not _parent_is_make():
        return
    blocked = _of_parent("status").partition("SigBlk:")[2].split()
    if blocked and int(blocked[0], 16) & 1 << (signal.SIGINT - 1):
        raise KeyboardInterrupt


def _parent_is_make() -> bool:
    return _of_parent("comm").strip() in {"make", "gmake"}


def _of_parent(name: str) -> str:
    try:
        return Path(f"/proc/{os.getppid()}/{name}").read_text()
    except OSError:
        return ""

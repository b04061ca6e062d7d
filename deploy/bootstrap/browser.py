"""Is there a browser for the tests? The machine's, its package manager's or Playwright's."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress

from failures import Failure, run
from places import PYTHON, VAR

# The tests' own search, so that what is found here is what they drive.
FIND = "from tests.tools import chromium; print(chromium() or '')"
# A browser without windows does the same for half the work; it is tried for once.
QUICKER = "chromium-headless-shell"
TRIED = VAR / "browser-tried"
ADVICE = (
    "The browser tests need Chromium, and it could not be installed: as administrator, run "
    "“apt-get install chromium” (or install Google Chrome), then “make test” again."
)


def ensure() -> None:
    """Find a browser or install one; where neither works, say what the administrator may do."""
    _quicker()
    if _found():
        return
    for install in (_from_system, _from_playwright):
        try:
            install()
        except Failure:
            continue
        if _found():
            return
    raise Failure(ADVICE)


def _found() -> bool:
    return bool(run("Looking for a browser", [str(PYTHON), "-c", FIND]).strip())


def _quicker() -> None:
    """Where the system's packages hold it; the machine's own browser will do, too."""
    if not _may_install() or shutil.which(QUICKER) or TRIED.exists():
        return
    TRIED.touch()
    with suppress(Failure):
        _install(QUICKER)


def _from_system() -> None:
    if _may_install():
        _install("chromium")


def _may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install(browser: str) -> None:
    print("  Chromium, from the system's packages", flush=True)
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run("Reading the list of packages", ["apt-get", "-q", "update"], extra=quiet)
    command = ["apt-get", "-q", "install", "-y", "--no-install-recommends"]
    run("Installing Chromium", [*command, browser, "fonts-liberation"], extra=quiet)


def _from_playwright() -> None:
    print("  Chromium, by Playwright", flush=True)
    run("Fetching Chromium", [str(PYTHON), "-m", "playwright", "install", "chromium"])

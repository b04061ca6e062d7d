"""Is there a browser for the tests? The machine's, its package manager's or Playwright's."""

from __future__ import annotations

import os
import shutil

from failures import Failure, run
from places import PYTHON

# The tests' own search, so that what is found here is what they drive.
FIND = "from tests.tools import chromium; print(chromium() or '')"
ADVICE = (
    "The browser tests need Chromium, and it could not be installed: as administrator, run "
    "“apt-get install chromium” (or install Google Chrome), then “make test” again."
)


def ensure() -> None:
    """Find a browser or install one; where neither works, say what the administrator may do."""
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


def _from_system() -> None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("  Chromium, from the system's packages", flush=True)
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run("Reading the list of packages", ["apt-get", "-q", "update"], extra=quiet)
    command = ["apt-get", "-q", "install", "-y", "--no-install-recommends"]
    run("Installing Chromium", [*command, "chromium", "fonts-liberation"], extra=quiet)


def _from_playwright() -> None:
    print("  Chromium, by Playwright", flush=True)
    run("Fetching Chromium", [str(PYTHON), "-m", "playwright", "install", "chromium"])

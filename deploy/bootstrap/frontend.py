"""Which styles and scripts are served? What Node makes from ``static/src``."""

from __future__ import annotations

import shutil

from failures import run
from places import ROOT, VENV
from stamps import Stamp

MODULES = ROOT / "node_modules"
BUILT = ROOT / "static" / "build"
LOCK = ROOT / "package-lock.json"
NPM = [str(VENV / "bin" / "npm")]


def build(*, for_tests: bool) -> None:
    """Install the locked Node packages, without their scripts, and build."""
    _install(for_tests=for_tests)
    sources = [p for p in sorted((ROOT / "static").iterdir()) if p != BUILT]
    stamp = Stamp(BUILT / ".stamp", LOCK, ROOT / "package.json", *sources)
    if stamp.fresh:
        return
    print("  styles and scripts", flush=True)
    stamp.clear()
    run("Building the styles and scripts", [*NPM, "run", "build", "--silent"])
    stamp.write()


def _install(*, for_tests: bool) -> None:
    everything, served = (Stamp(MODULES / name, LOCK) for name in (".everything", ".served"))
    if everything.fresh or (served.fresh and not for_tests):
        return
    print("  Node packages", flush=True)
    shutil.rmtree(MODULES, ignore_errors=True)
    omitted = [] if for_tests else ["--omit=dev"]
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    soon = ["--fetch-retries=3", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"]
    run("Installing the Node packages", [*NPM, "ci", *quiet, *soon, *omitted])
    (everything if for_tests else served).write()

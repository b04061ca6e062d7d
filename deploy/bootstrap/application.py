"""Is the application ready to serve the demonstration? Keys, tables, files and invented people."""

from __future__ import annotations

import os
import secrets

from failures import run
from places import MANAGE, ROOT, VAR
from stamps import Stamp

DEMONSTRATION = {"SHARING_DECISIONS_MODE": "demonstration"}


def prepare() -> str:
    """Bring the demonstration up to the code; return the text about its accounts."""
    _mark()
    _collect_static()
    return run("Preparing the demonstration's database", [*MANAGE, "prepare"], extra=DEMONSTRATION)


def _mark() -> None:
    """Say that this checkout is a demonstration, and give it a key of its own."""
    (VAR / "demonstration").touch()
    key = VAR / "secret-key"
    if key.exists() and key.stat().st_size:
        return
    half = key.with_suffix(".half")
    half.unlink(missing_ok=True)
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(64))
    half.replace(key)


def _collect_static() -> None:
    stamp = Stamp(VAR / "static.stamp", ROOT / "static" / "build", ROOT / "requirements.lock")
    if stamp.fresh and (VAR / "static").is_dir():
        return
    stamp.clear()
    command = [*MANAGE, "collectstatic", "--no-input", "--clear", "--verbosity=0"]
    run("Collecting the styles and scripts", command, extra=DEMONSTRATION)
    stamp.write()

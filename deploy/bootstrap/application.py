"""Is the application ready to serve the demonstration? Keys, tables, files and invented people."""

from __future__ import annotations

import os
import secrets

from failures import run
from places import MANAGE, ROOT, VAR
from stamps import Stamp

PRODUCT = ("accounts", "audit", "config", "consent", "decisions")
# In the cluster's folder, so that they go with it.
PREPARED = VAR / "pg" / "prepared.stamp"
WHO_MAY_SIGN_IN = VAR / "pg" / "accounts.txt"
DEMONSTRATION = {"SHARING_DECISIONS_MODE": "demonstration"}


def prepare() -> str:
    """Bring the demonstration up to the code; return the text about its accounts."""
    _mark()
    static = Stamp(VAR / "static.stamp", ROOT / "static" / "build", ROOT / "requirements.lock")
    code = Stamp(PREPARED, *(ROOT / name for name in PRODUCT), ROOT / "requirements.lock")
    collected = static.fresh and (VAR / "static").is_dir()
    if collected and code.fresh and WHO_MAY_SIGN_IN.exists():
        return WHO_MAY_SIGN_IN.read_text()
    print("  database and invented people", flush=True)
    command = [*MANAGE, "prepare", *([] if collected else ["--collect-static"])]
    told = run("Preparing the demonstration", command, extra=DEMONSTRATION)
    WHO_MAY_SIGN_IN.write_text(told)
    static.write()
    code.write()
    return told


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

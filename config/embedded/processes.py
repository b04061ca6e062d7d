"""Is that process number still our server? A number is used again, and a zombie answers kill."""

from __future__ import annotations

import subprocess
from pathlib import Path


def is_postgres(pid: int) -> bool:
    """Whether a live PostgreSQL has this process number."""
    state, name = _state_and_name(pid)
    return state not in {"", "Z", "X"} and "postgres" in name


def _state_and_name(pid: int) -> tuple[str, str]:
    if Path("/proc/self/stat").exists():
        try:
            text = Path(f"/proc/{pid}/stat").read_text()
        except OSError:
            return "", ""
        name, _, rest = text.partition("(")[2].rpartition(")")
        return rest.split()[0], name
    asked = ["/bin/ps", "-o", "stat=,comm=", "-p", str(pid)]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    state, _, name = told.partition(" ")
    return state[:1], name

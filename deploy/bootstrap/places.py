"""Where does everything lie that set-up makes?"""

from __future__ import annotations

import os
import ssl
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = ROOT / "var"
LOG = VAR / "setup.log"
MANAGE = [str(PYTHON), str(ROOT / "manage.py")]


def environment() -> dict[str, str]:
    """This environment, with our own Python and Node before the machine's."""
    mine = dict(os.environ)
    mine["PATH"] = f"{VENV / 'bin'}{os.pathsep}{mine.get('PATH', os.defpath)}"
    mine["VIRTUAL_ENV"] = str(VENV)
    for name in ("PYTHONHOME", "PYTHONPATH", "PYTHONWARNINGS", "UV_PROJECT_ENVIRONMENT"):
        mine.pop(name, None)
    return _trust_the_machine() | mine | _writable_caches(mine)


def _trust_the_machine() -> dict[str, str]:
    """Where an organisation's network checks what is fetched, the machine trusts its authority."""
    kept = ssl.get_default_verify_paths()
    trusted = kept.cafile or (kept.capath and any(Path(kept.capath).iterdir()))
    return {"UV_SYSTEM_CERTS": "1", "NODE_USE_SYSTEM_CA": "1"} if trusted else {}


def _writable_caches(mine: dict[str, str]) -> dict[str, str]:
    """Package clients keep what they fetched at home; where there is none, in ``var``."""
    home = Path(mine.get("HOME", "/nonexistent"))
    if os.access(home, os.W_OK):
        return {}
    kept = VAR / "cache"
    return {
        "HOME": str(kept),
        "UV_CACHE_DIR": str(kept / "uv"),
        "npm_config_cache": str(kept / "npm"),
    }

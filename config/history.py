"""How is the proof of the history set up? Read by ``config.settings``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import environ

# Each process connects as its own role, with only that role's rights.
ROLES = {
    "DATABASE_SIGNER_URL": "sd_signer",
    "DATABASE_VERIFIER_URL": "sd_verify",
    "DATABASE_AUDITOR_URL": "sd_auditor",
}
NAMES = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}


def settings(
    env: environ.Env, application: Mapping[str, Any], var: Path, *, production: bool
) -> dict[str, Any]:
    """Every setting whose name begins with ``HISTORY_``."""
    folder = Path(env.str("HISTORY_SIGNER_DIR", default=str(var / "signer")))
    origin = "" if production else "demonstration.invalid/history"
    return {
        "HISTORY_DATABASES": {
            role: _database(env, variable, role, application, production=production)
            for variable, role in ROLES.items()
        },
        # The name of the log, which every checkpoint carries; a host of one's own and a path.
        "HISTORY_ORIGIN": env.str("HISTORY_ORIGIN", default=origin),
        # The keys and what was signed: outside the database, and best on another machine.
        "HISTORY_SIGNER_DIR": folder,
        # The log's public keys, for pages and checks; the signer writes them beside its own.
        "HISTORY_KEYS_FILE": Path(env.str("HISTORY_KEYS_FILE", default=str(folder / "keys.txt"))),
    }


def _database(
    env: environ.Env, variable: str, role: str, application: Mapping[str, Any], *, production: bool
) -> dict[str, Any]:
    """How psycopg connects as ``role``; empty where production does not say."""
    url = env.str(variable, default="")
    if url:
        found = env.db_url_config(url)
    elif production:
        return {}
    else:
        found = {**application, "USER": role, "PASSWORD": ""}
    told = {ours: found[theirs] for theirs, ours in NAMES.items() if found.get(theirs)}
    return {**told, "dbname": found["NAME"], "options": "-c timezone=UTC"}

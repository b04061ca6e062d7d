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
LINE = ("host", "sslmode", "sslrootcert", "connect_timeout")
NAMES = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}


def settings(
    env: environ.Env, application: Mapping[str, Any], var: Path, *, production: bool
) -> dict[str, Any]:
    """Every setting of the log and of its witnesses; ``config.settings`` names their types."""
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
        **_copies(env),
    }


def _copies(env: environ.Env) -> dict[str, Any]:
    """Where checkpoints go, and whose this server keeps: docs/history.md says how to set each."""
    return {
        # Signed checkpoints go to a file (best on another machine's disk), addresses, witnesses.
        "HISTORY_COPIES_FILE": env.str("HISTORY_COPIES_FILE", default=""),
        "HISTORY_COPIES_EMAIL": env.list("HISTORY_COPIES_EMAIL", default=[]),
        "HISTORY_COPIES_URLS": env.list("HISTORY_COPIES_URLS", default=[]),
        # The public keys of those witnesses: without a key, a signature is not kept.
        "HISTORY_WITNESS_KEYS_FILE": env.str("HISTORY_WITNESS_KEYS_FILE", default=""),
        # Whether anybody may fetch checkpoints, proofs and public keys; they hold no content.
        "HISTORY_PUBLIC": env.bool("HISTORY_PUBLIC", default=True),
        # Whose histories this server witnesses (public keys), with which key of its own, and
        # who is told when one of them was rewritten.
        "WITNESS_LOGS_FILE": env.str("WITNESS_LOGS_FILE", default=""),
        "WITNESS_KEY_FILE": env.str("WITNESS_KEY_FILE", default=""),
        "HISTORY_ALARM_EMAIL": env.list("HISTORY_ALARM_EMAIL", default=[]),
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
    # As safe as the application's own connection, unless the address says otherwise.
    for options in (application["OPTIONS"], found.get("OPTIONS", {})):
        told |= {name: options[name] for name in LINE if name in options}
    return {**told, "dbname": found["NAME"], "options": "-c timezone=UTC"}

"""How do the signer, those who check and the auditor reach the database? Each as their own role."""

from __future__ import annotations

from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

SIGNER, VERIFIER, AUDITOR = "sd_signer", "sd_verify", "sd_auditor"
VARIABLES = {
    SIGNER: "DATABASE_SIGNER_URL",
    VERIFIER: "DATABASE_VERIFIER_URL",
    AUDITOR: "DATABASE_AUDITOR_URL",
}
Connection = psycopg.Connection[tuple[Any, ...]]


class NotConfigured(Exception):
    """Nobody said how to connect; the sentence names the variable that is missing."""


def connect(role: str, **options: Any) -> Connection:
    """A connection of that role's to the database that the application uses."""
    found = settings.HISTORY_DATABASES[role]
    if not found:
        raise NotConfigured(
            f"{VARIABLES[role]} is missing: it says how {role} connects to the database."
        )
    name = connection.settings_dict["NAME"]
    return psycopg.connect(**{**found, "dbname": name, "application_name": role, **options})

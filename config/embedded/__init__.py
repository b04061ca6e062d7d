"""How does the database start by itself? PostgreSQL 18 from a wheel, for as long as it is used.

``ensure()`` starts the server where it is not running and returns where to connect. It lives as
long as any process that called ``ensure()``; nobody has to stop it. ``docs/setup.md`` tells how.
"""

from __future__ import annotations

from config.embedded.place import Unavailable
from config.embedded.server import (
    DATABASE,
    ensure,
    home,
    remake_database,
    superuser_conninfo,
    wait_until_stopped,
)

__all__ = [
    "DATABASE",
    "Unavailable",
    "ensure",
    "home",
    "remake_database",
    "superuser_conninfo",
    "wait_until_stopped",
]

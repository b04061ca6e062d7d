"""How does PostgreSQL learn who acts? It is told at the beginning of every transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base
from django.db.backends.postgresql.creation import DatabaseCreation as PostgresCreation

from accounts.door import SETTINGS, settings_for_database

# ``true`` makes each setting end with its transaction, so that none can reach the next user
# of a pooled connection.
TELL = "SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in SETTINGS)


class DatabaseCreation(PostgresCreation):
    """Test databases are made and dropped by the owner; the tests run as the application."""

    connection: DatabaseWrapper

    def create_test_db(self, *args: Any, **kwargs: Any) -> str:
        with as_owner(self.connection):
            name: str = super().create_test_db(*args, **kwargs)
        self.connection.settings_dict["NAME"] = name
        return name

    def destroy_test_db(
        self, old_database_name: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        with as_owner(self.connection):
            super().destroy_test_db(old_database_name, *args, **kwargs)
        if old_database_name is not None:
            self.connection.settings_dict["NAME"] = old_database_name


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostgreSQL, which is told at every BEGIN who acts and for which organisation."""

    creation_class = DatabaseCreation
    is_owner = False

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if not autocommit:
            self.tell()

    def tell(self) -> None:
        """Tell the open transaction who acts; nobody, outside ``acting`` and ``reading``."""
        with self.wrap_database_errors:
            self.connection.execute(TELL, tuple(settings_for_database().values()))


@contextmanager
def as_owner(connection: DatabaseWrapper) -> Iterator[None]:
    """The connection belongs to the owner of the tables: for migrations and test databases."""
    if connection.is_owner:
        yield
        return
    owner = connection.settings_dict.get("OWNER")
    if not owner:
        raise ImproperlyConfigured(
            "DATABASE_OWNER_URL is missing. Migrations run as the owner of the database, "
            "never as the application: set it for this command alone."
        )
    before = connection.settings_dict
    options = {name: value for name, value in before["OPTIONS"].items() if name != "pool"}
    _reconnect(connection)
    # A copy: the connections of other threads share the original.
    connection.settings_dict = {**before, **owner, "OPTIONS": options}
    connection.is_owner = True
    try:
        yield
    finally:
        _reconnect(connection)
        connection.settings_dict = before
        connection.is_owner = False


def _reconnect(connection: DatabaseWrapper) -> None:
    """Drop what is open, so that the next statement connects anew."""
    connection.close()
    connection.close_pool()

"""What kinds of thing are installed in the database, and how is each made and taken away?

Each is compared as a whole with what the catalogue holds, so the texts here are written as
PostgreSQL gives them back.
"""

from __future__ import annotations

from dataclasses import dataclass, field

LEDGER = "sd_ledger"
# Owns the one function that destroys; nobody can log in as it.
DISPOSER = "sd_disposer"
PINNED = "search_path=pg_catalog, pg_temp"


def qualified(table: str) -> str:
    """A table with its schema; only those of the ledger say theirs."""
    return table if "." in table else f"public.{table}"


def by_ledger(table: str, change: str) -> str:
    """A change to a table of the ledger's is made as sd_ledger, to any other as its owner."""
    if not change or not table.startswith("ledger."):
        return change
    return f"SET LOCAL ROLE {LEDGER};\n{change};\nRESET ROLE"


def quoted(name: str) -> str:
    """An identifier, quoted only where it must be."""
    return name if name.isidentifier() and name == name.lower() else f'"{name}"'


@dataclass(frozen=True, order=True)
class Table:
    """A table of the schema ``ledger``; public ones are made by migrations."""

    name: str
    columns: tuple[str, ...]
    constraints: tuple[str, ...]

    def make(self) -> str:
        lines = ", ".join([*self.columns, *self.constraints])
        made = f"CREATE TABLE IF NOT EXISTS {self.name} ({lines})"
        # What a later release adds, in a table that stands.
        added = [f"ALTER TABLE {self.name} ADD COLUMN IF NOT EXISTS {c}" for c in self.columns]
        return by_ledger(self.name, ";\n".join([made, *added]))

    def drop(self) -> str:
        """Never by itself: what the table holds would go with it."""
        return ""


@dataclass(frozen=True, order=True)
class Column:
    """A hidden column: the database's own, unknown to the models."""

    table: str
    name: str
    type: str
    default: str

    def make(self) -> str:
        return (
            f"ALTER TABLE public.{self.table} "
            f"ADD COLUMN IF NOT EXISTS {self.name} {self.type} NOT NULL DEFAULT {self.default}"
        )

    def drop(self) -> str:
        """Never by itself: what the column holds would go with it."""
        return ""


@dataclass(frozen=True, order=True)
class Index:
    """An index over hidden columns, or over a table of the ledger's."""

    table: str
    name: str
    columns: str
    method: str = "btree"

    def make(self) -> str:
        on = f"{qualified(self.table)} USING {self.method} ({self.columns})"
        made = f"CREATE INDEX IF NOT EXISTS {self.name} ON {on}"
        return by_ledger(self.table, made)

    def drop(self) -> str:
        schema = qualified(self.table).split(".")[0]
        return by_ledger(self.table, f"DROP INDEX IF EXISTS {schema}.{self.name}")


@dataclass(frozen=True, order=True)
class Function:
    """A function of the schema ``ledger``; a definer's runs with the rights of sd_ledger."""

    name: str
    body: str
    definer: bool = False
    arguments: str = ""
    returns: str = "trigger"
    language: str = "plpgsql"
    volatility: str = "v"
    settings: str = PINNED
    owner: str = LEDGER

    def make(self) -> str:
        settings = " ".join(f"SET {setting}" for setting in self.settings.split(";"))
        # Nobody calls these by name unless a right says so.
        return self._by_owner(
            f"CREATE OR REPLACE FUNCTION ledger.{self.name}({self.arguments})\n"
            f"RETURNS {self.returns} LANGUAGE {self.language} "
            f"{'STABLE' if self.volatility == 's' else 'VOLATILE'} "
            f"SECURITY {'DEFINER' if self.definer else 'INVOKER'} {settings}\n"
            f"AS $ledger${self.body}$ledger$;\n"
            f"REVOKE ALL ON FUNCTION ledger.{self.name}({self.arguments}) FROM PUBLIC"
        )

    def drop(self) -> str:
        return self._by_owner(
            f"DROP FUNCTION IF EXISTS ledger.{self.name}({self.arguments}) CASCADE"
        )

    def _by_owner(self, change: str) -> str:
        """Another role than the schema's may make things in it for this moment alone."""
        if self.owner == LEDGER:
            return f"SET LOCAL ROLE {LEDGER};\n{change};\nRESET ROLE"
        return (
            f"SET LOCAL ROLE {LEDGER};\nGRANT USAGE, CREATE ON SCHEMA ledger TO {self.owner};\n"
            f"SET LOCAL ROLE {self.owner};\n{change};\n"
            f"SET LOCAL ROLE {LEDGER};\nREVOKE CREATE ON SCHEMA ledger FROM {self.owner};\n"
            "RESET ROLE"
        )


@dataclass(frozen=True, order=True)
class Trigger:
    """A trigger that fires whatever ``session_replication_role`` says (ENABLE ALWAYS)."""

    table: str
    name: str
    function: str
    timing: str
    events: tuple[str, ...]
    each_row: bool = False
    old_rows: str = ""
    new_rows: str = ""
    enabled: str = "A"

    def make(self) -> str:
        referencing = " ".join(
            f"{which} TABLE AS {rows}"
            for which, rows in (("OLD", self.old_rows), ("NEW", self.new_rows))
            if rows
        )
        table = qualified(self.table)
        return by_ledger(
            self.table,
            f"DROP TRIGGER IF EXISTS {self.name} ON {table};\n"
            f"CREATE TRIGGER {self.name} {self.timing} {' OR '.join(self.events)} "
            f"ON {table} {'REFERENCING ' + referencing if referencing else ''} "
            f"FOR EACH {'ROW' if self.each_row else 'STATEMENT'} "
            f"EXECUTE FUNCTION ledger.{self.function}();\n"
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {self.name}",
        )

    def drop(self) -> str:
        dropped = f"DROP TRIGGER IF EXISTS {self.name} ON {qualified(self.table)}"
        return by_ledger(self.table, dropped)


@dataclass(frozen=True, order=True)
class Wall:
    """Row-level security, for the owner of the table too."""

    table: str

    def make(self) -> str:
        return self._alter("ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")

    def drop(self) -> str:
        return self._alter("DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY")

    def _alter(self, how: str) -> str:
        return by_ledger(self.table, f"ALTER TABLE {qualified(self.table)} {how}")


@dataclass(frozen=True, order=True)
class Policy:
    """Which rows of a table a command reaches."""

    table: str
    name: str
    command: str
    role: str = "public"
    using: str = ""
    check: str = ""

    def make(self) -> str:
        using = f" USING ({self.using})" if self.using else ""
        check = f" WITH CHECK ({self.check})" if self.check else ""
        table = qualified(self.table)
        return by_ledger(
            self.table,
            f"DROP POLICY IF EXISTS {self.name} ON {table};\n"
            f"CREATE POLICY {self.name} ON {table} FOR {self.command} "
            f"TO {self.role}{using}{check}",
        )

    def drop(self) -> str:
        dropped = f"DROP POLICY IF EXISTS {self.name} ON {qualified(self.table)}"
        return by_ledger(self.table, dropped)


@dataclass(frozen=True, order=True)
class Right:
    """What a role may do with a table, a column of it, a schema or a function."""

    role: str
    privilege: str
    on: str
    column: str = ""
    # Who can give and take it; of a public table, whoever owns it.
    by: str = field(default=LEDGER, compare=False)

    def make(self) -> str:
        return self._by_owner(f"GRANT {self._what()} TO {self.role}")

    def drop(self) -> str:
        return self._by_owner(f"REVOKE {self._what()} FROM {self.role}")

    def _what(self) -> str:
        column = f" ({quoted(self.column)})" if self.column else ""
        return f"{self.privilege}{column} ON {self.on}"

    def _by_owner(self, change: str) -> str:
        if self.on.startswith("TABLE public."):
            return change
        return f"SET LOCAL ROLE {self.by};\n{change};\nRESET ROLE"


Thing = Table | Column | Index | Function | Trigger | Wall | Policy | Right
# What comes later may need what comes earlier: a trigger needs the right to its function.
ORDER: tuple[type, ...] = (Table, Column, Index, Function, Right, Trigger, Wall, Policy)

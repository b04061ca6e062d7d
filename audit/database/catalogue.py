"""What stands in the database now? Read from PostgreSQL's own catalogue, in few queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Protocol

from audit.database.objects import (
    Column,
    Function,
    Index,
    Policy,
    Right,
    Table,
    Thing,
    Trigger,
    Wall,
)

ROW, BEFORE = 1, 2
# Their defaults are the number of the table's shape and of the epoch, and grow.
NUMBERED = {"lg_schema", "lg_epoch"}
EVENTS = {4: "INSERT", 16: "UPDATE", 8: "DELETE", 32: "TRUNCATE"}
COMMANDS = {"*": "ALL", "r": "SELECT", "a": "INSERT", "w": "UPDATE", "d": "DELETE"}


class Cursor(Protocol):
    """What is needed of a database cursor."""

    def execute(self, query: str, params: Any = None) -> Any: ...
    def fetchall(self) -> list[tuple[Any, ...]]: ...


@dataclass(frozen=True)
class Attribute:
    """One column of a table that somebody writes; generated ones follow by themselves."""

    name: str
    type: str
    required: bool


@dataclass
class Standing:
    """The tables of the schema public with their columns, and everything installed."""

    tables: dict[str, tuple[Attribute, ...]] = field(default_factory=dict)
    things: set[Thing] = field(default_factory=set)

    def has(self, table: str, column: str) -> bool:
        return any(attribute.name == column for attribute in self.tables.get(table, ()))


def read(cursor: Cursor) -> Standing:
    """Everything at once; the application's role may read all of it."""
    standing = Standing()
    _read_tables(cursor, standing)
    for find in (_ledger_tables, _indexes, _functions, _triggers, _walls, _policies, _rights):
        standing.things.update(find(cursor))
    return standing


def _rows(cursor: Cursor, query: str) -> list[tuple[Any, ...]]:
    cursor.execute(query)
    return cursor.fetchall()


def _read_tables(cursor: Cursor, standing: Standing) -> None:
    found: dict[str, list[Attribute]] = defaultdict(list)
    for table, name, kind, required, default in _rows(cursor, TABLES):
        if name in NUMBERED:
            standing.things.add(Column(table, name, kind, "1"))
        elif name.startswith("lg_"):
            standing.things.add(Column(table, name, kind, default or ""))
        else:
            found[table].append(Attribute(name, kind, required))
    standing.tables.update({table: tuple(columns) for table, columns in found.items()})


def _ledger_tables(cursor: Cursor) -> set[Thing]:
    found = set()
    for name, columns, constraints in _rows(cursor, LEDGER_TABLES):
        found.add(Table(name, tuple(columns), tuple(constraints or ())))
    return set(found)


def _indexes(cursor: Cursor) -> set[Thing]:
    return {Index(*row) for row in _rows(cursor, INDEXES)}


def _functions(cursor: Cursor) -> set[Thing]:
    return {Function(*row) for row in _rows(cursor, FUNCTIONS)}


def _triggers(cursor: Cursor) -> set[Thing]:
    return {
        Trigger(
            table=table,
            name=name,
            function=function,
            timing="BEFORE" if bits & BEFORE else "AFTER",
            events=tuple(event for bit, event in EVENTS.items() if bits & bit),
            each_row=bool(bits & ROW),
            old_rows=old_rows or "",
            new_rows=new_rows or "",
            enabled=enabled,
        )
        for table, name, function, bits, old_rows, new_rows, enabled in _rows(cursor, TRIGGERS)
    }


def _walls(cursor: Cursor) -> set[Thing]:
    return {Wall(table) for (table,) in _rows(cursor, WALLS)}


def _policies(cursor: Cursor) -> set[Thing]:
    return {
        Policy(table, name, COMMANDS[command], role, using or "", check or "")
        for table, name, command, role, using, check in _rows(cursor, POLICIES)
    }


def _rights(cursor: Cursor) -> set[Thing]:
    return {Right(*row) for row in _rows(cursor, RIGHTS)}


# Tables of the ledger say their schema.
NAME = "CASE c.relnamespace WHEN 'public'::regnamespace THEN '' ELSE 'ledger.' END || c.relname"
# The job queue's own tables come with triggers of their own; its migrations keep them.
PACKAGED = "procrastinate\\_%"
OURS = "c.relnamespace IN ('public'::regnamespace, to_regnamespace('ledger'))"
TABLES = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
       pg_get_expr(d.adbin, d.adrelid)
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  AND a.attgenerated = ''
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
ORDER BY c.relname, a.attnum
"""
LEDGER_TABLES = """
SELECT 'ledger.' || c.relname,
       (SELECT array_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                         || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
                         || CASE a.attidentity WHEN 'a' THEN ' GENERATED ALWAYS AS IDENTITY'
                            ELSE '' END
                         || CASE WHEN a.attname IN ('lg_epoch', 'lg_schema') THEN ' DEFAULT 1'
                            ELSE coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '') END
                         ORDER BY a.attnum)
        FROM pg_attribute a
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
       (SELECT array_agg(pg_get_constraintdef(k.oid) ORDER BY pg_get_constraintdef(k.oid))
        FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype <> 'n')
FROM pg_class c
WHERE c.relnamespace = to_regnamespace('ledger') AND c.relkind = 'r'
"""
INDEXES = f"""
SELECT {NAME}, x.relname,
       (SELECT string_agg(pg_get_indexdef(x.oid, k, true), ', ' ORDER BY k)
        FROM generate_series(1, i.indnkeyatts) k), m.amname
FROM pg_index i
JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_am m ON m.oid = x.relam
JOIN pg_class c ON c.oid = i.indrelid
WHERE i.indisvalid AND {OURS} AND (x.relname LIKE '%\\_lg\\_xid' OR x.relname LIKE 'ledger\\_%')
"""
FUNCTIONS = """
SELECT p.proname, p.prosrc, p.prosecdef, pg_get_function_identity_arguments(p.oid),
       pg_get_function_result(p.oid), l.lanname, p.provolatile::text,
       array_to_string(p.proconfig, ';'), pg_get_userbyid(p.proowner)
FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
WHERE p.pronamespace = to_regnamespace('ledger')
"""
TRIGGERS = f"""
SELECT {NAME}, t.tgname, p.proname, t.tgtype::int, t.tgoldtable, t.tgnewtable,
       t.tgenabled::text
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND {OURS} AND c.relname NOT LIKE '{PACKAGED}'
"""
WALLS = f"""
SELECT {NAME} FROM pg_class c
WHERE {OURS} AND c.relrowsecurity AND c.relforcerowsecurity
"""
POLICIES = f"""
SELECT {NAME}, p.polname, p.polcmd::text,
       (SELECT string_agg(CASE r WHEN 0 THEN 'public' ELSE pg_get_userbyid(r) END, ', ')
        FROM unnest(p.polroles) r),
       pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
WHERE {OURS}
"""
RIGHTS = f"""
SELECT CASE a.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(a.grantee) END,
       a.privilege_type, o.what, o.attribute, pg_get_userbyid(o.owner)
FROM (
    SELECT c.relacl AS acl, c.relowner AS owner,
           'TABLE ' || c.relnamespace::regnamespace || '.' || c.relname AS what, '' AS attribute
    FROM pg_class c
    WHERE {OURS} AND c.relkind IN ('r', 'p', 'v', 'm')
    UNION ALL
    SELECT t.attacl, c.relowner,
           'TABLE ' || c.relnamespace::regnamespace || '.' || c.relname, t.attname
    FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid
    WHERE {OURS} AND t.attacl IS NOT NULL
    UNION ALL
    SELECT coalesce(proacl, acldefault('f', proowner)), proowner,
           format('FUNCTION ledger.%s(%s)', proname, pg_get_function_identity_arguments(oid)), ''
    FROM pg_proc WHERE pronamespace = to_regnamespace('ledger')
    UNION ALL
    SELECT nspacl, nspowner, 'SCHEMA ledger', '' FROM pg_namespace WHERE nspname = 'ledger'
) o, aclexplode(o.acl) a
WHERE a.grantee <> o.owner
"""

"""What stands in the database now? Read from PostgreSQL's own catalogue, in few queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Protocol

from audit.database.objects import Column, Function, Index, Policy, Right, Thing, Trigger, Wall

ROW, BEFORE = 1, 2
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
    for find in (_indexes, _functions, _triggers, _walls, _policies, _rights):
        standing.things.update(find(cursor))
    return standing


def _rows(cursor: Cursor, query: str) -> list[tuple[Any, ...]]:
    cursor.execute(query)
    return cursor.fetchall()


def _read_tables(cursor: Cursor, standing: Standing) -> None:
    found: dict[str, list[Attribute]] = defaultdict(list)
    for table, name, kind, required, default in _rows(cursor, TABLES):
        if name == "lg_schema":
            # Its default is the number of the table's shape, and grows.
            standing.things.add(Column(table, name, kind, "1"))
        elif name.startswith("lg_"):
            standing.things.add(Column(table, name, kind, default or ""))
        else:
            found[table].append(Attribute(name, kind, required))
    standing.tables.update({table: tuple(columns) for table, columns in found.items()})


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
INDEXES = """
SELECT t.relname, c.relname, pg_get_indexdef(i.indexrelid, 1, true)
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_class t ON t.oid = i.indrelid
WHERE t.relnamespace = 'public'::regnamespace AND c.relname LIKE '%\\_lg\\_xid' AND i.indisvalid
"""
FUNCTIONS = """
SELECT p.proname, p.prosrc, p.prosecdef, pg_get_function_identity_arguments(p.oid),
       format_type(p.prorettype, NULL), l.lanname, p.provolatile::text,
       array_to_string(p.proconfig, ';'), pg_get_userbyid(p.proowner)
FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
WHERE p.pronamespace = to_regnamespace('ledger')
"""
TRIGGERS = """
SELECT c.relname, t.tgname, p.proname, t.tgtype::int, t.tgoldtable, t.tgnewtable,
       t.tgenabled::text
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace
"""
WALLS = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relrowsecurity AND relforcerowsecurity
"""
POLICIES = """
SELECT c.relname, p.polname, p.polcmd::text,
       (SELECT string_agg(CASE r WHEN 0 THEN 'public' ELSE pg_get_userbyid(r) END, ', ')
        FROM unnest(p.polroles) r),
       pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
WHERE c.relnamespace = 'public'::regnamespace
"""
RIGHTS = """
SELECT CASE a.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(a.grantee) END,
       a.privilege_type, o.what, o.attribute
FROM (
    SELECT relacl AS acl, relowner AS owner, 'TABLE public.' || relname AS what, '' AS attribute
    FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
    UNION ALL
    SELECT t.attacl, c.relowner, 'TABLE public.' || c.relname, t.attname
    FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND t.attacl IS NOT NULL
    UNION ALL
    SELECT coalesce(proacl, acldefault('f', proowner)), proowner,
           format('FUNCTION ledger.%s(%s)', proname, pg_get_function_identity_arguments(oid)), ''
    FROM pg_proc WHERE pronamespace = to_regnamespace('ledger')
    UNION ALL
    SELECT nspacl, nspowner, 'SCHEMA ledger', '' FROM pg_namespace WHERE nspname = 'ledger'
) o, aclexplode(o.acl) a
WHERE a.grantee <> o.owner
"""

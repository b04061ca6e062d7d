"""How does every write reach the history? Statement triggers copy the rows; nothing else may.

Columns come from the catalogue, not from the models, so that the functions are right after
every single migration, those of the past included.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.database.catalogue import Standing
from audit.database.objects import Column, Function, Index, Thing, Trigger, quoted
from audit.database.tables import Tracked

# What the proof of the history needs of every row; the signing itself comes later.
HIDDEN = (
    ("lg_salt", "uuid", "gen_random_uuid()"),
    ("lg_xid", "xid8", "pg_current_xact_id()"),
    ("lg_at", "timestamp with time zone", "clock_timestamp()"),
    ("lg_epoch", "smallint", "1"),
    ("lg_schema", "smallint", "1"),
)
# Who, as the transaction was told; a missing actor violates NOT NULL even were the guard gone.
VERSION = {
    "history_date": "clock_timestamp()",
    "history_type": "'{kind}'",
    "history_user_id": "nullif(current_setting('app.person', true), '')::bigint",
    "history_change_reason": "nullif(current_setting('app.reason', true), '')",
    "history_actor_kind": "nullif(current_setting('app.actor_kind', true), '')",
    "history_role": "current_setting('app.role', true)",
    "history_request_id": "current_setting('app.request', true)",
    "history_organisation_id": "nullif(current_setting('app.org', true), '')::bigint",
}
KINDS = {"insert": ("+", "", "rows"), "update": ("~", "", "rows"), "delete": ("-", "rows", "")}

SOMEBODY_ACTS = """
BEGIN
  IF current_setting('app.acting', true) = '1'
    AND (current_setting('app.actor_kind', true) IN ('link', 'system')
      OR current_setting('app.actor_kind', true) = 'person'
        AND current_setting('app.person', true) <> '') THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION '% on % refused: nobody is acting', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege',
      HINT = 'Every write happens inside acting(actor, reason=...).';
END
"""
# The one exception: the function that destroys a record lawfully, called by the application.
REFUSE = """
BEGIN
  IF TG_OP = 'DELETE' AND TG_TABLE_SCHEMA = 'public'
    AND current_user = 'sd_disposer' AND session_user = 'sd_app' THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION '% on % refused: rows are only ever added', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END
"""
COMMON = (Function("somebody_acts", SOMEBODY_ACTS), Function("refuse", REFUSE))


def hidden_columns(table: str) -> Iterator[Thing]:
    """Columns that the models do not know, with the index by which the signer will read."""
    for name, kind, default in HIDDEN:
        yield Column(table, name, kind, default)
    yield Index(table, f"{table}_lg_xid", "lg_xid")


def only_added(table: str) -> Iterator[Thing]:
    """Rows of the table are never changed, removed or emptied, whoever asks."""
    yield Trigger(table, "ledger_refuse_change", "refuse", "BEFORE", ("UPDATE", "DELETE"))
    yield never_emptied(table)


def never_emptied(table: str) -> Trigger:
    return Trigger(table, "ledger_refuse_truncate", "refuse", "BEFORE", ("TRUNCATE",))


def captured(pair: Tracked, standing: Standing) -> Iterator[Thing]:
    """A write by nobody is refused; any other leaves its rows in the history."""
    table = pair.table
    if pair.only_added:
        yield from only_added(table)
    else:
        yield never_emptied(table)
    yield Trigger(
        table, "ledger_somebody_acts", "somebody_acts", "BEFORE", ("INSERT", "UPDATE", "DELETE")
    )
    for verb, (kind, old_rows, new_rows) in KINDS.items():
        name = f"{table}_{verb}"
        yield Function(name, _body(pair, kind, standing), definer=True)
        yield Trigger(
            table,
            f"ledger_capture_{verb}",
            name,
            "AFTER",
            (verb.upper(),),
            old_rows=old_rows,
            new_rows=new_rows,
        )


def _body(pair: Tracked, kind: str, standing: Standing) -> str:
    kept = {attribute.name for attribute in standing.tables[pair.history]}
    columns = [quoted(a.name) for a in standing.tables[pair.table] if a.name in kept]
    into = ", ".join([*columns, *VERSION])
    values = ", ".join([*columns, *(value.format(kind=kind) for value in VERSION.values())])
    return (
        f"\nBEGIN\n  INSERT INTO public.{pair.history} ({into})\n"
        f"  SELECT {values}\n  FROM rows;\n  RETURN NULL;\nEND\n"
    )

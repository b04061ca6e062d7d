"""What may still change of a decision, by where it stands? The database holds to it.

A draft is free. While a recorded decision is incomplete a gap may be filled and a part added,
but no value changed. Once it is complete, only what follows it may change: the columns and
parts that the models name. A decision is never deleted, and its parts only from a draft,
unless two people let the whole of it be destroyed (``audit/database/disposal.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from audit.database.catalogue import Attribute, Standing
from audit.database.objects import Function, Thing, Trigger, quoted
from audit.database.tables import Tracked

DRAFT, INCOMPLETE = "draft", "incomplete"
# Only ``ledger.dispose_decision`` runs as this role, once two people have let it.
DESTROYED = """  IF TG_OP = 'DELETE' AND current_user = 'sd_disposer'
    AND session_user = 'sd_app' THEN
    RETURN OLD;
  END IF;
"""
EMPTY_TEXT = ("character varying", "text")


def guarded(pairs: dict[str, Tracked], standing: Standing) -> Iterator[Thing]:
    """The guards of every decision, of its parts and of what the parts carry."""
    for pair in pairs.values():
        if pair.is_decision:
            yield from _guard(pair.table, _decision(pair, standing), ("UPDATE", "DELETE"))
        elif pair.is_part and pair.parent_table in standing.tables:
            yield from _guard(pair.table, _part(pair, standing), ("INSERT", "UPDATE", "DELETE"))
            carried = pairs.get(pair.carried_table)
            if carried and carried.table in standing.tables:
                yield from _guard(
                    carried.table, _carried(carried, pair, standing), ("UPDATE", "DELETE")
                )


def _guard(table: str, body: str, events: tuple[str, ...]) -> Iterator[Thing]:
    yield Function(f"{table}_guard", body)
    yield Trigger(table, "ledger_guard", f"{table}_guard", "BEFORE", events, each_row=True)


def _decision(pair: Tracked, standing: Standing) -> str:
    return f"""
DECLARE changed text;
BEGIN
{DESTROYED}  IF TG_OP = 'DELETE' THEN
    {_refused("a decision is never deleted")}
  END IF;
{_moved(("id", "organisation_id"))}
  IF OLD.status = '{DRAFT}' THEN
    RETURN NEW;
  END IF;
  IF NEW.status = '{DRAFT}' OR (NEW.status = '{INCOMPLETE}' AND OLD.status <> '{INCOMPLETE}') THEN
    {_refused("a decision cannot go back")}
  END IF;
{_changes(pair, standing, "OLD.status")}
  RETURN NEW;
END
"""


def _part(pair: Tracked, standing: Standing) -> str:
    added = "true" if pair.grows else f"stage = '{INCOMPLETE}'"
    return f"""
DECLARE stage text; changed text;
BEGIN
{DESTROYED}  SELECT status INTO stage FROM public.{pair.parent_table}
    WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.{pair.parent} ELSE NEW.{pair.parent} END
    FOR NO KEY UPDATE;
  IF stage IS NULL THEN
    {_refused("there is no such decision here")}
  END IF;
  IF TG_OP = 'UPDATE' THEN
  {_moved(("id", "organisation_id", pair.parent))}
  END IF;
  IF stage = '{DRAFT}' OR (TG_OP = 'INSERT' AND {added}) THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  IF TG_OP <> 'UPDATE' THEN
    {_refused("the decision is recorded")}
  END IF;
{_changes(pair, standing, "stage")}
  RETURN NEW;
END
"""


def _carried(pair: Tracked, by: Tracked, standing: Standing) -> str:
    return f"""
DECLARE stage text; changed text;
BEGIN
{DESTROYED}  SELECT d.status INTO stage FROM public.{by.table} p
    JOIN public.{by.parent_table} d ON d.id = p.{by.parent}
    WHERE p.{by.carries} = OLD.id AND d.status <> '{DRAFT}'
    FOR NO KEY UPDATE OF d;
  IF stage IS NULL THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  IF TG_OP = 'DELETE' THEN
    {_refused("the decision is recorded")}
  END IF;
{_moved(("id", "organisation_id"))}
{_changes(pair, standing, "stage")}
  RETURN NEW;
END
"""


def _refused(why: str) -> str:
    return (
        f"RAISE EXCEPTION '% on % refused: {why}', TG_OP, TG_TABLE_NAME "
        "USING ERRCODE = 'insufficient_privilege';"
    )


def _moved(columns: Iterable[str]) -> str:
    moved = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in columns)
    return f"  IF {moved} THEN\n    {_refused('a row stays where it belongs')}\n  END IF;"


def _changes(pair: Tracked, standing: Standing, stage: str) -> str:
    """Names the first column that changed and may not, and refuses."""
    free = {"id", *(pair.after_recording or ())}
    held = [column for column in standing.tables[pair.table] if column.name not in free]
    if not held:
        return ""
    filled = "\n".join(f"      {_when(c)} AND NOT ({_empty(c)}) THEN '{c.name}'" for c in held)
    fixed = "\n".join(f"      {_when(c)} THEN '{c.name}'" for c in held)
    return f"""  IF {stage} = '{INCOMPLETE}' THEN
    changed := CASE
{filled}
    END;
  ELSE
    changed := CASE
{fixed}
    END;
  END IF;
  IF changed IS NOT NULL THEN
    RAISE EXCEPTION '%.% refused: the decision is recorded', TG_TABLE_NAME, changed
      USING ERRCODE = 'insufficient_privilege';
  END IF;"""


def _when(column: Attribute) -> str:
    name = quoted(column.name)
    return f"WHEN NEW.{name} IS DISTINCT FROM OLD.{name}"


def _empty(column: Attribute) -> str:
    """A gap: nothing, no text, an empty list, a box not ticked."""
    old = f"OLD.{quoted(column.name)}"
    nothing = f"{old} IS NULL"
    if column.type.startswith(EMPTY_TEXT) and not column.type.endswith("[]"):
        return f"{nothing} OR {old} = ''"
    if column.type.endswith("[]"):
        return f"{nothing} OR {old} = '{{}}'"
    if column.type == "jsonb":
        return f"{nothing} OR {old} IN ('null', '[]', '{{}}', '\"\"')"
    if column.type == "boolean" and column.required:
        return f"NOT {old}"
    return nothing

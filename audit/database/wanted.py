"""What must stand in the database, given its tables and what the models declare?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.database import capture, disposal, guards, ledger, proof, rights, walls
from audit.database.catalogue import Standing
from audit.database.objects import Function, Right, Thing, Trigger
from audit.database.tables import ACTS, Tracked

ATTRIBUTE = """
BEGIN
  IF nullif(current_setting('app.actor_kind', true), '') IS NULL THEN
    RAISE EXCEPTION 'an act of nobody is refused' USING ERRCODE = 'insufficient_privilege',
      HINT = 'Acts are noted inside acting() or reading().';
  END IF;
  NEW.at := clock_timestamp();
  NEW.organisation_id := nullif(current_setting('app.org', true), '')::bigint;
  NEW.actor_kind := current_setting('app.actor_kind', true);
  NEW.person_id := nullif(current_setting('app.person', true), '')::bigint;
  NEW.role := current_setting('app.role', true);
  NEW.request_id := current_setting('app.request', true);
  RETURN NEW;
END
"""
INVITATION_ORGANISATION = """
  SELECT organisation_id FROM public.accounts_invitation WHERE accounts_invitation.secret_hash = $1
"""


def wanted(pairs: dict[str, Tracked], standing: Standing) -> set[Thing]:
    """Everything, for the tables that stand now; more of them after the next migration."""
    things = set(_things(pairs, standing))
    functions = {thing for thing in things if isinstance(thing, Function)}
    return things | set(rights.executable(functions))


def _things(pairs: dict[str, Tracked], standing: Standing) -> Iterator[Thing]:
    yield from capture.COMMON
    present = {
        table: pair
        for table, pair in pairs.items()
        if table in standing.tables and pair.history in standing.tables
    }
    for pair in present.values():
        yield from capture.hidden_columns(pair.history)
        yield from capture.only_added(pair.history)
        yield from capture.captured(pair, standing)
    yield from guards.guarded(present, standing)
    yield from walls.walled(present, standing)
    yield from rights.rights(present, standing)
    yield from ledger.proved(present, standing)
    yield from proof.functions()
    yield from disposal.disposed(present, standing.tables)
    if ACTS in standing.tables:
        yield from _acts()
    if walls.INVITATIONS in standing.tables:
        yield from _invitations()


def _acts() -> Iterator[Thing]:
    yield from capture.hidden_columns(ACTS)
    yield from capture.only_added(ACTS)
    yield Function("attribute_act", ATTRIBUTE)
    yield Trigger(ACTS, "ledger_attribute", "attribute_act", "BEFORE", ("INSERT",), each_row=True)


def _invitations() -> Iterator[Thing]:
    """To accept an invitation one must find its organisation, before belonging to any."""
    yield Function(
        "invitation_organisation",
        INVITATION_ORGANISATION,
        definer=True,
        arguments="secret_hash text",
        returns="bigint",
        language="sql",
        volatility="s",
    )
    for column in ("organisation_id", "secret_hash"):
        yield Right("sd_ledger", "SELECT", f"TABLE public.{walls.INVITATIONS}", column)

"""How does a database come to hold a million rows that wait for a signature?

Of every four rows three are versions of decisions and one is an act, as one transaction writes
them. A superuser writes them with the triggers put aside; live rows say what the last version of
each says. Every four rows have the number of a real transaction.
"""

from __future__ import annotations

import time

from django.db import connection

from accounts.models import Membership
from decisions.models import Decision
from tests.audit.ledger.signed import Log
from tests.bench.fill import _put_aside, _put_back
from tests.bench.history import cluster
from tests.bench.place import go_to
from tests.bench.written import full_record
from tests.cast import settle

VERSIONS, TOGETHER = 5, 4
BURN = """
DO $$ BEGIN
  FOR i IN 1..{count} LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP;
END $$
"""
# Text that does not repeat itself: a row is about 2 kB, as one that people write.
WORDS = "{column} || ' ' || md5({seed}::text) || md5({seed}::text || 'a')"
TEXTS = ("concern", "purpose", "reasons", "harm_if_shared", "harm_if_not_shared")
HOW = """
  history_date, history_type, history_user_id, history_change_reason, history_actor_kind,
  history_role, history_request_id, history_organisation_id, lg_xid
"""
ACTS = """
INSERT INTO audit_act (at, kind, organisation_id, actor_kind, person_id, role, request_id,
                       decision_id, target, detail, lg_xid)
SELECT clock_timestamp(), (ARRAY['decision.viewed', 'decision.answered', 'decision.recorded',
         'decision.listed'])[1 + j % 4], {organisation}, 'person', {person}, 'practitioner',
       md5(j::text), {first} + 1 + j % {decisions}, '',
       '{{"fields": ["reasons", "concern"]}}'::jsonb, ({low} + j)::text::xid8
FROM generate_series(0, {count} - 1) j
"""


def filled(rows: int, folder: Log) -> str:
    """A database in which so many rows wait, after everything before was signed; its name."""
    database = f"bench_{rows}"
    cluster.copied(database)
    go_to(database)
    author = settle().practitioner
    decision = full_record(author)
    folder.sign()
    began = time.monotonic()
    _fill(database, rows, decision, author)
    took = time.monotonic() - began
    print(f"\n{rows:,} rows, {_held(database)}, filled in {took:.0f} s", flush=True)
    return database


def _held(database: str) -> str:
    """How long the texts are that are signed, and how much the database holds."""
    asked = """
    SELECT pg_size_pretty(pg_database_size(current_database())),
           (SELECT round(avg(length((to_jsonb(r) - 'lg_salt')::text))) FROM (
              SELECT * FROM decisions_historicaldecision ORDER BY history_id DESC LIMIT 1000) r)
    """
    with cluster.superuser(database) as there:
        row = there.execute(asked).fetchone()
    return "{}, a version of a decision {} characters".format(*row)


def _fill(database: str, rows: int, decision: Decision, author: Membership) -> None:
    transactions = rows // TOGETHER
    decisions = transactions * (TOGETHER - 1) // VERSIONS
    columns = [field.column for field in Decision._meta.concrete_fields]
    with cluster.superuser(database) as there:
        there.execute("SET synchronous_commit = off")
        low = int(there.execute("SELECT pg_current_xact_id()::text").fetchone()[0]) + 1
        there.execute(BURN.format(count=transactions))
        _put_aside(there, "DISABLE TRIGGER USER")
        there.execute("SET session_replication_role = replica")
        there.execute(_live(columns, decision.pk, decisions))
        there.execute(_versions(columns, decision, author, low))
        there.execute(ACTS.format(
            organisation=decision.organisation_id, person=author.person_id, first=decision.pk,
            decisions=decisions, low=low, count=transactions,
        ))  # fmt: skip
        there.execute("RESET session_replication_role")
        _put_back(there)
        there.execute("VACUUM ANALYZE")
        there.execute("CHECKPOINT")


def _live(columns: list[str], first: int, count: int) -> str:
    """What each says is what its last version will say."""
    said = {name: WORDS.format(column=f"t.{name}", seed=f"(k * {VERSIONS})") for name in TEXTS}
    own = {
        "id": "t.id + k",
        # References have neither a nought nor a one.
        "reference": "overlay(translate(lpad(k::text, 10, '0'), '01', 'AB') "
        "placing '-' from 6 for 0)",
        "version": str(VERSIONS),
        **said,
    }
    values = ", ".join(own.get(name, f"t.{name}") for name in columns)
    return (
        f"INSERT INTO decisions_decision ({', '.join(columns)}) SELECT {values} "
        f"FROM decisions_decision t, generate_series(1, {count}) k WHERE t.id = {first}"
    )


def _versions(columns: list[str], decision: Decision, author: Membership, low: int) -> str:
    number = f"((b.id - {decision.pk} - 1) * {VERSIONS} + v - 1)"
    own = {"version": "v"} | {
        name: f"CASE WHEN v = {VERSIONS} THEN b.{name} ELSE "
        + WORDS.format(column=f"left(b.{name}, -65)", seed=f"({number} + 1)")
        + " END"
        for name in TEXTS
    }
    values = ", ".join(own.get(name, f"b.{name}") for name in columns)
    return f"""
INSERT INTO decisions_historicaldecision ({", ".join(columns)}, {HOW})
SELECT {values}, clock_timestamp(), CASE v WHEN 1 THEN '+' ELSE '~' END, {author.person_id}, NULL,
       'person', 'practitioner', md5({number}::text), b.organisation_id,
       ({low} + {number} / {TOGETHER - 1})::text::xid8
FROM decisions_decision b, generate_series(1, {VERSIONS}) v WHERE b.id > {decision.pk}
ORDER BY b.id, v
"""


def gone(database: str) -> None:
    go_to(cluster.EMPTY)
    connection.close()
    cluster.dropped(database)

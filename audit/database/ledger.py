"""What does the proof of the history stand on in the database? Tables, rights and policies.

The signer writes leaves, tiles and checkpoints; nobody changes them. What content a leaf speaks
of is computed by the functions of ``audit/database/proof.py``, so that neither the signer nor
whoever checks ever reads what a record says.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.database.catalogue import Standing
from audit.database.objects import LEDGER, Index, Policy, Right, Table, Thing, Trigger, Wall
from audit.database.tables import ACTS, INSERT, SELECT, UPDATE, Tracked

APPLICATION, OWNER = "sd_app", "sd_owner"
SIGNER, VERIFIER, AUDITOR = "sd_signer", "sd_verify", "sd_auditor"

LG = (
    "lg_salt uuid NOT NULL DEFAULT gen_random_uuid()",
    "lg_xid xid8 NOT NULL DEFAULT pg_current_xact_id()",
    "lg_at timestamp with time zone NOT NULL DEFAULT clock_timestamp()",
    "lg_epoch smallint NOT NULL DEFAULT 1",
    "lg_schema smallint NOT NULL DEFAULT 1",
)
NUMBERED = "id bigint NOT NULL GENERATED ALWAYS AS IDENTITY"
NOW = "timestamp with time zone NOT NULL DEFAULT clock_timestamp()"

SHAPE = Table(
    "ledger.shape",
    ("tbl text NOT NULL", "number smallint NOT NULL", "columns text[] NOT NULL", f"since {NOW}"),
    ("PRIMARY KEY (tbl, number)",),
)
# What is sequenced: the name of the table, its key, and for a history the table it is of.
SOURCE = Table(
    "ledger.source",
    (
        "number smallint NOT NULL GENERATED ALWAYS AS IDENTITY",
        "name text NOT NULL",
        "relation text NOT NULL",
        "key text NOT NULL",
        "organisation text NOT NULL",
        "base text",
        "base_key text",
    ),
    ("PRIMARY KEY (number)", "UNIQUE (name)"),
)
LEAF = Table(
    "ledger.leaf",
    (
        "leaf_index bigint NOT NULL",
        "source smallint NOT NULL",
        "epoch smallint NOT NULL",
        "key bigint NOT NULL",
        "organisation_id bigint",
        "xid xid8 NOT NULL",
        "at timestamp with time zone NOT NULL",
        "commitment bytea NOT NULL",
    ),
    ("PRIMARY KEY (leaf_index)",),
)
TILE = Table(
    "ledger.tile",
    ("level smallint NOT NULL", "idx bigint NOT NULL", "hashes bytea NOT NULL"),
    ("PRIMARY KEY (level, idx)",),
)
CHECKPOINT = Table(
    "ledger.checkpoint",
    (
        "tree_size bigint NOT NULL",
        "root bytea NOT NULL",
        "epoch smallint NOT NULL",
        "horizon xid8 NOT NULL",
        f"at {NOW}",
        "note text NOT NULL",
    ),
    ("PRIMARY KEY (tree_size)",),
)
SIGNED = Table(
    "ledger.signer",
    (
        "is_only boolean NOT NULL DEFAULT true",
        f"at {NOW}",
        "tree_size bigint NOT NULL",
        "note text NOT NULL",
        "lag interval",
        "state text NOT NULL",
        "why text NOT NULL",
    ),
    ("CHECK (is_only)", "PRIMARY KEY (is_only)"),
)
EPOCH = Table(
    "ledger.epoch",
    ("number smallint NOT NULL", f"since {NOW}"),
    ("PRIMARY KEY (number)",),
)
STATEMENT = Table(
    "ledger.statement",
    (NUMBERED, "kind text NOT NULL", f"at {NOW}", "body jsonb NOT NULL", *LG),
    ("PRIMARY KEY (id)",),
)
COSIGNATURE = Table(
    "ledger.cosignature",
    (
        NUMBERED,
        "tree_size bigint NOT NULL",
        "copy text NOT NULL",
        "ok boolean NOT NULL",
        "line text NOT NULL",
        "why text NOT NULL",
        f"at {NOW}",
        "is_alarm boolean NOT NULL DEFAULT false",
    ),
    ("PRIMARY KEY (id)",),
)
VERIFICATION = Table(
    "ledger.verification",
    (NUMBERED, f"at {NOW}", "ok boolean NOT NULL", "report jsonb NOT NULL"),
    ("PRIMARY KEY (id)",),
)
TABLES = (
    SHAPE, SOURCE, LEAF, TILE, CHECKPOINT, SIGNED, EPOCH, STATEMENT, COSIGNATURE, VERIFICATION,
)  # fmt: skip
# Rows of these are only ever added.
GROW = (SHAPE, SOURCE, LEAF, CHECKPOINT, EPOCH, STATEMENT, COSIGNATURE, VERIFICATION)
SIGNED_BY_US = {
    LEAF: (SELECT, INSERT),
    TILE: (SELECT, INSERT, UPDATE),
    CHECKPOINT: (SELECT, INSERT),
    SIGNED: (SELECT, INSERT, UPDATE),
    STATEMENT: (SELECT, INSERT),
    COSIGNATURE: (SELECT, INSERT),
    SHAPE: (SELECT,),
    SOURCE: (SELECT,),
    EPOCH: (SELECT,),
    VERIFICATION: (SELECT,),
}
ORGANISATION = "(NULLIF(current_setting('app.org'::text, true), ''::text))::bigint"
SEEN = f"((organisation_id IS NULL) OR (organisation_id = {ORGANISATION}))"


def proved(pairs: dict[str, Tracked], standing: Standing) -> Iterator[Thing]:
    """The tables of the proof; who reads them, who adds to them, and that nobody changes them."""
    yield from TABLES
    for table in GROW:
        yield Trigger(table.name, "ledger_refuse_change", "refuse", "BEFORE", ("UPDATE", "DELETE"))
    for table in TABLES:
        yield Trigger(table.name, "ledger_refuse_truncate", "refuse", "BEFORE", ("TRUNCATE",))
    yield Trigger(TILE.name, "ledger_refuse_delete", "refuse", "BEFORE", ("DELETE",))
    # Not unique: a restore that loses rows may give their numbers out again.
    yield Index(LEAF.name, "ledger_leaf_of_row", "source, key")
    yield Index(LEAF.name, "ledger_leaf_of_organisation", "organisation_id, leaf_index")
    yield Index(COSIGNATURE.name, "ledger_cosignature_of", "tree_size")
    yield Index(STATEMENT.name, "ledger_statement_lg_xid", "lg_xid")
    yield from _rights()
    yield from _leaves_seen()
    yield from _content_read(pairs, standing)


def _rights() -> Iterator[Thing]:
    for table in TABLES:
        on = f"TABLE {table.name}"
        for role in (APPLICATION, OWNER, VERIFIER, AUDITOR):
            yield Right(role, SELECT, on)
        for privilege in SIGNED_BY_US[table]:
            yield Right(SIGNER, privilege, on)
    yield Right(OWNER, INSERT, f"TABLE {SHAPE.name}")
    yield Right(VERIFIER, INSERT, f"TABLE {VERIFICATION.name}")
    for role in (SIGNER, VERIFIER, AUDITOR):
        yield Right(role, "USAGE", "SCHEMA ledger")


def _leaves_seen() -> Iterator[Thing]:
    """The application sees that rows exist in its own organisation, and in no other."""
    yield Wall(LEAF.name)
    yield Policy(LEAF.name, "wall_see", "SELECT", role=APPLICATION, using=SEEN)
    for role in (LEDGER, SIGNER, VERIFIER, AUDITOR, OWNER):
        yield Policy(LEAF.name, f"{role}_reads", "SELECT", role=role, using="true")
    yield Policy(LEAF.name, "signer_adds", "INSERT", role=SIGNER, check="true")


def _content_read(pairs: dict[str, Tracked], standing: Standing) -> Iterator[Thing]:
    """The functions of the ledger read every row; the auditor reads every version and act."""
    versions = [pair.history for pair in pairs.values()]
    if ACTS in standing.tables:
        versions.append(ACTS)
    for table in (*versions, *pairs):
        yield Right(LEDGER, SELECT, f"TABLE public.{table}")
        yield Policy(table, "ledger_proves", "SELECT", role=LEDGER, using="true")
    for table in versions:
        yield Right(AUDITOR, SELECT, f"TABLE public.{table}")
        yield Policy(table, "auditor_reads", "SELECT", role=AUDITOR, using="true")

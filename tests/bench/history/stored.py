"""What do signing and checking cost with 100,000 rows and with a million?"""

from __future__ import annotations

from collections.abc import Sequence

from tests.bench.history import checking, signing
from tests.bench.history.backlog import filled, gone
from tests.bench.history.cluster import superuser

SIZES = (100_000, 1_000_000)


A_LEAF = """
SELECT (pg_table_size('ledger.leaf') / n)::int, (pg_indexes_size('ledger.leaf') / n)::int,
       (pg_total_relation_size('ledger.tile') / n)::int
FROM (SELECT count(*) AS n FROM ledger.leaf) counted
"""


def proof_of(database: str) -> str:
    """How many bytes a row has in the proof."""
    with superuser(database) as there:
        found = there.execute(A_LEAF).fetchone()
    return "\nBytes of the proof a row: leaf {}, its indexes {}, tiles {}.".format(*found)


def measure(parts: Sequence[str]) -> list[str]:
    """Fill, sign and check each size; what missed an aim."""
    backlogs, checks = [], []
    for size in SIZES:
        log = signing.log_of(str(size))
        database = filled(size, log)
        backlogs.append(signing.signed(log))
        missed = signing.told(backlogs)
        print(proof_of(database), flush=True)
        if "signer" in parts:
            signing.idle(log)
        if "checks" in parts:
            checks.append(checking.checked(database, log))
            missed += checking.told(checks)
        gone(database)
    return missed

"""How do tests have every row of the history signed? As the signer's role, without its keys."""

from __future__ import annotations

import psycopg
from django.db import connection

LEAVES = """
INSERT INTO ledger.leaf (leaf_index, source, epoch, key, organisation_id, xid, at, commitment)
SELECT (SELECT coalesce(max(leaf_index) + 1, 0) FROM ledger.leaf)
         + row_number() OVER (ORDER BY p.xid, p.source, p.key) - 1,
       p.source, p.epoch, p.key, p.organisation_id, p.xid, p.at, p.commitment
FROM ledger.pending(1::smallint, '0', pg_snapshot_xmax(pg_current_snapshot())) p
WHERE NOT EXISTS (SELECT 1 FROM ledger.leaf l WHERE l.source = p.source AND l.key = p.key)
"""


def sign() -> int:
    """A leaf for every row that was committed; how many were new."""
    place = connection.settings_dict
    with psycopg.connect(
        host=place["HOST"], port=place["PORT"], user="sd_signer", dbname=place["NAME"]
    ) as signer:
        return signer.execute(LEAVES).rowcount

"""Which functions compute and check the commitments? They read content so that no role need to.

A commitment is the SHA-256 of a row's salt and of its text; the text is the row as JSON, in UTC,
without the salt and without the columns that came after the row was written (``ledger.shape``).
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.database.ledger import APPLICATION, AUDITOR, SIGNER, VERIFIER
from audit.database.objects import PINNED, Function

IN_UTC = f"{PINNED};TimeZone=utc"
ROWS = (
    "TABLE(source smallint, epoch smallint, key bigint, organisation_id bigint, xid xid8, "
    "at timestamp with time zone, micros bigint, commitment bytea)"
)
# Of each source: %1$s relation, %2$s key, %3$s organisation, %4$s number, %5$L name.
ENVELOPE = (
    "SELECT %4$s::smallint, r.lg_epoch, r.%2$s::bigint, (%3$s)::bigint, r.lg_xid, r.lg_at, "
    "(extract(epoch FROM r.lg_at) * 1000000)::bigint, "
)
NAMES = "s.relation, s.key, s.organisation, s.number, s.name"

# An array, so that ``jsonb - text[]`` takes all of them away at once. Kept per session and shape.
REMOVED = """
  SELECT '{lg_salt}'::text[] || coalesce(array_agg(DISTINCT split_part(c, ' ', 1)), '{}')
  FROM ledger.shape later, unnest(later.columns) c
  WHERE later.tbl = $1 AND later.number > $2
    AND NOT EXISTS (SELECT 1 FROM ledger.shape mine, unnest(mine.columns) m
                    WHERE mine.tbl = $1 AND mine.number = $2
                      AND split_part(m, ' ', 1) = split_part(c, ' ', 1))
"""
EVERY_SOURCE = "FOR s IN SELECT * FROM ledger.source ORDER BY number LOOP"


def _looped(query: str, using: str, sources: str = EVERY_SOURCE) -> str:
    """Runs the query for each source; names come from the ledger's own table."""
    return (
        f"\n#variable_conflict use_column\nDECLARE s record;\nBEGIN\n  {sources}\n"
        f"    RETURN QUERY EXECUTE format($q${query}$q$, {NAMES}){using};\n"
        "  END LOOP;\nEND\n"
    )


DIGEST = "sha256(uuid_send(r.lg_salt) || convert_to((to_jsonb(r) - m.names)::text, 'UTF8'))"
# A restore may give the numbers of rows and of transactions out again, but not the time.
SAME_ROW = "l.key = r.%2$s AND l.xid = r.lg_xid AND l.epoch = r.lg_epoch AND l.at = r.lg_at"
# Each row beside the columns that its shape did not have. OFFSET keeps the planner from moving the
# look-up into the rows: it is made once for each shape.
REMOVED_BY_SHAPE = (
    "(SELECT n, ledger.removed(%5$L, n) AS names FROM (SELECT number AS n "
    "FROM ledger.shape WHERE tbl = %5$L UNION SELECT 1::smallint) known OFFSET 0) m "
    "ON m.n = r.lg_schema"
)
SHAPED = f"%1$s r JOIN {REMOVED_BY_SHAPE}"
PENDING = _looped(
    f"{ENVELOPE}{DIGEST} FROM {SHAPED} WHERE r.lg_epoch = $1 AND r.lg_xid >= $2 AND r.lg_xid < $3",
    " USING of_epoch, lo, hi",
)
ORPHANS = _looped(
    f"{ENVELOPE}{DIGEST} FROM {SHAPED} WHERE r.lg_epoch < $1 AND NOT EXISTS "
    f"(SELECT 1 FROM ledger.leaf l WHERE l.source = %4$s AND {SAME_ROW})",
    " USING before_epoch",
)
UNSEQUENCED = _looped(
    f"{ENVELOPE}NULL::bytea FROM %1$s r WHERE (r.lg_epoch < $1 OR r.lg_epoch = $1 AND "
    "r.lg_xid < $2) AND NOT EXISTS "
    f"(SELECT 1 FROM ledger.leaf l WHERE l.source = %4$s AND {SAME_ROW})",
    " USING of_epoch, horizon",
)
NEXT_XID = """
DECLARE s record; found xid8; least_ xid8;
BEGIN
  FOR s IN SELECT * FROM ledger.source LOOP
    EXECUTE format('SELECT lg_xid FROM %s WHERE lg_epoch = $1 AND lg_xid >= $2 '
                   'ORDER BY lg_xid LIMIT 1', s.relation) INTO found USING of_epoch, lo;
    IF found < least_ OR least_ IS NULL THEN least_ := coalesce(found, least_); END IF;
  END LOOP;
  RETURN least_;
END
"""
# Of the first transactions' rows, so that a long backlog is not read again in every round.
WAITING_SINCE = """
DECLARE s record; found timestamptz; earliest timestamptz;
BEGIN
  FOR s IN SELECT * FROM ledger.source LOOP
    EXECUTE format('SELECT min(lg_at) FROM (SELECT lg_at FROM %s WHERE lg_epoch = $1 '
                   'AND lg_xid >= $2 ORDER BY lg_xid LIMIT 100) first', s.relation)
      INTO found USING of_epoch, lo;
    earliest := least(earliest, found);
  END LOOP;
  RETURN earliest;
END
"""
# Each leaf's row is looked up by its key, however few leaves are asked about and however long the
# history; OFFSET keeps the planner from reading all of it instead.
CONTENT_DIFFERS = _looped(
    "SELECT leaf_index, CASE WHEN lg_salt IS NULL THEN 'gone' "
    "WHEN found IS DISTINCT FROM commitment THEN 'altered' ELSE 'envelope' END "
    "FROM (SELECT l.leaf_index, l.commitment, r.lg_salt, "
    f"{DIGEST.replace('to_jsonb(r)', 'to_jsonb(r.content)')} AS found, "
    "(r.lg_at, r.organisation) IS DISTINCT FROM (l.at, l.organisation_id) AS moved "
    "FROM ledger.leaf l LEFT JOIN LATERAL (SELECT r AS content, r.lg_salt, r.lg_schema, r.lg_at, "
    f"(%3$s)::bigint AS organisation FROM %1$s r WHERE {SAME_ROW} OFFSET 0) r ON true "
    f"LEFT JOIN {REMOVED_BY_SHAPE} "
    "WHERE l.source = %4$s AND l.leaf_index >= $1 AND l.leaf_index < $2 OFFSET 0) looked_at "
    "WHERE lg_salt IS NULL OR found IS DISTINCT FROM commitment OR moved",
    " USING from_leaf, to_leaf",
    "FOR s IN SELECT * FROM ledger.source WHERE number IN (SELECT source FROM ledger.leaf "
    "WHERE leaf_index >= from_leaf AND leaf_index < to_leaf) LOOP",
)
# A live row must say what the last version of it says.
RECONCILE = """
#variable_conflict use_column
DECLARE s record; columns_ text;
BEGIN
  FOR s IN SELECT * FROM ledger.source WHERE base IS NOT NULL ORDER BY number LOOP
    SELECT string_agg(format('%s.%I', 'row', b.attname), ', ' ORDER BY b.attname)
      INTO columns_
    FROM pg_attribute b JOIN pg_attribute h ON h.attname = b.attname
    WHERE b.attrelid = s.base::regclass AND h.attrelid = s.relation::regclass
      AND b.attnum > 0 AND h.attnum > 0 AND NOT b.attisdropped AND NOT h.attisdropped
      AND b.attgenerated = '';
    RETURN QUERY EXECUTE format(
      'SELECT %L::text, coalesce(b.%2$s, h.%2$s)::bigint, '
      'CASE WHEN b.%2$s IS NULL THEN ''missing'' '
      'WHEN h.%2$s IS NULL OR h.history_type = ''-'' THEN ''unknown'' ELSE ''differs'' END '
      'FROM %3$s b FULL JOIN (SELECT DISTINCT ON (%2$s) * FROM %4$s '
      'ORDER BY %2$s, history_id DESC) h ON h.%2$s = b.%2$s '
      'WHERE CASE WHEN b.%2$s IS NULL THEN h.history_type <> ''-'' '
      'WHEN h.%2$s IS NULL OR h.history_type = ''-'' THEN true '
      'ELSE ROW(%5$s) IS DISTINCT FROM ROW(%6$s) END',
      s.name, s.base_key, s.base, s.relation,
      replace(columns_, 'row.', 'b.'), replace(columns_, 'row.', 'h.'));
  END LOOP;
END
"""
# All that could be changed to write a row unseen; one line each, for people to read.
CONFIGURATION = """
  SELECT format('trigger %s %s %s', t.tgenabled, t.tgrelid::regclass, pg_get_triggerdef(t.oid))
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
  WHERE NOT t.tgisinternal AND c.relnamespace::regnamespace::text IN ('public', 'ledger')
  UNION ALL
  SELECT format('function %s owner %s definer %s settings %s rights %s text %s',
                p.oid::regprocedure, pg_get_userbyid(p.proowner), p.prosecdef,
                p.proconfig, p.proacl, encode(sha256(convert_to(p.prosrc, 'UTF8')), 'hex'))
  FROM pg_proc p WHERE p.pronamespace::regnamespace::text IN ('public', 'ledger')
  UNION ALL
  SELECT format('table %s owner %s security %s forced %s rights %s', c.oid::regclass,
                pg_get_userbyid(c.relowner), c.relrowsecurity, c.relforcerowsecurity, c.relacl)
  FROM pg_class c
  WHERE c.relnamespace::regnamespace::text IN ('public', 'ledger') AND c.relkind IN ('r', 'p', 'v')
  UNION ALL
  SELECT format('default %s %s %s', d.adrelid::regclass, a.attname,
                pg_get_expr(d.adbin, d.adrelid))
  FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
  JOIN pg_class c ON c.oid = d.adrelid
  WHERE c.relnamespace::regnamespace::text IN ('public', 'ledger') AND a.attname LIKE 'lg\\_%'
  UNION ALL
  SELECT format('policy %s %s %s %s %s using %s check %s', p.polrelid::regclass, p.polname,
                p.polcmd, p.polpermissive,
                ARRAY(SELECT CASE r WHEN 0 THEN 'public' ELSE pg_get_userbyid(r) END
                      FROM unnest(p.polroles) r),
                pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
  FROM pg_policy p
  UNION ALL
  SELECT format('rule %s %s', c.oid::regclass, pg_get_ruledef(w.oid))
  FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class
  WHERE c.relnamespace::regnamespace::text IN ('public', 'ledger')
  UNION ALL
  SELECT format('event trigger %s %s %s', e.evtname, e.evtevent, e.evtenabled)
  FROM pg_event_trigger e
  UNION ALL
  SELECT format('role %s superuser %s login %s bypasses %s creates %s settings %s', r.rolname,
                r.rolsuper, r.rolcanlogin, r.rolbypassrls, r.rolcreaterole, r.rolconfig)
  FROM pg_roles r WHERE r.rolname NOT LIKE 'pg\\_%'
  UNION ALL
  SELECT format('member %s of %s inherit %s set %s', m.member::regrole, m.roleid::regrole,
                m.inherit_option, m.set_option)
  FROM pg_auth_members m
  UNION ALL
  SELECT format('schema %s owner %s rights %s', n.nspname, pg_get_userbyid(n.nspowner), n.nspacl)
  FROM pg_namespace n WHERE n.nspname IN ('public', 'ledger')
"""

FUNCTIONS = (
    Function(
        "removed", REMOVED, arguments="tbl text, number smallint", returns="text[]",
        language="sql", volatility="s",
    ),
    Function(
        "pending", PENDING, definer=True, arguments="of_epoch smallint, lo xid8, hi xid8",
        returns=ROWS, volatility="s", settings=IN_UTC,
    ),
    Function(
        "orphans", ORPHANS, definer=True, arguments="before_epoch smallint", returns=ROWS,
        volatility="s", settings=IN_UTC,
    ),
    Function(
        "unsequenced", UNSEQUENCED, definer=True, arguments="of_epoch smallint, horizon xid8",
        returns=ROWS, volatility="s", settings=IN_UTC,
    ),
    Function(
        "next_xid", NEXT_XID, definer=True, arguments="of_epoch smallint, lo xid8", returns="xid8",
        volatility="s",
    ),
    Function(
        "waiting_since", WAITING_SINCE, definer=True, arguments="of_epoch smallint, lo xid8",
        returns="timestamp with time zone", volatility="s",
    ),
    Function(
        "check_content", CONTENT_DIFFERS, definer=True,
        arguments="from_leaf bigint, to_leaf bigint",
        returns="TABLE(leaf_index bigint, what text)", volatility="s", settings=IN_UTC,
    ),
    Function(
        "reconcile", RECONCILE, definer=True,
        returns="TABLE(source text, row_id bigint, what text)", volatility="s", settings=IN_UTC,
    ),
    Function(
        "configuration", CONFIGURATION, returns="SETOF text", language="sql", volatility="s",
    ),
)  # fmt: skip
CALLERS = {
    "removed": (APPLICATION, AUDITOR),
    "pending": (SIGNER,),
    "orphans": (SIGNER,),
    "next_xid": (SIGNER,),
    "waiting_since": (SIGNER,),
    "unsequenced": (SIGNER, VERIFIER),
    "check_content": (VERIFIER,),
    "reconcile": (VERIFIER,),
    "configuration": (SIGNER, VERIFIER, APPLICATION),
}


def functions() -> Iterator[Function]:
    """All of them; who may call each stands in ``CALLERS``."""
    yield from FUNCTIONS

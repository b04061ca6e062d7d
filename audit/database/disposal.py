"""How is a decision destroyed, content and salt, so that its history can still be proved?

One function, of a role that nobody can log in as, is the only way. It trusts no caller: the
proposal and the approval must stand in the history, by two people, in the roles that they held.
What went is named row by row in ``ledger.disposal``, which is signed like every other source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from audit.database.ledger import (
    APPLICATION,
    AUDITOR,
    LEAF,
    LG,
    NOW,
    NUMBERED,
    OWNER,
    SEEN,
    SOURCE,
    VERIFIER,
)
from audit.database.objects import (
    DISPOSER,
    LEDGER,
    Function,
    Index,
    Policy,
    Right,
    Table,
    Thing,
    Trigger,
    Wall,
)
from audit.database.tables import DELETE, INSERT, SELECT, Tracked
from audit.database.walls import MINE

# What the decisions app calls its tables; without them there is nothing to destroy.
DECISIONS = "decisions_decision"
DISPOSALS, PROPOSED = "decisions_disposal", "decisions_historicaldisposal"
HOLDS, RELEASES = "decisions_legalhold", "decisions_holdrelease"
LINKS = "decisions_decisionlink"
HALF_TYPED = "accounts_halftyped"
# Worked out from a record, without a history: they go with it and are named nowhere.
DERIVED = ("decisions_attention", "decisions_facet")

TABLE = Table(
    "ledger.disposal",
    (
        NUMBERED,
        "decision_id bigint NOT NULL",
        "organisation_id bigint NOT NULL",
        "disposal_id bigint NOT NULL",
        "proposed_by bigint NOT NULL",
        "approved_by bigint NOT NULL",
        "authority_reference text NOT NULL",
        "covers jsonb NOT NULL",
        f"at {NOW}",
        *LG,
    ),
    ("PRIMARY KEY (id)", "UNIQUE (decision_id)", "UNIQUE (disposal_id)"),
)
# Whoever owns the database may become sd_disposer, but not the application.
BY_HAND = """
BEGIN
  IF session_user <> 'sd_app' THEN
    RAISE EXCEPTION '% on % refused: by hand', TG_OP, TG_TABLE_NAME
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END
"""


@dataclass(frozen=True)
class Goes:
    """Rows that go with a decision, and their versions: ``x`` is the row, now or then."""

    table: str
    history: str
    condition: str


def going(pairs: dict[str, Tracked]) -> list[Goes]:
    """Every table whose rows go with a decision, what hangs on others first."""
    carried = {p.carried_table: _carried(p) for p in pairs.values() if p.carries}
    found = []
    for pair in pairs.values():
        if pair.goes_with_table in carried:
            condition = f"x.{pair.goes_with} = ANY ({carried[pair.goes_with_table]})"
            found.append(Goes(pair.table, pair.history, condition))
    for pair in pairs.values():
        if pair.parent:
            found.append(Goes(pair.table, pair.history, f"x.{pair.parent} = $1"))
        elif _is_tied(pair):
            # With all that it was before anybody knew to which decision it belongs.
            found.append(Goes(pair.table, pair.history, f"x.{pair.key} = ANY ({_tied(pair)})"))
    for table, ids in carried.items():
        pair = pairs[table]
        found.append(Goes(table, pair.history, f"x.{pair.key} = ANY ({ids})"))
    found.append(Goes(DECISIONS, pairs[DECISIONS].history, "x.id = $1"))
    return found


def _is_tied(pair: Tracked) -> bool:
    return pair.goes_with_table == DECISIONS and not pair.parent


def _tied(pair: Tracked) -> str:
    """The variable that holds the keys of rows that belong to the decision now."""
    return f"tied_{pair.table}"


def _carried(pair: Tracked) -> str:
    """The variable that holds the keys of carried rows."""
    return f"carried_{pair.carries}"


def disposed(pairs: dict[str, Tracked], standing: Iterable[str]) -> Iterator[Thing]:
    """The log of disposals, the one function that adds to it, and what its role may do."""
    yield TABLE
    yield Trigger(TABLE.name, "ledger_refuse_change", "refuse", "BEFORE", ("UPDATE", "DELETE"))
    yield Trigger(TABLE.name, "ledger_refuse_truncate", "refuse", "BEFORE", ("TRUNCATE",))
    yield Function("refuse_by_hand", BY_HAND)
    yield Trigger(TABLE.name, "ledger_refuse_by_hand", "refuse_by_hand", "BEFORE", ("INSERT",))
    yield Wall(TABLE.name)
    yield Policy(TABLE.name, "wall_see", "SELECT", using=MINE)
    yield Policy(TABLE.name, "disposer_adds", "INSERT", role=DISPOSER, check=MINE)
    for role in (LEDGER, VERIFIER, AUDITOR, OWNER):
        yield Policy(TABLE.name, f"{role}_reads", "SELECT", role=role, using="true")
    for role in (APPLICATION, VERIFIER, AUDITOR, OWNER):
        yield Right(role, SELECT, f"TABLE {TABLE.name}")
    yield Index(TABLE.name, "ledger_disposal_lg_xid", "lg_xid")
    # Whoever checks asks for each row that went which disposal names it.
    yield Index(TABLE.name, "ledger_disposal_covers", "covers", "gin")
    if {DECISIONS, DISPOSALS, HOLDS, RELEASES, LINKS} <= pairs.keys():
        gone = going(pairs)
        derived = [table for table in DERIVED if table in standing]
        yield Function(
            "dispose_decision",
            _body(pairs, gone, derived),
            definer=True,
            arguments="decision_id bigint, disposal_id bigint",
            returns="integer",
            owner=DISPOSER,
        )
        yield from _rights(gone, derived)


def _rights(gone: list[Goes], derived: list[str]) -> Iterator[Thing]:
    for each in gone:
        yield Policy(each.history, "disposer_removes", "DELETE", role=DISPOSER, using=MINE)
    versioned = [table for each in gone for table in (each.table, each.history)]
    for table in (*versioned, HALF_TYPED, *derived):
        for privilege in (SELECT, DELETE):
            yield Right(DISPOSER, privilege, f"TABLE public.{table}")
    # Locking a row asks for the right to change some column of it.
    yield Right(DISPOSER, "UPDATE", f"TABLE public.{DECISIONS}", "version")
    for table in (DISPOSALS, PROPOSED, "accounts_person", "accounts_membership"):
        yield Right(DISPOSER, SELECT, f"TABLE public.{table}")
    for privilege in (SELECT, DELETE):
        yield Policy(HALF_TYPED, f"disposer_{privilege.lower()}s", privilege, DISPOSER, MINE)
    yield Right(DISPOSER, "USAGE", "SCHEMA ledger")
    for own in (LEAF, SOURCE):
        yield Right(DISPOSER, SELECT, f"TABLE {own.name}")
    yield Policy(LEAF.name, "disposer_reads", "SELECT", role=DISPOSER, using=SEEN)
    for privilege in (SELECT, INSERT):
        yield Right(DISPOSER, privilege, f"TABLE {TABLE.name}")


def _refused(why: str, state: str = "insufficient_privilege") -> str:
    return f"RAISE EXCEPTION 'disposal refused: {why}' USING ERRCODE = '{state}';"


def _body(pairs: dict[str, Tracked], gone: list[Goes], derived: list[str]) -> str:
    carriers = [pair for pair in pairs.values() if pair.carries]
    tied = [pair for pair in pairs.values() if _is_tied(pair)]
    named = [*map(_carried, carriers), *map(_tied, tied)]
    declared = "".join(f"  {name} bigint[];\n" for name in named)
    return f"""
#variable_conflict use_column
DECLARE
  decision record; disposal record; proposal record; approval record;
  covered jsonb; step bigint; gone bigint := 0; versions bigint := 0;
{declared}BEGIN
{_DECISION}{_APPROVED}{"".join(map(_carried_keys, carriers))}
{"".join(map(_tied_keys, tied))}{_covered(gone)}{_SIGNED}
{_loosened(pairs)}{"".join(map(_derived, derived))}{"".join(map(_removed, gone))}
{"".join(map(_forgotten, gone))}{_END}"""


_DECISION = f"""
  SELECT d.id, d.reference, d.organisation_id, d.author_id, d.status INTO decision
    FROM public.{DECISIONS} d WHERE d.id = $1 FOR UPDATE;
  IF NOT FOUND THEN
    {_refused("there is no such decision here")}
  END IF;
  IF decision.status = 'draft' THEN
    {_refused("it is a draft that is still open")}
  END IF;
  IF EXISTS (SELECT 1 FROM public.{LINKS} l JOIN public.{DECISIONS} d ON d.id = l.decision_id
             WHERE l.earlier_id = $1 AND d.status = 'draft') THEN
    {_refused("a draft that belongs to it is still open")}
  END IF;
  IF EXISTS (SELECT 1 FROM public.{HOLDS} h WHERE h.decision_id = $1
             AND NOT EXISTS (SELECT 1 FROM public.{RELEASES} r WHERE r.hold_id = h.id)) THEN
    {_refused("a legal hold is in force")}
  END IF;
"""
# Not what the row says now, but what its history says who wrote, and in which role.
_APPROVED = f"""
  SELECT p.* INTO disposal FROM public.{DISPOSALS} p WHERE p.id = $2 AND p.decision_id = $1
    AND p.organisation_id = decision.organisation_id AND p.status = 'approved';
  IF NOT FOUND THEN
    {_refused("nobody approved it")}
  END IF;
  SELECT h.* INTO proposal FROM public.{PROPOSED} h WHERE h.id = $2 AND h.history_type = '+'
    AND h.decision_id = $1 AND h.status = 'proposed' AND h.approved_by_id IS NULL
    AND h.proposed_by_id = disposal.proposed_by_id AND h.authority = disposal.authority
    AND h.period_id = disposal.period_id AND h.history_actor_kind = 'person'
    AND h.history_user_id = disposal.proposed_by_id
    AND 'guardian' = ANY (string_to_array(h.history_role, ' '));
  IF NOT FOUND THEN
    {_refused("no Guardian proposed it in the history")}
  END IF;
  SELECT h.* INTO approval FROM public.{PROPOSED} h WHERE h.id = $2
    ORDER BY h.history_id DESC LIMIT 1;
  IF approval.history_type IS DISTINCT FROM '~' OR approval.status <> 'approved'
    OR approval.approved_by_id IS DISTINCT FROM disposal.approved_by_id
    OR approval.history_actor_kind <> 'person'
    OR approval.history_user_id IS DISTINCT FROM disposal.approved_by_id
    OR NOT string_to_array(approval.history_role, ' ') && ARRAY['guardian', 'lead'] THEN
    {_refused("no Guardian or lead approved it in the history")}
  END IF;
  IF disposal.approved_by_id = disposal.proposed_by_id
    OR (SELECT count(*) FROM public.accounts_membership m
        JOIN public.accounts_person p ON p.id = m.person_id
        WHERE m.organisation_id = decision.organisation_id
          AND p.id IN (disposal.proposed_by_id, disposal.approved_by_id)) <> 2 THEN
    {_refused("it takes two people of the organisation")}
  END IF;
  IF disposal.approved_by_id = decision.author_id THEN
    {_refused("nobody approves it for a record of their own")}
  END IF;
"""
_SIGNED = f"""
  IF EXISTS (
    SELECT 1 FROM (
      SELECT c.source, c.key FROM jsonb_to_recordset(covered) AS c(source text, key bigint)
      UNION ALL SELECT '{PROPOSED}', n FROM unnest(ARRAY[proposal.history_id,
                                                         approval.history_id]) n
    ) c LEFT JOIN ledger.source s ON s.name = c.source
    LEFT JOIN ledger.leaf l ON l.source = s.number AND l.key = c.key
    WHERE l.leaf_index IS NULL
  ) THEN
    {_refused("some of its history is not signed yet", "object_not_in_prerequisite_state")}
  END IF;
"""
_END = f"""  IF versions <> gone + jsonb_array_length(covered) THEN
    {_refused("somebody is writing on it now", "serialization_failure")}
  END IF;
  DELETE FROM public.{HALF_TYPED} t WHERE t.organisation_id = decision.organisation_id
    AND strpos(t.path, decision.reference) > 0;
  INSERT INTO ledger.disposal (decision_id, organisation_id, disposal_id, proposed_by,
    approved_by, authority_reference, covers)
  VALUES ($1, decision.organisation_id, $2, disposal.proposed_by_id, disposal.approved_by_id,
    'period:' || disposal.period_id, covered);
  RETURN jsonb_array_length(covered);
END
"""


def _carried_keys(pair: Tracked) -> str:
    """Whatever the decision ever carried, and no other decision does now."""
    column = pair.carries
    return f"""
  SELECT coalesce(array_agg(DISTINCT h.{column}), '{{}}') INTO {_carried(pair)}
    FROM public.{pair.history} h WHERE h.{pair.parent} = $1 AND NOT EXISTS (
      SELECT 1 FROM public.{pair.table} o
      WHERE o.{column} = h.{column} AND o.{pair.parent} <> $1);
"""


def _tied_keys(pair: Tracked) -> str:
    return f"""
  SELECT coalesce(array_agg(x.{pair.key}), '{{}}') INTO {_tied(pair)}
    FROM public.{pair.table} x WHERE x.{pair.goes_with} = $1;
"""


def _covered(gone: list[Goes]) -> str:
    each = "\n    UNION ALL ".join(
        f"SELECT '{one.history}' AS source, x.history_id AS key "
        f"FROM public.{one.history} x WHERE {one.condition}"
        for one in gone
    )
    return f"""
  SELECT jsonb_agg(jsonb_build_object('source', c.source, 'key', c.key) ORDER BY c.source, c.key)
    INTO covered FROM (
    {each}) c;
"""


def _loosened(pairs: dict[str, Tracked]) -> str:
    """Links of later decisions to this one end as any link does: their own history says so."""
    return f"  DELETE FROM public.{pairs[LINKS].table} x WHERE x.earlier_id = $1;\n"


def _derived(table: str) -> str:
    return f"  DELETE FROM public.{table} x WHERE x.decision_id = $1;\n"


def _removed(one: Goes) -> str:
    return (
        f"  DELETE FROM public.{one.table} x WHERE {one.condition};\n"
        "  GET DIAGNOSTICS step = ROW_COUNT;\n  gone := gone + step;\n"
    )


def _forgotten(one: Goes) -> str:
    """Its versions, and the last that the removal itself has just written."""
    return (
        f"  DELETE FROM public.{one.history} x WHERE {one.condition};\n"
        "  GET DIAGNOSTICS step = ROW_COUNT;\n  versions := versions + step;\n"
    )

"""Which rows of the history are about one decision? Those that would be destroyed with it, acts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from audit.database.tables import Tracked, tracked
from audit.ledger.entries import ACTS, Found, Rows, find
from decisions.models import Decision

DECISIONS = Decision._meta.db_table
OF_IT = "= %(decision)s"


def rows_of(decision: Decision) -> list[Found]:
    """Every version of the decision, of its parts and of what they carry, and every act on it.

    In the order in which they were signed; those that are not signed yet come last.
    """
    return find(_rows(), {"decision": decision.pk})


@cache
def _rows() -> tuple[Rows, ...]:
    pairs = tracked()
    return (
        *(Rows(pair.history, condition) for pair, condition in _conditions(pairs)),
        Rows(ACTS, f"h.decision_id {OF_IT}"),
    )


def _conditions(pairs: dict[str, Tracked]) -> Iterator[tuple[Tracked, str]]:
    """As in audit/database/disposal.py; new parts are found by what their models declare."""
    carried = {pair.carried_table: _carried(pair) for pair in pairs.values() if pair.carries}
    for pair in pairs.values():
        belongs = pair.parent or (pair.goes_with if pair.goes_with_table == DECISIONS else "")
        if pair.table == DECISIONS:
            yield pair, f"h.{pair.key} {OF_IT}"
        elif belongs:
            yield pair, f"h.{belongs} {OF_IT}"
        elif pair.table in carried:
            yield pair, f"h.{pair.key} IN ({carried[pair.table]})"
        elif pair.goes_with_table in carried:
            yield pair, f"h.{pair.goes_with} IN ({carried[pair.goes_with_table]})"


def _carried(pair: Tracked) -> str:
    """The keys of the rows that parts of the decision carry, or once carried."""
    history, column = pair.history, pair.carries
    return f"SELECT c.{column} FROM public.{history} c WHERE c.{pair.parent} {OF_IT}"  # noqa: S608

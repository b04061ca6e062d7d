"""How is an act added to the log? Ids, codes and counts only; never typed text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from audit.kinds import KINDS
from audit.models import Act

# Long enough for a date, an id, a slug or a column's name; too poor for a sentence.
CODE = re.compile(r"[A-Za-z0-9_.:+/-]{0,120}")
_together: ContextVar[list[Act] | None] = ContextVar("acts_noted_together", default=None)


@contextmanager
def noting_together() -> Iterator[None]:
    """Acts noted inside are written in one statement at the end, in their order.

    For inside ``acting``: where the work fails, nothing was done and nothing is noted.
    """
    acts: list[Act] = []
    before = _together.set(acts)
    try:
        yield
    finally:
        _together.reset(before)
    Act.objects.bulk_create(acts)


def note(
    kind: str,
    *,
    decision_id: int | None = None,
    target: str = "",
    detail: Mapping[str, object] | None = None,
) -> None:
    """Append one act of whoever the open block names; the database fills in who and when."""
    if kind not in KINDS:
        raise ValueError(f"“{kind}” is not a kind of act: add it to audit/kinds.py.")
    told = dict(detail or {})
    _refuse_text(kind, target, told)
    act = Act(kind=kind, decision_id=decision_id, target=target, detail=told)
    waiting = _together.get()
    if waiting is None:
        act.save(force_insert=True)
    else:
        waiting.append(act)


def _refuse_text(kind: str, *values: object) -> None:
    for value in values:
        if isinstance(value, Mapping):
            _refuse_text(kind, *value.keys(), *value.values())
        elif isinstance(value, list | tuple | set | frozenset):
            _refuse_text(kind, *value)
        elif not _is_code(value):
            raise ValueError(f"An act ({kind}) holds ids, codes and counts, never text.")


def _is_code(value: object) -> bool:
    if isinstance(value, str):
        return CODE.fullmatch(value) is not None
    return value is None or isinstance(value, bool | int)

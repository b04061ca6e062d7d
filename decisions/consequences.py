"""What follows from what is stored about a recorded decision? Its tasks, and who must look."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from accounts.door import Actor, acting
from decisions.after import load_after
from decisions.dashboard.attending import attend
from decisions.models import Decision
from decisions.record import Record, load
from decisions.tasks.settling import settle_tasks

_held_back: ContextVar[bool] = ContextVar("consequences_held_back", default=False)


@contextmanager
def held_back() -> Iterator[None]:
    """Nothing is worked out inside: for whoever plays a whole life and settles at its end."""
    token = _held_back.set(True)
    try:
        yield
    finally:
        _held_back.reset(token)


def settle(decision: Decision, *, actor: Actor, record: Record | None = None) -> None:
    """Tasks and attention as they follow from what is stored now; drafts have none.

    Whoever holds all that is stored of the record hands it in, and it is not read again.
    """
    if _held_back.get() or not decision.is_recorded:
        return
    after = load_after(record or load(decision))
    with acting(actor):
        settle_tasks(after, actor=actor)
        attend(after, actor=actor)

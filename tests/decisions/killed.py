"""A worker that records a share and is killed before its nth statement, or before its commit.

Run as ``python -m tests.decisions.killed PERSON ORGANISATION`` with the database in the
environment. For every POINT that it is told, a line each, a process of its own does the work and
dies by SIGKILL, unless POINT lies beyond its last statement; how it ended is the answer.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
import uuid
from collections.abc import Callable
from typing import Any

KEY = uuid.UUID("6a0f6f0e-6f0b-4a39-9d8e-0d9f6d8f0a11")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class DiesBefore:
    """Counts statements and dies before one of them."""

    def __init__(self, point: int) -> None:
        self.left = point

    def __call__(self, execute: Callable[..., Any], *given: Any) -> Any:
        if self.left == 0:
            die()
        self.left -= 1
        return execute(*given)


def work(point: int, person_id: int, organisation_id: int) -> None:
    from django.db import connection
    from django.utils import timezone

    from accounts import queries
    from accounts.door import Actor, acting, reading
    from decisions.actions.quick import record_share

    with reading(Actor("person", person_id, organisation_id)):
        membership = queries.at_work(person_id, organisation_id)
    assert membership is not None
    answers = {
        "key": KEY, "who": "A", "what": "A bruise\nA burn", "why": "He cannot roll yet",
        "to_whom": "The hub", "method": "phone", "shared_at": timezone.now(), "will_do": "",
        "reference_number": "",
    }  # fmt: skip
    with connection.execute_wrapper(DiesBefore(point)), acting(membership.actor()):
        record_share(answers, actor=membership.actor(), membership=membership, team_id=None)
        if point < 0:
            die()


def ended(point: int, who: list[int]) -> int:
    """How a process of its own ended: it has its own connection, and starts in a moment."""
    child = os.fork()
    if not child:
        try:
            work(point, *who)
            os._exit(0)
        finally:
            # Only a failure comes as far as this.
            traceback.print_exc()
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    import django

    django.setup()
    # What every process needs is read once.
    import decisions.actions.quick  # noqa: F401

    for line in sys.stdin:
        sys.stdout.write(f"{ended(int(line), [int(text) for text in sys.argv[1:]])}\n")
        sys.stdout.flush()

"""A worker that records a share and is killed before its nth statement, or before its commit.

Run as ``python -m tests.decisions.killed POINT`` with the database in the environment; it
prints nothing and dies by SIGKILL, unless POINT lies beyond its last statement.
"""

from __future__ import annotations

import os
import signal
import sys
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


if __name__ == "__main__":
    import django

    django.setup()
    work(*(int(text) for text in sys.argv[1:]))

"""Does a worker that is killed in the middle of a save leave all of it or nothing?"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from subprocess import PIPE
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from accounts.door import reading
from audit.models import Act
from decisions.choices import Status
from decisions.models import Decision, InformationItem, Recipient
from tests.cast import Cast
from tests.decisions.killed import KEY

BEFORE_COMMIT = -1


@pytest.fixture
def workers(cast: Cast) -> Iterator[Callable[[int], int]]:
    """Give a point to a process that works alone; what comes back is -9 when it was killed."""
    place = connection.settings_dict
    socket = quote(str(place["HOST"]), safe="")
    told = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SHARING_DECISIONS_MODE": "test",
        "DATABASE_URL": f"postgresql://{place['USER']}@/{place['NAME']}?host={socket}",
    }
    who = (cast.practitioner.person_id, cast.practitioner.organisation_id)
    command = [sys.executable, "-m", "tests.decisions.killed", *map(str, who)]
    with subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=told, text=True, stdin=PIPE, stdout=PIPE
    ) as started:

        def run(point: int) -> int:
            started.stdin.write(f"{point}\n")
            started.stdin.flush()
            return int(started.stdout.readline())

        yield run
        started.stdin.close()
    assert started.returncode == 0


@pytest.mark.django_db(transaction=True)
def test_a_kill_at_any_point_leaves_all_or_nothing_and_a_retry_records_once(
    cast: Cast, workers: Callable[[int], int]
) -> None:
    for point in (0, 2, 4, 7, 11, BEFORE_COMMIT):
        assert workers(point) == -9, f"the worker outlived point {point}"
        assert held(cast) == (0, 0, 0, 0), f"something is left after point {point}"
    assert workers(10_000) == 0
    assert held(cast) == (1, 2, 1, 1)
    # The browser asks again with the same key: once is enough.
    assert workers(10_000) == 0
    assert held(cast) == (1, 2, 1, 1)
    with reading(cast.practitioner.actor()):
        assert Decision.objects.get(creation_key=KEY).status == Status.INCOMPLETE


def held(cast: Cast) -> tuple[int, int, int, int]:
    with reading(cast.guardian.actor()):
        return (
            Decision.objects.count(),
            InformationItem.objects.count(),
            Recipient.objects.count(),
            Act.objects.filter(kind="decision.recorded").count(),
        )

"""Does a worker that is killed in the middle of a save leave all of it or nothing?"""

from __future__ import annotations

import os
import subprocess
import sys
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


@pytest.mark.django_db(transaction=True)
def test_a_kill_at_any_point_leaves_all_or_nothing_and_a_retry_records_once(cast: Cast) -> None:
    for point in (0, 2, 4, 7, 11, BEFORE_COMMIT):
        assert run(point, cast) == -9, f"the worker outlived point {point}"
        assert held(cast) == (0, 0, 0, 0), f"something is left after point {point}"
    assert run(10_000, cast) == 0
    assert held(cast) == (1, 2, 1, 1)
    # The browser asks again with the same key: once is enough.
    assert run(10_000, cast) == 0
    assert held(cast) == (1, 2, 1, 1)
    with reading(cast.practitioner.actor()):
        assert Decision.objects.get(creation_key=KEY).status == Status.INCOMPLETE


def run(point: int, cast: Cast) -> int:
    """The worker's exit: -9 when it was killed."""
    place = connection.settings_dict
    socket = quote(str(place["HOST"]), safe="")
    address = f"postgresql://{place['USER']}@/{place['NAME']}?host={socket}"
    who = (cast.practitioner.person_id, cast.practitioner.organisation_id)
    command = [sys.executable, "-m", "tests.decisions.killed", *map(str, (point, *who))]
    told = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SHARING_DECISIONS_MODE": "test",
        "DATABASE_URL": address,
    }
    return subprocess.run(command, cwd=settings.BASE_DIR, env=told, check=False).returncode


def held(cast: Cast) -> tuple[int, int, int, int]:
    with reading(cast.guardian.actor()):
        return (
            Decision.objects.count(),
            InformationItem.objects.count(),
            Recipient.objects.count(),
            Act.objects.filter(kind="decision.recorded").count(),
        )

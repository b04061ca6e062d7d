"""Does a worker that is killed in the middle of a job leave one effect, once another went on?"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from accounts.door import SYSTEM, reading
from audit.models import Act
from decisions.choices import NoticeKind
from decisions.models import Notice
from decisions.tasks.deferring import MAIL_NOTICE
from decisions.tasks.letters import letters
from decisions.tasks.notices import tell
from tests.cast import Cast


@pytest.fixture
def works(tmp_path: Path) -> Callable[[str], int]:
    """A worker of its own, which dies where it is told to; how it ended."""
    place = connection.settings_dict
    socket = quote(str(place["HOST"]), safe="")
    told = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SHARING_DECISIONS_MODE": "test",
        "DATABASE_URL": f"postgresql://{place['USER']}@/{place['NAME']}?host={socket}",
        "EMAIL_URL": f"filemail:///{tmp_path}",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    }

    def run(point: str) -> int:
        command = [sys.executable, "-m", "tests.decisions.tasks.dies_mailing", point]
        done = subprocess.run(
            command, cwd=settings.BASE_DIR, env=told, check=False, timeout=120, capture_output=True
        )
        assert done.returncode in {0, -9}, done.stderr.decode()[-2000:]
        return done.returncode

    return run


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_mailing_leaves_the_rest_to_the_next(
    cast: Cast, works: Callable[[str], int], tmp_path: Path, settings: pytest.FixtureRequest
) -> None:
    settings.EMAIL_FILE_PATH = tmp_path
    notice = tell(
        cast.practitioner.person_id,
        NoticeKind.REVIEWED,
        actor=cast.lead.actor(),
        cause="review:1",
        organisation_id=cast.fernbrook.pk,
    )
    assert notice is not None
    assert works("BEFORE") == -9
    assert (sent(cast), letters(9), state_of_jobs()) == (None, [], ["doing"])
    fall_silent()
    assert works("AFTER") == -9
    assert sent(cast) is None
    fall_silent()
    assert works("NEVER") == 0
    # The letter that had gone goes again under the same name; the rest happened once.
    assert len(set(message_ids(tmp_path))) == 1
    assert sent(cast) is not None
    assert state_of_jobs() == []
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        assert Act.objects.filter(kind="notice.mailed").count() == 1
    assert works("NEVER") == 0
    assert len(letters(9)) == 2


def sent(cast: Cast):
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        return Notice.objects.get().mailed_at


def state_of_jobs() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status::text FROM procrastinate_jobs WHERE task_name = %s", [MAIL_NOTICE]
        )
        return [row[0] for row in cursor.fetchall()]


def fall_silent() -> None:
    """As if the killed worker had said nothing for a minute."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'"
        )


def message_ids(folder: Path) -> list[str]:
    found = [file.read_text() for file in folder.glob("*.log")]
    return [line for text in found for line in text.splitlines() if line.startswith("Message-ID:")]

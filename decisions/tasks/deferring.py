"""How is work left for the worker? As a row in the transaction of its cause: both, or neither."""

from __future__ import annotations

import datetime as dt

from django.db import connection
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

MAIL_NOTICE = "decisions.mail_notice"
MAIL_DAY = "decisions.mail_day"
FIND_HELD = "decisions.find_held"
LINK_RAN_OUT = "decisions.link_ran_out"
DRAW_AGAIN = "decisions.draw_again"
LOOK = "decisions.look_at_organisation"
QUEUE = "sharing-decisions"

# Always by Django's own connection: inside the worker, the application that procrastinate
# hands out writes by a connection of its own, and so in another transaction.
_jobs = JobManager(DjangoConnector())


def later(
    name: str,
    *,
    only_once: str | None = None,
    at: dt.datetime | None = None,
    **numbers: int,
) -> None:
    """Leave a job by its name, with numbers alone: never words, names or references.

    ``only_once``: another that waits or runs under the same name makes this one needless.
    ``at``: not before that moment.
    """
    if only_once is not None and _waits(only_once):
        return
    job = configure_task(name=name, job_manager=_jobs, queue=QUEUE, lock=only_once, schedule_at=at)
    job.defer(**numbers)


WAITS = """
SELECT EXISTS (SELECT 1 FROM procrastinate_jobs
  WHERE lock = %s AND status IN ('todo', 'doing'))
"""


def _waits(lock: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITS, [lock])
        return bool(cursor.fetchone()[0])

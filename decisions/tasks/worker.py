"""How is the worker: alive, behind, failing? And what happens to what a killed one left?"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.utils import timezone

# A worker says every ten seconds that it lives.
SILENT_AFTER = dt.timedelta(seconds=45)
LATE_AFTER = dt.timedelta(minutes=5)


@dataclass(frozen=True)
class FailedJob:
    """A job that was given up, by its kind alone."""

    id: int
    kind: str
    attempts: int
    failed_at: dt.datetime | None


@dataclass(frozen=True)
class State:
    """How work in the background goes, in numbers and kinds; it names no record."""

    workers: int
    heartbeat: dt.datetime | None
    waiting: int
    retrying: int
    doing: int
    failed: int
    oldest_waiting: dt.datetime | None

    @property
    def is_alive(self) -> bool:
        return self.heartbeat is not None and timezone.now() - self.heartbeat < SILENT_AFTER

    @property
    def is_late(self) -> bool:
        """Something waits for longer than a worker that is alive would let it."""
        oldest = self.oldest_waiting
        return oldest is not None and timezone.now() - oldest > LATE_AFTER

    @property
    def is_well(self) -> bool:
        return self.is_alive and not self.is_late


STATE = """
SELECT
  (SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - %(silent)s),
  (SELECT max(last_heartbeat) FROM procrastinate_workers),
  count(*) FILTER (WHERE status = 'todo' AND attempts = 0
    AND (scheduled_at IS NULL OR scheduled_at <= now())),
  count(*) FILTER (WHERE status = 'todo' AND attempts > 0),
  count(*) FILTER (WHERE status = 'doing'),
  count(*) FILTER (WHERE status = 'failed'),
  (SELECT min(coalesce(j.scheduled_at, (
      SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = j.id)))
    FROM procrastinate_jobs j
    WHERE j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at <= now()))
FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed')
"""
FAILED = """
SELECT j.id, j.task_name, j.attempts,
  (SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = j.id)
FROM procrastinate_jobs j WHERE j.status = 'failed' ORDER BY j.id DESC LIMIT %(most)s
"""
# What a worker that is gone had begun waits again: its transaction was undone when it went.
# What comes back by itself every minute or hour need not.
SILENT = """status = 'doing' AND NOT EXISTS (
  SELECT 1 FROM procrastinate_workers w
  WHERE w.id = procrastinate_jobs.worker_id AND w.last_heartbeat > now() - %(silent)s)
"""
LET_GO = f"DELETE FROM procrastinate_jobs WHERE queueing_lock IS NOT NULL AND {SILENT}"  # noqa: S608
TAKE_UP = f"""
UPDATE procrastinate_jobs SET status = 'todo', scheduled_at = now(), worker_id = NULL
WHERE queueing_lock IS NULL AND {SILENT}
"""  # noqa: S608
AGAIN = """
UPDATE procrastinate_jobs SET status = 'todo', scheduled_at = now()
WHERE id = %(id)s AND status = 'failed'
"""


STARTED = "worker-started"


def say_started() -> None:
    """Remember when a worker began, for the page about it."""
    cache.set(STARTED, timezone.now(), None)


def started_at() -> dt.datetime | None:
    """When the worker that began last did so."""
    moment: dt.datetime | None = cache.get(STARTED)
    return moment


def state() -> State:
    """One query; call inside a block."""
    with connection.cursor() as cursor:
        silent: dict[str, Any] = {"silent": SILENT_AFTER}
        cursor.execute(STATE, silent)
        return State(*cursor.fetchone())


def failed(most: int) -> list[FailedJob]:
    """The latest jobs that were given up."""
    with connection.cursor() as cursor:
        cursor.execute(FAILED, {"most": most})
        return [FailedJob(*row) for row in cursor.fetchall()]


def take_up_stalled() -> int:
    """Let jobs of workers that are silent wait again; how many."""
    _change(LET_GO, {"silent": SILENT_AFTER})
    return _change(TAKE_UP, {"silent": SILENT_AFTER})


def exists(job_id: int) -> bool:
    """Whether there is such a job."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM procrastinate_jobs WHERE id = %s)", [job_id])
        return bool(cursor.fetchone()[0])


def try_again(job_id: int) -> bool:
    """Let a job that was given up wait again; False where it was not given up."""
    return bool(_change(AGAIN, {"id": job_id}))


def _change(sql: str, values: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)

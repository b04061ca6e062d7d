"""What does the work in the background? This: one process beside the server, or several."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from decisions.tasks import worker
from decisions.tasks.deferring import QUEUE

AT_ONCE = 2
PATIENCE_SECONDS = 20
AGAIN_AFTER_SECONDS = 5
log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Does jobs until it is asked to stop; waits where the database is away."""

    help = "Do the work in the background: reminders, escalations and e-mails."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--until-done", action="store_true", help="stop when nothing waits any more"
        )

    def handle(self, *args: Any, until_done: bool = False, **options: Any) -> None:
        while True:
            try:
                _work(until_done=until_done)
            except Exception:
                if until_done:
                    raise
                log.exception("The worker lost the database, and tries again")
                time.sleep(AGAIN_AFTER_SECONDS)
            else:
                return


def _work(*, until_done: bool) -> None:
    """One turn: ends when asked to, or, where the database went, with an error."""
    worker.say_started()
    worker.take_up_stalled()
    with app.replace_connector(DjangoConnector().get_worker_connector()) as at_work:
        at_work.run_worker(
            name="sharing-decisions",
            queues=[QUEUE, "builtin"],
            concurrency=AT_ONCE,
            wait=not until_done,
            delete_jobs="successful",
            shutdown_graceful_timeout=PATIENCE_SECONDS,
        )

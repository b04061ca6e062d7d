"""Which work is done in the background? Jobs hold numbers only, and can be done twice."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from accounts import half_typed
from accounts.door import SYSTEM, Actor
from decisions.arriving.reminding import tell_of_overdue
from decisions.dashboard import drawing_again
from decisions.directory.lapsing import tell_of_lapsed
from decisions.receipts import running_out
from decisions.tasks import deferring, mailing, morning, moving, queries, worker

WORKER = "worker"
LONGEST_WAIT = timedelta(minutes=15)
TRIES = 400
EVERY_MINUTE, EVERY_HOUR = "* * * * *", "7 * * * *"


class Patiently(BaseRetryStrategy):
    """Half a minute, a minute, two, and so on to a quarter of an hour; for about four days."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:  # noqa: ARG002
        if job.attempts >= TRIES:
            return None
        seconds = min(30 * 2 ** min(job.attempts, 10), int(LONGEST_WAIT.total_seconds()))
        return RetryDecision(retry_in={"seconds": seconds})


def at_work(organisation_id: int) -> Actor:
    """The worker, within one organisation."""
    return SYSTEM(WORKER, organisation_id)


@app.task(name=deferring.MAIL_NOTICE, queue=deferring.QUEUE, retry=Patiently())
def mail_notice(notice_id: int, organisation_id: int) -> None:
    """Send one e-mail once, however long the mail server is away."""
    mailing.mail_notice(notice_id, actor=at_work(organisation_id))


@app.task(name=deferring.MAIL_DAY, queue=deferring.QUEUE, retry=Patiently())
def mail_day(person_id: int, organisation_id: int) -> None:
    """Send somebody the one letter of a day about all that waits for them."""
    morning.mail_day(person_id, organisation_id, actor=at_work(organisation_id))


@app.task(name=deferring.FIND_HELD, queue=deferring.QUEUE, retry=Patiently())
def find_held(organisation_id: int) -> None:
    """See in one organisation for whom letters were held until the morning."""
    morning.find_held(organisation_id, actor=at_work(organisation_id))


@app.task(name=deferring.DRAW_AGAIN, queue=deferring.QUEUE, retry=Patiently())
def draw_again(organisation_id: int, after: int) -> None:
    """Draw the sample of an organisation anew, some records at a time."""
    drawing_again.draw_again(organisation_id, after, actor=at_work(organisation_id))


@app.task(name=deferring.LINK_RAN_OUT, queue=deferring.QUEUE, retry=Patiently())
def link_ran_out(link_id: int, organisation_id: int) -> None:
    """Say that a link ran out, where nobody answered by it."""
    running_out.link_ran_out(link_id, actor=at_work(organisation_id))


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="decisions.every_minute", queue=deferring.QUEUE, queueing_lock="every-minute")
def every_minute(timestamp: int) -> None:  # noqa: ARG001 - which minute it was makes no difference
    """Take up what a killed worker left, and see in each organisation what has become due."""
    worker.take_up_stalled()
    for organisation_id in queries.organisations(SYSTEM(WORKER)):
        only_once = f"look:{organisation_id}"
        deferring.later(deferring.LOOK, only_once=only_once, organisation_id=organisation_id)


@app.task(name=deferring.LOOK, queue=deferring.QUEUE, retry=Patiently())
def look_at_organisation(organisation_id: int) -> None:
    """One organisation's tasks, each in a transaction of its own, the longest due first."""
    actor = at_work(organisation_id)
    organisation = queries.organisation(organisation_id, actor)
    moving.notice_who_left(organisation, actor=actor)
    tell_of_overdue(organisation, actor=actor, now=timezone.now())
    tell_of_lapsed(organisation_id, actor=actor, today=timezone.localdate())
    for task_id in queries.to_look_at(organisation_id, timezone.now(), actor):
        moving.look_at(task_id, organisation, actor=actor)


@app.periodic(cron=EVERY_HOUR)
@app.task(name="decisions.every_hour", queue=deferring.QUEUE, queueing_lock="every-hour")
def every_hour(timestamp: int) -> None:  # noqa: ARG001
    """Delete half-typed text that nobody came back for; look for letters of the morning."""
    half_typed.purge()
    for organisation_id in queries.organisations(SYSTEM(WORKER)):
        only_once = f"held:{organisation_id}"
        deferring.later(deferring.FIND_HELD, only_once=only_once, organisation_id=organisation_id)

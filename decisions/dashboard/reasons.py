"""Why does a decision need a lead's eye, and since when? One line for each reason, in their order.

A reason that is ``looked_at`` goes when somebody has looked and is satisfied; the others stay
until what they ask for is done. ``since`` may lie in the future: until then nobody is shown it.
Sharing without consent to protect somebody is ordinary, and no reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from consent.models import Consent
from consent.policies import GIVEN, is_against, standing
from decisions.after import After
from decisions.choices import Finding, Status, TaskKind, Told, YesNoNotSure
from decisions.models import Review, Task
from decisions.policies import is_late
from decisions.record import Record

# How long before consent runs out a lead hears of it.
RUNS_OUT_SOON = dt.timedelta(days=7)
CLOSED = frozenset({Status.SUPERSEDED, Status.IN_ERROR})
# The ICO's steps "assess risks" and "have an agreement".
OF_ROUTINE_SHARING = frozenset({"ICO-5", "ICO-6"})


@dataclass(frozen=True)
class Seen:
    """All that the reasons are worked out from; asking them asks the database nothing.

    ``repeated`` are rows of people about whom there are two other records within a year,
    ``gaps`` the rules that the record does not answer, ``tasks`` those that are open.
    """

    after: After
    organisation: Organisation
    tasks: Sequence[Task] = ()
    repeated: frozenset[int] = frozenset()
    gaps: Sequence[str] = ()

    @property
    def record(self) -> Record:
        return self.after.record

    @property
    def recorded_at(self) -> dt.datetime:
        return self.record.decision.recorded_at or timezone.now()

    @property
    def is_closed(self) -> bool:
        """Replaced, or marked as an error: only what has to be done still counts."""
        return self.record.decision.status in CLOSED


@dataclass(frozen=True)
class Found:
    """A reason holds since a moment, about one person (a row) or about everybody."""

    since: dt.datetime
    person_id: int | None = None


Find = Callable[[Seen], Iterator[Found]]


@dataclass(frozen=True)
class Reason:
    """Its code, its place, its words, and where it holds."""

    code: str
    rank: int
    words: Promise
    find: Find
    looked_at: bool = False


def _when(ask: Callable[[Seen], object]) -> Find:
    """Something about the record itself, since it was recorded."""

    def find(seen: Seen) -> Iterator[Found]:
        if ask(seen):
            yield Found(seen.recorded_at)

    return find


def _due(*kinds: str) -> Find:
    """Tasks that are not done by their time."""
    return _tasks(kinds, lambda task: task.due_at or task.raised_at)


def _raised(*kinds: str) -> Find:
    """Tasks that a lead has to know of as soon as they are there."""
    return _tasks(kinds, lambda task: task.raised_at)


def _tasks(kinds: Sequence[str], moment: Callable[[Task], dt.datetime]) -> Find:
    def find(seen: Seen) -> Iterator[Found]:
        return (Found(moment(task), task.person_id) for task in seen.tasks if task.kind in kinds)

    return find


def _against(seen: Seen) -> Iterator[Found]:
    if seen.record.decision.shares:
        for consent, person_id in _consents(seen):
            if is_against(consent):
                yield Found(seen.recorded_at, person_id)


def _consents(seen: Seen) -> Iterator[tuple[Consent, int]]:
    whose = {link.consent_id: link.person_id for link in seen.record.consent_links}
    return ((row, whose[row.pk]) for row in seen.record.consents if row.pk in whose)


def _repeated(seen: Seen) -> Iterator[Found]:
    return (Found(seen.recorded_at, person_id) for person_id in sorted(seen.repeated))


def _not_told(seen: Seen) -> Iterator[Found]:
    """The day on which to ask again is over, and the person was not told."""
    for person in [] if seen.is_closed else seen.record.people:
        latest = seen.record.informing_of(person)[-1:]
        if latest and latest[0].told in {Told.NOT, Told.WILL} and latest[0].ask_again_on:
            yield Found(_end_of(latest[0].ask_again_on), person.pk)


def _late(seen: Seen) -> bool:
    decision = seen.record.decision
    decision.organisation = seen.organisation
    return is_late(decision, seen.recorded_at)


def _runs_out(seen: Seen) -> Iterator[Found]:
    if seen.record.decision.shares and not seen.is_closed:
        for consent, person_id in _consents(seen):
            given = standing(consent, seen.record.withdrawals_of(consent)) == GIVEN
            if given and consent.review_on:
                yield Found(_end_of(consent.review_on) - RUNS_OUT_SOON, person_id)


def _incomplete(seen: Seen) -> Iterator[Found]:
    """At once where it was urgent; otherwise when the time to fill it in is over."""
    decision = seen.record.decision
    if decision.status == Status.INCOMPLETE:
        due = None if decision.is_urgent else decision.complete_by
        yield Found(due or seen.recorded_at)


def _gaps(seen: Seen) -> bool:
    """A single share need not have an assessment or an agreement: routine sharing has."""
    asked = set(seen.gaps) - OF_ROUTINE_SHARING
    return bool(asked) and seen.record.decision.status == Status.RECORDED


def _unowned(seen: Seen) -> Iterator[Found]:
    return (Found(task.raised_at) for task in seen.tasks if task.owner_id is None)


def _incidents(seen: Seen) -> Iterator[Found]:
    return (Found(row.found_at) for row in seen.after.incidents if row.closed_at is None)


def _latest(seen: Seen, *findings: str) -> Review | None:
    """The last review, where it found one of these."""
    last = seen.after.reviews[-1] if seen.after.reviews else None
    return last if last and last.finding in findings else None


def _escalated(seen: Seen) -> Iterator[Found]:
    review = _latest(seen, Finding.ESCALATE)
    ruled = [row.decided_at for row in seen.after.adjudications]
    if review and not any(at >= review.reviewed_at for at in ruled):
        yield Found(review.reviewed_at)


def _answered(seen: Seen) -> Iterator[Found]:
    """The author has answered, and nobody has looked at the answer."""
    review = _latest(seen, Finding.QUESTION, Finding.ACTION)
    if review and (answers := seen.after.answers_to(review)):
        yield Found(answers[-1].answered_at)


def _action(seen: Seen) -> Iterator[Found]:
    if review := _latest(seen, Finding.ACTION):
        yield Found(review.reviewed_at)


def _end_of(day: dt.date) -> dt.datetime:
    """The first moment after a day in the UK."""
    following = day + dt.timedelta(days=1)
    return dt.datetime.combine(following, dt.time(), tzinfo=timezone.get_current_timezone())


YES = YesNoNotSure.YES
REASONS: tuple[Reason, ...] = (
    Reason("danger", 10, _("Somebody was in danger"),
           _when(lambda s: s.record.decision.danger_now == YES), looked_at=True),
    Reason("harm", 20, _("Significant harm is feared"),
           _when(lambda s: s.record.decision.significant_harm == YES), looked_at=True),
    Reason("incident", 25, _("Something went wrong with what was sent"), _incidents),
    Reason("breach", 26, _("The time to decide about the data breach, or to report it, is over"),
           _due(TaskKind.BREACH, TaskKind.REPORT_BREACH)),
    Reason("refused", 30, _("Shared although consent was refused"), _against, looked_at=True),
    Reason("not-shared", 40, _("Not shared"),
           _when(lambda s: not s.record.decision.shares), looked_at=True),
    Reason("escalated", 45, _("Brought to the Guardian, and not decided"), _escalated),
    Reason("declined", 50, _("A recipient will not act, or sent it back"),
           _raised(TaskKind.DECLINED)),
    Reason("unanswered", 55, _("A recipient has not answered"), _due(TaskKind.CHASE)),
    Reason("repeated", 60, _("The third record, or more, about this person within a year"),
           _repeated, looked_at=True),
    Reason("not-told", 70, _("Not told yet, and the day to ask again is over"), _not_told),
    Reason("late", 80, _("Recorded late"), _when(_late), looked_at=True),
    Reason("unverified", 90, _("Nobody has checked that it was done, or told who raised it"),
           _due(TaskKind.VERIFY, TaskKind.TELL_RAISER)),
    Reason("written", 100, _("Told by telephone, and the written follow-up is overdue"),
           _due(TaskKind.WRITTEN_FOLLOW_UP)),
    Reason("receipt", 110, _("There is no receipt"), _due(TaskKind.RECEIPT, TaskKind.TRANSFER)),
    Reason("not-sent", 115, _("A recipient has not been told"),
           _due(TaskKind.TELL_RECIPIENT, TaskKind.TRY_AGAIN)),
    Reason("consent-ends", 120, _("Consent is about to run out, or has run out"), _runs_out),
    Reason("withdrawn", 125, _("Consent was taken back, and a recipient has not been told"),
           _raised(TaskKind.TELL_WITHDRAWAL)),
    Reason("incomplete", 130, _("Not filled in"), _incomplete),
    Reason("gaps", 140, _("Rules that the record does not answer"), _when(_gaps), looked_at=True),
    Reason("unowned", 150, _("There is a task that nobody owns"), _unowned),
    Reason("answered", 160, _("The author has answered the reviewer"), _answered),
    Reason("action", 165, _("A reviewer found that something has to be done"), _action),
    Reason("overdue", 170, _("Something else is overdue"), _due(
        TaskKind.REVIEW_DECISION, TaskKind.PUT_RIGHT, TaskKind.CLOSE_INCIDENT, TaskKind.ADVISE,
        TaskKind.FOLLOW_ADVICE, TaskKind.ANSWER_REVIEW, TaskKind.ADJUDICATE,
    )),
)  # fmt: skip
BY_CODE = {reason.code: reason for reason in REASONS}


def looked_at_until(after: After) -> dt.datetime | None:
    """When somebody last looked and was satisfied, or the Guardian decided."""
    satisfied = [row.reviewed_at for row in after.reviews if row.finding == Finding.SATISFIED]
    return max([*satisfied, *(row.decided_at for row in after.adjudications)], default=None)


def reasons_for(seen: Seen) -> dict[tuple[str, int | None], dt.datetime]:
    """Since when each reason holds, by its code and the row of a person."""
    looked = looked_at_until(seen.after)
    found: dict[tuple[str, int | None], dt.datetime] = {}
    for reason in REASONS:
        if reason.looked_at and seen.is_closed:
            continue
        for each in reason.find(seen):
            if reason.looked_at and looked and each.since <= looked:
                continue
            key = (reason.code, each.person_id)
            found[key] = min(each.since, found.get(key, each.since))
    return found


def words_of(code: str) -> str:
    """What a page says of a stored reason; a code unknown today as it stands."""
    reason = BY_CODE.get(code)
    return str(reason.words) if reason else code

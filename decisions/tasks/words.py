"""What does a task say, to whoever may see the record and to whoever may not?"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decisions.choices import TaskKind
from decisions.models import Task
from decisions.tasks.wanting import LINK

Words = tuple[Promise, Promise]

# The task, and why it is there.
TEXTS: Mapping[str, Words] = MappingProxyType(
    {
        TaskKind.COMPLETE: (
            _("Fill in what is missing from this record"),
            _("The record was made before all of it was known."),
        ),
        TaskKind.REVIEW_DECISION: (
            _("Look at this decision again"),
            _("Whoever decided chose this day to look again."),
        ),
        TaskKind.TELL_RECIPIENT: (
            _("Tell {who}: they have not been told yet"),
            _("It was decided to share with them, and nothing shows that they have it."),
        ),
        TaskKind.WRITTEN_FOLLOW_UP: (
            _("Send {who} the written follow-up of the call"),
            _("They were told by word of mouth. What was said must follow in writing."),
        ),
        TaskKind.TRY_AGAIN: (
            _("Try again to tell {who}: it did not arrive"),
            _("The last attempt did not work. Telephone them if you can."),
        ),
        TaskKind.RECEIPT: (
            _("Find out if {who} has it"),
            _("It was sent in writing. Nobody has said that it arrived."),
        ),
        TaskKind.CHASE: (
            _("Ask {who} what they will do"),
            _("They have it, and have not said what they will do. Never assume that others act."),
        ),
        TaskKind.DECLINED: (
            _("Decide what to do: {who} will not act"),
            _("They said no, sent it back or gave no answer. The worry may still be there."),
        ),
        TaskKind.VERIFY: (
            _("Check with {who} that it was done"),
            _("They said what they will do. Somebody must check that it was done."),
        ),
        TaskKind.TELL_RAISER: (
            _("Tell those who raised it what became of it"),
            _("Somebody told you or asked you. They need to hear what came of it."),
        ),
        TaskKind.TELL_PERSON: (
            _("Ask again whether {who} can be told"),
            _("They were not told of the sharing. On this day you ask again if it is safe."),
        ),
        TaskKind.CONSENT_REVIEW: (
            _("Look at the consent again"),
            _("The consent was given until this day. Ask if it still holds."),
        ),
        TaskKind.TELL_WITHDRAWAL: (
            _("Tell {who} that consent was taken back"),
            _("They have the information. They must hear that the consent has ended."),
        ),
        TaskKind.PUT_RIGHT: (
            _("Get it back from {who}, or put it right"),
            _("They have what they should not have, or what was wrong."),
        ),
        TaskKind.BREACH: (
            _("Decide whether it is a data breach to report"),
            _("A breach that must be reported goes to the ICO within 72 hours of being found."),
        ),
        TaskKind.REPORT_BREACH: (
            _("Report the data breach to the ICO"),
            _("It was decided that the ICO must hear of it. The limit is 72 hours."),
        ),
        TaskKind.CLOSE_INCIDENT: (
            _("Finish what went wrong, and write down what was learnt"),
            _("Everybody has confirmed. Only the end of it is missing."),
        ),
        TaskKind.ADVISE: (
            _("Give advice"),
            _("A colleague has asked you a question."),
        ),
        TaskKind.FOLLOW_ADVICE: (
            _("Say what became of the advice"),
            _("Your question was answered. Say if you followed it, and why or why not."),
        ),
        TaskKind.ANSWER_REVIEW: (
            _("Answer whoever looked at this record"),
            _("They asked a question, or want something done."),
        ),
        TaskKind.ADJUDICATE: (
            _("Decide as Guardian"),
            _("A question about this record was brought to the Guardian."),
        ),
        TaskKind.TRANSFER: (
            _("Make sure that the record reached {who}"),
            _("A record moves to them. It has moved when they confirm that they have it."),
        ),
    }
)


# Of the tasks about a receipt, those that a link left behind.
RAN_OUT: Words = (
    _("Make {who} a new link, or ring them: the last link ran out"),
    _("Its time was over before they answered by it. Nothing shows that they have it."),
)


def _words(task: Task) -> Words:
    if task.kind == TaskKind.RECEIPT and task.subject.startswith(LINK):
        return RAN_OUT
    return TEXTS[task.kind]


def said(task: Task, who: str) -> str:
    """The task in words; ``who`` is the recipient or the person it is about."""
    return str(_words(task)[0]).format(who=who)


def said_to_others(task: Task) -> str:
    """The kind of a task alone, for whoever may not see the record."""
    return str(TaskKind(task.kind).label)


def why(task: Task) -> str:
    """Why the task is there."""
    return str(_words(task)[1])


JOBS: Mapping[str, Promise] = MappingProxyType(
    {
        "decisions.mail_notice": _("An e-mail that something waits"),
        "decisions.mail_day": _("The one email of a day"),
        "decisions.find_held": _("Looking for whom emails were held"),
        "decisions.draw_again": _("Drawing the sample anew"),
        "decisions.link_ran_out": _("Seeing that a link ran out"),
        "decisions.every_minute": _("Looking for what has become due"),
        "decisions.look_at_organisation": _("Looking at one organisation’s tasks"),
        "decisions.every_hour": _("Deleting half-typed text"),
    }
)


def kind_of_job(name: str) -> str:
    """What a job does, by its name alone."""
    return str(JOBS.get(name, _("Another kind of job")))

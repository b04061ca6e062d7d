"""What does the state of something that came in allow? No person, no request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from decisions.choices import IncomingKind, ReplyKind, Status
from decisions.models import Incoming


class State(TextChoices):
    """Where something that came in stands."""

    LOGGED = "logged", _("To be decided")
    REPLIED = "replied", _("More was asked for")
    MATCHED = "matched", _("Decision begun")
    CLOSED = "closed", _("Closed")


BEGIN, MATCH, ASK, ANSWER = "begin", "match", "ask", "answer"
PASS_ON, CLOSE = "pass-on", "close"
# What may be done with it, and what it becomes. A refusal is a decision, and so is an answer:
# both wait until there is one. To ask for more does not.
STATES: Mapping[str, Mapping[str, str]] = {
    State.LOGGED: {
        BEGIN: State.MATCHED,
        MATCH: State.MATCHED,
        ASK: State.REPLIED,
        PASS_ON: State.LOGGED,
        CLOSE: State.CLOSED,
    },
    State.REPLIED: {
        BEGIN: State.MATCHED,
        MATCH: State.MATCHED,
        ASK: State.REPLIED,
        PASS_ON: State.REPLIED,
        CLOSE: State.CLOSED,
    },
    State.MATCHED: {
        ASK: State.MATCHED,
        ANSWER: State.CLOSED,
        PASS_ON: State.MATCHED,
        CLOSE: State.CLOSED,
    },
    State.CLOSED: {},
}
ACTS = (BEGIN, MATCH, ASK, ANSWER, PASS_ON, CLOSE)
# Nobody waits for a reply to what they told us unasked.
ONLY_REQUESTS = frozenset({ASK, ANSWER})


def state_of(incoming: Incoming, *, is_replied: bool) -> State:
    """A draft that was given up is no decision any more."""
    if incoming.closed_at:
        return State.CLOSED
    if is_matched(incoming):
        return State.MATCHED
    return State.REPLIED if is_replied else State.LOGGED


def is_matched(incoming: Incoming) -> bool:
    """Whether a decision stands for it."""
    return incoming.decision is not None and incoming.decision.status != Status.ABANDONED


def can(incoming: Incoming, act: str, *, is_replied: bool) -> bool:
    """Whether the state table allows it."""
    if act in ONLY_REQUESTS and incoming.kind != IncomingKind.REQUEST:
        return False
    return act in STATES[state_of(incoming, is_replied=is_replied)]


def act_of(reply_kind: str) -> str:
    """“Not yet” asks for more; every other reply answers."""
    return ASK if reply_kind == ReplyKind.NOT_YET else ANSWER


def waits(incoming: Incoming) -> bool:
    """A request until it is closed; what came unasked, until a decision was begun."""
    is_request = incoming.kind == IncomingKind.REQUEST
    return incoming.closed_at is None and (is_request or not is_matched(incoming))


def is_overdue(incoming: Incoming, now: dt.datetime) -> bool:
    """Still waiting after the day by which it should have been dealt with."""
    return waits(incoming) and incoming.due_at is not None and incoming.due_at < now

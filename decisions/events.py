"""Was this noted already, and who notes it? For events that are only added, one after another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Protocol

from django.utils import timezone

from accounts.door import Actor
from decisions.models import Decision

# Within this time the same words without a time of their own are a double click.
AT_ONCE = dt.timedelta(minutes=10)


class Event(Protocol):
    """What every event says of itself."""

    stage: str
    noted_by_id: int
    noted_at: dt.datetime
    happened_at: dt.datetime


def is_noted(
    last: Event | None,
    stage: str,
    *,
    actor: Actor,
    happened_at: dt.datetime | None,
    said: Mapping[str, Any],
) -> bool:
    """Whether the latest event says just this already: a double click."""
    if last is None or (last.stage, last.noted_by_id) != (stage, actor.person_id):
        return False
    if happened_at is None:
        same_time = timezone.now() - last.noted_at < AT_ONCE
    else:
        same_time = last.happened_at == happened_at
    return same_time and all(getattr(last, name) == value for name, value in said.items())


def writer(actor: Actor, decision: Decision) -> int:
    """Who writes; what the application itself writes is written for the author."""
    return actor.person_id or decision.author_id

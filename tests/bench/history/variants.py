"""What is saved, and how does each history hear of it? The same work, whatever keeps it.

A create is a decision with two items, in one transaction; an amend changes its reasons.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from types import SimpleNamespace
from typing import Any

import pghistory
from auditlog.context import set_actor
from django.db import models
from simple_history.models import HistoricalRecords

from accounts.door import PERSON, Actor, acting
from accounts.models import Person
from audit.actions import note
from tests.bench.history.rivals.models import PAIRS

OURS, HISTORY_ALONE, PLAIN, SIMPLE, PGHISTORY, AUDITLOG = "ours", "h", "a", "b", "c", "d"
WITH_ACTS = "ours with acts"
VARIANTS = (OURS, WITH_ACTS, HISTORY_ALONE, PLAIN, SIMPLE, PGHISTORY, AUDITLOG)
NAMES = {
    OURS: "ours",
    WITH_ACTS: "ours, and an act noted in each",
    HISTORY_ALONE: "ours without the rules of recorded decisions",
    PLAIN: "A no history",
    SIMPLE: "B django-simple-history",
    PGHISTORY: "C django-pghistory",
    AUDITLOG: "D django-auditlog",
}
WORDS = "He is four months old and cannot roll; nobody could say how the bruise came about. "
LONG, SHORT = (WORDS * 7)[:500], WORDS
NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)


class Saver:
    """Somebody who saves decisions by one of the ways, for one organisation after another."""

    def __init__(self, variant: str, author: Person, organisations: list[int]) -> None:
        self.author, self.organisations = author, organisations
        self.decision, self.item = PAIRS[variant.split(maxsplit=1)[0]]
        self.notes = variant == WITH_ACTS
        self.told: Callable[[Person], AbstractContextManager[Any]] = TOLD.get(variant, _nothing)
        self.count = 0

    def create(self) -> models.Model:
        self.count += 1
        organisation_id = self.organisations[self.count % len(self.organisations)]
        with self._open(organisation_id):
            decision = self.decision(
                organisation_id=organisation_id, author_id=self.author.pk, nation="england",
                golden_rules="2024", caldicott="2020", direction="share", concerns=["physical"],
                concern=LONG, purpose=LONG, reasons=LONG, happened_at=NOW,
            )  # fmt: skip
            decision.save(force_insert=True)
            for position in (1, 2):
                self.item(
                    organisation_id=organisation_id, decision=decision, text=SHORT,
                    nature="fact", why_necessary=SHORT, is_included=True, position=position,
                ).save(force_insert=True)  # fmt: skip
            self._note("decision.drafted", decision)
        return decision

    def amend(self, decision: Any) -> None:
        with self._open(decision.organisation_id):
            decision.reasons = f"{LONG[:460]} Said again, time {self.count}."
            decision.version += 1
            decision.save(update_fields=["reasons", "version"])
            self._note("decision.answered", decision)

    @contextmanager
    def _open(self, organisation_id: int) -> Iterator[None]:
        """Each is told who acts as it wants to be told, and PostgreSQL as our door tells it."""
        actor = Actor(PERSON, self.author.pk, organisation_id, "practitioner", uuid.uuid4().hex)
        with self.told(self.author), acting(actor):
            yield

    def _note(self, kind: str, decision: models.Model) -> None:
        if self.notes:
            note(kind, decision_id=decision.pk, detail={"fields": ["reasons"]})


def _nothing(_author: Person) -> AbstractContextManager[None]:
    return nullcontext()


@contextmanager
def _simple(author: Person) -> Iterator[None]:
    """As its middleware does."""
    HistoricalRecords.context.request = SimpleNamespace(user=author)
    yield
    del HistoricalRecords.context.request


TOLD: dict[str, Callable[[Person], AbstractContextManager[Any]]] = {
    SIMPLE: _simple,
    PGHISTORY: lambda author: pghistory.context(user=author.pk),
    AUDITLOG: set_actor,
}

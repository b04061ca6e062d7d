"""Records with something to send, and attempts noted on them, through the real actions."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from accounts.door import acting, reading
from accounts.models import Membership
from decisions.actions.drafting import add_part, answer, start_decision
from decisions.actions.recording import record_decision
from decisions.after import After, load_after
from decisions.choices import CopyLanguage, Direction, DispatchResult, Nature, Outcome, PersonRole
from decisions.models import (
    Copy,
    Decision,
    Dispatch,
    InformationItem,
    PersonConcerned,
    Recipient,
    RecipientItem,
)
from decisions.record import load
from decisions.sending import actions, making
from decisions.sending.choosing import Ticks, named_unless_changed
from decisions.sending.document import Sender, Wanted

DAY = dt.date(2026, 3, 4)
SENDER = Sender("Posy Thimble", "Health visitor", "Fernbrook", "01632 960199")
CHILD = {"role": PersonRole.CHILD, "name": "Wren Bramble", "identifier": "FCH 1001"}
BRUISE = {
    "text": "A bruise of 1 cm on the left cheek",
    "nature": Nature.FACT,
    "source": "Posy Thimble",
    "observed_at": "Tuesday, at the clinic",
    "is_included": True,
}


class Shared:
    """A recorded decision with one recipient."""

    def __init__(
        self,
        author: Membership,
        *,
        people: list[dict[str, Any]] | None = None,
        items: list[dict[str, Any]] | None = None,
        team_id: int | None = None,
        is_recorded: bool = True,
        **recipient: Any,
    ) -> None:
        self.author, self.actor = author, author.actor()
        with acting(self.actor):
            self.decision = start_decision(
                actor=self.actor, membership=author, direction=Direction.SHARE, team_id=team_id
            )
            self.people = [self._add(PersonConcerned, row) for row in people or [CHILD]]
            self.items = [self._item(row) for row in items or [BRUISE]]
            told = {"agency_name": "The hub", "gets_everything": True, "need_to_know": "To help"}
            self.recipient = self._add(Recipient, {**told, **recipient})
            if is_recorded:
                self.record()

    def record(self) -> None:
        said = {"outcome": Outcome.SHARE_ALL, "reasons": "It is not safe."}
        with acting(self.actor):
            answer(self.decision, actor=self.actor, values={**said, "decided_at": ago(90)})
            record_decision(load(self.decision), actor=self.actor)

    def _add(self, model: Any, values: dict[str, Any]) -> Any:
        return add_part(self.decision, model, actor=self.actor, values=values)

    def _item(self, row: dict[str, Any]) -> InformationItem:
        row = dict(row)
        if (place := row.pop("of", None)) is not None:
            row["about"] = self.people[place]
        return self._add(InformationItem, row)

    def choose(self, *items: InformationItem) -> None:
        with acting(self.actor):
            for item in items:
                self._add(RecipientItem, {"recipient": self.recipient, "item": item})

    @property
    def reference(self) -> str:
        return self.decision.reference

    @property
    def address(self) -> list[Any]:
        return [self.reference, self.recipient.pk]

    def after(self) -> After:
        with reading(self.actor):
            found = Decision.objects.select_related("organisation", "author").get(
                pk=self.decision.pk
            )
            return load_after(load(found))

    def told(self) -> Recipient:
        """The recipient as it is stored now."""
        return next(r for r in self.after().record.recipients if r.pk == self.recipient.pk)

    def attempts(self) -> list[Dispatch]:
        return self.after().dispatches_to(self.recipient)

    def note(
        self, method: str, result: str = DispatchResult.SENT, *, minutes: float = 30, **values: Any
    ) -> Dispatch:
        """Note an attempt of so many minutes ago."""
        after = self.after()
        row = next(r for r in after.record.recipients if r.pk == self.recipient.pk)
        told = {"method": method, "result": result, "happened_at": ago(minutes), **values}
        key = told.pop("key", None) or uuid.uuid4()
        with acting(self.actor):
            return actions.note_attempt(after, row, actor=self.actor, key=key, values=told)

    def preview(self, language: str = CopyLanguage.ENGLISH, **ticks: Any) -> making.Preview:
        record = self.after().record
        ticks.setdefault("named", frozenset(named_unless_changed(record, self.recipient)))
        wanted = Wanted(Ticks(**ticks), language, SENDER, DAY)
        return making.preview(record, self.recipient, wanted)

    def copy(self, language: str = CopyLanguage.ENGLISH) -> Copy:
        made = making.made(self.preview(language))
        with acting(self.actor):
            return actions.keep_copy(
                self.decision, self.recipient, made, actor=self.actor, ticked=[]
            )


def ago(minutes: float) -> dt.datetime:
    return timezone.now() - dt.timedelta(minutes=minutes)

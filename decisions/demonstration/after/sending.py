"""How did the shares of the demonstration go: tries that failed, calls, and what went in writing?

The same every time: chance is seeded with the reference of each record.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from typing import Any

from django.utils import timezone

from accounts.door import Actor, acting
from decisions.after import After, load_after
from decisions.choices import CopyLanguage, DispatchResult, ReadBack
from decisions.models import Decision, Recipient
from decisions.record import load
from decisions.sending import actions, making
from decisions.sending.asks import asks_of, is_by_mouth
from decisions.sending.choosing import Ticks, named_unless_changed
from decisions.sending.document import Sender, Wanted
from decisions.sending.policies import ShareState, may_go_out, state_of

# Of so many in a hundred records each attempt was written down; with so many of these, a copy.
WRITTEN_DOWN, COPIED = 24, 4
FAILED = (
    ("phone", "Nobody answered. I let it ring for two minutes."),
    ("portal", "The page gave an error, and gave it again after ten minutes."),
    ("secure-email", "It came back: the address is no longer in use."),
)
ANSWERED = (("Corin Dell", "Duty social worker"), ("Tamsin Fell", "Hub officer"))
ANSWERS: dict[str, str] = {
    "contact": "01632 960155",
    "contact_source": "The service’s own website",
    "security_check": "I rang the published number and asked for the duty desk.",
    "said": "Every item that was ticked for them, and the conditions.",
}
IN_WRITING: dict[str, str] = {
    **ANSWERS,
    "contact": "duty@hub.example",
    "contact_source": "ZX 4410 2231 7GB",
    "security_check": "A colleague and I read the address letter by letter.",
}
SYSTEMS = ("Health record of the child", "Pupil file", "Case record of the team")
SOON, A_DAY = dt.timedelta(minutes=20), dt.timedelta(days=1)
TO_FOLLOW = ShareState.TO_FOLLOW


def play(decision: Decision, *, actor: Actor) -> None:
    """Write down what was tried for each recipient of some of the records."""
    chance = random.Random(f"sending {decision.reference}")
    if chance.randrange(100) >= WRITTEN_DOWN or not may_go_out(decision) or decision.closed_at:
        return
    with acting(actor):
        after = load_after(load(decision))
        for recipient in after.record.recipients:
            _Story(after, recipient, actor, chance).tell()
        if chance.randrange(3) == 0:
            actions.cross_refer(
                decision,
                actor=actor,
                system=chance.choice(SYSTEMS),
                reference_number=f"E-{chance.randrange(1000, 9999)}",
            )


class _Story:
    """What was tried for one recipient, from first to last."""

    def __init__(
        self, after: After, recipient: Recipient, actor: Actor, chance: random.Random
    ) -> None:
        self.after, self.recipient, self.actor, self.chance = after, recipient, actor, chance

    def tell(self) -> None:
        told_at = self.recipient.sent_at
        if told_at is None:
            self._fail((self.after.record.decision.recorded_at or timezone.now()) + SOON)
            return
        if self.chance.randrange(100) < COPIED:
            self._copy(told_at)
        if state_of(self.recipient, self.after.dispatches_to(self.recipient)) == TO_FOLLOW:
            self._told("secure-email", told_at + A_DAY)

    def _told(self, code: str, at: dt.datetime) -> None:
        name, role = self.chance.choice(ANSWERED)
        asked = {ask.column for ask in asks_of(code) if ask.is_needed}
        usual = ANSWERS if is_by_mouth(code) else IN_WRITING
        answers: dict[str, Any] = {**usual, "spoke_to": name, "spoke_to_role": role}
        values = {column: answers[column] for column in asked & set(answers)}
        if "called_back" in asked:
            values["called_back"] = True
        result = DispatchResult.SPOKEN if is_by_mouth(code) else DispatchResult.SENT
        both = [ReadBack.NAME, ReadBack.IDENTIFIER]
        self._note(code, result, at, read_back=both, **values)

    def _fail(self, at: dt.datetime) -> None:
        code, why = self.chance.choice(FAILED)
        self._note(code, DispatchResult.FAILED, at, why_failed=why)

    def _note(self, code: str, result: str, at: dt.datetime, **values: Any) -> None:
        told = {"method": code, "result": result, "happened_at": min(at, timezone.now()), **values}
        key = uuid.UUID(int=self.chance.getrandbits(128))
        made = actions.note_attempt(
            self.after, self.recipient, actor=self.actor, key=key, values=told
        )
        self.after.dispatches.append(made)

    def _copy(self, at: dt.datetime) -> None:
        record = self.after.record
        named = frozenset(named_unless_changed(record, self.recipient))
        decision = record.decision
        sender = Sender(str(decision.author), "", str(decision.organisation), "01632 960101")
        day = timezone.localdate(at)
        wanted = Wanted(Ticks(named=named), CopyLanguage.ENGLISH, sender, day)
        made = making.made(making.preview(record, self.recipient, wanted))
        actions.keep_copy(decision, self.recipient, made, actor=self.actor, ticked=[])

"""Who of the recipients in the demonstration said that they have it, and how?

The same every time: chance is seeded with the reference of each record. Of what is long past a
hub's own number was written down; the latest shares show links in each of their states.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from typing import Any

from django.utils import timezone

from accounts.door import LINK, Actor, acting
from decisions.after import After, load_after
from decisions.choices import LinkPurpose, ReceiptKind
from decisions.models import Decision, OutsideLink, Recipient
from decisions.receipts.actions import make_link, note_receipt
from decisions.receipts.address import LinkAddress
from decisions.receipts.answering import answer_receipt, claim
from decisions.receipts.policies import WRONG_CODES, is_told
from decisions.record import load

RECENT = dt.timedelta(days=28)
HOUR = dt.timedelta(hours=1)
DAYS = 7
PEOPLE = (
    ("Corin Dell", "Duty social worker"),
    ("Tamsin Fell", "Hub officer"),
    ("Idris Merrow", "Designated safeguarding lead"),
    ("Bryony Stell", "Practice manager"),
)
WILL_DO = (
    "Look at it with the team today, and ring you with what we decide.",
    "Visit this week, and see the child alone.",
    "Put it to the next strategy meeting.",
)
SENT_BACK = (
    "The family lives outside our area. The neighbouring hub should have it.",
    "We cannot keep to the condition on passing it on, so we do not keep it.",
)
HOW = ("In an automatic reply", "By phone", "In a secure email")
# What becomes of the latest ones, with how many in a hundred.
RECENTLY = {"accepted": 25, "returned": 6, "seen": 9, "waiting": 12, "locked": 4, "noted": 24}
# Of older ones most were confirmed.
LONG_AGO = {"noted": 80}


def play(decision: Decision, *, actor: Actor) -> None:
    """Have each recipient who was told answer, or not."""
    if not decision.is_recorded or decision.is_sealed:
        return
    chance = random.Random(f"receipts {decision.reference}")
    with acting(actor):
        after = load_after(load(decision))
        for recipient in after.record.recipients:
            if is_told(after, recipient) and not recipient.reference_number:
                _Telling(after, recipient, actor, chance).tell()


class _Telling:
    """One recipient, when they were told, and what they said."""

    def __init__(
        self, after: After, recipient: Recipient, actor: Actor, chance: random.Random
    ) -> None:
        self.decision, self.recipient = after.record.decision, recipient
        self.actor, self.chance = actor, chance
        self.by_link = Actor(LINK, organisation_id=actor.organisation_id, label=LinkPurpose.RECEIPT)
        told = [row.happened_at for row in after.dispatches_to(recipient)]
        self.sent_at = recipient.sent_at or told[-1]
        self.key = uuid.UUID(int=chance.getrandbits(128))

    def tell(self) -> None:
        odds = RECENTLY if timezone.now() - self.sent_at < RECENT else LONG_AGO
        drawn = self.chance.randrange(100)
        for what, share in odds.items():
            drawn -= share
            if drawn < 0 and self._at(8) < timezone.now():
                self._noted() if what == "noted" else self._linked(what)
                return

    def _at(self, hours: float) -> dt.datetime:
        return self.sent_at + hours * HOUR

    def _noted(self) -> None:
        name, role = self.chance.choice(PEOPLE)
        note_receipt(
            self.decision,
            self.recipient,
            actor=self.actor,
            kind=ReceiptKind.SEEN,
            key=self.key,
            happened_at=self._at(self.chance.uniform(0.5, 8)),
            name=name,
            role=role,
            how=self.chance.choice(HOW),
            reference_number=f"REF {self.chance.randrange(10_000, 99_999)}",
        )

    def _linked(self, what: str) -> None:
        link, address, code = make_link(
            self.decision,
            actor=self.actor,
            purpose=LinkPurpose.RECEIPT,
            recipient=self.recipient,
            days=DAYS,
            key=self.key,
            at=self._at(1),
        )
        link.decision = self.decision
        if what == "locked":
            for _ in range(WRONG_CODES):
                self._claim(link, address, f"{(int(code) + 1) % 10**6:06}")
        elif what != "waiting":
            self._claim(link, address, code)
            self._answer(link, what)

    def _claim(self, link: OutsideLink, address: LinkAddress, code: str) -> None:
        name, role = self.chance.choice(PEOPLE)
        claim(
            link,
            address,
            actor=self.by_link,
            code=code,
            secret=self.key.hex,
            name=name,
            role=role,
            organisation=self.recipient.agency_name or "Their team",
            contact="01632 960177",
            at=self._at(5),
        )

    def _answer(self, link: OutsideLink, what: str) -> None:
        answers: dict[str, dict[str, Any]] = {
            "accepted": {
                "will_do": self.recipient.will_do or self.chance.choice(WILL_DO),
                "will_do_by": timezone.localdate(self._at(72)),
                "accepts_conditions": True,
            },
            "returned": {"reason": self.chance.choice(SENT_BACK)},
            "seen": {"reference_number": f"REF {self.chance.randrange(10_000, 99_999)}"},
        }
        answer_receipt(link, actor=self.by_link, kind=what, at=self._at(6), **answers[what])

"""How do tests come by links? Records that were sent, and what people do with links."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.door import acting, reading
from accounts.models import Membership
from audit.models import Act
from decisions import queries as decisions
from decisions.after import After, load_after
from decisions.choices import DispatchResult, LinkPurpose
from decisions.models import Decision, Dispatch, OutsideLink, Receipt, Recipient
from decisions.receipts.actions import make_link
from decisions.record import load
from tests.factories import recorded

WRONG = "000 000"
WHO = {
    "name": "Corin Dell",
    "role": "Social worker",
    "organisation": "Fernbrook hub",
    "contact": "01632 960177",
    "is_theirs": "on",
}
SEEN = {"kind": "seen", "reference_number": "HUB 77"}
RETURNED = {"kind": "returned", "reason": "Not our area"}


def accepted(**other: str) -> dict[str, str]:
    day = timezone.localdate()
    return {
        "kind": "accepted",
        "will_do": "Visit the family",
        "will_do_by-day": str(day.day),
        "will_do_by-month": str(day.month),
        "will_do_by-year": str(day.year),
        "reference_number": "HUB 77",
        **other,
    }


def sent(author: Membership, *, team_id: int | None = None) -> Decision:
    """A record whose one recipient was sent something."""
    decision = recorded(author, team_id=team_id)
    with acting(author.actor()):
        row = Recipient.objects.get(decision=decision)
        Dispatch(
            organisation_id=decision.organisation_id,
            decision=decision,
            recipient=row,
            method="secure-email",
            result=DispatchResult.SENT,
            happened_at=timezone.now(),
            done_by_id=author.person_id,
            key=uuid.uuid4(),
        ).save()
    return decision


def recipient_of(decision: Decision, reader: Membership) -> Recipient:
    with reading(reader.actor()):
        return Recipient.objects.get(decision=decision)


class Link:
    """A link that was made for a record, with its code, as its maker knows it."""

    def __init__(self, maker: Membership, decision: Decision | None = None, **other: Any) -> None:
        self.maker = maker
        self.decision = decision or sent(maker)
        given = {"purpose": LinkPurpose.RECEIPT, "days": 7, **other}
        if "advice" not in given:
            given["recipient"] = recipient_of(self.decision, maker)
        with acting(maker.actor()):
            mine = decisions.for_writing(maker, self.decision.reference)
            made, self.address, self.code = make_link(mine, actor=maker.actor(), **given)
        self.pk = made.pk

    @property
    def path(self) -> str:
        return reverse("receive", args=[self.address])

    @property
    def row(self) -> OutsideLink:
        with reading(self.maker.actor()):
            return OutsideLink.objects.get(pk=self.pk)

    @property
    def receipts(self) -> list[Receipt]:
        with reading(self.maker.actor()):
            return list(Receipt.objects.filter(decision=self.decision))

    @property
    def acts(self) -> list[Act]:
        with reading(self.maker.actor()):
            return list(Act.objects.filter(decision_id=self.decision.pk).order_by("id"))

    @property
    def after(self) -> After:
        with reading(self.maker.actor()):
            return load_after(load(decisions.decision_or_404(self.maker, self.decision.reference)))

    def claimed(self, client: Client | None = None, **other: str):
        """What a post of the code and of who they are gives."""
        return (client or Client()).post(self.path, {**WHO, "code": self.code, **other})

    def opened(self) -> Client:
        """The browser of whoever claimed it."""
        client = Client()
        assert self.claimed(client).status_code == 302
        return client


def said(answer: Any) -> str:
    """A page without what changes from one answer to the next."""
    text = answer.content.decode()
    return re.sub(r'data-server-now="\d+"|name="csrfmiddlewaretoken" value="\w+"', "", text)

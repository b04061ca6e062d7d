"""Which link is it, and what does whoever holds it need to see? Reads for both sides of a link."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from django.http import Http404

from decisions.choices import DispatchResult, LinkPurpose
from decisions.models import (
    Advice,
    Decision,
    Dispatch,
    OutsideLink,
    PersonConcerned,
    Receipt,
    Recipient,
)
from decisions.receipts.address import LinkAddress


def link_at(address: LinkAddress) -> OutsideLink | None:
    """The link with this secret in the organisation at work; none of a sealed record."""
    return OutsideLink.objects.filter(
        secret_hash=address.secret_hash, decision__is_sealed=False
    ).first()


def locked(found: OutsideLink) -> OutsideLink | None:
    """The record and then the link, locked and read again: of two at once, one is first."""
    decision = Decision.objects.select_for_update().get(pk=found.decision_id)
    link = OutsideLink.objects.select_for_update().get(pk=found.pk)
    if decision.is_sealed:
        return None
    link.decision = decision
    return link


def link_with(secret_hash: str) -> OutsideLink | None:
    return OutsideLink.objects.filter(secret_hash=secret_hash).first()


def link_or_404(decision: Decision, link_id: int) -> OutsideLink:
    """A link of this record, locked: read the record for writing first."""
    found = OutsideLink.objects.select_for_update().filter(decision=decision, pk=link_id).first()
    if found is None:
        raise Http404
    found.decision = decision
    return found


def receipt_with(key: uuid.UUID) -> Receipt | None:
    return Receipt.objects.filter(key=key).first()


@dataclass
class Sent:
    """What a recipient is told of what went to them: never what it says."""

    reference: str
    organisation: str
    recipient: Recipient
    dispatch: Dispatch | None
    of_all: str
    answers: list[Receipt] = field(default_factory=list)

    @property
    def conditions(self) -> str:
        """Those of the whole decision and those for this recipient, as in their copy."""
        return "\n".join(filter(None, [self.of_all, self.recipient.conditions]))

    @property
    def has_it(self) -> bool:
        return bool(self.answers)


def sent_by(link: OutsideLink) -> Sent:
    """What the page of a claimed link shows."""
    if link.recipient_id is None:
        raise ValueError("This link is about no recipient.")
    recipient = Recipient.objects.get(pk=link.recipient_id)
    return Sent(
        reference=link.decision.reference,
        organisation=link.decision.organisation.name,
        recipient=recipient,
        dispatch=latest_dispatch(recipient),
        of_all=link.decision.conditions,
        answers=list(Receipt.objects.filter(link=link)),
    )


def latest_dispatch(recipient: Recipient) -> Dispatch | None:
    """The last time that something reached them."""
    found = Dispatch.objects.filter(recipient=recipient).exclude(result=DispatchResult.FAILED)
    return found.order_by("happened_at", "pk").last()


@dataclass
class Question:
    """What an adviser is told: the question, and names only where naming was decided."""

    organisation: str
    advice: Advice
    names: list[str]


def question_of(link: OutsideLink) -> Question:
    """What the page of a claimed link for advice shows."""
    if link.advice_id is None:
        raise ValueError("This link is about no advice.")
    advice = Advice.objects.get(pk=link.advice_id)
    people = PersonConcerned.objects.filter(decision=link.decision_id) if advice.is_named else ()
    names = [person.name or person.identifier for person in people]
    return Question(link.decision.organisation.name, advice, [name for name in names if name])


def is_for_advice(link: OutsideLink) -> bool:
    return link.purpose == LinkPurpose.ADVICE

"""What happens when somebody without an account uses a link: a code, a claim, an answer?

The actor is the link. Callers hold the row locks of the decision and of the link, so that of two
at once one is first and the other finds the link as that one left it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.door import Actor, acting
from accounts.queries import hashed
from audit.actions import note
from decisions.choices import NoticeKind, ReceiptKind
from decisions.models import OutsideLink, Receipt
from decisions.receipts import policies
from decisions.receipts.actions import notice_of, tell_senders
from decisions.receipts.address import LinkAddress
from decisions.receipts.policies import can
from decisions.reviewing.actions import answer_from_outside
from decisions.settling import happened

SAID = {
    ReceiptKind.SEEN: "receipt.seen",
    ReceiptKind.ACCEPTED: "receipt.accepted",
    ReceiptKind.RETURNED: "receipt.returned",
}
WHO = ("claimed_name", "claimed_role", "claimed_organisation", "claimed_contact")


def claim(
    link: OutsideLink,
    address: LinkAddress,
    *,
    actor: Actor,
    code: str,
    secret: str,
    name: str,
    role: str,
    organisation: str,
    contact: str,
    at: dt.datetime | None = None,
) -> bool:
    """Bind a link to the browser that keeps ``secret``; False where the code is wrong.

    Only the demonstration names an earlier moment ``at`` which it was.
    """
    now = at or timezone.now()
    _must_allow(link, policies.CLAIM, now)
    with acting(actor):
        if not address.fits(code, link.code_hash):
            _missed(link, actor=actor)
            return False
        link.claimed_at = now
        link.claim_hash = hashed(secret)
        for column, said in zip(WHO, (name, role, organisation, contact), strict=True):
            setattr(link, column, said)
        link.save(update_fields=["claimed_at", "claim_hash", *WHO])
        _happened(link, "receipt.link_claimed", actor=actor)
        return True


def _missed(link: OutsideLink, *, actor: Actor) -> None:
    """A wrong code is counted; the last one ends the link, and the senders hear of it."""
    link.attempts += 1
    link.save(update_fields=["attempts"])
    note("receipt.code_refused", decision_id=link.decision_id, detail=_ids(link))
    if link.attempts >= policies.WRONG_CODES:
        tell_senders(link, NoticeKind.LINK_STOPPED, f"link:{link.pk}:stopped", actor=actor)
        _happened(link, "receipt.link_stopped", actor=actor)


def answer_receipt(
    link: OutsideLink, *, actor: Actor, kind: str, at: dt.datetime | None = None, **said: Any
) -> Receipt:
    """The recipient says that they have it, what they will do, or why they send it back."""
    act, now = policies.act_of(kind), at or timezone.now()
    _must_allow(link, act, now)
    with acting(actor):
        made = Receipt(
            organisation_id=link.organisation_id,
            decision=link.decision,
            recipient=link.recipient,
            link=link,
            kind=kind,
            name=link.claimed_name,
            role=link.claimed_role,
            organisation_name=link.claimed_organisation,
            happened_at=now,
            **said,
        )
        made.save(force_insert=True)
        if act == policies.ANSWER:
            link.answered_at = now
            link.save(update_fields=["answered_at"])
        tell_senders(link, notice_of(kind), f"receipt:{made.pk}", actor=actor)
        detail = {**_ids(link), "receipt": made.pk}
        happened(link.decision, actor=actor, act=SAID[ReceiptKind(kind)], detail=detail)
        return made


def give_advice(link: OutsideLink, *, actor: Actor, answer: str) -> bool:
    """The adviser answers; False where the question was answered some other way before."""
    now = timezone.now()
    _must_allow(link, policies.ANSWER, now)
    advice = link.advice
    if advice is None:
        raise ValueError("This link is about no advice.")
    if advice.answered_at:
        return False
    with acting(actor):
        link.answered_at = now
        link.save(update_fields=["answered_at"])
        answer_from_outside(
            advice, actor=actor, name=link.claimed_name, role=link.claimed_role, answer=answer
        )
    return True


def _must_allow(link: OutsideLink, act: str, now: dt.datetime) -> None:
    if not can(link, act, now):
        raise ValueError(f"“{act}” cannot happen to a link that is {policies.state_of(link, now)}.")


def _ids(link: OutsideLink) -> dict[str, object]:
    return {"link": link.pk}


def _happened(link: OutsideLink, act: str, *, actor: Actor) -> None:
    happened(link.decision, actor=actor, act=act, detail=_ids(link))

"""How is a link made and taken back, and how does one of ours write down what a recipient said?

Callers hold the decision's row lock. The same form sent twice does the same thing once.
"""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone

from accounts.door import Actor, acting
from decisions.actions.correcting import writer
from decisions.choices import NoticeKind, ReceiptKind
from decisions.models import Advice, Decision, OutsideLink, Receipt, Recipient
from decisions.receipts import queries
from decisions.receipts.address import LinkAddress, drawn
from decisions.receipts.policies import REVOKE, can
from decisions.receipts.running_out import look_when_it_ends
from decisions.settling import happened
from decisions.tasks.notices import tell


def make_link(
    decision: Decision,
    *,
    actor: Actor,
    purpose: str,
    recipient: Recipient | None = None,
    advice: Advice | None = None,
    days: int,
    key: uuid.UUID | None = None,
    at: dt.datetime | None = None,
) -> tuple[OutsideLink, LinkAddress, str]:
    """A link, its address and its code, to be shown once: nothing stored gives them back.

    ``key`` is the random key of the form, so that the same form gives the same link again. Only
    the system names an earlier moment ``at`` which it was made.
    """
    about = recipient or advice
    if about is None:
        raise ValueError("A link is for a recipient or for a piece of advice.")
    with acting(actor):
        address, code = drawn(
            decision.organisation_id,
            *(decision.pk, writer(actor), purpose, about.pk, key or uuid.uuid4()),
        )
        found = queries.link_with(address.secret_hash)
        if found is None:
            made_at = at or timezone.now()
            found = OutsideLink(
                organisation_id=decision.organisation_id,
                decision=decision,
                purpose=purpose,
                recipient=recipient,
                advice=advice,
                secret_hash=address.secret_hash,
                code_hash=address.code_hash(code),
                made_by_id=writer(actor),
                made_at=made_at,
                expires_at=made_at + dt.timedelta(days=days),
            )
            found.save(force_insert=True)
            _happened(found, "receipt.link_made", actor=actor)
            if recipient is not None:
                look_when_it_ends(found)
        return found, address, code


def revoke_link(link: OutsideLink, *, actor: Actor) -> bool:
    """The link opens nothing from now on. False where it opened nothing before."""
    now = timezone.now()
    if not can(link, REVOKE, now):
        return False
    with acting(actor):
        link.revoked_at = now
        link.revoked_by_id = writer(actor)
        link.save(update_fields=["revoked_at", "revoked_by"])
        _happened(link, "receipt.link_revoked", actor=actor)
    return True


def note_receipt(
    decision: Decision,
    recipient: Recipient,
    *,
    actor: Actor,
    kind: str,
    key: uuid.UUID,
    happened_at: dt.datetime,
    **said: object,
) -> Receipt:
    """One of ours writes down that a recipient has it: a hub's own reference closes the receipt."""
    with acting(actor):
        if (found := queries.receipt_with(key)) is not None:
            return found
        made = Receipt(
            organisation_id=decision.organisation_id,
            decision=decision,
            recipient=recipient,
            kind=kind,
            key=key,
            happened_at=happened_at,
            noted_by_id=writer(actor),
            **said,
        )
        made.save(force_insert=True)
        detail: dict[str, object] = {"receipt": made.pk, "recipient": recipient.pk}
        happened(decision, actor=actor, act="receipt.noted", detail=detail)
        return made


def tell_senders(link: OutsideLink, kind: str, cause: str, *, actor: Actor) -> None:
    """The author, whoever made the link and whoever sent it hear of it, each once."""
    people: set[int | None] = {link.decision.author_id, link.made_by_id}
    if link.recipient is not None:
        sent = queries.latest_dispatch(link.recipient)
        people |= {link.recipient.sent_by_id, sent.done_by_id if sent else None}
    for person_id in sorted(pk for pk in people if pk):
        tell(
            person_id, kind, actor=actor, cause=cause, organisation_id=link.organisation_id,
            decision=link.decision,
        )  # fmt: skip


def notice_of(kind: str) -> str:
    """What somebody is told of when a recipient answers."""
    return NoticeKind.RETURNED if kind == ReceiptKind.RETURNED else NoticeKind.RECEIPT


def _happened(link: OutsideLink, act: str, *, actor: Actor) -> None:
    happened(link.decision, actor=actor, act=act, detail={"link": link.pk})

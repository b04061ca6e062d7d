"""How is a copy made: its text, the same as a PDF that everybody can read, and their hashes?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from accounts.models import Membership
from decisions.evidence_pack import paper
from decisions.models import Recipient
from decisions.record import Record
from decisions.sending.document import Copying, Wanted, as_text


@dataclass(frozen=True)
class Preview:
    """What a copy would say."""

    document: dict[str, Any]
    text: str
    item_ids: tuple[int, ...]
    named: tuple[int, ...]
    language: str

    @property
    def text_sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class Made:
    """A copy whole, not kept yet."""

    preview: Preview
    pdf: bytes

    @property
    def pdf_sha256(self) -> str:
        return hashlib.sha256(self.pdf).hexdigest()


def preview(record: Record, recipient: Recipient, wanted: Wanted) -> Preview:
    """The copy as it would be made now."""
    copying = Copying(record, recipient, wanted)
    document = copying.document()
    return Preview(
        document=document,
        text=as_text(document),
        item_ids=tuple(item.pk for item in copying.chosen.items),
        named=tuple(sorted(copying.chosen.named)),
        language=wanted.language,
    )


def made(seen: Preview) -> Made:
    """Set it on paper; ``paper.NotSet`` and ``paper.TooLong`` where it cannot be.

    Call it outside any transaction: a long copy takes a while.
    """
    return Made(seen, paper.as_pdf(seen.document))


def number_to_ring(membership: Membership) -> str:
    """Their own number, else that of the organisation's lead."""
    lead = membership.named_lead
    return membership.phone or (lead.phone if lead else "")

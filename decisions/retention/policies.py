"""What does the state of a proposal allow? No person, no request."""

from __future__ import annotations

from decisions.choices import CountedFrom, DisposalStatus, RecordKind, Status
from decisions.models import Disposal

# Drafts are still being written; everything else may fall due.
FINISHED = (
    Status.INCOMPLETE,
    Status.RECORDED,
    Status.SUPERSEDED,
    Status.IN_ERROR,
    Status.ABANDONED,
)
# What a proposal may become; nothing else.
TRANSITIONS: dict[str, frozenset[str]] = {
    DisposalStatus.PROPOSED: frozenset({DisposalStatus.APPROVED, DisposalStatus.REFUSED}),
    DisposalStatus.APPROVED: frozenset({DisposalStatus.DISPOSED, DisposalStatus.REFUSED}),
    DisposalStatus.REFUSED: frozenset(),
    DisposalStatus.DISPOSED: frozenset(),
}
# Only where there are children can a period run from a birth.
WITH_CHILDREN = {RecordKind.CHILD, RecordKind.SEXUAL}


def can_become(disposal: Disposal, status: str) -> bool:
    """Whether the state table allows it."""
    return status in TRANSITIONS[DisposalStatus(disposal.status)]


def can_count_from(kind: str, counted_from: str) -> bool:
    """Whether a period for this kind of record can run from that day."""
    return counted_from != CountedFrom.BIRTH or kind in WITH_CHILDREN

"""How does it stand with one share, and what may follow? No person, no request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from decisions.after import After
from decisions.choices import DispatchResult, Status
from decisions.guidance import method
from decisions.models import Decision, Dispatch, Recipient

SPOKEN, MEETING, VIEWED = "spoken", "meeting", "viewed"
# Kinds of way by which people are told in person; nothing may keep that from being noted.
BY_MOUTH = {SPOKEN, MEETING}


class ShareState(TextChoices):
    """Where a share with one recipient is."""

    NOT_TOLD = "not-told", _("Not told yet")
    FAILED = "failed", _("It did not reach them")
    TOLD = "told", _("Told")
    TO_FOLLOW = "follow-up-due", _("Told, to be sent in writing")
    SENT = "sent", _("Told in writing")


class ShareAct(TextChoices):
    """What can be done with it."""

    COPY = "copy", _("make a copy")
    FAIL = "fail", _("a try fails")
    MEET = "meet", _("told at a meeting")
    SPEAK = "speak", _("told in a call or face to face")
    SEND = "send", _("sent in writing")


_FIRST: Mapping[str, str] = {
    ShareAct.FAIL: ShareState.FAILED,
    ShareAct.MEET: ShareState.TOLD,
    ShareAct.SPEAK: ShareState.TO_FOLLOW,
    ShareAct.SEND: ShareState.SENT,
}
STATES: Mapping[str, Mapping[str, str]] = {
    ShareState.NOT_TOLD: {ShareAct.COPY: ShareState.NOT_TOLD, **_FIRST},
    ShareState.FAILED: {ShareAct.COPY: ShareState.FAILED, **_FIRST},
    ShareState.TOLD: {
        ShareAct.COPY: ShareState.TOLD,
        ShareAct.FAIL: ShareState.TOLD,
        ShareAct.MEET: ShareState.TOLD,
        ShareAct.SPEAK: ShareState.TO_FOLLOW,
        ShareAct.SEND: ShareState.SENT,
    },
    ShareState.TO_FOLLOW: {
        ShareAct.COPY: ShareState.TO_FOLLOW,
        ShareAct.FAIL: ShareState.TO_FOLLOW,
        ShareAct.MEET: ShareState.TO_FOLLOW,
        ShareAct.SPEAK: ShareState.TO_FOLLOW,
        ShareAct.SEND: ShareState.SENT,
    },
    # What was sent may come back: then they do not have it.
    ShareState.SENT: {
        ShareAct.COPY: ShareState.SENT,
        ShareAct.FAIL: ShareState.FAILED,
        ShareAct.MEET: ShareState.SENT,
        ShareAct.SPEAK: ShareState.SENT,
        ShareAct.SEND: ShareState.SENT,
    },
}
# Records from which nothing goes any more, and drafts, from which nothing goes yet.
CLOSED = {Status.DRAFT, Status.ABANDONED, Status.IN_ERROR}


def may_go_out(decision: Decision) -> bool:
    """Whether anything may be sent, or noted as sent, from this record."""
    return decision.is_recorded and decision.shares and decision.status not in CLOSED


def kind_of(code: str) -> str:
    """Spoken, written, meeting, viewed or transfer; what nobody named is taken as written."""
    return method(code).kind if code else "written"


def act_of(row: Dispatch) -> str:
    """What one attempt did to the share."""
    if row.result == DispatchResult.FAILED:
        return ShareAct.FAIL
    if row.result == DispatchResult.SPOKEN:
        return ShareAct.SPEAK if row.follow_up_due_at else ShareAct.MEET
    return ShareAct.SEND


def state_of(recipient: Recipient, dispatches: Sequence[Dispatch]) -> str:
    """Where it is now: from what the record itself says, each attempt in turn, the latest last."""
    state = _told_in_the_record(recipient, dispatches)
    for row in dispatches:
        state = STATES[state][act_of(row)]
    if state == ShareState.TO_FOLLOW and _has_followed(recipient, dispatches):
        return ShareState.SENT
    return state


def _told_in_the_record(recipient: Recipient, dispatches: Sequence[Dispatch]) -> str:
    """Where it was before the first attempt that was written down."""
    if not is_told_elsewhere(recipient, dispatches):
        return ShareState.NOT_TOLD
    if recipient.written_follow_up_due_at:
        return ShareState.TO_FOLLOW
    is_written = recipient.method and kind_of(recipient.method) not in {*BY_MOUTH, VIEWED}
    return ShareState.SENT if is_written else ShareState.TOLD


def is_told_elsewhere(recipient: Recipient, dispatches: Sequence[Dispatch]) -> bool:
    """Told as the record itself says, with no attempt written down for it."""
    if recipient.sent_at is None:
        return False
    return not any(
        row.happened_at == recipient.sent_at and row.result != DispatchResult.FAILED
        for row in dispatches
    )


def _has_followed(recipient: Recipient, dispatches: Sequence[Dispatch]) -> bool:
    """Whether the record itself says that the written follow-up has gone."""
    at = recipient.written_follow_up_sent_at
    call = to_follow(dispatches)
    return at is not None and (call is None or at >= call.happened_at)


def to_follow(dispatches: Sequence[Dispatch]) -> Dispatch | None:
    """The call after which nothing has gone in writing yet."""
    found = None
    for row in dispatches:
        if row.result == DispatchResult.SENT:
            found = None
        elif row.result == DispatchResult.SPOKEN and row.follow_up_due_at:
            found = found or row
    return found


def followed_by(
    recipient: Recipient, dispatches: Sequence[Dispatch], result: str
) -> Dispatch | None:
    """Which attempt the next one follows: the call to be followed up, the try that failed, or
    what was sent and has come back."""
    last = dispatches[-1] if dispatches else None
    if last is None:
        return None
    state = state_of(recipient, dispatches)
    if state == ShareState.TO_FOLLOW:
        return to_follow(dispatches) or last
    comes_back = state == ShareState.SENT and result == DispatchResult.FAILED
    return last if comes_back or last.result == DispatchResult.FAILED else None


@dataclass
class Share:
    """One share: a transmission with the tries before it and its written follow-up."""

    recipient: Recipient
    dispatches: list[Dispatch] = field(default_factory=list)

    @property
    def arrived(self) -> list[Dispatch]:
        return [row for row in self.dispatches if row.result != DispatchResult.FAILED]


def shares_of(after: After) -> list[Share]:
    """Every share that happened; a call and its written follow-up are one."""
    return [
        share
        for recipient in after.record.recipients
        for share in _shares_with(recipient, after.dispatches_to(recipient))
    ]


def _shares_with(recipient: Recipient, dispatches: Sequence[Dispatch]) -> list[Share]:
    chains: dict[int, Share] = {}
    roots: dict[int, int] = {}
    for row in sorted(dispatches, key=lambda each: each.pk):
        root = roots.get(row.follows_id or 0, row.pk)
        roots[row.pk] = root
        chains.setdefault(root, Share(recipient)).dispatches.append(row)
    found = [share for share in chains.values() if share.arrived]
    if is_told_elsewhere(recipient, dispatches):
        return [Share(recipient), *(each for each in found if not _is_follow_up(recipient, each))]
    return found


def _is_follow_up(recipient: Recipient, share: Share) -> bool:
    at = recipient.written_follow_up_sent_at
    return at is not None and any(row.happened_at == at for row in share.arrived)

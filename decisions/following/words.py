"""What became of a share, and how long is left, in words?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from decisions.after import After
from decisions.choices import FollowUpKind, ReceiptKind
from decisions.following import policies
from decisions.models import FollowUp, Incident, Recipient
from decisions.words import day, moment

STATES: Mapping[str, Promise] = {
    policies.NOT_TOLD: gettext_lazy("Not told yet"),
    policies.TOLD: gettext_lazy("Told. We wait for an answer"),
    policies.ACCEPTED: gettext_lazy("They will act"),
    policies.DECLINED: gettext_lazy("They will not act"),
    policies.NO_ANSWER: gettext_lazy("No answer"),
    policies.ESCALATED: gettext_lazy("Taken further. We wait for an answer"),
    policies.DONE: gettext_lazy("They say that it is done. We have not checked it yet"),
    policies.VERIFIED: gettext_lazy("Done and checked. Those who raised it do not know yet"),
    policies.CLOSED: gettext_lazy("Done and checked. Nothing is left to do"),
}
COLOURS: Mapping[str, str] = {
    policies.NOT_TOLD: "red", policies.TOLD: "yellow", policies.ACCEPTED: "blue",
    policies.DECLINED: "red", policies.NO_ANSWER: "orange", policies.ESCALATED: "yellow",
    policies.DONE: "blue", policies.VERIFIED: "turquoise", policies.CLOSED: "green",
}  # fmt: skip
# What the button says that leads to the form of each kind.
BUTTONS: Mapping[str, Promise] = {
    FollowUpKind.ACCEPTED: gettext_lazy("They will act"),
    FollowUpKind.DECLINED: gettext_lazy("They will not act"),
    FollowUpKind.NO_ANSWER: gettext_lazy("No answer came"),
    FollowUpKind.CHASED: gettext_lazy("We chased it"),
    FollowUpKind.ESCALATED: gettext_lazy("We took it further"),
    FollowUpKind.DONE: gettext_lazy("They did something"),
    FollowUpKind.VERIFIED: gettext_lazy("We checked that it was done"),
    FollowUpKind.TOLD: gettext_lazy("We told those who raised it"),
    FollowUpKind.WITHDRAWAL_TOLD: gettext_lazy("We told them that consent has ended"),
}
INCIDENTS: Mapping[str, Promise] = {
    policies.UNDECIDED: gettext_lazy("Not decided yet if it is a data breach"),
    policies.TO_REPORT: gettext_lazy("To report to the ICO"),
    policies.PUTTING_RIGHT: gettext_lazy("Not everybody has confirmed yet"),
    policies.READY: gettext_lazy("Everything is done. It can be finished"),
    policies.CLOSED: gettext_lazy("Finished"),
}


def became_of(after: After, recipient: Recipient) -> str:
    """What became of one share, in a sentence for whoever shared it."""
    state = policies.state_of(after, recipient)
    latest = {row.kind: row for row in after.follow_ups_of(recipient)}
    match state:
        case policies.ACCEPTED:
            return _will_act(after, recipient, latest.get(FollowUpKind.ACCEPTED))
        case policies.DONE:
            return _on(_("They say that it was done, on %(day)s"), latest[FollowUpKind.DONE])
        case policies.VERIFIED | policies.CLOSED if FollowUpKind.VERIFIED in latest:
            return _on(_("Done, and checked on %(day)s"), latest[FollowUpKind.VERIFIED])
        case policies.ESCALATED:
            return _on(_("Taken further on %(day)s"), latest[FollowUpKind.ESCALATED])
    return str(STATES[state])


def _on(sentence: str, row: FollowUp) -> str:
    return sentence % {"day": day(timezone.localdate(row.happened_at))}


def _will_act(after: After, recipient: Recipient, row: FollowUp | None) -> str:
    """What they said last: to us, in their receipt, or when they were told."""
    told = [(recipient.will_do, recipient.will_do_by)] if recipient.will_do else []
    if receipts := [r for r in after.receipts_of(recipient) if r.kind == ReceiptKind.ACCEPTED]:
        told.append((receipts[-1].will_do, receipts[-1].will_do_by))
    if row is not None:
        told.append((row.action, row.due_on))
    action, due = told[-1] if told else ("", None)
    if action and due:
        return _("They will act by %(day)s: %(action)s") % {"day": day(due), "action": action}
    if action:
        return _("They will act: %(action)s") % {"action": action}
    return _("They will act by %(day)s") % {"day": day(due)} if due else _("They will act")


def time_left(incident: Incident, now: dt.datetime) -> str:
    """“38 hours left, until 4 March 2026, 3:40pm”; whole hours, so that nobody is told too many."""
    end = policies.report_by(incident)
    left = end - now
    until = {"until": moment(end)}
    if left <= dt.timedelta(0):
        return _("The 72 hours were over on %(until)s") % until
    hours = int(left.total_seconds() // 3600)
    if hours == 0:
        return _("Less than an hour left, until %(until)s") % until
    said = ngettext(
        "%(hours)d hour left, until %(until)s", "%(hours)d hours left, until %(until)s", hours
    )
    return said % {"hours": hours, **until}

"""Which kinds of act are there? Each stands here once, with its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise

DECISIONS: dict[str, Sentence] = {
    "decision.drafted": _("{who} began {record}"),
    "decision.answered": _("{who} changed answers in {record}"),
    "decision.viewed": _("{who} opened {record}"),
    "decision.printed": _("{who} printed {record}"),
    "decision.exported": _("{who} made an evidence pack of {record}"),
    "decision.recorded": _("{who} recorded the decision in {record}"),
    "decision.completed": _("{who} completed {record}"),
    "decision.corrected": _("{who} added an addendum to {record}"),
    "decision.superseded": _("{who} replaced the decision in {record} by a later one"),
    "decision.recorded_in_error": _("{who} marked {record} as made in error"),
    "decision.sealed": _("{who} sealed the content of {record}: it is about the wrong person"),
    "decision.abandoned": _("{who} gave up {record} while it was a draft"),
    "decision.dispatched": _("{who} noted in {record} that somebody was told"),
    "decision.contributor_named": _("{who} named a colleague on {record}"),
    "decision.linked": _("{who} linked {record} to an earlier one"),
    "decision.listed": _("{who} opened a list of records"),
    "decision.searched": _("{who} searched for records"),
    "consent.withdrawn": _("{who} noted in {record} that consent was withdrawn"),
}
GUIDANCE: dict[str, Sentence] = {
    "guidance.viewed": _("{who} read the guidance"),
    "guidance.searched": _("{who} searched the guidance"),
    "guidance.walked": _("{who} began {record} at the end of a flow chart"),
}
HISTORY: dict[str, Sentence] = {
    "history.viewed": _("{who} opened the history of the organisation"),
    "history.searched": _("{who} searched the history of the organisation"),
    "history.record_viewed": _("{who} opened the history of {record}"),
    "history.version_viewed": _("{who} opened {record} as it once stood"),
    "history.alarm": _("{who} found that a history witnessed here does not fit what it saw before"),
    "history.exported": _("{who} exported a part of the history"),
    "history.verification_viewed": _("{who} looked whether the history is unaltered"),
    "history.check_asked": _("{who} had the history checked"),
}
ACCESS: dict[str, Sentence] = {
    "access.refused": _("{who} was refused"),
}
PEOPLE: dict[str, Sentence] = {
    "person.signed_in": _("{who} signed in"),
    "person.signed_out": _("{who} signed out"),
    "person.sign_in_failed": _("A sign-in as {who} failed"),
    "person.sign_in_ended": _("The sign-in of {who} ran out"),
    "person.password_changed": _("{who} changed their password"),
    "person.password_reset": _("{who} set a new password by e-mail"),
    "person.organisation_chosen": _("{who} began work in this organisation"),
}
ACCOUNTS: dict[str, Sentence] = {
    "account.organisation_created": _("{who} set up the organisation"),
    "account.organisation_changed": _("{who} changed the organisation’s settings"),
    "account.invited": _("{who} invited somebody"),
    "account.invitation_accepted": _("{who} accepted an invitation"),
    "account.invitation_revoked": _("{who} took back an invitation"),
    "account.person_changed": _("{who} changed a colleague’s details"),
    "account.name_changed": _("{who} changed their name"),
    "account.letters_chosen": _("{who} chose when to get emails"),
    "account.person_deactivated": _("{who} ended a colleague’s access"),
    "account.person_reactivated": _("{who} gave a colleague access again"),
    "account.role_given": _("{who} gave a role"),
    "account.role_taken": _("{who} took a role away"),
    "account.named": _("{who} chose whose name stands on every page"),
    "account.deputy_named": _("{who} named a deputy"),
    "account.deputy_ended": _("{who} ended a deputy’s time"),
    "account.absence_noted": _("{who} noted when somebody is away"),
    "account.absence_ended": _("{who} ended the absence of somebody"),
    "account.team_added": _("{who} added a team"),
    "account.team_changed": _("{who} changed a team"),
    "account.placed_in_team": _("{who} placed a colleague in a team"),
    "account.taken_from_team": _("{who} took a colleague out of a team"),
    "account.number_added": _("{who} added a duty number"),
    "account.number_changed": _("{who} changed a duty number"),
    "account.number_removed": _("{who} removed a duty number"),
}
RETENTION: dict[str, Sentence] = {
    "retention.viewed": _("{who} looked at how long records are kept"),
    "retention.schedule_changed": _("{who} changed how long records are kept"),
    "retention.held": _("{who} put a legal hold on {record}"),
    "retention.released": _("{who} lifted a legal hold on {record}"),
    "retention.proposed": _("{who} proposed to destroy {record}"),
    "retention.approved": _("{who} agreed to destroy {record}"),
    "retention.refused": _("{who} said that {record} must not be destroyed"),
    "retention.disposed": _("{who} destroyed {record}, as two people had agreed"),
    "retention.link_ended": _("{who} destroyed an earlier record that {record} was linked to"),
}
FOLLOWING: dict[str, Sentence] = {
    "follow_up.noted": _("{who} noted in {record} what became of a share"),
    "follow_up.viewed": _("{who} opened in {record} what became of a share"),
    "follow_up.told_later": _("{who} noted in {record} whether somebody was told later"),
    "follow_up.stages_changed": _("{who} changed the stages of escalation"),
    "incident.begun": _("{who} noted in {record} that something went wrong with a share"),
    "incident.viewed": _("{who} opened in {record} what went wrong with a share"),
    "incident.danger_noted": _("{who} noted in {record} who is in danger by what went wrong"),
    "incident.recipient_asked": _("{who} noted in {record} that a recipient was asked to help"),
    "incident.recipient_confirmed": _("{who} noted in {record} that a recipient put it right"),
    "incident.somebody_added": _("{who} noted in {record} that somebody else has it by mistake"),
    "incident.breach_decided": _("{who} decided in {record} whether it is a data breach"),
    "incident.reported": _("{who} noted in {record} that a data breach was reported"),
    "incident.people_told": _("{who} noted in {record} who was told of what went wrong"),
    "incident.closed": _("{who} finished in {record} what went wrong with a share"),
}
RECEIPTS: dict[str, Sentence] = {
    "receipt.link_ran_out": _("{who} noted that a link of {record} ran out unused"),
    "receipt.link_made": _("{who} made a link for somebody without an account, in {record}"),
    "receipt.link_revoked": _("{who} took back a link of {record}"),
    "receipt.link_claimed": _("{who} opened a link of {record} and said who they are"),
    "receipt.link_stopped": _("{who} ended a link of {record} by too many wrong codes"),
    "receipt.code_refused": _("{who} typed a wrong code at a link of {record}"),
    "receipt.viewed": _("{who} looked at what a link of {record} shows"),
    "receipt.seen": _("{who} said that they have what was shared in {record}"),
    "receipt.accepted": _("{who} accepted what was shared in {record} and said what they will do"),
    "receipt.returned": _("{who} sent back what was shared in {record}"),
    "receipt.noted": _("{who} wrote down in {record} that a recipient has it"),
}
ARRIVING: dict[str, Sentence] = {
    "incoming.listed": _("{who} opened the list of what came in"),
    "incoming.viewed": _("{who} opened something that came in"),
    "incoming.logged": _("{who} wrote down something that came in"),
    "incoming.passed_on": _("{who} gave something that came in to a colleague"),
    "incoming.begun": _("{who} began {record} to answer a request"),
    "incoming.matched": _("{who} tied something that came in to {record}"),
    "incoming.closed": _("{who} closed something that came in"),
    "incoming.reply_drafted": _("{who} drafted a reply to a request"),
    "incoming.reply_sent": _("{who} noted that a reply to a request was sent"),
}
DIRECTORY: dict[str, Sentence] = {
    "directory.viewed": _("{who} looked into the directory"),
    "directory.agency_added": _("{who} added a service to the directory"),
    "directory.agency_changed": _("{who} changed a service in the directory"),
    "directory.contact_added": _("{who} added a person at a service to the directory"),
    "directory.contact_changed": _("{who} changed a person at a service in the directory"),
    "directory.agreement_added": _("{who} wrote down a sharing agreement"),
    "directory.agreement_changed": _("{who} changed a sharing agreement"),
    "directory.imported": _("{who} read a table into the directory"),
    "directory.exported": _("{who} downloaded the directory"),
    "directory.lapse_told": _("{who} told of a sharing agreement that has run out"),
}
LOCAL: dict[str, Sentence] = {
    "local.viewed": _("{who} looked at the organisation’s own guidance"),
    "local.added": _("{who} added a page to the organisation’s own guidance"),
    "local.changed": _("{who} changed a page of the organisation’s own guidance"),
    "local.taken_off": _("{who} took a page off the organisation’s own guidance"),
    "local.read": _("{who} said that they had read a page of the organisation’s own guidance"),
    "local.readers_viewed": _("{who} looked at who has read the organisation’s own guidance"),
    "local.exported": _("{who} exported who has read the organisation’s own guidance"),
}
DASHBOARD: dict[str, Sentence] = {
    "dashboard.viewed": _("{who} looked at the list of those who need a lead"),
    "dashboard.opened": _("{who} opened {record} in the list of those who need a lead"),
    "dashboard.listed": _("{who} looked through decisions"),
    "dashboard.charts_viewed": _("{who} looked at charts"),
    "dashboard.work_viewed": _("{who} looked at what waits for them"),
    "dashboard.exported": _("{who} exported a list of decisions"),
    "dashboard.figures_exported": _("{who} exported the figures of charts"),
    "dashboard.view_saved": _("{who} saved a view of decisions"),
    "dashboard.view_removed": _("{who} removed a saved view of decisions"),
}
SENDING: dict[str, Sentence] = {
    "sending.viewed": _("{who} looked in {record} at what a recipient gets"),
    "sending.copy_made": _("{who} made a copy for a recipient of {record}"),
    "sending.copy_read": _("{who} took away a copy that was made for a recipient of {record}"),
    "sending.sent": _("{who} noted in {record} that it went to a recipient in writing"),
    "sending.spoken": _("{who} noted in {record} that a recipient was told by word of mouth"),
    "sending.failed": _("{who} noted in {record} that a recipient could not be reached"),
    "sending.cross_referenced": _("{who} noted where else {record} is written down"),
}
REVIEWING: dict[str, Sentence] = {
    "review.viewed": _("{who} opened {record} to review it"),
    "review.made": _("{who} reviewed {record}"),
    "review.answered": _("{who} answered a reviewer in {record}"),
    "review.ruled": _("{who} decided as Guardian on {record}"),
    "advice.viewed": _("{who} opened a question for an adviser on {record}"),
    "advice.listed": _("{who} looked at the questions put to them"),
    "advice.asked": _("{who} asked for advice on {record}"),
    "advice.named": _("{who} told an adviser whom {record} is about"),
    "advice.given": _("{who} gave advice on {record}"),
    "advice.noted": _("{who} wrote down in {record} advice that came another way"),
    "advice.concluded": _("{who} said in {record} what became of advice"),
}
SCHEMES: dict[str, Sentence] = {
    "scheme.viewed": _("{who} opened in {record} a concern for a disclosure scheme of the police"),
    "scheme.concern_noted": _("{who} noted in {record} a concern for a disclosure scheme"),
    "scheme.event_noted": _("{who} noted in {record} what happened in a disclosure scheme"),
}
TRANSFERS: dict[str, Sentence] = {
    "transfer.viewed": _("{who} opened in {record} a record that moves"),
    "transfer.prepared": _("{who} noted in {record} that a record moves"),
    "transfer.event_noted": _("{who} noted in {record} what happened to a record on its way"),
}
TASKS: dict[str, Sentence] = {
    "task.listed": _("{who} opened a list of tasks"),
    "task.viewed": _("{who} opened a task about {record}"),
    "task.done": _("{who} said that a task about {record} was done"),
    "task.handed_over": _("{who} handed over a task about {record}"),
    "task.moved": _("{who} gave a task about {record} to somebody else"),
    "task.escalated": _("{who} took a task about {record} further"),
    "task.day_passed": _("{who} saw that a day named in {record} had passed"),
    "notice.listed": _("{who} opened what they were told"),
    "notice.read": _("{who} marked what they were told as read"),
    "notice.mailed": _("{who} mailed that something waits about {record}"),
    "notice.mailed_daily": _("{who} mailed how much waits for somebody, as they chose"),
    "notice.mailbox_viewed": _("{who} opened the mailbox of the demonstration"),
    "jobs.viewed": _("{who} looked at the work in the background"),
    "jobs.tried_again": _("{who} had work in the background tried again"),
}
LAW: dict[str, Sentence] = {
    "law.viewed": _("{who} opened what the law says of {record}"),
    "law.detriment_judged": _("{who} judged in {record} whether sharing harms the child more"),
}
WORDING: dict[str, Sentence] = {
    "wording.put_away": _("{who} said that words in {record} are fine as they are"),
}
KINDS: Mapping[str, Sentence] = MappingProxyType(
    DECISIONS
    | GUIDANCE
    | HISTORY
    | ACCESS
    | PEOPLE
    | ACCOUNTS
    | RETENTION
    | REVIEWING
    | SENDING
    | FOLLOWING
    | ARRIVING
    | DIRECTORY
    | LAW
    | LOCAL
    | RECEIPTS
    | DASHBOARD
    | TASKS
    | SCHEMES
    | TRANSFERS
    | WORDING
)


def sentence(kind: str, who: str, record: str = "") -> str:
    """What happened, in words; ``record`` says which record, where that is not plain."""
    return str(KINDS[kind]).format(who=who, record=record or gettext("the record"))

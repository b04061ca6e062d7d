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
    "account.person_deactivated": _("{who} ended a colleague’s access"),
    "account.person_reactivated": _("{who} gave a colleague access again"),
    "account.role_given": _("{who} gave a role"),
    "account.role_taken": _("{who} took a role away"),
    "account.named": _("{who} chose whose name stands on every page"),
    "account.deputy_named": _("{who} named a deputy"),
    "account.deputy_ended": _("{who} ended a deputy’s time"),
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
KINDS: Mapping[str, Sentence] = MappingProxyType(
    DECISIONS | HISTORY | ACCESS | PEOPLE | ACCOUNTS | RETENTION
)


def sentence(kind: str, who: str, record: str = "") -> str:
    """What happened, in words; ``record`` says which record, where that is not plain."""
    return str(KINDS[kind]).format(who=who, record=record or gettext("the record"))

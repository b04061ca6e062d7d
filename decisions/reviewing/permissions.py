"""Who may review, answer, decide as Guardian, ask for advice and give it?"""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import Membership, Role
from accounts.verdict import YES, Verdict, no
from decisions import permissions as records
from decisions.after import After
from decisions.models import Advice, Decision, Review
from decisions.reviewing import policies, queries


def may_review(membership: Membership, decision: Decision) -> Verdict:
    """Leads of the record's team and Guardians, with their deputies; nobody their own."""
    if (refused := _cannot_be_reviewed(decision)) is not None:
        return refused
    leads = Role.LEAD in membership.roles and decision.team_id in membership.lead_team_ids
    if not (leads or Role.GUARDIAN in membership.roles):
        return no("no-part", _("Only the leads of its team and the Guardian review a record."))
    return _not_their_own(membership, decision)


def may_rule(membership: Membership, decision: Decision) -> Verdict:
    """Guardians and their deputies decide, with a review before it or without; never their own."""
    if (refused := _cannot_be_reviewed(decision)) is not None:
        return refused
    if Role.GUARDIAN not in membership.roles:
        return no("not-guardian", _("Only the Guardian, or their deputy, decides this."))
    return _not_their_own(membership, decision)


def may_answer(membership: Membership, after: After, review: Review) -> Verdict:
    """The author and whoever else made the record answer, while the review waits for it."""
    decision = after.record.decision
    if (refused := _cannot_be_reviewed(decision)) is not None:
        return refused
    if not queries.is_own(decision, membership.person_id):
        return no("not-author", _("Only the author, and those who wrote it with them, can answer."))
    if not policies.may_be_answered(after, review):
        return no("state", _("This review does not wait for an answer any more."))
    return YES


def may_ask(membership: Membership, decision: Decision) -> Verdict:
    """Whoever writes a draft, or may correct a record, may ask for advice on it at any time."""
    if decision.is_sealed:
        return no("sealed", _("The content of this record is sealed."))
    if decision.is_draft:
        return records.may_write(membership, decision)
    return records.may_correct(membership, decision)


def may_name(membership: Membership, decision: Decision, advice: Advice) -> Verdict:
    """A second step of its own, for those who may ask, until the adviser has answered."""
    if not (verdict := may_ask(membership, decision)):
        return verdict
    if advice.asked_of_id == membership.person_id:
        return no("adviser", _("You were asked. Whoever asked you decides whether to say more."))
    if not policies.advice_allows(advice, policies.NAME):
        return no("state", _("The person is named already, or the advice was given."))
    return YES


def may_note_answer(membership: Membership, decision: Decision, advice: Advice) -> Verdict:
    """Those who may ask write down what they heard another way, until there is an answer."""
    if not (verdict := may_ask(membership, decision)):
        return verdict
    if advice.asked_of_id == membership.person_id:
        return no("adviser", _("You were asked. Give your advice on the page for it."))
    if not policies.advice_allows(advice, policies.ANSWER):
        return no("state", _("This question was answered already."))
    return YES


def may_conclude(membership: Membership, decision: Decision, advice: Advice) -> Verdict:
    """Those who may ask say what became of it, once it was given."""
    if not (verdict := may_ask(membership, decision)):
        return verdict
    if not policies.advice_allows(advice, policies.CONCLUDE):
        return no("state", _("There is no answer yet, or it was said already what became of it."))
    return YES


def may_send_link(advice: Advice) -> Verdict:
    """Somebody outside, who has not answered yet."""
    if advice.asked_of_id or not policies.advice_allows(advice, policies.ANSWER):
        return no("state", _("A link is for somebody outside who has not answered yet."))
    return YES


def may_advise(advice: Advice) -> Verdict:
    """Whoever was asked, once; ``queries`` finds it for nobody else."""
    if advice.decision.is_sealed:
        return no("sealed", _("The content of this record is sealed."))
    if not policies.advice_allows(advice, policies.ANSWER):
        return no("state", _("This question was answered already."))
    return YES


def _cannot_be_reviewed(decision: Decision) -> Verdict | None:
    if not decision.is_recorded:
        return no("draft", _("This is still a draft. Only what is recorded is reviewed."))
    if decision.is_sealed:
        return no("sealed", _("The content of this record is sealed."))
    return None


def _not_their_own(membership: Membership, decision: Decision) -> Verdict:
    """Their own is what they wrote, decided, recorded, or are named on as a colleague."""
    if queries.is_own(decision, membership.person_id):
        return no("own", _("You had a part in this record. Somebody else must look at it."))
    return YES

"""What did leads and Guardians say to the records of the demonstration, and who was asked?

The same every time: chance is seeded with the situation that is told. A lead was satisfied with
most of the older records, a few days after each; what is said of the recent ones is said on the
day on which the demonstration is filled.
"""

from __future__ import annotations

import datetime as dt
import random

from django.utils import timezone

from accounts.door import SYSTEM_KIND, Actor, acting
from accounts.models import Membership, Role
from decisions.choices import Finding, Followed, Ruling
from decisions.demonstration.cast import LABEL, Company
from decisions.demonstration.telling import Telling
from decisions.guidance import edition
from decisions.models import Decision
from decisions.reviewing import actions, queries

RECENT = dt.timedelta(days=24)
# With how many in a hundred of those that a lead could look at.
FINDINGS = {Finding.SATISFIED: 26, Finding.QUESTION: 14, Finding.ACTION: 9, Finding.ESCALATE: 7}
ADVICE = 22
# So many in a hundred of the older ones.
LOOKED_AT = 94
SAID = {
    Finding.SATISFIED: ("", "", "Clear, quick and no more than they needed."),
    Finding.QUESTION: (
        "Why was it not said to them first that you would share it?",
        "Who else in the household could have told you more?",
        "Which of the lines did the hub need that they did not have already?",
    ),
    Finding.ACTION: (
        "Ring them tomorrow and ask what they did. Do not wait for them to ring.",
        "Please tell the school nurse as well. She sees the child every week.",
    ),
    Finding.ESCALATE: (
        "It went against what they wanted. I think that it was right, but it is close.",
        "More went than was asked for. Was that fair?",
    ),
}
ANSWERS = (
    "I tried twice, and nobody answered. I wrote down both times.",
    "I did not think of it. I have done it now.",
    "They had nothing of it: I asked on the telephone before I sent it.",
)
RULINGS = (
    (Ruling.UPHELD, "Waiting would have left somebody in danger. It was the least that would do."),
    (Ruling.SHOULD_NOT_HAVE, "Two of the lines were of no use to them. Leave such lines out."),
    (Ruling.ACTION, "Tell the family now what was shared and why. By the end of this week."),
)
QUESTIONS = (
    "A parent says no, and I think the child is not safe. May I share it without their consent?",
    "An adult who can decide for themselves asks me to tell nobody. When may I tell all the same?",
    "Somebody on the telephone asks for the whole file. What may I say today?",
)
GIVEN = (
    "Yes, if waiting puts somebody in danger. Write down why, and say so to them when it is safe.",
    "Ask them what they need it for, and in writing. Share what that needs and nothing else.",
)
WHY_NOT = "There was no time: they had to decide that evening."


def play(decision: Decision, telling: Telling, company: Company) -> None:
    """Have a recent record reviewed, answered and ruled on, and advice asked on it, or not."""
    if not decision.is_recorded or decision.is_sealed or decision.recorded_at is None:
        return
    chance = random.Random(f"reviewing {telling.situation.key} {telling.copy}")
    author = company.people[telling.author]
    is_recent = timezone.now() - decision.recorded_at <= RECENT
    with acting(_actor(author)):
        lead = _lead_of(decision, company)
        if lead and lead != author and not is_recent:
            _looked_at(decision, lead, decision.recorded_at, chance)
        elif lead and lead != author:
            _review(decision, author, lead, company, chance)
            if chance.randrange(100) < ADVICE:
                _ask(decision, author, lead, chance)


def _looked_at(
    decision: Decision, lead: Membership, recorded_at: dt.datetime, chance: random.Random
) -> None:
    """Within a few working days, and nothing more was asked."""
    if chance.randrange(100) < LOOKED_AT:
        at = recorded_at + dt.timedelta(hours=chance.randrange(3, 90))
        comment = chance.choice(SAID[Finding.SATISFIED])
        actor = _actor(lead, Role.LEAD)
        actions.review(decision, actor=actor, finding=Finding.SATISFIED, comment=comment, at=at)


def _actor(member: Membership, role: str = Role.PRACTITIONER) -> Actor:
    return Actor(SYSTEM_KIND, member.person_id, member.organisation_id, role=role, label=LABEL)


def _lead_of(decision: Decision, company: Company) -> Membership | None:
    """Whoever leads the record's team and had no part in it."""
    leads = [each for key, each in company.people.items() if key in {"lead", "second-lead"}]
    able = [each for each in leads if queries.leads_team(each, decision.team_id)]
    return next((each for each in able if not queries.is_own(decision, each.person_id)), None)


def _review(
    decision: Decision,
    author: Membership,
    lead: Membership,
    company: Company,
    chance: random.Random,
) -> None:
    drawn, finding = chance.randrange(100), None
    for each, share in FINDINGS.items():
        if 0 <= drawn < share:
            finding = each
        drawn -= share
    if finding is None:
        return
    comment = chance.choice(SAID[finding])
    actor = _actor(lead, Role.LEAD)
    made = actions.review(decision, actor=actor, finding=finding, comment=comment)
    answers = finding in {Finding.QUESTION, Finding.ACTION} and chance.random() < 0.6
    if answers:
        said = chance.choice(ANSWERS)
        actions.answer_review(made, decision, actor=_actor(author), text=said)
    if finding == Finding.ESCALATE and chance.random() < 0.6:
        _rule(decision, company.people["guardian"], chance)


def _rule(decision: Decision, guardian: Membership, chance: random.Random) -> None:
    if queries.is_own(decision, guardian.person_id):
        return
    ruling, reasons = chance.choice(RULINGS)
    codes = [rule.code for rule in edition(decision.caldicott).rules]
    principles = sorted(chance.sample(codes, 2))
    actor = _actor(guardian, Role.GUARDIAN)
    actions.rule(decision, actor=actor, ruling=ruling, reasons=reasons, principles=principles)


def _ask(decision: Decision, author: Membership, lead: Membership, chance: random.Random) -> None:
    advice = actions.ask_advice(
        decision,
        actor=_actor(author),
        question=chance.choice(QUESTIONS),
        adviser=lead,
        role=str(Role.LEAD.label),
    )
    if chance.random() < 0.7:
        actions.answer_advice(advice, actor=_actor(lead, Role.LEAD), answer=chance.choice(GIVEN))
        if chance.random() < 0.6:
            followed = chance.choice([Followed.YES, Followed.YES, Followed.PARTLY])
            actions.conclude(advice, actor=_actor(author), followed=followed, why_not=WHY_NOT)

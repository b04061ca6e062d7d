"""Reviews, answers, rulings and advice, made through the real actions."""

from __future__ import annotations

from accounts.door import acting, reading
from accounts.models import Membership
from decisions.after import After, load_after
from decisions.choices import Finding, Ruling
from decisions.models import Adjudication, Advice, Decision, Review, ReviewAnswer
from decisions.record import load
from decisions.reviewing import actions

QUESTION = "A baby cannot roll yet. May I ring the hub without consent?"
WHY = "Why was the father not told?"
# Not required of anybody, and in no guidance: it must not be seen where it does not belong.
CANARY = "Quagga"


def fresh(decision: Decision, reader: Membership) -> Decision:
    """As it is stored now."""
    with reading(reader.actor()):
        return Decision.objects.select_related("organisation").get(pk=decision.pk)


def after_of(decision: Decision, reader: Membership) -> After:
    """What followed it, as it is stored now."""
    with reading(reader.actor()):
        found = Decision.objects.select_related("organisation").get(pk=decision.pk)
        return load_after(load(found))


def reviewed(
    decision: Decision, by: Membership, finding: str = Finding.QUESTION, comment: str = WHY
) -> Review:
    """Somebody says what they find."""
    actor = by.actor()
    return actions.review(fresh(decision, by), actor=actor, finding=finding, comment=comment)


def answered(review: Review, by: Membership, text: str = "He was abroad.") -> ReviewAnswer:
    """The author answers."""
    actor = by.actor()
    with acting(actor):
        decision = Decision.objects.select_related("organisation").get(pk=review.decision_id)
        return actions.answer_review(review, decision, actor=actor, text=text)


def ruled(decision: Decision, by: Membership, ruling: str = Ruling.UPHELD) -> Adjudication:
    """The Guardian decides."""
    return actions.rule(
        fresh(decision, by),
        actor=by.actor(),
        ruling=ruling,
        reasons="It was needed to keep the child safe.",
        principles=["C2020-2"],
    )


def asked(
    decision: Decision,
    by: Membership,
    adviser: Membership | None = None,
    question: str = QUESTION,
) -> Advice:
    """Somebody asks a colleague, or a health visitor outside, without naming anybody."""
    outside = {} if adviser else {"name": "Ivy Plum", "role": "Health visitor, Northmoor"}
    return actions.ask_advice(
        fresh(decision, by),
        actor=by.actor(),
        question=question,
        adviser=adviser,
        **(outside or {"role": "Safeguarding lead"}),
    )


def advised(advice: Advice, by: Membership, answer: str = "Yes: you need not ask.") -> Advice:
    """The colleague answers."""
    advice.decision = fresh(Decision(pk=advice.decision_id), by)
    actions.answer_advice(advice, actor=by.actor(), answer=answer)
    return advice

"""Does every act do in every state what the tables say, and for nobody but whom it is for?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.door import reading
from decisions.choices import Finding
from decisions.models import Advice, Decision
from decisions.reviewing import policies
from decisions.reviewing.policies import (
    ACTION,
    ADVICE_STATES,
    ANSWER,
    ANSWERED,
    ASKED,
    CONCLUDE,
    ESCALATED,
    NAME,
    NAMED,
    NONE,
    OUTCOME,
    QUESTION,
    REVIEW_STATES,
    RULE,
    RULED,
    SATISFIED,
)
from tests.cast import Cast, client_of
from tests.decisions.reviewing.said import (
    advised,
    after_of,
    answered,
    asked,
    fresh,
    reviewed,
    ruled,
)
from tests.factories import draft, recorded

pytestmark = pytest.mark.django_db
NOT_THERE = {"colleague", "administrator", "stranger"}
FINDINGS = {f"find {finding}": finding for finding in Finding.values}
ACTS = [*FINDINGS, ANSWER, RULE]


def a_record(cast: Cast) -> Decision:
    return recorded(cast.practitioner, team_id=cast.team.pk)


# One record in each state, brought there by the real actions
AT: dict[str, Callable[[Cast, Decision], Any]] = {
    NONE: lambda *_nothing: None,
    SATISFIED: lambda cast, made: reviewed(made, cast.lead, Finding.SATISFIED, ""),
    QUESTION: lambda cast, made: reviewed(made, cast.lead),
    ACTION: lambda cast, made: reviewed(made, cast.lead, Finding.ACTION, "Tell the school."),
    ESCALATED: lambda cast, made: reviewed(made, cast.lead, Finding.ESCALATE, "Was it fair?"),
    ANSWERED: lambda cast, made: answered(reviewed(made, cast.lead), cast.practitioner),
    RULED: lambda cast, made: (
        reviewed(made, cast.lead, Finding.ESCALATE, "Was it fair?"),
        ruled(made, cast.guardian),
    ),
}


def at(state: str, cast: Cast) -> Decision:
    decision = a_record(cast)
    AT[state](cast, decision)
    assert policies.state_of(after_of(decision, cast.guardian)) == state
    return decision


def does(browser: Client, act: str, decision: Decision, cast: Cast) -> int:
    """Post the form of an act as a person would; the answer's code."""
    after = after_of(decision, cast.guardian)
    latest = after.reviews[-1].pk if after.reviews else 0
    if act == RULE:
        said = {"ruling": "action", "reasons": "Ring the school.", "principles": ["C2020-1"]}
        return browser.post(reverse("ruling", args=[decision.reference]), said).status_code
    if act == ANSWER:
        place = reverse("answer_review", args=[decision.reference, latest or 999_999])
        return browser.post(place, {"text": "It is done."}).status_code
    said = {"finding": FINDINGS[act], "comment": "Ring them today.", "after": latest}
    return browser.post(reverse("review", args=[decision.reference]), said).status_code


@contextmanager
def undone() -> Iterator[None]:
    """As if it had not happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def expected(state: str, act: str, who: str) -> int:
    """By the table for the state, by the role for the person."""
    if who in NOT_THERE or (act == ANSWER and state == NONE):
        return 404
    if act == ANSWER:
        return 302 if who == "practitioner" and act in REVIEW_STATES[state] else 403
    if act == RULE:
        return 302 if who == "guardian" else 403
    if who == "practitioner":
        return 403
    # A Guardian brings nothing to themselves: the choice is not there.
    return 422 if who == "guardian" and act == f"find {Finding.ESCALATE}" else 302


@pytest.mark.parametrize("state", REVIEW_STATES)
def test_of_reviews(state: str, cast: Cast) -> None:
    browsers = {who: client_of(member) for who, member in cast.everybody().items()}
    decision, allowed = at(state, cast), []
    for act in ACTS:
        for who, browser in browsers.items():
            wanted = expected(state, act, who)
            if wanted == 302:
                allowed.append((act, who))
                continue
            assert does(browser, act, decision, cast) == wanted, (act, who)
            assert policies.state_of(after_of(decision, cast.guardian)) == state, (act, who)
    for act, who in allowed:
        with undone():
            assert does(browsers[who], act, decision, cast) == 302, (act, who)
            became = policies.state_of(after_of(decision, cast.guardian))
            assert became == REVIEW_STATES[state][act], (act, who)


def test_the_table_of_reviews_knows_every_state_and_finding() -> None:
    assert set(AT) == set(REVIEW_STATES)
    assert {act for acts in REVIEW_STATES.values() for act in acts} == set(ACTS)


# Advice, on a draft and on a record; the lead is the adviser


def advice_at(state: str, cast: Cast, decision: Decision) -> Advice:
    made = asked(decision, cast.practitioner, cast.lead)
    if state == NAMED:
        name(client_of(cast.practitioner), decision, made)
    if state in {ANSWERED, OUTCOME}:
        advised(made, cast.lead)
    if state == OUTCOME:
        conclude(client_of(cast.practitioner), decision, made)
    stored = advice_of(made, cast)
    assert policies.advice_state(stored) == state
    return stored


def advice_of(made: Advice, cast: Cast) -> Advice:
    with reading(cast.guardian.actor()):
        return Advice.objects.get(pk=made.pk)


def name(browser: Client, decision: Decision, made: Advice) -> int:
    place = reverse("name_for_advice", args=[decision.reference, made.pk])
    return browser.post(place, {"reason": "They know the family."}).status_code


def conclude(browser: Client, decision: Decision, made: Advice) -> int:
    place = reverse("advice_outcome", args=[decision.reference, made.pk])
    return browser.post(place, {"followed": "partly", "why_not": "No time."}).status_code


def answer(browser: Client, decision: Decision, made: Advice) -> int:
    place = reverse("advice", args=[made.pk])
    return browser.post(place, {"answer": "Ring them first."}).status_code


DOES = {NAME: name, CONCLUDE: conclude, ANSWER: answer}
# Those who see the record and may ask; on a draft only its author writes.
MAY_ASK = {False: {"practitioner", "lead", "guardian"}, True: {"practitioner"}}


def wanted_of_advice(state: str, act: str, who: str, *, is_draft: bool) -> int:
    if act == ANSWER:
        if who != "lead":
            return 404
        return 302 if act in ADVICE_STATES[state] else 403
    if who in NOT_THERE:
        return 404
    may = who in MAY_ASK[is_draft] and not (act == NAME and who == "lead")
    if act == NAME and state == NAMED and who in MAY_ASK[is_draft]:
        return 302  # the second of two clicks finds it done
    if act == CONCLUDE and state == OUTCOME and who in MAY_ASK[is_draft]:
        return 302
    return 302 if may and act in ADVICE_STATES[state] else 403


@pytest.mark.parametrize("is_draft", [False, True])
@pytest.mark.parametrize("state", ADVICE_STATES)
def test_of_advice(state: str, is_draft: bool, cast: Cast) -> None:
    make = draft if is_draft else recorded
    browsers = {who: client_of(member) for who, member in cast.everybody().items()}
    decision = make(cast.practitioner, team_id=cast.team.pk)
    made = advice_at(state, cast, decision)
    for act, do in DOES.items():
        version = fresh(decision, cast.guardian).version
        for who, browser in browsers.items():
            wanted = wanted_of_advice(state, act, who, is_draft=is_draft)
            with undone():
                assert do(browser, decision, made) == wanted, (act, who)
                became = policies.advice_state(advice_of(made, cast))
                if wanted == 302:
                    assert became == ADVICE_STATES[state].get(act, state), (act, who)
                else:
                    assert fresh(decision, cast.guardian).version == version, (act, who)


def test_the_table_of_advice_knows_every_act() -> None:
    assert {act for acts in ADVICE_STATES.values() for act in acts} == set(DOES)
    assert set(ADVICE_STATES) == {ASKED, NAMED, ANSWERED, OUTCOME}

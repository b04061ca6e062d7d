"""Does every event lead where the table says, and may only those note it who may?"""

from __future__ import annotations

import uuid

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.door import acting, reading
from decisions.actions.colleagues import name_colleague
from decisions.choices import SchemeStage, Status
from decisions.schemes import permissions, policies, words
from decisions.schemes.forms import FORMS
from tests.cast import Cast, client_of
from tests.decisions.following.shares import after_of, shared
from tests.decisions.schemes.concerns import (
    OF_STAGE,
    a_concern,
    concern_in,
    happens,
    police_are_told,
    state_now,
)
from tests.factories import decision_at

pytestmark = pytest.mark.django_db
ROLES = {
    "practitioner": "",
    "named": "",
    "lead": "",
    "guardian": "",
    "colleague": "not-author",
    "administrator": "not-author",
}


def test_every_state_and_every_event_has_words() -> None:
    assert set(policies.STATES) == set(words.STATES) == set(words.COLOURS)
    stages = set(SchemeStage.values)
    assert stages == set(FORMS) == set(words.BUTTONS) == set(words.HEADINGS) == set(words.BESIDE)
    led = {then for acts in policies.STATES.values() for then in acts.values()}
    assert led == set(policies.STATES)
    assert {act for acts in policies.STATES.values() for act in acts} == {*stages, policies.SHARED}


def test_what_somebody_here_told_decides_nothing_and_can_always_be_noted() -> None:
    for state, acts in policies.STATES.items():
        assert acts[SchemeStage.TOLD_BY_US] == state


@pytest.mark.parametrize("state", policies.STATES)
def test_every_event_leads_where_the_table_says_and_nothing_else_is_taken(
    state: str, cast: Cast
) -> None:
    concern = concern_in(state, cast.practitioner, team_id=cast.team.pk)
    assert state_now(concern, cast.practitioner) == state
    browser = client_of(cast.practitioner)
    led, refused = {}, {}
    for stage in SchemeStage.values:
        page = reverse("scheme_event", args=[concern.decision.reference, concern.pk, stage])
        with transaction.atomic():
            shown, answer = browser.get(page).status_code, browser.post(page, OF_STAGE[stage])
            if answer.status_code == 302:
                led[stage] = state_now(concern, cast.practitioner)
            else:
                refused[stage] = (shown, answer.status_code)
            transaction.set_rollback(True)
    table = {act: then for act, then in policies.STATES[state].items() if act != policies.SHARED}
    # The same again from the same hand is a double click: it leads to where it is.
    last = {policies.PASSED_ON, policies.CHECKED, *policies.OVER, policies.WILL_TELL} & {state}
    assert {stage: then for stage, then in led.items() if stage not in last} == {
        stage: then for stage, then in table.items() if stage not in last
    }
    assert all(codes == (403, 422) for codes in refused.values())


@pytest.mark.parametrize("state", policies.STATES)
def test_the_same_people_may_note_in_every_state(state: str, cast: Cast) -> None:
    decision = concern_in(state, cast.practitioner, team_id=cast.team.pk).decision
    found = {}
    for role, member in cast.everybody().items():
        if role != "stranger":
            with reading(member.actor()):
                found[role] = permissions.may_note(member, decision).code
    with acting(cast.practitioner.actor()):
        name_colleague(
            decision, actor=cast.practitioner.actor(), person_id=cast.colleague.person_id
        )
    with reading(cast.colleague.actor()):
        found["named"] = permissions.may_note(cast.colleague, decision).code
    assert found == ROLES


@pytest.mark.parametrize(
    ("status", "adds", "notes"),
    [
        (Status.DRAFT, "", "draft"),
        (Status.ABANDONED, "closed", "draft"),
        (Status.INCOMPLETE, "", ""),
        (Status.SUPERSEDED, "", ""),
        (Status.IN_ERROR, "sealed", "sealed"),
    ],
)
def test_a_draft_takes_concerns_and_a_record_what_came_of_them(
    status: str, adds: str, notes: str, cast: Cast
) -> None:
    decision = decision_at(status, cast.practitioner, team_id=cast.team.pk)
    with reading(cast.practitioner.actor()):
        assert permissions.may_add_concern(cast.practitioner, decision).code == adds
        assert permissions.may_note(cast.practitioner, decision).code == notes


def test_the_police_have_it_when_their_share_says_so_and_nobody_says_it_twice(cast: Cast) -> None:
    who = cast.practitioner
    decision = shared(who, "The police", team_id=cast.team.pk, told=False)
    concern = a_concern(decision, who, with_police=True)
    assert state_now(concern, who) == policies.NOTED
    assert SchemeStage.PASSED_ON not in policies.may_come_next(after_of(decision, who), concern)
    page = reverse("scheme_event", args=[decision.reference, concern.pk, "passed-on"])
    assert client_of(who).get(page).status_code == 403
    police_are_told(decision, who, uuid.uuid4())
    after = after_of(decision, who)
    assert policies.state_of(after, concern) == policies.PASSED_ON
    assert policies.to_tell(after, concern) is None
    happens(concern, who, SchemeStage.PASSED_ON)
    after = after_of(decision, who)
    assert len(after.dispatches) == 1  # one share, whatever was noted of the officer
    assert policies.state_of(after, concern) == policies.PASSED_ON


def test_what_was_noted_in_error_is_put_right_by_what_is_noted_next(cast: Cast) -> None:
    who = cast.practitioner
    concern = concern_in(policies.WILL_TELL, who, team_id=cast.team.pk)
    happens(concern, who, SchemeStage.WILL_NOT_TELL)
    assert state_now(concern, who) == policies.WILL_NOT_TELL
    happens(concern, who, SchemeStage.WILL_TELL)
    assert state_now(concern, who) == policies.WILL_TELL
    assert len(after_of(concern.decision, who).scheme_events) == 4

"""Does every act lead where the state table says, for those who may, and for nobody else?"""

from __future__ import annotations

import pytest

from accounts.door import acting
from accounts.models import Membership
from decisions.actions.correcting import abandon
from decisions.arriving import permissions, queries
from decisions.arriving.policies import (
    ACTS,
    ANSWER,
    ASK,
    BEGIN,
    CLOSE,
    MATCH,
    PASS_ON,
    STATES,
    State,
    state_of,
    waits,
)
from decisions.choices import IncomingKind, ReplyKind
from decisions.models import Incoming
from decisions.queries import for_writing
from tests.cast import Cast
from tests.decisions.arriving.arrived import begun, closed, logged, passed_on, replied, tied
from tests.factories import draft

pytestmark = pytest.mark.django_db
# Who may deal with what a practitioner of the lead's team wrote down.
ROLES = ("practitioner", "colleague", "lead", "guardian", "administrator", "stranger")
THEIRS = {"practitioner", "lead", "guardian"}


def at(state: str, cast: Cast, kind: str = IncomingKind.REQUEST) -> Incoming:
    """Something that came in, brought to a state by the real actions."""
    found = logged(cast.practitioner, team_id=cast.team.pk, kind=kind)
    if state == State.REPLIED:
        replied(found, cast.practitioner, is_sent=True)
    if state == State.MATCHED:
        begun(found, cast.practitioner)
    if state == State.CLOSED:
        closed(found, cast.practitioner)
    return found


def now(incoming: Incoming, by: Membership) -> tuple[Incoming, bool]:
    with acting(by.actor()):
        found = queries.one_or_404(by, incoming.pk)
        return found, queries.is_replied(found)


def does(act: str, incoming: Incoming, cast: Cast) -> None:
    who = cast.practitioner
    match act:
        case "begin":
            begun(incoming, who)
        case "match":
            tied(incoming, draft(who, team_id=cast.team.pk), who)
        case "ask":
            replied(incoming, who, is_sent=True)
        case "answer":
            replied(incoming, who, ReplyKind.PART, is_sent=True)
        case "pass-on":
            passed_on(incoming, who, cast.lead)
        case "close":
            closed(incoming, who)


@pytest.mark.parametrize("state", STATES)
def test_who_may_do_what(state: str, cast: Cast) -> None:
    incoming, is_replied = now(at(state, cast), cast.guardian)
    assert state_of(incoming, is_replied=is_replied) == state
    for act in ACTS:
        for role in ROLES:
            verdict = permissions.may(getattr(cast, role), incoming, act, is_replied=is_replied)
            assert bool(verdict) is (role in THEIRS and act in STATES[state]), (state, act, role)
            if role not in THEIRS:
                assert verdict.code == "not-theirs"


@pytest.mark.parametrize(
    ("state", "act"), [(state, act) for state, acts in STATES.items() for act in acts]
)
def test_each_act_leads_where_the_table_says(state: str, act: str, cast: Cast) -> None:
    incoming = at(state, cast)
    does(act, incoming, cast)
    found, is_replied = now(incoming, cast.guardian)
    assert state_of(found, is_replied=is_replied) == STATES[state][act]


def test_nobody_replies_to_what_came_unasked(cast: Cast) -> None:
    for state in STATES:
        incoming, is_replied = now(at(state, cast, IncomingKind.UNASKED), cast.guardian)
        for act in (ASK, ANSWER):
            assert not permissions.may(cast.lead, incoming, act, is_replied=is_replied)
        for act in (BEGIN, MATCH, PASS_ON, CLOSE):
            verdict = permissions.may(cast.lead, incoming, act, is_replied=is_replied)
            expected = STATES[state_of(incoming, is_replied=is_replied)]
            assert bool(verdict) is (act in expected)


def test_a_request_waits_until_it_is_closed_and_the_rest_until_it_is_begun(cast: Cast) -> None:
    for kind, still in ((IncomingKind.REQUEST, True), (IncomingKind.UNASKED, False)):
        found, _replied = now(at(State.LOGGED, cast, kind), cast.guardian)
        assert waits(found)
        found, _replied = now(at(State.MATCHED, cast, kind), cast.guardian)
        assert waits(found) is still
        with acting(cast.guardian.actor()):
            rows = queries.waiting(queries.visible_to(cast.guardian)).filter(pk=found.pk)
            assert rows.exists() is still


def test_a_draft_that_was_given_up_is_no_decision(cast: Cast) -> None:
    incoming = logged(cast.practitioner, team_id=cast.team.pk)
    first = begun(incoming, cast.practitioner)
    with acting(cast.practitioner.actor()):
        mine = for_writing(cast.practitioner, first.reference)
        abandon(mine, actor=cast.practitioner.actor(), reason="Begun twice")
    found, is_replied = now(incoming, cast.practitioner)
    assert state_of(found, is_replied=is_replied) == State.LOGGED
    second = begun(incoming, cast.practitioner)
    found, _replied = now(incoming, cast.practitioner)
    assert found.decision == second


def test_a_lead_without_the_team_may_not_but_any_lead_may_where_there_is_none(cast: Cast) -> None:
    elsewhere = logged(cast.practitioner, team_id=cast.other_team.pk)
    nowhere = logged(cast.practitioner)
    for incoming, may in ((elsewhere, False), (nowhere, True)):
        with acting(cast.lead.actor()):
            assert queries.visible_to(cast.lead).filter(pk=incoming.pk).exists() is may
        verdict = permissions.may(cast.lead, incoming, CLOSE, is_replied=False)
        assert bool(verdict) is may


def test_who_sees_the_decision_sees_what_it_came_from(cast: Cast) -> None:
    incoming = logged(cast.guardian)
    with acting(cast.practitioner.actor()):
        assert not queries.visible_to(cast.practitioner).exists()
    tied(incoming, draft(cast.practitioner, team_id=cast.team.pk), cast.guardian)
    found, _replied = now(incoming, cast.practitioner)
    assert found == incoming
    verdict = permissions.may(cast.practitioner, found, CLOSE, is_replied=False)
    assert verdict.code == "not-theirs"
    with acting(cast.stranger.actor()):
        assert not queries.visible_to(cast.stranger).exists()

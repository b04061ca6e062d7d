"""Does every act bring a share to the state that the table says, for whoever may do it?"""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.door import SYSTEM, acting
from accounts.models import Organisation
from decisions.actions.correcting import mark_in_error
from decisions.after import After
from decisions.choices import DispatchResult, Outcome
from decisions.models import Decision, Dispatch, Recipient
from decisions.record import Record
from decisions.sending import permissions
from decisions.sending.attempts import fill_in, written
from decisions.sending.policies import (
    STATES,
    ShareAct,
    ShareState,
    followed_by,
    shares_of,
    state_of,
    to_follow,
)
from tests.cast import Cast
from tests.decisions.sending.shares import Shared
from tests.factories import draft

# By which acts a share comes to each state, the shortest way.
WAYS: dict[str, list[str]] = {
    ShareState.NOT_TOLD: [],
    ShareState.FAILED: [ShareAct.FAIL],
    ShareState.TOLD: [ShareAct.MEET],
    ShareState.TO_FOLLOW: [ShareAct.SPEAK],
    ShareState.SENT: [ShareAct.SEND],
}
ATTEMPTS: dict[str, tuple[str, str]] = {
    ShareAct.FAIL: ("phone", DispatchResult.FAILED),
    ShareAct.MEET: ("meeting", DispatchResult.SPOKEN),
    ShareAct.SPEAK: ("phone", DispatchResult.SPOKEN),
    ShareAct.SEND: ("secure-email", DispatchResult.SENT),
}
EVERY = [(state, act) for state in STATES for act in STATES[state]]


def test_the_table_knows_every_state_and_every_act() -> None:
    assert set(STATES) == set(ShareState.values)
    assert all(set(acts) == set(ShareAct.values) for acts in STATES.values())
    assert {end for acts in STATES.values() for end in acts.values()} <= set(ShareState.values)


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "act"), EVERY)
def test_each_act_leads_where_the_table_says(cast: Cast, state: str, act: str) -> None:
    share = Shared(cast.practitioner)
    minutes = itertools.count(50, -10)
    for each in [*WAYS[state], act]:
        if each == ShareAct.COPY:
            share.copy()
        else:
            method, result = ATTEMPTS[each]
            why = "Nobody answered" if result == DispatchResult.FAILED else ""
            share.note(method, result, minutes=next(minutes), why_failed=why)
    assert state_of(share.told(), share.attempts()) == STATES[state][act]


ROLES = {
    "practitioner": True,
    "colleague": False,
    "lead": True,
    "guardian": True,
    "administrator": False,
}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_who_may_send_from_which_record(cast: Cast, role: str) -> None:
    member = cast.everybody()[role]
    share = Shared(cast.practitioner, team_id=cast.team.pk)
    with acting(member.actor()):
        assert bool(permissions.may_send(member, share.decision)) is ROLES[role]
        assert bool(permissions.may_cross_refer(member, share.decision)) is ROLES[role]
        assert permissions.may_see(member, share.decision)


@pytest.mark.django_db
def test_nothing_goes_out_from_drafts_refusals_and_mistakes(cast: Cast) -> None:
    member, actor = cast.practitioner, cast.practitioner.actor()
    with acting(actor):
        assert permissions.may_send(member, draft(member)).code == "draft"
        share = Shared(member).decision
        share.outcome = Outcome.NOT_SHARE
        assert permissions.may_send(member, share).code == "not-shared"
        wrong = Shared(member).decision
        mark_in_error(wrong, actor=actor, reason="The wrong child", seal=False)
        assert permissions.may_send(member, wrong).code == "state"
        sealed = Shared(member).decision
        mark_in_error(sealed, actor=actor, reason="The wrong child", seal=True)
        assert permissions.may_send(member, sealed).code == "sealed"
        assert permissions.may_see(member, sealed).code == "sealed"


NOON = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)


def played(acts: list[str]) -> After:
    """The same acts in memory, one minute apart, by the code that writes them."""
    decision = Decision(pk=1, organisation_id=1, author_id=1)
    decision.organisation = ORGANISATION
    recipient = Recipient(pk=1, agency_name="The hub", decision_id=1)
    recipient.save = lambda **_named: None  # type: ignore[method-assign]
    rows: list[Dispatch] = []
    for number, act in enumerate(acts):
        method, result = ATTEMPTS[act]
        at = NOON + dt.timedelta(minutes=number)
        values = {"method": method, "result": result, "happened_at": at}
        row = written(decision, recipient, rows, values, ACTOR)
        row.pk = number + 1
        row.follows_id = row.follows.pk if row.follows else None
        fill_in(recipient, row)
        rows.append(row)
    record = Record(decision, recipients=[recipient])
    return After(record, dispatches=rows)


ACTOR = SYSTEM("tests", 1)
ORGANISATION = Organisation(pk=1, name="Fernbrook", complete_within_hours=24)


@given(st.lists(st.sampled_from(sorted(ATTEMPTS)), max_size=8))
def test_any_story_follows_the_table_and_every_call_is_followed_once(acts: list[str]) -> None:
    after = played(acts)
    [recipient] = after.record.recipients
    state: str = ShareState.NOT_TOLD
    for act in acts:
        state = STATES[state][act]
    assert state_of(recipient, after.dispatches) == state
    assert (to_follow(after.dispatches) is not None) is (state == ShareState.TO_FOLLOW)
    followed = [row.follows_id for row in after.dispatches if row.follows_id]
    written_after = [
        row.follows_id
        for row in after.dispatches
        if row.result == DispatchResult.SENT and row.follows_id
    ]
    assert len(written_after) == len(set(written_after))
    assert all(row.follows_id is None or row.follows_id < row.pk for row in after.dispatches)
    told = any(act != ShareAct.FAIL for act in acts)
    assert (recipient.sent_at is not None) is told
    assert bool(shares_of(after)) is told
    assert len(shares_of(after)) <= len(acts) - len(followed)


@pytest.mark.parametrize(
    ("acts", "number"),
    [
        ([], 0),
        (["fail"], 0),
        (["fail", "fail"], 0),
        (["send"], 1),
        (["fail", "speak", "send"], 1),
        (["fail", "fail", "speak", "fail", "send"], 1),
        (["speak", "send"], 1),
        (["send", "fail", "send"], 1),
        (["send", "send"], 2),
        (["speak", "send", "send"], 2),
    ],
)
def test_a_transmission_with_its_follow_up_is_one_share(acts: list[str], number: int) -> None:
    assert len(shares_of(played(acts))) == number


def test_what_the_record_itself_says_counts_once() -> None:
    after = played([])
    [row] = after.record.recipients
    row.sent_at, row.method = NOON, "phone"
    assert state_of(row, []) == ShareState.TOLD
    row.written_follow_up_due_at = NOON + dt.timedelta(hours=24)
    assert state_of(row, []) == ShareState.TO_FOLLOW
    assert len(shares_of(after)) == 1
    later = NOON + dt.timedelta(hours=1)
    sent = Dispatch(pk=1, recipient_id=1, result=DispatchResult.SENT, happened_at=later)
    sent.method = "portal"
    row.written_follow_up_sent_at = later
    after.dispatches = [sent]
    assert state_of(row, [sent]) == ShareState.SENT
    assert len(shares_of(after)) == 1
    row.method, row.written_follow_up_due_at = "portal", None
    assert state_of(row, []) == ShareState.SENT
    assert followed_by(row, [], DispatchResult.SENT) is None

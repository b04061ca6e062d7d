"""May each link be used, looked at or taken back, in each state and by each role?"""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from accounts.door import reading
from accounts.models import Membership
from decisions import queries as decisions
from decisions.after import load_after
from decisions.models import OutsideLink
from decisions.receipts import policies
from decisions.receipts.permissions import may_confirm, may_revoke
from decisions.receipts.policies import ACTS, STATES, can, state_of
from decisions.receipts.words import STATES as WORDS
from decisions.record import load
from tests.cast import Cast
from tests.decisions.receipts.links import sent
from tests.factories import decision_at, draft

NOW = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
LATER = NOW + 7 * 24 * HOUR
# The columns that bring a link into each state.
COLUMNS = {
    policies.MADE: {},
    policies.CLAIMED: {"claimed_at": NOW},
    policies.ANSWERED: {"claimed_at": NOW, "answered_at": NOW},
    policies.EXPIRED: {"expires_at": NOW},
    policies.REVOKED: {"revoked_at": NOW},
    policies.LOCKED: {"attempts": policies.WRONG_CODES},
}
# What each act writes; time writes nothing.
DONE = {
    policies.CLAIM: {"claimed_at": NOW},
    policies.MISS: {"attempts": 1},
    policies.LOCK: {"attempts": policies.WRONG_CODES},
    policies.LOOK: {},
    policies.CONFIRM: {},
    policies.ANSWER: {"answered_at": NOW},
    policies.REVOKE: {"revoked_at": NOW},
    policies.EXPIRE: {"expires_at": NOW},
}


def link(state: str, **more: object) -> OutsideLink:
    return OutsideLink(**{"expires_at": LATER, **COLUMNS[state], **more})


@pytest.mark.parametrize("state", STATES)
def test_each_state_is_told_from_the_columns_and_said_in_words(state: str) -> None:
    assert state_of(link(state), NOW) == state
    assert WORDS[state]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", sorted(ACTS))
def test_only_what_the_table_names_can_be_done(state: str, act: str) -> None:
    assert can(link(state), act, NOW) is (act in STATES[state])


@pytest.mark.parametrize(
    ("state", "act", "becomes"),
    [(state, act, to) for state, acts in STATES.items() for act, to in acts.items()],
)
def test_each_act_leads_where_the_table_says(state: str, act: str, becomes: str) -> None:
    assert state_of(link(state, **DONE[act]), NOW) == becomes


def test_what_ended_a_link_counts_before_what_was_done_with_it() -> None:
    assert state_of(link(policies.ANSWERED, expires_at=NOW), NOW) == policies.EXPIRED
    assert state_of(link(policies.ANSWERED, revoked_at=NOW), NOW) == policies.REVOKED
    assert state_of(link(policies.EXPIRED, revoked_at=NOW), NOW) == policies.REVOKED


def test_only_accepting_and_sending_back_are_the_last_word() -> None:
    acts = {kind: policies.act_of(kind) for kind in ("seen", "accepted", "returned")}
    assert acts == {
        "seen": policies.CONFIRM, "accepted": policies.ANSWER, "returned": policies.ANSWER,
    }  # fmt: skip


# To strangers the record is not there at all: test_access.
ROLES = {
    "practitioner": "", "lead": "", "guardian": "",
    "colleague": "not-author", "administrator": "not-author",
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_who_may_take_a_link_back_in_each_state(cast: Cast, state: str) -> None:
    decision = sent(cast.practitioner, team_id=cast.team.pk)
    for role, code in ROLES.items():
        membership = cast.everybody()[role]
        with reading(membership.actor()):
            verdict = may_revoke(membership, decision, link(state), NOW)
        allowed = policies.REVOKE in STATES[state]
        assert verdict.code == (code or ("" if allowed else "state")), (state, role)
        assert bool(verdict) is (not code and allowed)


def confirms(membership: Membership, author: Membership, reference: str) -> str:
    with reading(author.actor()):
        after = load_after(load(decisions.decision_or_404(author, reference)))
    with reading(membership.actor()):
        return may_confirm(membership, after, after.record.recipients[0]).code


@pytest.mark.django_db
def test_who_may_make_a_link_or_write_a_receipt_down(cast: Cast) -> None:
    decision = sent(cast.practitioner, team_id=cast.team.pk)
    found = {
        role: confirms(member, cast.practitioner, decision.reference)
        for role, member in cast.everybody().items()
        if role in ROLES
    }
    assert found == ROLES


@pytest.mark.django_db
def test_there_is_nothing_to_confirm_before_it_went(cast: Cast) -> None:
    author = cast.practitioner
    waiting = decision_at("incomplete", author)
    assert confirms(author, author, waiting.reference) == "not-told"
    assert confirms(author, author, draft(author).reference) == "draft"
    sealed = decision_at("in-error", author)
    assert confirms(author, author, sealed.reference) == "sealed"


def test_time_alone_ends_a_link() -> None:
    ends = timezone.now()
    made = link(policies.MADE, expires_at=ends)
    assert state_of(made, ends - dt.timedelta(microseconds=1)) == policies.MADE
    assert state_of(made, ends) == policies.EXPIRED

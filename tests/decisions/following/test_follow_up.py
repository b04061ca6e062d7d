"""What does each kind of follow-up ask, keep, and show?"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.door import acting, reading
from audit.models import Act
from decisions.choices import FollowUpKind, ReceiptKind
from decisions.following import policies
from decisions.following.actions.stages import add_stage, remove_stage
from decisions.following.forms import FORMS
from decisions.following.words import became_of
from decisions.models import Decision, FollowUp, Receipt
from decisions.words import day
from tests.cast import Cast, client_of
from tests.decisions.drafted import statements
from tests.decisions.following.shares import after_of, notes, share_in, shared

pytestmark = pytest.mark.django_db
DUE = dt.date(2030, 3, 4)
DUE_TYPED = {"due_on-day": "4", "due_on-month": "3", "due_on-year": "2030"}
# What is typed for each kind, and what is stored of it.
TYPED: dict[str, dict[str, str]] = {
    FollowUpKind.ACCEPTED: {"action": "Visit her", "action_by": "Duty worker", **DUE_TYPED},
    FollowUpKind.DECLINED: {"note": "Below their threshold", "whom": "Duty worker"},
    FollowUpKind.NO_ANSWER: {"note": "Rang twice"},
    FollowUpKind.CHASED: {"how": "By telephone", "note": "They ring back", "whom": "Duty worker"},
    FollowUpKind.ESCALATED: {"whom": "Their manager", "how": "E-mail", "note": "Look again"},
    FollowUpKind.DONE: {"note": "They saw her at home", "whom": "Duty worker"},
    FollowUpKind.VERIFIED: {"how": "Read their letter", "note": "She is safe"},
    FollowUpKind.TOLD: {"whom": "The neighbour", "note": "Somebody acted", "how": "On the phone"},
    FollowUpKind.WITHDRAWAL_TOLD: {"whom": "Office", "how": "E-mail", "note": "Their reply"},
}
NEEDED: dict[str, set[str]] = {
    FollowUpKind.ACCEPTED: {"Say what they will do"},
    FollowUpKind.DECLINED: {"Say what reason they gave, or that they gave none"},
    FollowUpKind.NO_ANSWER: set(),
    FollowUpKind.CHASED: {
        "Say how you chased it",
        "Say what came of it, even if it was nothing",
    },
    FollowUpKind.ESCALATED: {"Say to whom you took it"},
    FollowUpKind.DONE: {"Say what happened"},
    FollowUpKind.VERIFIED: {"Say how you checked", "Say what you found"},
    FollowUpKind.TOLD: {"Say whom you told", "Say what you told them"},
    FollowUpKind.WITHDRAWAL_TOLD: {"Say whom you told", "Say how you told them"},
}


@pytest.fixture
def decision(cast: Cast) -> Decision:
    return shared(cast.practitioner, team_id=cast.team.pk)


def address(decision: Decision, cast: Cast, kind: str) -> str:
    recipient = after_of(decision, cast.practitioner).record.recipients[0]
    return reverse("follow_up", args=[decision.reference, recipient.pk, kind])


def rows(decision: Decision, cast: Cast) -> list[FollowUp]:
    return after_of(decision, cast.practitioner).follow_ups


def sharing(decision: Decision, cast: Cast) -> str:
    recipient = after_of(decision, cast.practitioner).record.recipients[0]
    page = reverse("sharing", args=[decision.reference, recipient.pk])
    return client_of(cast.practitioner).get(page).content.decode()


@pytest.mark.parametrize("kind", FollowUpKind.values)
def test_each_kind_keeps_what_it_asks(kind: str, decision: Decision, cast: Cast) -> None:
    page = address(decision, cast, kind)
    browser = client_of(cast.practitioner)
    assert browser.get(page).status_code == 200
    answer = browser.post(page, TYPED[kind])
    assert answer.status_code == 302
    assert answer["Location"] == page.split("follow-up/")[0]
    [row] = rows(decision, cast)
    wanted: dict[str, Any] = {k: v for k, v in TYPED[kind].items() if not k.startswith("due_on")}
    assert {name: getattr(row, name) for name in wanted} == wanted
    assert row.due_on == (DUE if kind == FollowUpKind.ACCEPTED else None)
    assert (row.kind, row.by_id) == (kind, cast.practitioner.person_id)
    assert abs(row.happened_at - timezone.now()) < dt.timedelta(minutes=1)
    shown = sharing(decision, cast)
    assert all(text in shown for text in wanted.values())
    with reading(cast.practitioner.actor()):
        [act] = Act.objects.filter(kind="follow_up.noted")
    assert act.detail == {"follow_up": row.pk, "kind": kind, "recipient": row.recipient_id}


@pytest.mark.parametrize("kind", FollowUpKind.values)
def test_each_kind_asks_only_what_it_needs(kind: str, decision: Decision, cast: Cast) -> None:
    answer = client_of(cast.practitioner).post(address(decision, cast, kind))
    page = answer.content.decode()
    said = {text for texts in NEEDED.values() for text in texts if f">{text}</a>" in page}
    assert said == NEEDED[kind]
    assert answer.status_code == (422 if NEEDED[kind] else 302)
    assert set(FORMS) == set(FollowUpKind.values)


def test_a_double_click_adds_one(decision: Decision, cast: Cast) -> None:
    page, browser = address(decision, cast, "done"), client_of(cast.practitioner)
    typed = {**TYPED["done"], "key": str(uuid.uuid4())}
    first, second = (browser.post(page, typed)["Location"] for _ in range(2))
    assert first == second
    assert len(rows(decision, cast)) == 1


def test_what_was_typed_stays_where_something_is_missing(decision: Decision, cast: Cast) -> None:
    page = address(decision, cast, "verified")
    answer = client_of(cast.practitioner).post(page, {"how": "Read their letter"})
    assert answer.status_code == 422
    assert "Read their letter" in answer.content.decode()
    assert rows(decision, cast) == []


def test_it_cannot_have_happened_tomorrow(decision: Decision, cast: Cast) -> None:
    later = timezone.now() + dt.timedelta(days=2)
    day_typed = {f"happened_at-{name}": getattr(later, name) for name in ("day", "month", "year")}
    typed = {**TYPED["done"], **day_typed, "happened_at-time": "9am"}
    answer = client_of(cast.practitioner).post(address(decision, cast, "done"), typed)
    assert answer.status_code == 422
    assert "must be in the past" in answer.content.decode()


def test_no_such_kind_or_recipient(decision: Decision, cast: Cast) -> None:
    browser = client_of(cast.practitioner)
    other = shared(cast.practitioner, team_id=cast.team.pk)
    theirs = after_of(other, cast.practitioner).record.recipients[0].pk
    for args in ([theirs, "done"], [10**30, "done"]):
        page = reverse("follow_up", args=[decision.reference, *args])
        assert browser.get(page).status_code == browser.post(page).status_code == 404
    assert browser.get(address(decision, cast, "nothing")).status_code == 404


def test_the_stage_is_kept_with_whom_it_went_to(decision: Decision, cast: Cast) -> None:
    admin = cast.administrator.actor()
    manager = add_stage(cast.fernbrook.pk, actor=admin, name="Their manager", who="01632 960900")
    gone = add_stage(cast.fernbrook.pk, actor=admin, name="Somebody who left")
    remove_stage(gone, actor=admin)
    page, browser = address(decision, cast, "escalated"), client_of(cast.practitioner)
    asked = browser.get(page).content.decode()
    assert "01632 960900" in asked
    assert "Somebody who left" not in asked
    typed = {"whom": "Ms Rook, manager"}
    answer = browser.post(page, typed)
    assert answer.status_code == 422
    assert "Choose a stage" in answer.content.decode()
    assert browser.post(page, {**typed, "stage": str(gone.pk)}).status_code == 422
    assert browser.post(page, {**typed, "stage": str(manager.pk)}).status_code == 302
    assert browser.post(page, {**typed, "stage": "none"}).status_code == 302
    assert [row.stage_id for row in rows(decision, cast)] == [manager.pk, None]
    remove_stage(manager, actor=admin)
    assert "Their manager" in sharing(decision, cast)


def test_without_stages_it_says_so(decision: Decision, cast: Cast) -> None:
    page = client_of(cast.practitioner).get(address(decision, cast, "escalated"))
    assert "entered no stages yet" in page.content.decode()
    assert 'name="stage"' not in page.content.decode()


@pytest.mark.parametrize("state", policies.STATES)
def test_what_is_next_is_offered_first_and_everything_else_below(state: str, cast: Cast) -> None:
    decision = share_in(state, cast.practitioner, team_id=cast.team.pk)
    page = sharing(decision, cast)
    first, _, below = page.partition("Something else happened")
    places = {kind: f"/follow-up/{kind}/" for kind in FollowUpKind.values}
    assert {kind for kind, place in places.items() if place in first} == set(policies.STATES[state])
    assert {kind for kind, place in places.items() if place in below} == set(
        FollowUpKind.values
    ) - set(policies.STATES[state])


def test_what_a_recipient_answers_by_the_link_counts(decision: Decision, cast: Cast) -> None:
    after = after_of(decision, cast.practitioner)
    recipient = after.record.recipients[0]
    for kind, said, state in (
        (ReceiptKind.SEEN, {}, policies.TOLD),
        (ReceiptKind.ACCEPTED, {"will_do": "Visit her", "will_do_by": DUE}, policies.ACCEPTED),
        (ReceiptKind.RETURNED, {"reason": "Not ours"}, policies.DECLINED),
    ):
        with acting(cast.practitioner.actor()):
            Receipt(
                organisation_id=decision.organisation_id,
                decision=decision,
                recipient=recipient,
                kind=kind,
                happened_at=timezone.now(),
                **said,
            ).save(force_insert=True)
        after = after_of(decision, cast.practitioner)
        assert policies.state_of(after, recipient) == state
        if kind == ReceiptKind.ACCEPTED:
            assert became_of(after, recipient) == f"They will act by {day(DUE)}: Visit her"


def test_where_nobody_raised_it_the_check_ends_it(cast: Cast) -> None:
    decision = shared(cast.practitioner, raised=False)
    notes(decision, cast.practitioner, "verified")
    after = after_of(decision, cast.practitioner)
    recipient = after.record.recipients[0]
    assert policies.state_of(after, recipient) == policies.CLOSED
    today = day(timezone.localdate())
    assert became_of(after, recipient) == f"Done, and checked on {today}"


def test_what_became_of_it_is_said_in_every_state(cast: Cast) -> None:
    today = day(timezone.localdate())
    said = {}
    for state in policies.STATES:
        after = after_of(share_in(state, cast.practitioner), cast.practitioner)
        said[state] = became_of(after, after.record.recipients[0])
    assert said == {
        policies.NOT_TOLD: "Not told yet",
        policies.TOLD: "Told. We wait for an answer",
        policies.ACCEPTED: "They will act",
        policies.DECLINED: "They will not act",
        policies.NO_ANSWER: "No answer",
        policies.ESCALATED: f"Taken further on {today}",
        policies.DONE: f"They say that it was done, on {today}",
        policies.VERIFIED: f"Done, and checked on {today}",
        policies.CLOSED: f"Done, and checked on {today}",
    }


def test_many_follow_ups_cost_no_more_queries(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    decision = share_in(policies.CLOSED, cast.practitioner, team_id=cast.team.pk)
    recipient = after_of(decision, cast.practitioner).record.recipients[0]
    page = reverse("sharing", args=[decision.reference, recipient.pk])
    browser = client_of(cast.practitioner)
    browser.get(page)
    with django_assert_max_num_queries(60) as asked:
        assert browser.get(page).status_code == 200
    before = statements(asked)
    for kind in FollowUpKind.values:
        notes(decision, cast.practitioner, kind)
    with django_assert_max_num_queries(60) as asked:
        browser.get(page)
    assert statements(asked) == before <= 12

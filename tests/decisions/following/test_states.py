"""Does every act lead from every state where the tables say, and may only those do it who may?"""

from __future__ import annotations

import pytest
from django.db import transaction
from django.urls import reverse

from accounts import actions
from accounts.door import acting, reading
from decisions.actions.colleagues import name_colleague
from decisions.choices import FollowUpKind, Status
from decisions.following import permissions, policies, words
from decisions.models import Decision
from tests.cast import Cast, client_of
from tests.decisions.following.shares import (
    after_of,
    does,
    incident_in,
    notes,
    share_in,
    shared,
    wrong,
)
from tests.factories import decision_at

pytestmark = pytest.mark.django_db
# Who may write what followed; a colleague of the team is not named on the record.
ROLES = {
    "practitioner": "",
    "named": "",
    "lead": "",
    "guardian": "",
    "colleague": "not-author",
    "administrator": "not-author",
}
ACTS_OF_INCIDENT = [*policies._DECIDE, policies.CONFIRM, policies.REPORT, policies.CLOSE]


def codes(cast: Cast, decision: Decision, ask) -> dict[str, str]:
    found = {}
    for role, member in cast.everybody().items():
        if role != "stranger":  # who does not find the record, and is not asked
            with reading(member.actor()):
                found[role] = ask(member).code
    with acting(cast.practitioner.actor()):
        name_colleague(
            decision, actor=cast.practitioner.actor(), person_id=cast.colleague.person_id
        )
    with reading(cast.colleague.actor()):
        found["named"] = ask(cast.colleague).code
    return found


def test_every_state_and_every_act_has_words() -> None:
    assert set(policies.STATES) == set(words.STATES) == set(words.COLOURS)
    assert set(words.BUTTONS) == set(FollowUpKind.values)
    assert set(policies.INCIDENT_STATES) == set(words.INCIDENTS)
    offered = {act for acts in policies.STATES.values() for act in acts}
    assert offered == set(FollowUpKind.values) - {FollowUpKind.WITHDRAWAL_TOLD}


@pytest.mark.parametrize("state", policies.STATES)
def test_every_act_leads_from_every_state_where_the_table_says(state: str, cast: Cast) -> None:
    decision = share_in(state, cast.practitioner, team_id=cast.team.pk)
    led = {}
    for kind in FollowUpKind.values:
        with transaction.atomic():
            notes(decision, cast.practitioner, kind)
            after = after_of(decision, cast.practitioner)
            led[kind] = policies.state_of(after, after.record.recipients[0])
            transaction.set_rollback(True)
    assert led == {kind: policies.next_state(state, kind) for kind in FollowUpKind.values}
    named = {kind: end for kind, end in led.items() if kind in policies.STATES[state]}
    assert named == dict(policies.STATES[state])


@pytest.mark.parametrize("state", policies.STATES)
def test_the_same_people_may_write_in_every_state(state: str, cast: Cast) -> None:
    decision = share_in(state, cast.practitioner, team_id=cast.team.pk)
    found = codes(cast, decision, lambda who: permissions.may_follow_up(who, decision))
    assert found == ROLES


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (Status.DRAFT, "draft"),
        (Status.ABANDONED, "draft"),
        (Status.INCOMPLETE, ""),
        (Status.SUPERSEDED, ""),
        (Status.IN_ERROR, "sealed"),
    ],
)
def test_what_followed_is_written_once_it_is_recorded(status: str, code: str, cast: Cast) -> None:
    decision = decision_at(status, cast.practitioner, team_id=cast.team.pk)
    with reading(cast.practitioner.actor()):
        assert permissions.may_follow_up(cast.practitioner, decision).code == code


def test_what_was_sealed_can_still_be_got_back(cast: Cast) -> None:
    decision = decision_at(Status.IN_ERROR, cast.practitioner, team_id=cast.team.pk)
    with reading(cast.practitioner.actor()):
        assert permissions.may_report_wrong(cast.practitioner, decision)


@pytest.mark.parametrize("state", policies.INCIDENT_STATES)
def test_every_act_leads_an_incident_where_the_table_says(state: str, cast: Cast) -> None:
    decision = incident_in(state, cast.practitioner, team_id=cast.team.pk)
    led = {}
    for act in policies.INCIDENT_STATES[state]:
        with transaction.atomic():
            does(decision, cast.practitioner, act)
            after = after_of(decision, cast.practitioner)
            led[act] = policies.state_of_incident(after.incidents[0], after.incident_recipients)
            transaction.set_rollback(True)
    # Where everybody has confirmed already, nothing is left to be put right.
    ready = state == policies.READY
    wanted = dict(policies.INCIDENT_STATES[state])
    if ready:
        wanted |= {
            act: policies.READY for act, end in wanted.items() if end == policies.PUTTING_RIGHT
        }
    assert led == wanted


@pytest.mark.parametrize("state", policies.INCIDENT_STATES)
def test_who_may_put_right_and_who_decides_in_every_state(state: str, cast: Cast) -> None:
    decision = incident_in(state, cast.practitioner, team_id=cast.team.pk)
    [incident] = after_of(decision, cast.practitioner).incidents
    closed = "closed" if state == policies.CLOSED else ""
    put_right = codes(
        cast, decision, lambda who: permissions.may_put_right(who, decision, incident)
    )
    assert put_right == {role: code or closed for role, code in ROLES.items()}
    decided = codes(
        cast, decision, lambda who: permissions.may_decide_breach(who, decision, incident)
    )
    # By now Linnet is named: she helps with the record, and does not answer for it.
    helps = closed or "not-answerable"
    assert decided == put_right | {"named": helps, "colleague": helps}


@pytest.mark.parametrize("state", policies.INCIDENT_STATES)
def test_it_is_finished_only_when_it_is_ready(state: str, cast: Cast) -> None:
    decision = incident_in(state, cast.practitioner, team_id=cast.team.pk)
    after = after_of(decision, cast.practitioner)
    verdict = permissions.may_finish(after.incidents[0], after.incident_recipients)
    assert bool(verdict) == (policies.CLOSE in policies.INCIDENT_STATES[state])
    assert verdict.code == ("" if verdict else "not-ready")


def test_pages_answer_each_role(cast: Cast) -> None:
    decision = shared(cast.practitioner, team_id=cast.team.pk)
    incident = wrong(decision, cast.practitioner)
    after = after_of(decision, cast.practitioner)
    [row] = after.incident_recipients
    ref, one = decision.reference, [decision.reference, incident.pk]
    pages = [
        reverse("follow_up", args=[ref, after.record.recipients[0].pk, "chased"]),
        reverse("told_later", args=[ref, after.record.people[0].pk]),
        reverse("wrong", args=[ref]),
        reverse("incident_part", args=[*one, "breach"]),
        reverse("incident_recipient", args=[*one, row.pk, "asked"]),
    ]
    expected = {
        "practitioner": (200, 422),
        "lead": (200, 422),
        "guardian": (200, 422),
        "colleague": (404, 404),
        "administrator": (404, 404),
        "stranger": (404, 404),
    }
    for role, member in cast.everybody().items():
        browser = client_of(member)
        for page in pages:
            got = browser.get(page).status_code, browser.post(page).status_code
            assert got == expected[role], (role, page)
        seen = browser.get(reverse("incident", args=one)).status_code
        assert seen == expected[role][0]


def test_whoever_only_sees_the_record_only_sees(cast: Cast) -> None:
    with acting(cast.administrator.actor()):
        actions.change_team(
            cast.team,
            name=cast.team.name,
            members_see_decisions=True,
            is_active=True,
            actor=cast.administrator.actor(),
        )
    decision = shared(cast.practitioner, team_id=cast.team.pk)
    incident = wrong(decision, cast.practitioner)
    recipient = after_of(decision, cast.practitioner).record.recipients[0]
    browser = client_of(cast.colleague)
    page = reverse("follow_up", args=[decision.reference, recipient.pk, "chased"])
    assert browser.get(page).status_code == 403
    assert browser.post(page, {"how": "x", "note": "x"}).status_code == 403
    breach = reverse("incident_part", args=[decision.reference, incident.pk, "breach"])
    assert browser.post(breach).status_code == 403
    shown = browser.get(reverse("incident", args=[decision.reference, incident.pk]))
    assert shown.status_code == 200
    assert "They confirmed it" not in shown.content.decode()
    sharing = browser.get(reverse("sharing", args=[decision.reference, recipient.pk]))
    assert sharing.status_code == 200
    assert "What happened next?" not in sharing.content.decode()

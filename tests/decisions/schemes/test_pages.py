"""What do the pages of a disclosure scheme take, keep, warn of and show?"""

from __future__ import annotations

import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.door import acting, reading
from audit.models import Act
from decisions.afterwards import afterwards
from decisions.choices import SchemeRoute, SchemeStage, Undertaking
from decisions.models import Decision, SchemeEvent
from decisions.schemes import policies
from tests.cast import Cast, client_of
from tests.decisions.drafted import statements
from tests.decisions.following.shares import after_of, shared
from tests.decisions.schemes.concerns import OF_STAGE, a_concern, concern_in, happens
from tests.factories import decision_at

pytestmark = pytest.mark.django_db
TYPED = {
    "at_risk": "R, 7",
    "about_whom": "Perrin Holt, a lodger",
    "why_worried": "He is alone with her each evening.",
    "route": SchemeRoute.ASK,
    "who_asked": "Her grandmother",
}


def begun(cast: Cast, **said: str) -> list[Decision]:
    data = {"key": str(uuid.uuid4()), "team": str(cast.team.pk), **TYPED, **said}
    for _twice in range(2):
        answer = client_of(cast.practitioner).post(reverse("begin_concern", args=["csods"]), data)
        assert answer.status_code == 302
    with reading(cast.practitioner.actor()):
        return list(Decision.objects.select_related("organisation", "author"))


def test_a_concern_begins_a_draft_for_the_police_once(cast: Cast) -> None:
    [decision] = begun(cast)
    after = after_of(decision, cast.practitioner)
    [police], [person] = after.record.recipients, after.record.people
    [row] = after.schemes
    assert (police.agency_type, police.agency_name) == ("police", "Police")
    assert (row.recipient_id, row.person_at_risk_id) == (police.pk, person.pk)
    assert (row.scheme, row.route, row.who_asked) == ("csods", "ask", "Her grandmother")
    assert (person.role, person.identifier) == ("child", "R, 7")
    assert (decision.is_draft, decision.concern) == (True, TYPED["why_worried"])
    page = reverse("scheme", args=[decision.reference, row.pk])
    shown = client_of(cast.practitioner).get(page).content.decode()
    assert "The police do not have it yet" in shown
    assert "Go on with the record" in shown


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(cast: Cast) -> None:
    page = reverse("begin_concern", args=["csods"])
    answer = client_of(cast.practitioner).post(page, {**TYPED, "who_asked": "", "at_risk": ""})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Say who asked" in shown
    assert "Say who could be harmed" in shown
    assert TYPED["about_whom"] in shown


def test_a_scheme_of_another_nation_is_not_there(cast: Cast) -> None:
    browser = client_of(cast.practitioner)
    assert browser.get(reverse("begin_concern", args=["socds"])).status_code == 404
    shown = browser.get(reverse("schemes")).content.decode()
    assert "Sarah’s Law" in shown
    assert "Keeping Children Safe" not in shown


@pytest.mark.parametrize(("status", "police"), [("draft", "new"), ("incomplete", "none")])
def test_a_concern_is_added_to_a_record_once(status: str, police: str, cast: Cast) -> None:
    decision = decision_at(status, cast.practitioner, team_id=cast.team.pk)
    after = after_of(decision, cast.practitioner)
    data = {**TYPED, "at_risk": str(after.record.people[0].pk), "police": police}
    page = reverse("add_concern", args=[decision.reference, "dvds"])
    browser = client_of(cast.practitioner)
    first, second = browser.post(page, data), browser.post(page, data)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    after = after_of(decision, cast.practitioner)
    [row] = after.schemes
    assert row.scheme == "dvds"
    assert len(after.record.recipients) == (2 if police == "new" else 1)
    assert (row.recipient_id is None) == (police == "none")
    assert after.record.decision.version > decision.version


@pytest.mark.parametrize("stage", SchemeStage.values)
def test_each_event_keeps_what_it_asks_and_a_double_click_is_one(stage: str, cast: Cast) -> None:
    concern = concern_in(policies.NOTED, cast.practitioner, team_id=cast.team.pk)
    if stage not in policies.STATES[policies.NOTED]:
        happens(concern, cast.lead, SchemeStage.PASSED_ON)
    page = reverse("scheme_event", args=[concern.decision.reference, concern.pk, stage])
    browser = client_of(cast.practitioner)
    assert browser.get(page).status_code == 200
    empty = browser.post(page, {})
    assert empty.status_code == (302 if stage == SchemeStage.CHECKED else 422)
    if stage == SchemeStage.CHECKED:  # nothing has to be said of it
        return
    for _twice in range(2):
        assert browser.post(page, OF_STAGE[stage]).status_code == 302
    events = after_of(concern.decision, cast.practitioner).scheme_events
    [row] = [each for each in events if each.noted_by_id == cast.practitioner.person_id]
    assert row.stage == stage
    assert {name: getattr(row, name) for name in OF_STAGE[stage]} == OF_STAGE[stage]


def test_nobody_notes_their_own_telling_as_if_it_were_the_polices(cast: Cast) -> None:
    concern = concern_in(policies.WILL_TELL, cast.practitioner, team_id=cast.team.pk)
    args = [concern.decision.reference, concern.pk]
    browser = client_of(cast.practitioner)
    mine = {**OF_STAGE[SchemeStage.TOLD], "by_whom": "posy thimble, health visitor"}
    answer = browser.post(reverse("scheme_event", args=[*args, "told"]), mine)
    assert answer.status_code == 422
    assert "Only the police decide who is told. If you told them" in answer.content.decode()
    page = reverse("scheme_event", args=[*args, "told-by-us"])
    shown = browser.get(page).content.decode()
    assert "Only the police decide who is told. Telling somebody yourself" in shown
    said = {**OF_STAGE[SchemeStage.TOLD_BY_US], "by_whom": "Posy Thimble"}
    assert browser.post(page, said).status_code == 302
    shown = browser.get(reverse("scheme", args=args)).content.decode()
    assert "Somebody here told them, without the police." in shown
    assert reverse("wrong", args=[concern.decision.reference]) in shown
    assert "The police will tell somebody" in shown  # it decided nothing


def test_who_was_told_says_what_they_promised_and_what_they_were_told_is_not_asked(
    cast: Cast,
) -> None:
    concern = concern_in(policies.WILL_TELL, cast.practitioner, team_id=cast.team.pk)
    page = reverse("scheme_event", args=[concern.decision.reference, concern.pk, "told"])
    shown = client_of(cast.practitioner).get(page).content.decode()
    assert "Never write down what they were told." in shown
    assert (
        "Say if they signed a promise"
        in client_of(cast.practitioner)
        .post(page, {"told_whom": "Her mother", "by_whom": "DS Larch"})
        .content.decode()
    )
    with pytest.raises(DatabaseError), transaction.atomic(), acting(cast.practitioner.actor()):
        SchemeEvent.objects.filter(concern=concern).update(undertaking=Undertaking.REFUSED)


def test_it_is_read_on_the_record_on_paper_and_in_the_history(cast: Cast) -> None:
    concern = concern_in(policies.TOLD, cast.practitioner, team_id=cast.team.pk)
    decision, browser = concern.decision, client_of(cast.practitioner)
    recorded = browser.get(reverse("recorded", args=[decision.reference])).content.decode()
    assert "Disclosure schemes of the police" in recorded
    assert "Somebody was told" in recorded
    paper = browser.get(reverse("print", args=[decision.reference])).content.decode()
    for said in ("Sarah’s Law", "Her mother", "They signed it", "To speak of it to nobody else"):
        assert said in paper
    assert "csods" not in paper
    with reading(cast.practitioner.actor()):
        kinds = set(Act.objects.filter(decision_id=decision.pk).values_list("kind", flat=True))
    assert {"scheme.concern_noted", "scheme.event_noted"} <= kinds
    with reading(cast.practitioner.actor()):
        [chapter] = [
            each
            for each in afterwards(after_of(decision, cast.practitioner))
            if each.title == "Disclosure schemes of the police"
        ]
    assert [block.title for block in chapter.blocks][1:] == [
        "Passed on to the police",
        "Somebody was told",
    ]


def test_a_page_asks_few_questions(cast: Cast) -> None:
    concern = concern_in(policies.TOLD, cast.practitioner, team_id=cast.team.pk)
    reference, browser = concern.decision.reference, client_of(cast.practitioner)
    for name, args in (
        ("schemes", []),
        ("begin_concern", ["csods"]),
        ("schemes_of_record", [reference]),
        ("add_concern", [reference, "csods"]),
        ("scheme", [reference, concern.pk]),
        ("scheme_event", [reference, concern.pk, "told"]),
    ):
        page = reverse(name, args=args)
        browser.get(page)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(page).status_code == 200
        assert statements(asked) <= 12, name


def test_somebody_elsewhere_finds_nothing(cast: Cast) -> None:
    decision = shared(cast.practitioner, "The police", team_id=cast.team.pk, told=False)
    concern = a_concern(decision, cast.practitioner)
    page = reverse("scheme", args=[decision.reference, concern.pk])
    assert client_of(cast.stranger).get(page).status_code == 404
    other = shared(cast.practitioner, team_id=cast.team.pk)
    page = reverse("scheme", args=[other.reference, concern.pk])
    assert client_of(cast.practitioner).get(page).status_code == 404

"""The step about consent, as a browser without scripts uses it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.door import acting
from consent.choices import Capacity, ConsentStatus, NotSoughtReason, Thing
from consent.models import Consent
from decisions.actions.consent import answer_for, put_consents
from decisions.choices import Outcome, PersonRole
from decisions.guidance import NATIONS, givers
from decisions.models import PersonConcerned
from decisions.screens.consent import ConsentScreen
from tests.cast import Cast
from tests.decisions.drafted import Drafted, statements

pytestmark = pytest.mark.django_db
GIVEN: dict[str, Any] = {
    "status": "given", "capacity": "parental-responsibility", "giver_name": "E, mother",
    "told": ["why", "what", "who"], "how": "written", "evidence": "Signed form, page 2",
    "given_on-day": "2", "given_on-month": "March", "given_on-year": "2026",
    "what_exactly": "Sleep and meals", "to_whom": "School and health visitor",
    "for_what": "Early help", "limits": "Not to the GP", "is_explicit": "on",
    "review_on-day": "1", "review_on-month": "9", "review_on-year": "2099",
}  # fmt: skip
REFUSED: dict[str, Any] = {
    "status": "refused", "capacity": "parental-responsibility", "giver_name": "Both parents",
    "weighing": "A bruise on a baby who cannot roll", "discussed_with": "Rowan Quill, named nurse",
    "overridden": "on", "override_reason": "He is in danger if we wait",
}  # fmt: skip


@pytest.fixture
def draft(cast: Cast) -> Drafted:
    return Drafted(cast, "consent", PersonRole.CHILD, PersonRole.PARENT)


def stored(draft: Drafted, person: PersonConcerned) -> dict[str, Consent]:
    return {row.thing: row for row in draft.record().consents_of(person)}


def part(answer: Any) -> str:
    """Where Continue led: the part of this step, or the slug of the next."""
    return str(answer["Location"]).rstrip("/").split("/")[-1]


def test_one_answer_for_everybody_is_stored_apart_for_each(draft: Drafted) -> None:
    answer = draft.post(
        everybody="nobody", not_sought_reason="delay", not_sought_note="She is in danger tonight"
    )
    assert part(answer) == "basis"
    for person in draft.people:
        rows = stored(draft, person)
        assert set(rows) == set(Thing.values)
        for row in rows.values():
            assert row.status == ConsentStatus.NOT_SOUGHT
            assert row.not_sought_reason == NotSoughtReason.DELAY
            assert row.not_sought_note == "She is in danger tonight"
    assert draft.gaps() == []


def test_somebody_who_cannot_consent_needs_an_assessment_and_best_interests(draft: Drafted) -> None:
    assert part(draft.post(everybody="cannot")) == "basis"
    assert draft.gaps() == [
        "It does not say how it was decided that they cannot consent.",
        "It does not say that it is in their best interests.",
    ]
    draft.post(assessment="Did not know who we are", assessed_by="Dr F", best_interests="on")
    assert draft.gaps() == []
    for row in draft.record().consents:
        assert (row.status, row.capacity) == (ConsentStatus.CANNOT, Capacity.BEST_INTERESTS)


def test_informants_and_the_unborn_are_not_asked_by_default(draft: Drafted) -> None:
    gran = draft.person(PersonRole.INFORMANT)
    unborn = draft.person(PersonRole.UNBORN)
    draft.post(everybody="nobody", not_sought_reason="raises-risk")
    assert draft.gaps() == []
    assert stored(draft, gran) == stored(draft, unborn) == {}
    assert draft.client.get(draft.url(str(gran.pk))).status_code == 200
    assert draft.client.get(draft.url(str(unborn.pk))).status_code == 404
    assert draft.client.get(draft.url("999999")).status_code == 404


def test_where_it_differs_each_person_is_asked_in_turn(draft: Drafted) -> None:
    child, mother = draft.people
    first = draft.post(everybody="differs")
    assert part(first) == str(child.pk)
    second = draft.post(str(child.pk), both="same", **REFUSED)
    assert part(second) == str(mother.pk)
    third = draft.post(str(mother.pk), both="different", **GIVEN)
    assert part(third) == f"{mother.pk}-confidence"
    last = draft.post(f"{mother.pk}-confidence", status="not-sought", not_sought_reason="delay")
    assert part(last) == "basis"
    said = stored(draft, mother)
    assert said[Thing.DATA_PROTECTION].status == ConsentStatus.GIVEN
    assert said[Thing.CONFIDENCE].status == ConsentStatus.NOT_SOUGHT
    assert said[Thing.CONFIDENCE].limits == ""
    assert {row.status for row in stored(draft, child).values()} == {ConsentStatus.REFUSED}


def test_all_that_was_said_of_a_yes_is_kept(draft: Drafted) -> None:
    child = draft.people[0]
    draft.post(str(child.pk), both="same", **GIVEN)
    for row in stored(draft, child).values():
        assert row.told == ["what", "why", "who"]
        assert (row.what_exactly, row.to_whom) == ("Sleep and meals", "School and health visitor")
        assert (row.for_what, row.limits) == ("Early help", "Not to the GP")
        assert row.is_explicit
        assert (row.given_on, row.review_on) == (dt.date(2026, 3, 2), dt.date(2099, 9, 1))
    before = draft.record().decision.version
    draft.post(str(child.pk))
    assert draft.record().decision.version == before


def test_going_ahead_after_a_no_is_refused_without_its_reason(draft: Drafted) -> None:
    child = draft.people[0]
    answer = draft.post(str(child.pk), both="same", **REFUSED | {"override_reason": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Say why you are going ahead although they said no" in page
    assert "A bruise on a baby who cannot roll" in page
    assert stored(draft, child) == {}


def test_an_overridden_no_stays_a_no_everywhere(draft: Drafted) -> None:
    child = draft.people[0]
    draft.post(str(child.pk), both="same", **REFUSED)
    draft.set(outcome=Outcome.SHARE_ALL)
    for row in stored(draft, child).values():
        assert (row.status, row.overridden) == (ConsentStatus.REFUSED, True)
    (shown,) = ConsentScreen.blocks(draft.record())
    said = {row.label: row.value for row in shown.rows}
    assert said["Answer"] == "Refused"
    expected = "Yes. It stays a no: He is in danger if we wait"
    assert said["Going ahead although they said no"] == expected


def test_sharing_after_a_no_without_a_reason_is_a_gap_and_not_sharing_is_none(cast: Cast) -> None:
    draft = Drafted(cast, "consent", PersonRole.ADULT)
    (person,) = draft.people
    draft.post(str(person.pk), both="same", status="refused", capacity="self")
    assert draft.gaps() == []
    draft.set(outcome=Outcome.NOT_SHARE)
    assert draft.gaps() == []
    draft.set(outcome=Outcome.SHARE_PART)
    assert draft.gaps() == [
        "Adult at risk (person 1): it does not say why it is shared although they said no.",
        "Adult at risk (person 1): it does not say how both harms were weighed after the no.",
    ]


def test_a_yes_needs_its_scope_and_its_evidence(cast: Cast) -> None:
    draft = Drafted(cast, "consent", PersonRole.ADULT)
    (person,) = draft.people
    draft.post(str(person.pk), both="same", status="given")
    assert draft.gaps() == [
        "Adult at risk (person 1): it does not say what they agreed to, and with whom.",
        "Adult at risk (person 1): it does not say what shows that they agreed.",
    ]
    day = {"review_on-day": "1", "review_on-month": "2", "review_on-year": "2020"}
    draft.post(str(person.pk), **GIVEN | day)
    passed = "the day to ask if consent still holds has passed (1 February 2020)."
    assert draft.gaps() == [f"Adult at risk (person 1): {passed}"]


def test_nothing_need_be_said_of_consent_where_nothing_goes(draft: Drafted) -> None:
    assert draft.gaps() == ["It does not say what happened about consent, or why nobody was asked."]
    draft.set(outcome=Outcome.NOT_YET)
    assert draft.gaps() == []


def test_a_person_added_later_is_a_gap_that_the_same_answer_fills(draft: Drafted) -> None:
    draft.post(everybody="nobody", not_sought_reason="delay")
    draft.person(PersonRole.OTHER_ADULT, name="Uncle J")
    assert draft.gaps() == ["It does not say what happened about consent for Uncle J."]
    draft.post()
    assert draft.gaps() == []


def test_half_an_answer_is_asked_about(draft: Drafted) -> None:
    child, mother = draft.people
    draft.post(str(child.pk), status="not-sought", not_sought_reason="delay")
    answer_for_mother = {"status": "not-sought", "not_sought_reason": "prejudice"}
    draft.post(str(mother.pk), both="same", **answer_for_mother)
    assert draft.gaps() == [
        "It does not say if what Child (person 1) answered counts under the duty of confidence too."
    ]


def test_a_recorded_answer_stays_and_its_gaps_can_be_filled(draft: Drafted) -> None:
    child = draft.people[0]
    draft.post(str(child.pk), both="same", status="refused", capacity="parental-responsibility")
    draft.as_incomplete()
    page = draft.get(str(child.pk))
    assert 'name="status"' not in page
    assert 'name="override_reason"' in page
    assert 'name="what_exactly"' not in page
    assert draft.post(str(child.pk), **REFUSED | {"status": "given"}).status_code == 302
    for row in stored(draft, child).values():
        assert (row.status, row.overridden) == (ConsentStatus.REFUSED, True)
        assert row.override_reason == "He is in danger if we wait"


def test_two_people_who_answer_for_different_persons_lose_nothing(draft: Drafted) -> None:
    child = draft.people[0]
    page = draft.get()
    draft.post(str(child.pk), both="same", **GIVEN)
    late = draft.post(page=page, everybody="nobody", not_sought_reason="delay")
    assert late.status_code == 409
    assert {row.status for row in stored(draft, child).values()} == {ConsentStatus.GIVEN}


@pytest.mark.parametrize("status", ConsentStatus.values)
def test_every_status_comes_back_on_the_page(draft: Drafted, status: str) -> None:
    child = draft.people[0]
    with acting(draft.actor):
        answer_for(draft.record(), child, actor=draft.actor, values={"status": status})
    before = draft.record()
    assert f'value="{status}" checked' in draft.get(str(child.pk))
    draft.post(str(child.pk))
    after = draft.record()
    assert after.decision.version == before.decision.version
    assert {row.status for row in after.consents_of(child)} == {status}


def test_queries_of_a_save_do_not_grow_with_the_people(cast: Cast) -> None:
    counts = []
    for number in (1, 12):
        draft = Drafted(cast, "consent", *[PersonRole.OTHER_ADULT] * number)
        record = draft.record()
        for reason in ("delay", "prejudice"):
            said = {"status": ConsentStatus.NOT_SOUGHT, "not_sought_reason": reason}
            answers = {(p.pk, thing): said for p in draft.people for thing in Thing.values}
            with CaptureQueriesContext(connection) as asked, acting(draft.actor):
                put_consents(record, actor=draft.actor, answers=answers)
            counts.append(statements(asked))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 6


def test_who_can_answer_is_said_for_the_nation_and_marked_where_not_confirmed(
    draft: Drafted,
) -> None:
    page = draft.get(str(draft.people[0].pk))
    assert "1 December 2003" in page
    assert "Scotland" not in page
    scottish = " ".join(each.text for each in givers("scotland"))
    assert "From the age of 12" in scottish
    assert "1 December 2003" not in scottish
    for nation in NATIONS:
        said = givers(nation)
        assert {each.capacity for each in said} == set(Capacity.values) - {Capacity.BEST_INTERESTS}
    unsure = [each.capacity for each in givers("scotland") if each.is_unverified]
    assert unsure == [Capacity.SELF, Capacity.COMPETENT_CHILD, Capacity.ATTORNEY]

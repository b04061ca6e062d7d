"""The step about telling people, as a browser without scripts uses it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.door import acting
from accounts.ui.dates import moment
from consent.choices import Asked
from decisions.actions.telling import put_tellings, tell_person
from decisions.choices import NotToldReason, Outcome, PersonRole, Told
from decisions.models import PersonConcerned
from decisions.screens.telling import TellingForm, TellingScreen
from decisions.screens.whom import is_baby
from tests.cast import Cast
from tests.decisions.drafted import Drafted, statements

TODAY = dt.date(2026, 3, 4)


def answers(person: PersonConcerned, **values: str) -> dict[str, str]:
    return {
        f"person-{person.pk}-{name.replace('__', '-')}": value for name, value in values.items()
    }


WHEN = {
    "told_at__day": "4",
    "told_at__month": "3",
    "told_at__year": "2026",
    "told_at__time": "3:40pm",
}
AGAIN = {"ask_again_on__day": "1", "ask_again_on__month": "6", "ask_again_on__year": "2027"}


@pytest.fixture
def draft(cast: Cast) -> Drafted:
    return Drafted(cast, "telling", PersonRole.CHILD, PersonRole.PARENT)


@pytest.mark.django_db
def test_each_person_has_their_own_answer(draft: Drafted) -> None:
    child, mother = draft.people
    told = answers(mother, told="before", how="At home", by_whom="Posy", **WHEN)
    not_told = answers(child, told="not", reason="risk-child", reason_note="He said so", **AGAIN)
    assert draft.post(**told, **not_told).status_code == 302
    record = draft.record()
    (one,), (other,) = record.informing_of(mother), record.informing_of(child)
    assert one.told_at == moment(dt.date(2026, 3, 4), dt.time(15, 40))
    assert (one.told, one.how, one.by_whom) == (Told.BEFORE, "At home", "Posy")
    assert (other.reason, other.reason_note) == (NotToldReason.RISK_CHILD, "He said so")
    assert other.ask_again_on == dt.date(2027, 6, 1)
    assert draft.gaps() == []


@pytest.mark.django_db
def test_wishes_are_kept_in_their_own_words_and_are_not_consent(draft: Drafted) -> None:
    child = draft.people[0]
    words = "“Dw i ddim isie mynd adre.” \U0001f622 <b>no</b>"
    draft.post(**answers(child, asked="asked", words=words, heard_by="Posy Thimble"))
    record = draft.record()
    assert [(row.words, row.asked) for row in record.wishes] == [(words, Asked.ASKED)]
    assert record.wishes_of(child) is record.wishes[0]
    assert record.consents == []
    assert words in [row.value for block in TellingScreen.blocks(record) for row in block.rows]


@pytest.mark.django_db
def test_saving_the_page_again_changes_nothing(draft: Drafted) -> None:
    child = draft.people[0]
    draft.post(**answers(child, told="after", asked="not-asked", **WHEN))
    before = draft.record().decision.version
    assert draft.post().status_code == 302
    assert draft.record().decision.version == before


@pytest.mark.django_db
def test_a_draft_has_one_answer_that_changes_and_a_record_gets_further_ones(
    draft: Drafted,
) -> None:
    child = draft.people[0]
    draft.post(**answers(child, told="will", **AGAIN))
    draft.post(**answers(child, told="after", **WHEN))
    (row,) = draft.record().informing_of(child)
    assert (row.told, row.ask_again_on) == (Told.AFTER, None)
    draft.as_incomplete()
    with acting(draft.actor):
        values = {"told": Told.AFTER, "told_at": timezone.now(), "reason": "flight"}
        tell_person(draft.decision(), child, actor=draft.actor, values=values)
    first, second = draft.record().informing_of(child)
    assert (first.pk, first.told) == (row.pk, Told.AFTER)
    assert second.reason == ""


@pytest.mark.django_db
def test_a_recorded_answer_stays_and_its_gap_can_be_filled(draft: Drafted) -> None:
    child, mother = draft.people
    draft.post(**answers(child, told="not"))
    draft.as_incomplete()
    page = draft.get()
    assert f'name="person-{child.pk}-told"' not in page
    assert f'name="person-{child.pk}-reason"' in page
    assert f'name="person-{child.pk}-how"' not in page
    late = answers(child, told="before", reason="flight", **AGAIN)
    assert draft.post(**late, **answers(mother, told="after")).status_code == 302
    record = draft.record()
    assert [row.told for row in record.informing_of(child)] == [Told.NOT]
    assert record.informing_of(child)[0].reason == NotToldReason.FLIGHT
    assert record.informing_of(mother)[0].told == Told.AFTER
    assert draft.gaps() == []


@pytest.mark.django_db
def test_what_is_missing_is_said_of_each_person_who_could_understand(cast: Cast) -> None:
    draft = Drafted(cast, "telling")
    assert draft.gaps() == []
    draft.person(name="A", age="4 months")
    draft.person(PersonRole.UNBORN)
    draft.person(PersonRole.INFORMANT, name="Gran")
    assert draft.gaps() == []
    mother = draft.person(PersonRole.PARENT, name="M")
    assert draft.gaps() == ["It does not say whether M was told."]
    draft.post(**answers(mother, told="not"))
    assert draft.gaps() == [
        "It does not say why M was not told.",
        "There is no date to think again about telling M.",
    ]
    draft.set(outcome=Outcome.NOT_SHARE)
    assert len(draft.gaps()) == 2


@pytest.mark.django_db
def test_there_is_nothing_to_tell_an_unborn_child_or_somebody_not_known(cast: Cast) -> None:
    draft = Drafted(cast, "telling", PersonRole.UNBORN)
    page = draft.get()
    assert "There is nobody to tell" in page
    assert 'type="radio"' not in page
    assert draft.post().status_code == 302
    draft.person(PersonRole.PARENT)
    assert "There is nothing to tell an unborn child" in draft.get()


@pytest.mark.django_db
def test_errors_name_the_person_and_keep_what_was_typed(draft: Drafted) -> None:
    child, mother = draft.people
    answer = draft.post(**answers(child, how="By letter"), **answers(mother, words="Leave us"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Child (person 1): Say whether they were told" in page
    assert "Parent or carer (person 2): Say whether they told you what they want" in page
    assert "By letter" in page
    assert "Leave us" in page
    assert draft.record().informing == []


@pytest.mark.django_db
def test_one_persons_page_does_not_undo_anothers_answer(draft: Drafted) -> None:
    child, mother = draft.people
    page = draft.get()
    draft.post(**answers(child, told="before"))
    assert draft.post(page=page, **answers(mother, told="after")).status_code == 302
    record = draft.record()
    assert record.informing_of(child)[0].told == Told.BEFORE
    assert record.informing_of(mother)[0].told == Told.AFTER


@pytest.mark.django_db
def test_queries_of_a_save_do_not_grow_with_the_people(cast: Cast) -> None:
    counts = []
    for number in (1, 12):
        draft = Drafted(cast, "telling", *[PersonRole.OTHER_ADULT] * number)
        record = draft.record()
        said = {p.pk: {"told": Told.AFTER} for p in draft.people}
        heard = {p.pk: {"asked": Asked.NOT_ASKED} for p in draft.people}
        for _ in range(2):
            with CaptureQueriesContext(connection) as asked, acting(draft.actor):
                put_tellings(record, actor=draft.actor, told=said, wishes=heard)
            counts.append(statements(asked))
            said = {pk: {"told": Told.WILL} for pk in said}
            heard = {pk: {"asked": Asked.COULD_NOT} for pk in heard}
    assert counts[0] == counts[2]
    assert counts[1] == counts[3]
    assert max(counts) <= 6


@pytest.mark.parametrize(
    ("age", "born", "baby"),
    [
        ("4 months", None, True),
        ("newborn", None, True),
        ("6 weeks", None, True),
        ("23 months", None, True),
        ("1", None, True),
        ("2", None, False),
        ("13 years", None, False),
        ("", None, False),
        ("teenager", None, False),
        ("", dt.date(2025, 12, 1), True),
        ("", dt.date(2019, 12, 1), False),
        ("9" * 400, None, False),
    ],
)
def test_a_baby_is_too_young_to_be_told(age: str, born: dt.date | None, baby: bool) -> None:
    child = PersonConcerned(role=PersonRole.CHILD, age=age, date_of_birth=born)
    assert is_baby(child, TODAY) == baby
    assert not is_baby(PersonConcerned(role=PersonRole.ADULT, age=age), TODAY)


def test_details_of_the_other_answer_are_dropped() -> None:
    form = TellingForm({"told": "before", "reason": "flight", "reason_note": "x", "how": "Letter"})
    assert form.is_valid()
    assert (form.cleaned_data["reason"], form.cleaned_data["reason_note"]) == ("", "")
    assert form.cleaned_data["how"] == "Letter"

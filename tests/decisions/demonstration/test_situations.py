"""Is every invented situation whole, different from the others, and lawful where it is told?"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from consent.models import Consent, Wishes
from decisions import guidance
from decisions.choices import Outcome
from decisions.demonstration import cast
from decisions.demonstration.calendar import FATES, plan
from decisions.demonstration.situations import Row, Situation, read, situation, situations
from decisions.demonstration.telling import PLACEHOLDER, Telling
from decisions.guidance import body
from decisions.guidance.outlines import holds
from decisions.models import (
    Advice,
    BodyMark,
    Decision,
    InformationItem,
    Informing,
    PersonConcerned,
    Recipient,
    Request,
)

ALL = situations()
TODAY = dt.date(2026, 11, 20)
PARTS: dict[str, tuple[type[Any], set[str]]] = {
    "people": (PersonConcerned, {"key", "known"}),
    "items": (InformationItem, {"key"}),
    "marks": (BodyMark, {"item"}),
    "recipients": (Recipient, {"key", "gets"}),
    "advice": (Advice, set()),
    "consents": (Consent, {"person", "withdrawal"}),
    "wishes": (Wishes, {"person"}),
    "informing": (Informing, set()),
}
each_situation = pytest.mark.parametrize("told", ALL, ids=lambda told: told.key)


def organisation(told: Situation) -> Row:
    return next(row for row in cast.written()["organisations"] if row["key"] == told.organisation)


def rows(told: Situation) -> Iterator[tuple[str, type[Any], Row, set[str]]]:
    yield "decision", Decision, told.decision, set()
    yield "request", Request, told.request, set()
    for part, (model, own) in PARTS.items():
        for row in getattr(told, part):
            yield part, model, row, own


def texts(told: Situation) -> Iterator[str]:
    """What a reader would notice if it stood twice."""
    for name in ("concern", "reasons", "harm_if_shared", "harm_if_not_shared"):
        yield told.decision[name]
    yield from (row["text"] for row in told.items if "text" in row)
    yield from (row["words"] for row in told.wishes if "words" in row)


def test_there_are_the_six_worked_cases_and_forty_more() -> None:
    assert sorted(told.worked_case for told in ALL if told.worked_case) == [1, 2, 4, 5, 7, 12]
    assert len([told for told in ALL if not told.is_told_once]) >= 40
    assert {told.organisation for told in ALL} == {"fernbrook", "glan-yr-afon"}


def test_no_narrative_is_told_twice() -> None:
    said = Counter(text.casefold() for told in ALL for text in texts(told) if len(text) > 40)
    assert [text for text, times in said.items() if times > 1] == []
    assert len({told.title for told in ALL}) == len(ALL)


@each_situation
def test_every_answer_is_a_column_that_can_hold_it(told: Situation) -> None:
    for part, model, row, own in rows(told):
        columns = {field.name: field for field in model._meta.concrete_fields}
        assert set(row) - set(columns) - own <= {"sent_by"}, (part, row)
        for name, value in row.items():
            field = columns.get(name)
            allowed = dict(field.flatchoices) if field is not None and field.choices else {}
            varied = told.vary.get(str(value).strip("{}"), [value])
            assert not allowed or set(varied) <= set(allowed), f"{part}: {name} is {value!r}"
            longest = getattr(field, "max_length", None)
            assert not longest or not isinstance(value, str) or len(value) <= longest, (name, value)


@each_situation
def test_every_name_in_it_is_known(told: Situation) -> None:
    people, items = ({row["key"] for row in part} for part in (told.people, told.items))
    staff = {row["key"] for row in organisation(told)["people"]}
    assert told.author in staff
    assert told.team in {row["key"] for row in organisation(told)["teams"]}
    for row in (*told.consents, *told.wishes, *told.informing):
        assert row["person"] in people
    for row in told.items:
        assert row.get("about") in {None, *people}
    for row in told.marks:
        assert row["item"] in items
        place = body.place(row["figure"], row["side"], row["region"])
        assert place
        assert "across" not in row or holds(place.path, (row["across"], row["down"] * 2))
    for row in told.recipients:
        assert row["gets"] == "all" or set(row["gets"]) <= items
        assert row.get("sent_by") in {None, *staff}
    for row in told.links:
        assert situation(row["earlier"]).is_told_once
    named = {name for text in texts(told) for name in PLACEHOLDER.findall(text)}
    assert named <= people | set(told.vary) | {"number"}


@each_situation
def test_the_law_is_that_of_its_nation_and_kind_of_body(told: Situation) -> None:
    place = organisation(told)
    offered = {
        basis.code for basis in guidance.bases(place["nation"], place["is_public_authority"])
    }
    assert {row["code"] for row in told.bases} <= offered
    for row in told.bases:
        limbs = {limb.code for limb in guidance.basis(row["code"]).limbs}
        assert row.get("limb", "") in (limbs or {""})
        assert row["evidence"]


@each_situation
def test_its_words_are_those_of_the_guidance(told: Situation) -> None:
    nation = organisation(told)["nation"]
    kinds = {agency.code for agency in guidance.agencies(nation)}
    ways = {method.code for method in guidance.methods()}
    assert {row["agency_type"] for row in told.recipients} <= kinds
    assert {row["method"] for row in told.recipients} <= ways
    assert set(told.decision["concerns"]) <= {concern.code for concern in guidance.concerns()}


@each_situation
def test_what_is_left_out_is_not_repeated(told: Situation) -> None:
    for row in told.items:
        if row.get("is_included") is False:
            assert "text" not in row
            assert row["left_out_kind"]
            assert row["left_out_reason"]
        else:
            assert row["nature"]
            assert row["text"]


@each_situation
def test_an_override_has_its_reason_and_is_never_a_consent_given(told: Situation) -> None:
    for row in told.consents:
        if row.get("overridden"):
            assert row["status"] == "refused"
            assert row["override_reason"]
            assert row["weighing"]
            assert told.shares


@each_situation
def test_not_sharing_has_a_day_to_look_again_and_sends_nothing(told: Situation) -> None:
    assert told.decision["outcome"] in Outcome.values
    if told.shares:
        assert told.recipients
        assert told.bases or told.decision.get("basis_left_to_lead")
    else:
        assert told.recipients == []
        assert told.decision["review_on"]
        assert told.decision["would_change"]
    if told.decision["direction"] == "asked":
        assert told.request["words"]


@pytest.mark.parametrize(
    ("key", "checks"),
    [
        ("case-01-bruised-baby", {"A6E", "A9H+S1-2", "CL-PUB"}),
        ("case-02-fgm-disclosure", {"A6C", "FGM-5B", "A9G+S1-6"}),
        ("case-04-vague-school-request", set()),
        ("case-05-consent-withdrawn", set()),
        ("case-07-capable-adult-refuses", set()),
        ("case-12-portal-down", {"A6E", "A9G+S1-18"}),
    ],
)
def test_the_worked_cases_rely_on_the_law_that_experts_expect(key: str, checks: set[str]) -> None:
    found = {row["code"] for row in situation(key).bases}
    assert checks <= found if checks else not found


def test_the_grandmothers_words_stay_what_she_said() -> None:
    words = next(row for row in situation("case-01-bruised-baby").items if row["key"] == "snaps")
    assert words["nature"] == "reported"
    assert words["source"] == "Grandmother"


def test_two_transmissions_of_one_share_are_one_recipient() -> None:
    (duty,) = situation("case-12-portal-down").recipients
    assert "reference_number" not in duty
    assert duty["written_follow_up_due_at"]


def test_everybody_is_invented_and_can_be_reached_by_nobody() -> None:
    for _, address, _, _ in cast.accounts():
        assert address.endswith(".example")
    phones = re.findall(r"\d{5} \d{6}", str(cast.written()))
    assert phones
    assert all(phone.startswith("01632 960") for phone in phones)
    letters = "\n".join(str(vars(told)) for told in ALL)
    assert not re.search(r"@|\b07\d{9}\b|\d{3} \d{3} \d{4}", letters)


def test_the_year_is_the_same_every_time_and_lifelike() -> None:
    one, other = (
        [
            (p.telling.situation.key, p.telling.day, p.telling.author, p.fate, p.telling.words)
            for p in plan(TODAY)
        ]
        for _ in range(2)
    )
    assert one == other
    assert len(one) + FATES["replaced"] == 300
    assert {key for key, *_ in one} == {told.key for told in ALL}
    days = [day for _, day, *_ in one]
    assert days == sorted(days)
    assert days[0] < TODAY - dt.timedelta(days=330)
    assert days[-1] < TODAY
    assert max(Counter(days).values()) <= 8
    fates = Counter(fate for *_, fate, _ in one)
    assert all(fates[fate] == number for fate, number in FATES.items())
    outcomes = Counter(situation(key).decision["outcome"] for key, *_ in one)
    assert min(outcomes[outcome] for outcome in Outcome.values) >= 8


def test_what_comes_after_another_comes_after_it() -> None:
    days = {planned.telling.situation.key: planned.telling.day for planned in plan(TODAY)}
    first, later = days["case-05-earlier-share"], days["case-05-consent-withdrawn"]
    assert later - first == dt.timedelta(days=21)


def test_every_placeholder_is_filled() -> None:
    for planned in plan(TODAY):
        told: Telling = planned.telling
        for text in texts(told.situation):
            assert not PLACEHOLDER.search(told.text(text)), text


def test_a_code_that_varies_is_filled_in_as_the_code_that_it_is() -> None:
    for planned in plan(TODAY):
        for part, model, row, _ in rows(planned.telling.situation):
            filled = planned.telling.columns(model, row)
            for field in model._meta.concrete_fields:
                value = filled.get(field.name)
                if field.choices and isinstance(value, str) and value:
                    assert value in dict(field.flatchoices), (part, field.name, value)


def test_names_of_two_colleagues_change_places() -> None:
    swapped = [planned.telling for planned in plan(TODAY) if planned.telling.swapped]
    assert swapped
    assert swapped[0].text("Posy Thimble rang Linnet Marlow, and Gwenllian Teg Tegid Helygen") in {
        "Linnet Marlow rang Posy Thimble, and Gwenllian Teg Tegid Helygen",
        "Posy Thimble rang Linnet Marlow, and Tegid Helygen Gwenllian Teg",
    }


def test_times_are_uk_times_from_the_day_of_the_decision() -> None:
    told = next(p.telling for p in plan(TODAY) if p.telling.situation.key == "case-01-bruised-baby")
    moment = told.moment("D-1 15:40")
    assert moment.isoformat()[:16] == f"{told.day - dt.timedelta(days=1)}T15:40"
    assert moment.tzinfo is not None
    assert told.date("D+7") == told.day + dt.timedelta(days=7)
    with pytest.raises(ValueError, match="“tomorrow” is not a time"):
        told.date("tomorrow")


def test_a_misspelt_part_is_refused_with_its_file(tmp_path: Any) -> None:
    file = tmp_path / "odd.toml"
    file.write_text('key = "odd"\npeople = []\npepole = []\n')
    with pytest.raises(ValueError, match=r"odd\.toml: .*pepole"):
        read(file)

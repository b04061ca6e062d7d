"""The drawing, the list and one mark, as a browser without scripts uses them."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.door import acting
from decisions.actions.colleagues import name_colleague
from decisions.actions.drafting import answer
from decisions.actions.recording import record_decision
from decisions.choices import PersonRole
from decisions.guidance import body
from decisions.models import BodyMark, PersonConcerned
from decisions.record import load
from tests.cast import Cast, client_of
from tests.decisions.form_reader import answers_on
from tests.decisions.marking.marks import CHEEK, IN_WORDS, Injury

pytestmark = pytest.mark.django_db
MOST_QUERIES = 8


@pytest.fixture
def injury(cast: Cast) -> Injury:
    return Injury(cast.practitioner, team_id=cast.team.pk)


def number_of(key: str, figure: str = "infant", side: str = "front") -> int:
    place = body.place(figure, side, key)
    assert place
    return place.number


def addressed(injury: Injury, key: str = "left-cheek", at: str = "") -> str:
    url = injury.url("add_mark", "infant", number_of(key))
    return f"{url}?at={at}" if at else url


def test_a_place_on_the_drawing_leads_to_a_form_for_a_mark_there(injury):
    page = injury.page(injury.url() + "?figure=infant")
    assert page.count(addressed(injury)) == 3  # the drawing, the head alone, the list
    assert "<title>Left cheek</title>" in page
    answers = answers_on(injury.page(addressed(injury)))
    assert answers["region"] == str(number_of("left-cheek"))
    assert not injury.marks()


def test_a_mark_is_saved_and_numbered_on_the_drawing_and_in_the_table(injury):
    answer = injury.post(
        addressed(injury),
        kind="bruise",
        size="1 cm by 1 cm",
        colour="blue",
        description="Round, with clear edges",
    )
    assert answer["Location"] == f"{injury.url()}?figure=infant#marks"
    [mark] = injury.marks()
    assert {name: getattr(mark, name) for name in CHEEK} == CHEEK
    assert (mark.across, mark.down) == (None, None)
    page = injury.page(injury.url())
    assert ">1. Left cheek<" in page.replace("\n", "")
    assert "Round, with clear edges" in page


def test_the_exact_point_is_kept_as_long_as_it_lies_in_the_region(injury):
    place = body.place("infant", "front", "left-cheek")
    x, y = place.middle
    at = f"{int(x)}-{int(y) // 2}"
    injury.post(addressed(injury, at=at), kind="bruise")
    injury.post(addressed(injury, at="10-990"), kind="burn")
    injury.post(addressed(injury, at=at), kind="cut", region=str(number_of("nose")))
    injury.post(addressed(injury, at="1e3-<b>"), kind="bite")
    points = [(mark.region, mark.across, mark.down) for mark in injury.marks()]
    assert points == [
        ("left-cheek", int(x), int(y) // 2),
        ("left-cheek", None, None),
        ("nose", None, None),
        ("left-cheek", None, None),
    ]


def test_a_mark_is_changed_and_its_form_shows_what_was_said(injury):
    mark = injury.marked()
    url = injury.url("change_mark", mark.pk)
    answers = answers_on(injury.page(url))
    assert answers["kind"] == "bruise"
    assert answers["colour"] == "blue"
    assert answers["description"] == "Round, with clear edges"
    assert (
        injury.post(url, size="2 cm by 1 cm", colour_words="yellow at its edge").status_code == 302
    )
    [mark] = injury.marks()
    assert (mark.size, mark.colour) == ("2 cm by 1 cm", "Blue or purple: yellow at its edge")
    assert answers_on(injury.page(url))["colour_words"] == "yellow at its edge"


def test_a_refused_form_keeps_everything_that_was_typed(injury):
    answer = injury.post(
        addressed(injury), colour="darker", colour_words="x" * 50, description="Like a hand"
    )
    assert answer.status_code == 422
    assert answers_on(answer.content.decode())["description"] == "Like a hand"
    assert not injury.marks()


def test_removing_asks_once_and_a_second_press_does_no_more(injury):
    mark = injury.marked()
    url = injury.url("remove_mark", mark.pk)
    assert "Left cheek" in injury.page(url)
    assert len(injury.marks()) == 1
    for _press in range(2):
        assert client_of(injury.author).post(url).status_code == 302
    assert not injury.marks()


def test_a_double_click_is_one_mark_and_a_second_like_it_is_two(injury):
    page = injury.page(addressed(injury))
    answers = [injury.post(addressed(injury), page=page, kind="bruise") for _click in range(2)]
    assert len({answer["Location"] for answer in answers}) == 1
    assert len(injury.marks()) == 1
    injury.post(addressed(injury), kind="bruise")
    assert len(injury.marks()) == 2


def test_the_outline_is_suggested_by_age_and_kept_only_with_a_mark(injury, cast):
    assert 'aria-current="true"' in injury.page(injury.url())
    actor = cast.practitioner.actor()
    with acting(actor):
        PersonConcerned.objects.filter(decision=injury.decision).update(age="4 months")
    assert '?figure=infant" aria-current' in injury.page(injury.url())
    with acting(actor):
        PersonConcerned.objects.filter(decision=injury.decision).update(
            age="", role=PersonRole.INFORMANT
        )
    page = injury.page(injury.url())
    assert "First choose whose outline fits" in page
    assert "<svg" not in page.split("<main")[1]


def test_a_baby_has_a_warning_of_its_own_with_its_mark(injury):
    said = "hardly ever gets a bruise by accident"
    baby = injury.page(injury.url() + "?figure=infant")
    assert said in baby
    assert "Not confirmed" in baby
    assert said not in injury.page(injury.url() + "?figure=adult")


@pytest.mark.parametrize(
    "ending", ["9999999/", "{item}/teapot/3/", "{item}/infant/9999/", "{item}/marks/999999/"]
)
def test_what_is_not_there_is_not_found(injury, ending):
    base = injury.url().removesuffix(f"{injury.item.pk}/")
    assert injury.get(base + ending.format(item=injury.item.pk)).status_code == 404


def test_only_those_who_write_on_the_record_mark_and_others_are_told_or_see_nothing(injury, cast):
    mark = injury.marked()
    pages = [
        injury.url(),
        addressed(injury),
        injury.url("change_mark", mark.pk),
        injury.url("remove_mark", mark.pk),
    ]
    wanted = {"practitioner": 200, "lead": 403, "colleague": 404, "stranger": 404}
    for who, code in wanted.items():
        found = [injury.get(url, getattr(cast, who)).status_code for url in pages]
        assert found == [code] * len(pages), who
    with acting(cast.practitioner.actor()):
        actor, found = cast.practitioner.actor(), cast.colleague.person_id
        name_colleague(injury.decision, actor=actor, person_id=found)
    assert injury.get(pages[0], cast.colleague).status_code == 200


def test_a_page_asks_little_of_the_database(injury):
    for _number in range(5):
        injury.marked()
    client = client_of(injury.author)
    for url in (injury.url(), addressed(injury)):
        client.get(url)
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        found = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]
        assert len(found) <= MOST_QUERIES, [each["sql"][:150] for each in asked]


def test_a_recorded_mark_stays_and_only_what_it_lacks_can_be_said(injury, cast):
    mark = injury.marked(colour="")
    actor = cast.practitioner.actor()
    with acting(actor):
        decision = injury.decision
        decision.refresh_from_db()
        answer(
            decision,
            actor=actor,
            values={
                "outcome": "share-all",
                "reasons": "Not rolling yet.",
                "decided_at": decision.created_at,
            },
        )
        record_decision(load(decision), actor=actor)
    url = injury.url("change_mark", mark.pk)
    injury.post(url, size="9 cm", region=str(number_of("nose")), colour="red")
    [mark] = injury.marks()
    assert (mark.size, mark.region, mark.colour) == ("1 cm by 1 cm", "left-cheek", "Red or pink")
    assert client_of(injury.author).post(injury.url("remove_mark", mark.pk)).status_code == 403
    assert injury.post(addressed(injury, "nose"), kind="graze").status_code == 302
    assert [mark.region for mark in injury.marks()] == ["left-cheek", "nose"]
    assert BodyMark.__name__ not in injury.page(reverse("recorded", args=[decision.reference]))


def test_the_record_says_and_draws_its_marks(injury):
    injury.marked()
    reference = injury.decision.reference
    assert IN_WORDS in injury.page(reverse("check", args=[reference]))
    item = injury.page(reverse("step_part", args=[reference, "information", injury.item.pk]))
    assert IN_WORDS in item
    assert 'value="marks"' in item


def test_the_item_is_saved_and_leads_to_its_drawing(injury):
    url = reverse("step_part", args=[injury.decision.reference, "information", injury.item.pk])
    answer = injury.post(url, text="A bruise, seen in daylight", do="marks")
    assert answer["Location"] == injury.url()
    assert injury.record().items[-1].text == "A bruise, seen in daylight"
    steps = reverse("step", args=[injury.decision.reference, "information"])
    answer = injury.post(steps, do=f"marks:{injury.item.pk}")
    assert answer["Location"] == injury.url()


def test_no_address_and_no_act_holds_the_place_of_an_injury(injury):
    page = injury.page(injury.url() + "?figure=infant")
    links = re.findall(r'href="([^"]*body-map[^"]*)"', page)
    assert links
    assert not [link for link in links if "cheek" in link or "genital" in link]

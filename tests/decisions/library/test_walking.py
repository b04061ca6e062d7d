"""Does a walk through a chart begin one record, that keeps the answers and nothing else?"""

from __future__ import annotations

import re
import uuid
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.door import acting
from audit.models import Act
from decisions.guidance import NATIONS
from decisions.guidance.charts import chart as held_chart
from decisions.guidance.charts import charts, walked
from decisions.models import ChartWalk, Decision, LawfulBasis, PersonConsent
from decisions.record import load
from decisions.screens.opening import OpeningScreen
from tests.cast import Cast, client_of
from tests.decisions.drafted import statements
from tests.decisions.library.test_pages import is_plain, words

pytestmark = pytest.mark.django_db
BUDGET = 12
CHART = "key-questions-2018"
ANSWERS = ["danger:not-sure", "what:asked", "purpose:yes", "consent:no", "identifies:yes"]
SHARED = [*ANSWERS, "lawful:yes"]


def place(answers: list[str], chart: str = CHART) -> str:
    asked = "&".join(f"a={quote(code)}" for code in answers)
    return f"{reverse('walk_chart', args=[chart])}?{asked}"


def begin(client: Client, answers: list[str] = SHARED, **more: str) -> str:
    url = reverse("begin_from_chart", args=[CHART])
    answer = client.post(url, {"a": answers, **more})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    return answer["Location"]


def drafts(cast: Cast) -> list[Decision]:
    with acting(cast.practitioner.actor()):
        return list(Decision.objects.select_related("organisation"))


def test_one_question_leads_to_the_next_and_back_again() -> None:
    browser, said = Client(), []
    url = reverse("walk_chart", args=[CHART])
    for code in SHARED:
        page = browser.get(url).content.decode()
        is_plain(page)
        key, given = code.split(":")
        assert f'name="asked" value="{key}"' in page
        hidden = re.findall(r'name="a" value="([^"]+)"', page)
        assert hidden == said
        found = browser.get(
            reverse("walk_chart", args=[CHART]), {"a": said, "asked": key, "answer": given}
        )
        assert found.status_code == 302
        url = found["Location"]
        said.append(code)
        assert parse_qs(urlsplit(url).query)["a"] == said
    ended = browser.get(url).content.decode()
    assert "You may share it, and you need not have consent" in words(ended)
    assert place(SHARED[:-1]).replace("%3A", ":") in ended.replace("&amp;", "&")


def test_an_empty_or_a_strange_answer_is_told() -> None:
    url = reverse("walk_chart", args=[CHART])
    for given in ({}, {"answer": "perhaps"}):
        answer = Client().get(url, {"asked": "danger", **given})
        assert answer.status_code == 422
        assert "There is a problem" in answer.content.decode()
    # An answer to another question, from an old page, is not taken for this one.
    answer = Client().get(url, {"asked": "lawful", "answer": "yes"})
    assert answer.status_code == 200
    assert "Is anybody in danger right now?" in words(answer.content.decode())


@pytest.mark.parametrize("nation", NATIONS)
def test_every_end_is_plain_in_every_nation(nation: str) -> None:
    browser = Client()
    for chart in charts(nation):
        ends = {walk.at.key: walk for walk in chart.paths()}
        for walk in ends.values():
            for about in ("child", "adult"):
                url = place(list(walk.codes), chart.key) + f"&nation={nation}&about={about}"
                page = browser.get(url).content.decode()
                is_plain(page)
                said = words(page)
                assert "In danger now? Ring 999." in said
                assert walked(nation, about).note in said
                assert "Not confirmed" in said or not walk.end.is_unverified
                for each in walk.taken:
                    assert f"{each.question.text} {each.answer.text}" in said


def test_about_an_adult_the_place_to_tell_is_another() -> None:
    child = words(Client().get(place(["danger:yes"])).content.decode())
    adult = words(Client().get(place(["danger:yes"]) + "&about=adult").content.decode())
    assert "children's social care" in child
    assert "adult social care" in adult.split("Ring now")[1]


def test_a_record_begins_with_what_was_said_and_nothing_else(
    cast: Cast, practitioner: Client
) -> None:
    location = begin(practitioner, key=str(uuid.uuid4()))
    assert location.endswith("/what-has-happened/")
    [decision] = drafts(cast)
    assert (decision.direction, decision.danger_now) == ("asked", "not-sure")
    assert decision.team_id == cast.team.pk
    empty = ("outcome", "reasons", "purpose", "consent_not_needed_why", "without_identifying")
    assert not any(getattr(decision, name, "") for name in empty)
    with acting(cast.practitioner.actor()):
        assert not LawfulBasis.objects.exists()
        assert not PersonConsent.objects.exists()
        [walk] = ChartWalk.objects.all()
        [act] = Act.objects.filter(kind="guidance.walked")
    assert (walk.chart, walk.answers, walk.ended_at) == (CHART, SHARED, "may-share")
    assert walk.walked_by_id == cast.practitioner.person_id
    assert act.detail == {"chart": CHART}


def test_a_double_click_begins_one_record(cast: Cast, practitioner: Client) -> None:
    key = str(uuid.uuid4())
    assert begin(practitioner, key=key) == begin(practitioner, key=key)
    assert len(drafts(cast)) == 1
    with acting(cast.practitioner.actor()):
        assert ChartWalk.objects.count() == 1


def test_how_somebody_came_here_is_read_in_the_record(cast: Cast, practitioner: Client) -> None:
    begin(practitioner)
    [decision] = drafts(cast)
    check = practitioner.get(reverse("check", args=[decision.reference])).content.decode()
    said = words(check)
    assert "How you came here" in said
    chart = held_chart(CHART)
    for one in chart.walk(SHARED).taken:
        assert f"{one.question.text} {one.answer.text}" in said
    assert "may-share" not in said
    # It was said before, and is no answer that could be changed.
    own = check.split("How you came here")[1].split('class="app-block"')[0].split("</section>")[0]
    assert "Change" not in words(own)
    with acting(cast.practitioner.actor()):
        walk = ChartWalk.objects.get()
        record = load(decision)
        then = load(decision, version=decision.version)
    assert record.walks == then.walks == [walk]
    # A chart that is not kept any more breaks nothing.
    record.walks[0].chart = "withdrawn-1999"
    [block] = OpeningScreen.blocks(record)[1:]
    assert block.rows[0].value == "One that is not kept here any more"


def test_an_unfinished_walk_begins_nothing(cast: Cast, practitioner: Client) -> None:
    url = reverse("begin_from_chart", args=[CHART])
    answer = practitioner.post(url, {"a": ANSWERS})
    assert answer["Location"] == place(ANSWERS).replace("%3A", ":")
    assert practitioner.post(reverse("begin_from_chart", args=["none"])).status_code == 404
    assert drafts(cast) == []


def test_only_those_who_record_begin_a_record(cast: Cast) -> None:
    administrator = client_of(cast.administrator)
    page = administrator.get(place(SHARED)).content.decode()
    assert "Start a record with these answers" not in page
    url = reverse("begin_from_chart", args=[CHART])
    assert administrator.post(url, {"a": SHARED}).status_code == 403
    stranger = Client().get(place(SHARED)).content.decode()
    back = reverse("account_login") + "?next=" + quote(place(SHARED).replace("%3A", ":"), safe="")
    assert back in stranger
    assert drafts(cast) == []


def test_a_sign_in_that_ran_out_leads_back_to_the_end(practitioner: Client) -> None:
    page = practitioner.get(place(SHARED)).content.decode()
    [token] = re.findall(r'name="typed_by" value="([^"]+)"', page)
    posted = {"a": SHARED, "typed_by": token}
    answer = Client().post(reverse("begin_from_chart", args=[CHART]), posted)
    back = parse_qs(urlsplit(answer["Location"]).query)["next"][0]
    assert back == place(SHARED).replace("%3A", ":")


def test_a_team_that_is_not_theirs_is_not_taken(cast: Cast, practitioner: Client) -> None:
    begin(practitioner, team=str(cast.strange_team.pk))
    [decision] = drafts(cast)
    assert decision.team_id == cast.team.pk


def test_a_walk_and_a_beginning_ask_the_database_little(practitioner: Client) -> None:
    practitioner.get(place(ANSWERS))
    for url in (place(ANSWERS), place(SHARED)):
        with CaptureQueriesContext(connection) as asked:
            practitioner.get(url)
        assert statements(asked) <= BUDGET
    with CaptureQueriesContext(connection) as asked:
        begin(practitioner)
    assert statements(asked) <= BUDGET

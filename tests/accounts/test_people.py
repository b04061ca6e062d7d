"""What does an administrator see of the people of the organisation?"""

from __future__ import annotations

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import actions
from accounts.door import SYSTEM, acting
from accounts.models import Membership, Person
from tests.accounts.litany import refuses
from tests.cast import Cast


def names(answer) -> list[str]:
    return re.findall(r'href="/people/\d+/">(.*?)</a>', answer.content.decode())


def crowd(cast: Cast, count: int) -> None:
    """Many colleagues at once; who they are does not matter."""
    with acting(SYSTEM("tests", cast.fernbrook.pk)):
        people = Person.objects.bulk_create(
            Person(email=f"n{n}@fernbrook.example", name=f"Nobody {n:03}", password="!")
            for n in range(count)
        )
        Membership.objects.bulk_create(
            Membership(person=person, organisation=cast.fernbrook) for person in people
        )


def test_everybody_here_with_roles_and_teams_and_nobody_else(
    administrator: Client, cast: Cast
) -> None:
    answer = administrator.get("/people/")
    assert names(answer) == [
        "Alder Finch",
        "Hazel Tumble",
        "Linnet Marlow",
        "Posy Thimble",
        "Rowan Quill",
    ]
    text = answer.content.decode()
    assert "Health visitors, north (leads it)" in text
    assert "Caldicott Guardian" in text
    assert "Gwenllian" not in text


def test_a_page_holds_fifty_and_leads_to_the_next(administrator: Client, cast: Cast) -> None:
    crowd(cast, 60)
    first = administrator.get("/people/")
    assert len(names(first)) == 50
    more = re.search(r'href="(\?after=\d+)"', first.content.decode())[1]
    second = administrator.get(f"/people/{more}")
    assert len(names(second)) == 15
    assert not set(names(first)) & set(names(second))


def test_the_queries_do_not_grow(administrator: Client, cast: Cast) -> None:
    administrator.get("/people/")
    with CaptureQueriesContext(connection) as few:
        administrator.get("/people/")
    crowd(cast, 40)
    with CaptureQueriesContext(connection) as many:
        administrator.get("/people/")
    assert len(few) == len(many)


def test_finding_somebody_by_post(administrator: Client) -> None:
    assert names(administrator.post("/people/", {"find": "quill"})) == ["Rowan Quill"]
    assert names(administrator.post("/people/", {"find": "posy.thimble@"})) == ["Posy Thimble"]
    nobody = administrator.post("/people/", {"find": "%"})
    assert names(nobody) == []
    assert "Nobody was found" in nobody.content.decode()
    assert len(names(administrator.post("/people/", {"find": ""}))) == 5


def test_too_many_words_to_find(administrator: Client) -> None:
    answer = administrator.post("/people/", {"find": "x" * 151})
    assert answer.status_code == 422


def test_those_who_left_stand_apart(administrator: Client, cast: Cast) -> None:
    actions.deactivate_person(cast.colleague, actor=cast.administrator.actor())
    assert "Linnet Marlow" not in names(administrator.get("/people/"))
    assert names(administrator.get("/people/?show=past")) == ["Linnet Marlow"]


def test_a_strange_place_in_the_list_is_its_beginning(administrator: Client, cast: Cast) -> None:
    for after in ("x", "-1", "9" * 40, str(cast.stranger.pk), "¹"):
        assert len(names(administrator.get("/people/", {"after": after}))) == 5


def test_who_is_refused(cast: Cast) -> None:
    refuses(cast, "/people/")

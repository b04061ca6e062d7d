"""Can somebody outside give advice by a link, without knowing who it is about?"""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.door import acting
from decisions import queries as decisions
from decisions.models import Advice
from decisions.reviewing.actions import answer_from_outside, ask_advice, name_for_advice
from tests.cast import Cast
from tests.decisions.receipts.links import Link, said
from tests.factories import recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(cast: Cast) -> Link:
    author = cast.practitioner
    record = recorded(author)
    with acting(author.actor()):
        mine = decisions.for_writing(author, record.reference)
        advice = ask_advice(
            mine, actor=author.actor(), question="May we share a bruise?", role="Designated doctor"
        )
    return Link(author, record, purpose="advice", advice=advice)


def stored(link: Link) -> Advice:
    with acting(link.maker.actor()):
        return Advice.objects.get(decision=link.decision)


def test_the_question_is_read_after_the_code_and_names_nobody(link: Link) -> None:
    assert "bruise" not in said(Client().get(link.path))
    page = said(link.opened().get(link.path))
    assert "May we share a bruise?" in page
    assert "FCH 1001" not in page
    assert link.decision.reference not in page
    assert "You are not told who it is about" in page


def test_the_answer_lands_in_the_record_by_the_link(link: Link) -> None:
    client = link.opened()
    assert client.post(link.path, {"answer": ""}).status_code == 422
    for _ in range(2):
        assert client.post(link.path, {"answer": "Yes, today."}).status_code == 302
    found = stored(link)
    assert "Yes, today." in found.answer
    assert "Corin Dell" in found.answer
    page = said(client.get(link.path))
    assert "Yes, today." in page
    assert "<textarea" not in page
    given = [act for act in link.acts if act.kind == "advice.given"]
    assert [(act.actor_kind, act.role) for act in given] == [("link", "advice")]


def test_names_are_told_only_where_that_was_decided(link: Link) -> None:
    client = link.opened()
    actor = link.maker.actor()
    with acting(actor):
        decisions.for_writing(link.maker, link.decision.reference)
        advice = Advice.objects.get(decision=link.decision)
        name_for_advice(advice, actor=actor, reason="They need the notes.")
    page = said(client.get(link.path))
    assert "it was decided that you need to know" in page
    assert "FCH 1001" not in page


def test_a_question_answered_another_way_takes_no_second_answer(link: Link) -> None:
    client = link.opened()
    actor = link.maker.actor()
    with acting(actor):
        decisions.for_writing(link.maker, link.decision.reference)
        advice = Advice.objects.get(decision=link.decision)
        answer_from_outside(advice, actor=actor, name="", role="", answer="By phone: yes.")
    assert client.post(link.path, {"answer": "Another"}).status_code == 302
    assert stored(link).answer == "By phone: yes."
    assert "answered another way" in said(client.get(link.path))


def test_a_link_for_advice_takes_no_receipt(link: Link) -> None:
    client = link.opened()
    assert client.post(link.path, {"kind": "seen"}).status_code == 422
    assert link.receipts == []

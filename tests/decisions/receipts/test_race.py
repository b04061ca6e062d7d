"""Is one first, whatever comes at once: claims, codes, answers, and taking the link back?"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.urls import reverse

from tests.cast import client_of, settle
from tests.decisions.receipts.links import WHO, Link, accepted

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


def at_once(*posts: Callable[[], Any]) -> list[Any]:
    """The answers to posts that are sent in the same moment."""
    answers: list[Any] = []
    ready = threading.Barrier(len(posts))

    def send(post: Callable[[], Any]) -> None:
        ready.wait(30)
        try:
            answers.append(post())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=[post]) for post in posts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


@pytest.fixture
def link() -> Link:
    cache.clear()
    return Link(settle().practitioner)


def test_of_eight_browsers_at_once_one_claims_it(link: Link) -> None:
    answers = at_once(*[lambda n=n: link.claimed(name=f"Reader {n}") for n in range(MANY)])
    codes = sorted(answer.status_code for answer in answers)
    assert codes == [302] + [410] * (MANY - 1)
    assert [act.kind for act in link.acts].count("receipt.link_claimed") == 1


def test_wrong_codes_at_once_are_each_counted(link: Link) -> None:
    code = f"{(int(link.code) + 1) % 10**6:06}"
    answers = at_once(*[lambda: link.claimed(code=code)] * MANY)
    assert sorted(answer.status_code for answer in answers) == [410] * 4 + [422] * 4
    assert link.row.attempts == 5


def test_two_tabs_of_one_browser_answer_once(link: Link) -> None:
    kept = link.opened().cookies["claim"].value

    def tab() -> Any:
        client = Client()
        client.cookies["claim"] = kept
        return client.post(link.path, accepted())

    answers = at_once(*[tab] * 4)
    assert {answer.status_code for answer in answers} == {302}
    assert len(link.receipts) == 1


def test_taken_back_and_claimed_at_once_it_is_one_or_the_other(link: Link) -> None:
    url = reverse("revoke_link", args=[link.decision.reference, link.pk])
    maker = client_of(link.maker)
    browser = Client()
    at_once(lambda: maker.post(url), lambda: browser.post(link.path, {**WHO, "code": link.code}))
    assert link.row.revoked_at is not None
    assert browser.get(link.path).status_code == 410

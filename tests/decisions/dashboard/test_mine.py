"""Does everybody find their own drafts, tasks and shares, and nobody else's?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.door import reading
from audit.models import Act
from tests.cast import Cast, client_of
from tests.decisions.dashboard.made import queries, settled
from tests.factories import draft

pytestmark = pytest.mark.django_db


def test_my_drafts_my_tasks_and_what_became_of_my_shares(cast: Cast) -> None:
    begun = draft(cast.practitioner)
    made = settled(cast.practitioner)
    page = client_of(cast.practitioner).get(reverse("my_work")).content.decode()
    for text in (begun.reference, made.reference, "The hub", "Not told yet", "Tell The hub"):
        assert text in page, text
    assert "Nobody waits for an answer of yours." in page
    colleague = client_of(cast.colleague).get(reverse("my_work")).content.decode()
    assert begun.reference not in colleague
    assert made.reference not in colleague
    assert "You have shared nothing yet." in colleague
    with reading(cast.guardian.actor()):
        act = Act.objects.filter(kind="dashboard.work_viewed").latest("at")
        assert set(act.detail) == {"answers", "tasks", "drafts", "shares"}


def test_administrators_record_nothing_and_are_told_so(administrator: Client) -> None:
    assert administrator.get(reverse("my_work")).status_code == 403


def test_as_many_queries_for_many_records_as_for_one(cast: Cast) -> None:
    browser = client_of(cast.practitioner)
    settled(cast.practitioner)
    browser.get(reverse("my_work"))
    few = queries(browser, reverse("my_work"))
    for _number in range(3):
        settled(cast.practitioner)
    assert queries(browser, reverse("my_work")) == few

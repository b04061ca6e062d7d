"""Can a practitioner go through the whole journey, in any order, and end with a record?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.door import reading
from decisions.models import Decision
from decisions.steps import ASKING
from tests import cast as people

pytestmark = pytest.mark.django_db


def begin(client: Client, direction: str = "share") -> str:
    """Begin a record step by step; gives its reference."""
    answer = client.post(reverse("start"), {"direction": direction})
    assert answer.status_code == 302
    return answer["Location"].split("/")[2]


def test_every_step_can_be_opened_on_a_fresh_draft(practitioner: Client) -> None:
    reference = begin(practitioner, "asked")
    for step in ASKING:
        page = practitioner.get(reverse("step", args=[reference, step.slug]))
        assert page.status_code == 200, step.slug
        assert str(step.title) in page.content.decode()
    for name in ("tasks", "check"):
        assert practitioner.get(reverse(name, args=[reference])).status_code == 200

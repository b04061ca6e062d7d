"""Can a practitioner go through the whole journey, in any order, and end with a record?"""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from decisions.steps import ASKING

KEY = uuid.UUID("9f0e3f7e-31c6-4c8e-9f6c-6a6e2f3d8a11")
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


def when(
    name: str, day: int = 2, month: int = 3, year: int = 2026, time: str = "3:40pm"
) -> dict[str, str]:
    """A day and time as a browser posts them."""
    return {
        f"{name}-day": str(day),
        f"{name}-month": str(month),
        f"{name}-year": str(year),
        f"{name}-time": time,
    }


def post(client: Client, reference: str, slug: str, data: dict[str, object], part: str = "") -> str:
    """Save one step as a browser does; gives where it leads."""
    url = (
        reverse("step_part", args=[reference, slug, part])
        if part
        else reverse("step", args=[reference, slug])
    )
    answer = client.post(url, data)
    assert answer.status_code == 302, answer.content.decode()[:4000]
    return answer["Location"]


def test_a_decision_is_recorded_with_gaps_and_says_so(practitioner: Client) -> None:
    reference = begin(practitioner)
    post(practitioner, reference, "what-has-happened", {"direction": "share", "danger_now": "no"})
    post(practitioner, reference, "who", {"role": "child", "name": "A"})
    post(practitioner, reference, "concern", {"concern": "A bruise", "purpose": "Safety"})
    post(practitioner, reference, "safety", {"harm_if_shared": "Trust"})
    post(practitioner, reference, "recipients", {"agency_name": "The hub", "gets": ["everything"]})
    post(practitioner, reference, "advice", {"do": "none"})
    post(practitioner, reference, "decision", {"outcome": "share-all", "reasons": "Because."})
    answer = practitioner.post(reverse("check", args=[reference]))
    assert answer["Location"] == reverse("recorded", args=[reference])
    page = practitioner.get(answer["Location"]).content.decode()
    assert "Saved. Nothing has been sent from here." in page
    assert "Not told yet" in page
    assert "things are missing" in page
    assert practitioner.get(reverse("print", args=[reference])).status_code == 200
    assert practitioner.get(reverse("mine")).status_code == 200


def test_already_shared_is_recorded_at_once(practitioner: Client) -> None:
    data = {
        "who": "FCH 1234", "what": "A bruise\nGran's words", "why": "He is four months old",
        "to_whom": "MASH, Ivy Plum, duty worker", "method": "phone", "will_do": "Visit today",
        "reference_number": "R1", "key": str(KEY), **when("shared_at"),
    }  # fmt: skip
    answer = practitioner.post(reverse("already"), data)
    assert answer.status_code == 302, answer.content.decode()[:4000]
    again = practitioner.post(reverse("already"), data)
    assert again["Location"] == answer["Location"]
    page = practitioner.get(answer["Location"]).content.decode()
    assert "Saved. Nothing has been sent from here." in page


def test_about_to_ring_is_recorded_at_once(practitioner: Client) -> None:
    assert practitioner.get(reverse("ringing")).status_code == 200
    data = {
        "to_whom": "MASH",
        "who": "A",
        "what": "A bruise",
        "why": "Four months",
        **when("shared_at"),
    }
    answer = practitioner.post(reverse("ringing"), data)
    assert answer.status_code == 302, answer.content.decode()[:4000]
    page = practitioner.get(answer["Location"]).content.decode()
    assert "written follow-up" in page

"""Can everybody who may see a record see who did what to it, and what each answer became?"""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from decisions.models import Decision
from tests.cast import Cast, client_of
from tests.factories import decision_at, draft, recorded

pytestmark = pytest.mark.django_db


def page(who: Client, name: str, decision: Decision) -> str:
    """What a page says, without its markup."""
    answer: Any = who.get(reverse(name, args=[decision.reference]))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def written_twice(practitioner: Client, cast: Cast) -> Decision:
    """A draft whose reasons were written, and then written otherwise; then recorded."""
    decision = decision_at("draft", cast.practitioner)
    url = reverse("step", args=[decision.reference, "decision"])
    for reasons in ("He cannot roll over.", "He cannot roll over, and nobody saw a fall."):
        practitioner.post(url, {"outcome": "share-all", "reasons": reasons})
    practitioner.post(reverse("check", args=[decision.reference]))
    return decision


def test_the_timeline_tells_what_each_answer_was_and_became(
    practitioner: Client, cast: Cast
) -> None:
    said = page(practitioner, "timeline", written_twice(practitioner, cast))
    assert "Posy Thimble began the record" in said
    became = "It was: He cannot roll over. It became: He cannot roll over, and nobody saw a fall."
    assert became in said
    assert said.index("began the record") < said.index(became)
    assert said.index(became) < said.index("recorded the decision")


def test_the_record_says_what_was_done_and_leads_to_every_change(
    practitioner: Client, cast: Cast
) -> None:
    decision = written_twice(practitioner, cast)
    said = page(practitioner, "recorded", decision)
    assert re.search(r"Posy Thimble began [^:]*\(practitioner\)", said)
    assert re.search(r"Posy Thimble recorded the decision[^:]*\(practitioner\)", said)
    assert "opened the record" not in said
    assert "It became:" not in said
    answer = practitioner.get(reverse("recorded", args=[decision.reference]))
    assert f'href="{reverse("timeline", args=[decision.reference])}"' in answer.content.decode()


def test_whoever_looks_is_seen_to_have_looked(practitioner: Client, cast: Cast) -> None:
    decision = recorded(cast.practitioner, team_id=cast.team.pk)
    lead = client_of(cast.lead)
    page(lead, "recorded", decision)
    page(lead, "print", decision)
    said = page(practitioner, "timeline", decision)
    name = cast.lead.person.name
    assert said.count(f"{name} opened the record") == 1
    assert said.count(f"{name} printed the record") == 1
    # To read who has looked is to look.
    assert "Posy Thimble opened the record" in said


def test_a_sealed_record_tells_who_and_when_and_never_what(
    practitioner: Client, cast: Cast
) -> None:
    decision = written_twice(practitioner, cast)
    url = reverse("in_error", args=[decision.reference])
    marked = practitioner.post(url, {"reason": "Another child.", "seal": "on"})
    assert marked.status_code == 302
    said = page(practitioner, "timeline", decision)
    assert "Posy Thimble changed answers" in said
    assert "You see who did what and when, but not what was written" in said
    assert "roll over" not in said


def test_a_draft_has_tasks_before_it_has_a_timeline(practitioner: Client, cast: Cast) -> None:
    reference = draft(cast.practitioner).reference
    answer = practitioner.get(reverse("timeline", args=[reference]))
    assert answer["Location"] == reverse("tasks", args=[reference])

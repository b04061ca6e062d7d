"""Is a record put right by adding, replacing and marking, and never by editing?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.door import acting, reading
from decisions.actions.drafting import put_request
from decisions.choices import Direction, LinkKind, Status
from decisions.models import Decision, DecisionLink
from tests.cast import Cast
from tests.factories import decision_at, draft, record_of, recorded

pytestmark = pytest.mark.django_db


def stored(decision: Decision, cast: Cast) -> Decision:
    return record_of(decision, cast.guardian).decision


def test_an_addendum_adds_and_edits_nothing(practitioner: Client, cast: Cast) -> None:
    decision = recorded(cast.practitioner)
    url = reverse("addendum", args=[decision.reference])
    answer = practitioner.post(url, {"text": "The hub rang back.", "reason": "They asked."})
    assert answer.status_code == 302
    page = practitioner.get(reverse("recorded", args=[decision.reference])).content.decode()
    assert "The hub rang back." in page
    assert stored(decision, cast).reasons == decision.reasons


def test_an_addendum_without_a_reason_keeps_the_text(practitioner: Client, cast: Cast) -> None:
    decision = recorded(cast.practitioner)
    page = practitioner.post(
        reverse("addendum", args=[decision.reference]), {"text": "The hub rang back."}
    )
    assert page.status_code == 422
    assert "Say why, in a few words" in page.content.decode()
    assert "The hub rang back." in page.content.decode()


def test_a_replaced_decision_stands_until_the_new_one_is_recorded(
    practitioner: Client, cast: Cast
) -> None:
    earlier = recorded(cast.practitioner)
    answer = practitioner.post(
        reverse("supersede", args=[earlier.reference]), {"reason": "It was a birthmark."}
    )
    later = answer["Location"].split("/")[2]
    assert stored(earlier, cast).status == Status.INCOMPLETE
    practitioner.post(
        reverse("step", args=[later, "decision"]), {"outcome": "not-share", "reasons": "No harm."}
    )
    practitioner.post(reverse("check", args=[later]))
    found = stored(earlier, cast)
    assert (found.status, found.closing_reason) == (Status.SUPERSEDED, "It was a birthmark.")
    page = practitioner.get(reverse("recorded", args=[earlier.reference])).content.decode()
    assert later in page


def test_a_sealed_record_shows_none_of_its_content(practitioner: Client, cast: Cast) -> None:
    decision = recorded(cast.practitioner)
    answer = practitioner.post(
        reverse("in_error", args=[decision.reference]), {"reason": "Wrong child.", "seal": "on"}
    )
    assert answer.status_code == 302
    for name in ("recorded", "print"):
        page = practitioner.get(reverse(name, args=[decision.reference])).content.decode()
        assert "sealed from view" in page
        assert "bruise" not in page
        assert "FCH 1001" not in page
        assert "cannot roll" not in page


def test_marking_in_error_without_sealing_hides_nothing(practitioner: Client, cast: Cast) -> None:
    decision = recorded(cast.practitioner)
    practitioner.post(reverse("in_error", args=[decision.reference]), {"reason": "Made twice."})
    page = practitioner.get(reverse("recorded", args=[decision.reference])).content.decode()
    assert "cannot roll" in page
    assert "Made twice." in page


def test_a_draft_is_given_up_with_a_reason_and_stays_in_the_history(
    practitioner: Client, cast: Cast
) -> None:
    decision = draft(cast.practitioner)
    url = reverse("abandon", args=[decision.reference])
    assert practitioner.post(url, {}).status_code == 422
    practitioner.post(url, {"reason": "Begun twice."})
    assert stored(decision, cast).status == Status.ABANDONED
    page = practitioner.get(reverse("recorded", args=[decision.reference])).content.decode()
    assert "Begun twice." in page


def test_a_later_request_is_linked_and_overwrites_nothing(practitioner: Client, cast: Cast) -> None:
    earlier = recorded(cast.practitioner, direction=Direction.ASKED, outcome="not-yet")
    actor = cast.practitioner.actor()
    with acting(actor):
        words = {"words": "Please send all notes.", "requester_organisation": "Oakdale School"}
        put_request(earlier, actor=actor, values=words)
    answer = practitioner.post(reverse("later_request", args=[earlier.reference]))
    later = answer["Location"].split("/")[2]
    practitioner.post(
        reverse("step", args=[later, "request"]),
        {"words": "Attendance dates only, to plan support.", "requester_organisation": "Oakdale"},
    )
    assert record_of(earlier, cast.guardian).request.words == "Please send all notes."
    with reading(cast.guardian.actor()):
        [tie] = DecisionLink.objects.select_related("earlier", "decision")
        assert (tie.kind, tie.earlier.reference, tie.decision.reference) == (
            LinkKind.LATER_REQUEST, earlier.reference, later,
        )  # fmt: skip


@pytest.mark.parametrize("name", ["later_request", "passed_on", "supersede"])
def test_a_double_click_begins_one_draft(practitioner: Client, cast: Cast, name: str) -> None:
    earlier = recorded(cast.practitioner)
    url = reverse(name, args=[earlier.reference])
    first, second = (practitioner.post(url, {"reason": "More is known."}) for _ in range(2))
    assert first.status_code == 302
    assert first["Location"] == second["Location"]


@pytest.mark.parametrize("status", [Status.ABANDONED, Status.DRAFT])
def test_what_was_never_recorded_cannot_be_corrected(
    practitioner: Client, cast: Cast, status: str
) -> None:
    decision = decision_at(status, cast.practitioner)
    for name in ("addendum", "supersede", "in_error"):
        page = practitioner.get(reverse(name, args=[decision.reference]))
        assert page.status_code == 403
        assert "draft" in page.content.decode()

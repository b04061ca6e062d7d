"""Are reviews, answers and rulings in the record, told to whom they concern, and by nobody else?"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions as accounts
from accounts.door import acting, reading
from accounts.models import Membership, Role
from audit.models import Act
from decisions.actions.colleagues import name_colleague
from decisions.choices import Finding, NoticeKind, Status
from decisions.models import Adjudication, Decision, Notice, Review
from decisions.reviewing import permissions, policies
from tests.cast import Cast, at_work, client_of, member
from tests.decisions.reviewing.said import after_of, answered, reviewed, ruled
from tests.factories import decision_at, draft, recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(cast: Cast) -> Decision:
    return recorded(cast.practitioner, team_id=cast.team.pk)


def told(cast: Cast) -> list[tuple[str, str]]:
    """Who was told of what, in order; what tasks tell of themselves is not meant."""
    ours = {NoticeKind.REVIEWED, NoticeKind.ANSWERED, NoticeKind.ESCALATED, NoticeKind.RULED}
    with reading(cast.guardian.actor()):
        rows = Notice.objects.filter(kind__in=ours).select_related("person").order_by("id")
        return [(row.person.name, row.kind) for row in rows]


def verdict(who: Membership, decision: Decision) -> str:
    with reading(who.actor()):
        return permissions.may_review(who, decision).code


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_from_question_to_satisfied_in_the_record(cast: Cast, decision: Decision) -> None:
    answered(reviewed(decision, cast.lead), cast.practitioner)
    reviewed(decision, cast.lead, Finding.SATISFIED, "")
    page = text(client_of(cast.practitioner).get(reverse("recorded", args=[decision.reference])))
    words = (
        "Why was the father not told?",
        "Posy Thimble answered:",
        "He was abroad.",
        "Satisfied",
    )
    assert [page.index(word) for word in words] == sorted(page.index(word) for word in words)
    assert told(cast) == [
        ("Posy Thimble", "reviewed"),
        ("Rowan Quill", "answered"),
        ("Posy Thimble", "reviewed"),
    ]
    with reading(cast.guardian.actor()):
        kinds = list(
            Act.objects.filter(kind__startswith="review.")
            .order_by("id")
            .values_list("kind", flat=True)
        )
    assert kinds == ["review.made", "review.answered", "review.made"]


def test_from_escalation_to_ruling(cast: Cast, decision: Decision) -> None:
    brought = reviewed(decision, cast.lead, Finding.ESCALATE, "Was it fair?")
    made = ruled(decision, cast.guardian)
    assert made.review_id == brought.pk
    assert told(cast) == [
        ("Posy Thimble", "reviewed"),
        ("Alder Finch", "escalated"),
        *sorted([("Posy Thimble", "ruled"), ("Rowan Quill", "ruled")]),
    ] or told(cast)[2:] == [("Rowan Quill", "ruled"), ("Posy Thimble", "ruled")]
    page = text(client_of(cast.lead).get(reverse("recorded", args=[decision.reference])))
    assert "2. Use confidential information only when it is necessary" in page


def test_the_guardian_decides_without_a_review(cast: Cast, decision: Decision) -> None:
    made = ruled(decision, cast.guardian)
    assert made.review_id is None
    assert policies.state_of(after_of(decision, cast.guardian)) == policies.RULED


@pytest.mark.parametrize("finding", [Finding.QUESTION, Finding.ACTION, Finding.ESCALATE])
def test_all_but_satisfaction_need_a_comment(
    finding: str, lead: Client, cast: Cast, decision: Decision
) -> None:
    place = reverse("review", args=[decision.reference])
    answer = lead.post(place, {"finding": finding, "comment": " ", "next": "/dashboard/?page=2"})
    assert answer.status_code == 422
    assert 'value="/dashboard/?page=2"' in answer.content.decode()
    assert after_of(decision, cast.guardian).reviews == []


def test_nobody_reviews_their_own(cast: Cast) -> None:
    team = cast.team.pk
    own = recorded(cast.lead, team_id=team)
    decided = recorded(cast.practitioner, team_id=team, decided_by_id=cast.lead.person_id)
    helped = recorded(cast.practitioner, team_id=team)
    with acting(cast.practitioner.actor()):
        name_colleague(helped, actor=cast.practitioner.actor(), person_id=cast.lead.person_id)
    for each in (own, decided, helped):
        assert verdict(cast.lead, each) == "own"
        assert verdict(cast.guardian, each) == ""


def test_only_what_is_recorded_and_open_to_view_is_reviewed(cast: Cast) -> None:
    assert verdict(cast.lead, draft(cast.practitioner, team_id=cast.team.pk)) == "draft"
    sealed = decision_at(Status.IN_ERROR, cast.practitioner, team_id=cast.team.pk)
    assert verdict(cast.lead, sealed) == "sealed"
    replaced = decision_at(Status.SUPERSEDED, cast.practitioner, team_id=cast.team.pk)
    assert verdict(cast.lead, replaced) == ""


def test_the_lead_of_another_team_and_a_deputy(cast: Cast, decision: Decision) -> None:
    other = member(cast.fernbrook, "Fern Applegarth", "Nurse", Role.LEAD, team=cast.other_team)
    assert verdict(at_work(other), decision) == "no-part"
    stands_in = member(cast.fernbrook, "Teasel Moor", "Nurse")
    with acting(cast.lead.actor()):
        accounts.name_deputy(
            stands_in,
            role=Role.LEAD,
            until=timezone.localdate() + dt.timedelta(days=3),
            principal=cast.lead,
            actor=cast.lead.actor(),
        )
    assert verdict(at_work(stands_in), decision) == ""


def test_a_double_click_makes_one_and_leads_to_the_same_place(
    lead: Client, cast: Cast, decision: Decision
) -> None:
    place = reverse("review", args=[decision.reference])
    said = {"finding": "question", "comment": "Why?", "after": 0, "next": "/dashboard/?page=2"}
    first, second = (lead.post(place, said) for _ in range(2))
    assert first["Location"] == second["Location"] == "/dashboard/?page=2"
    [found] = after_of(decision, cast.guardian).reviews
    # Said again on purpose, from a page that showed the first.
    lead.post(place, {**said, "after": found.pk})
    assert len(after_of(decision, cast.guardian).reviews) == 2


def test_an_answer_and_a_ruling_sent_twice_are_one(cast: Cast, decision: Decision) -> None:
    found = reviewed(decision, cast.lead)
    browser = client_of(cast.practitioner)
    place = reverse("answer_review", args=[decision.reference, found.pk])
    codes = [browser.post(place, {"text": "He was abroad."}).status_code for _ in range(2)]
    assert codes == [302, 302]
    assert len(after_of(decision, cast.guardian).review_answers) == 1
    assert ruled(decision, cast.guardian) == ruled(decision, cast.guardian)


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_away(away: str, lead: Client, decision: Decision) -> None:
    place = reverse("review", args=[decision.reference])
    assert "evil" not in lead.get(place, {"next": away}).content.decode()
    answer = lead.post(place, {"finding": "satisfied", "next": away})
    assert answer["Location"] == reverse("recorded", args=[decision.reference]) + "#reviews"


def test_where_the_guardian_wrote_it_it_says_whom_to_name(cast: Cast) -> None:
    own = recorded(cast.guardian, team_id=cast.team.pk)
    reviewed(own, cast.lead, Finding.ESCALATE, "Was it fair?")
    assert ("Alder Finch", "escalated") not in told(cast)
    guardian = client_of(cast.guardian)
    refused = guardian.get(reverse("ruling", args=[own.reference]))
    assert refused.status_code == 403
    for answer in (refused, client_of(cast.lead).get(reverse("recorded", args=[own.reference]))):
        assert "name a deputy under" in text(answer)
    deputy = member(cast.fernbrook, "Teasel Moor", "Nurse")
    with acting(cast.guardian.actor()):
        accounts.name_deputy(
            deputy,
            role=Role.GUARDIAN,
            until=timezone.localdate() + dt.timedelta(days=3),
            principal=cast.guardian,
            actor=cast.guardian.actor(),
        )
    assert "Teasel Moor" in text(guardian.get(reverse("ruling", args=[own.reference])))
    browser = client_of(at_work(deputy))
    said = {"ruling": "upheld", "reasons": "It was needed.", "principles": ["C2020-1"]}
    assert browser.post(reverse("ruling", args=[own.reference]), said).status_code == 302
    with reading(cast.guardian.actor()):
        assert Adjudication.objects.get().guardian_id == deputy.person_id


def test_the_principles_are_those_of_the_records_edition(cast: Cast, decision: Decision) -> None:
    guardian = client_of(cast.guardian)
    page = guardian.get(reverse("ruling", args=[decision.reference])).content.decode()
    codes = set(re.findall(r'value="(C\d{4}-\d)"', page))
    assert codes == {f"C2020-{number}" for number in range(1, 9)}
    said = {"ruling": "upheld", "reasons": "It was needed.", "principles": ["C2013-1"]}
    answer = guardian.post(reverse("ruling", args=[decision.reference]), said)
    assert answer.status_code == 422
    assert "It was needed." in answer.content.decode()


def test_a_review_is_kept_with_the_role_and_the_sample(cast: Cast, decision: Decision) -> None:
    reviewed(decision, cast.lead)
    reviewed(decision, cast.guardian)
    with reading(cast.guardian.actor()):
        assert [row.role for row in Review.objects.order_by("id")] == ["lead", "guardian"]


def test_nothing_in_sending_asks_for_a_review() -> None:
    """A review follows a share and never gates it."""
    files = [
        path
        for part in ("sending", "receipts", "following")
        for path in Path(settings.BASE_DIR, "decisions", part).rglob("*.py")
        if "reviewing" in path.read_text() or re.search(r"\.reviews\b", path.read_text())
    ]
    # The answer of an adviser outside comes by a link; reviews are not looked at.
    assert [path.name for path in files if "answer_from_outside" not in path.read_text()] == []

"""Is everything that followed shown, on paper, in the pack, and as it once stood?"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.door import acting, reading
from decisions.after import PARTS_AFTER, After, load_after
from decisions.afterwards import afterwards
from decisions.choices import Status
from decisions.models import (
    Adjudication,
    Copy,
    CrossReference,
    Decision,
    Dispatch,
    FollowUp,
    Incident,
    IncidentRecipient,
    Recipient,
    Review,
    ReviewAnswer,
)
from decisions.record import load
from decisions.settling import happened
from tests.cast import Cast
from tests.factories import decision_at

pytestmark = pytest.mark.django_db
WORDS = {
    "dispatch": "Rang the number on their own page",
    "follow_up": "They said that a visit is planned",
    "incident": "The letter went to the wrong house",
    "put_right": "A neighbour brought it back",
    "review": "Why was the school not told",
    "answer": "The school had been told by telephone",
    "ruling": "The share was needed, and was in time",
    "elsewhere": "Northmere case system",
}


@pytest.fixture
def followed(cast: Cast) -> Decision:
    """A recorded decision with something of every kind after it."""
    decision = decision_at(Status.INCOMPLETE, cast.practitioner, team_id=cast.team.pk)
    actor = cast.practitioner.actor()
    with acting(actor):
        own: dict[str, Any] = {
            "organisation_id": decision.organisation_id,
            "decision": decision,
        }
        recipient = Recipient.objects.filter(decision=decision).first()
        recipient = recipient or Recipient.objects.create(**own, agency_name="Northmere hub")
        person, now = cast.practitioner.person_id, timezone.now()
        Dispatch.objects.create(
            **own, recipient=recipient, method="phone", result="spoken", happened_at=now,
            done_by_id=person, said=WORDS["dispatch"],
        )  # fmt: skip
        FollowUp.objects.create(
            **own, recipient=recipient, kind="accepted", happened_at=now, by_id=person,
            note=WORDS["follow_up"],
        )  # fmt: skip
        incident = Incident.objects.create(
            **own, kind="wrong-place", what=WORDS["incident"], found_at=now, found_by_id=person
        )
        IncidentRecipient.objects.create(
            **own, incident=incident, recipient=recipient, putting_right="recall",
            note=WORDS["put_right"],
        )  # fmt: skip
        review = Review.objects.create(
            **own, reviewer_id=cast.lead.person_id, role="lead", finding="question",
            comment=WORDS["review"],
        )  # fmt: skip
        ReviewAnswer.objects.create(**own, review=review, author_id=person, text=WORDS["answer"])
        Adjudication.objects.create(
            **own, guardian_id=cast.guardian.person_id, ruling="upheld", reasons=WORDS["ruling"]
        )
        CrossReference.objects.create(
            **own, system=WORDS["elsewhere"], reference_number="N-1", noted_by_id=person
        )
        happened(decision, actor=actor, act="decision.answered")
    return decision


def shown(after: After) -> str:
    return "\n".join(
        f"{block.title} {row.value}"
        for chapter in afterwards(after)
        for block in chapter.blocks
        for row in block.rows
    )


def test_everything_that_followed_is_told(cast: Cast, followed: Decision) -> None:
    with reading(cast.practitioner.actor()):
        text = shown(load_after(load(followed)))
    assert [word for word in WORDS.values() if word not in text] == []


def test_before_it_happened_nothing_of_it_is_there(cast: Cast, followed: Decision) -> None:
    with reading(cast.guardian.actor()):
        then = load(followed, version=followed.version - 1)
        assert shown(load_after(then, version=followed.version - 1)) == ""
        now = load(followed, version=followed.version)
        assert WORDS["ruling"] in shown(load_after(now, version=followed.version))


@pytest.mark.parametrize("page", ["print", "as_it_stood", "record_history", "timeline"])
def test_pages_that_tell_a_record_tell_it(page: str, guardian: Client, followed: Decision) -> None:
    args: list[Any] = [followed.reference]
    if page == "as_it_stood":
        args.append(followed.version)
    text = guardian.get(reverse(page, args=args)).content.decode()
    assert [word for word in WORDS.values() if word not in text] == []


def test_a_file_is_not_read_with_a_record(cast: Cast, followed: Decision) -> None:
    actor = cast.practitioner.actor()
    pdf, text = b"%PDF-1.7 not really", "A copy"
    with acting(actor):
        Copy.objects.create(
            organisation_id=followed.organisation_id, decision=followed,
            recipient=followed.recipients.first(), text=text, pdf=pdf,
            text_sha256=hashlib.sha256(text.encode()).hexdigest(),
            pdf_sha256=hashlib.sha256(pdf).hexdigest(), made_by_id=actor.person_id,
        )  # fmt: skip
        (copy,) = load_after(load(followed)).copies
        assert copy.get_deferred_fields() == {"pdf"}
        assert bytes(copy.pdf) == pdf


def test_every_part_has_its_order(cast: Cast, followed: Decision) -> None:
    """Rows without a time come last, as PostgreSQL has it, and nothing fails for them."""
    with reading(cast.practitioner.actor()):
        after = load_after(load(followed))
    for name in PARTS_AFTER:
        assert isinstance(getattr(after, name), list)
    assert after.dispatches[0].happened_at <= timezone.now() + dt.timedelta(minutes=1)

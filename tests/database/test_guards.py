"""Does the database hold a recorded decision still, and leave a draft free?"""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from accounts.door import acting
from consent.models import Consent, Withdrawal
from decisions.models import (
    Addendum,
    Decision,
    InformationItem,
    PersonConcerned,
    PersonConsent,
    Recipient,
)
from tests.database.world import Place, a_draft, record

refused = pytest.raises(ProgrammingError, match="refused")


def part_of(decision: Decision, model: type[Any], **fields: Any) -> Any:
    return model.objects.create(
        organisation_id=decision.organisation_id, decision=decision, **fields
    )


def change(row: Any, **fields: Any) -> None:
    """Change one row and nothing else, in a transaction of its own."""
    with transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**fields)


def test_a_draft_is_free(here: Place) -> None:
    draft = a_draft(here, concern="First")
    with acting(here.actor):
        change(draft, concern="Second")
        item = part_of(draft, InformationItem, text="One")
        change(item, text="Two")
        item.delete()


def test_an_incomplete_record_takes_what_is_missing(here: Place) -> None:
    decision = record(a_draft(here), here, "incomplete")
    with acting(here.actor):
        change(
            decision,
            concern="Now known",
            concerns=["neglect"],
            is_urgent=True,
            noticed_on=dt.date(2026, 11, 2),
        )
        item = part_of(decision, InformationItem, text="One")
        change(item, nature="fact", is_included=True)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ({"concern": "First"}, {"concern": "Second"}),
        ({"concern": "First"}, {"concern": ""}),
        ({"concerns": ["neglect"]}, {"concerns": ["neglect", "other"]}),
        ({"is_urgent": True}, {"is_urgent": False}),
        ({"noticed_on": dt.date(2026, 11, 2)}, {"noticed_on": None}),
        ({}, {"decided_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}),
        ({}, {"recorded_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}),
        ({}, {"reasons": "Others"}),
        ({}, {"status": "draft"}),
    ],
)
def test_an_incomplete_record_keeps_what_it_has(
    was: dict[str, Any], becomes: dict[str, Any], here: Place
) -> None:
    decision = record(a_draft(here, **was), here, "incomplete")
    with acting(here.actor), refused:
        change(decision, **becomes)


def test_a_part_of_an_incomplete_record_keeps_what_it_has(here: Place) -> None:
    draft = a_draft(here)
    with acting(here.actor):
        item = part_of(draft, InformationItem, text="One")
    record(draft, here, "incomplete")
    with acting(here.actor):
        with refused:
            change(item, text="Two")
        with refused, transaction.atomic():
            item.delete()


def test_a_complete_record_takes_only_what_follows_it(here: Place) -> None:
    draft = a_draft(here)
    with acting(here.actor):
        recipient = part_of(draft, Recipient, agency_name="The school")
    decision = record(draft, here)
    with acting(here.actor):
        for gap in ({"concern": "Late"}, {"theme": "Late"}, {"is_urgent": True}):
            with refused:
                change(decision, **gap)
        with refused:
            change(recipient, need_to_know="Late")
        with refused, transaction.atomic():
            part_of(decision, InformationItem, text="Late")
        change(recipient, sent_at=timezone.now(), reference_number="R 1")
        part_of(decision, Addendum, text="It was Tuesday", reason="A slip", author=here.person)
        change(
            decision,
            status="in-error",
            closing_reason="The wrong child",
            closed_at=timezone.now(),
            closed_by=here.person,
            is_sealed=True,
        )


@pytest.mark.parametrize("back", ["draft", "incomplete"])
def test_a_record_never_goes_back(back: str, here: Place) -> None:
    decision = record(a_draft(here), here)
    with acting(here.actor), refused:
        change(decision, status=back)


def test_an_abandoned_draft_stays_as_it_was(here: Place) -> None:
    decision = a_draft(here, concern="First")
    with acting(here.actor):
        change(decision, status="abandoned", closing_reason="Not ours", closed_at=timezone.now())
        with refused:
            change(decision, concern="Second")
        with refused, transaction.atomic():
            part_of(decision, InformationItem, text="Late")


def test_no_part_moves_to_another_decision(here: Place) -> None:
    one, other = a_draft(here), a_draft(here)
    with acting(here.actor):
        item = part_of(one, InformationItem, text="One")
        with refused:
            change(item, decision=other)


def test_what_a_part_carries_is_held_to_the_same_rule(here: Place) -> None:
    draft = a_draft(here)
    with acting(here.actor):
        person = part_of(draft, PersonConcerned, role="child")
        consent = Consent.objects.create(
            organisation=here.organisation, thing="agreement", status="given"
        )
        part_of(draft, PersonConsent, person=person, consent=consent)
        change(consent, how="spoken")
    record(draft, here, "incomplete")
    with acting(here.actor):
        change(consent, for_what="The referral")
        with refused:
            change(consent, status="refused")
        change(draft, status="recorded")
        with refused:
            change(consent, to_whom="The school")
        withdrawal = Withdrawal.objects.create(
            organisation=here.organisation,
            consent=consent,
            withdrawn_at=timezone.now(),
            by_whom="The mother",
            how="spoken",
        )
        with pytest.raises(ProgrammingError, match="permission denied"):
            change(withdrawal, by_whom="Somebody else")


@pytest.mark.django_db(transaction=True)
def test_a_part_written_while_the_decision_is_recorded_waits_and_is_refused(here: Place) -> None:
    decision = a_draft(here)
    with acting(here.actor):
        item = part_of(decision, InformationItem, text="One")
    began, outcome = threading.Event(), []

    def write_late() -> None:
        began.set()
        try:
            with acting(here.actor):
                change(item, text="Two")
            outcome.append("written")
        except ProgrammingError:
            outcome.append("refused")
        finally:
            connection.close()

    late = threading.Thread(target=write_late)
    with acting(here.actor):
        record(decision, here)
        late.start()
        began.wait()
        late.join(0.3)
        assert not outcome
    late.join()
    assert outcome == ["refused"]

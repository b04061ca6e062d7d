"""What does recording need, what does it refuse, and what can change afterwards?"""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.door import SYSTEM, acting, reading
from audit.models import Act
from decisions.actions.drafting import answer
from decisions.actions.recording import NotYet, record_decision
from decisions.choices import Outcome, Status
from decisions.evidence import rule_tables
from decisions.models import Decision
from decisions.policies import TRANSITIONS, can_become
from decisions.record import load
from decisions.steps import missing
from tests.cast import Cast
from tests.factories import decision_at, draft, record_of, recorded

pytestmark = pytest.mark.django_db


def test_only_whom_what_why_and_when_are_needed(cast: Cast) -> None:
    actor = cast.practitioner.actor()
    decision = draft(cast.practitioner)
    with acting(actor), pytest.raises(NotYet) as refused:
        record_decision(load(decision), actor=actor)
    assert {slug for slug, _ in refused.value.missing} == {"decision"}
    with acting(actor):
        values = {"outcome": Outcome.NOT_YET, "reasons": "x", "decided_at": timezone.now()}
        answer(decision, actor=actor, values=values)
        assert record_decision(load(decision), actor=actor)
    assert decision.status == Status.INCOMPLETE
    assert decision.complete_by is not None


def test_recording_without_an_outcome_says_what_is_needed(practitioner: Client, cast: Cast) -> None:
    decision = draft(cast.practitioner)
    page = practitioner.post(reverse("check", args=[decision.reference]))
    assert page.status_code == 422
    assert "Say what was decided." in page.content.decode()


def test_the_time_of_recording_is_the_databases(cast: Cast) -> None:
    named = timezone.now() - dt.timedelta(days=40)
    decision = draft(cast.practitioner)
    actor = cast.practitioner.actor()
    with acting(actor):
        values = {"outcome": Outcome.NOT_YET, "reasons": "x", "decided_at": named}
        answer(decision, actor=actor, values=values)
        record_decision(load(decision), actor=actor, recorded_at=named)
    assert decision.recorded_at is not None
    assert timezone.now() - decision.recorded_at < dt.timedelta(minutes=1)


def test_only_the_system_may_name_a_time_of_recording(cast: Cast) -> None:
    named = timezone.now() - dt.timedelta(days=40)
    decision = draft(cast.practitioner)
    system = SYSTEM("demonstration", cast.fernbrook.pk)
    with acting(system):
        values = {"outcome": Outcome.NOT_YET, "reasons": "x", "decided_at": named}
        answer(decision, actor=system, values=values)
        record_decision(load(decision), actor=system, recorded_at=named)
    assert decision.recorded_at == named


def test_recording_twice_records_once(practitioner: Client, cast: Cast) -> None:
    decision = draft(cast.practitioner)
    url = reverse("step", args=[decision.reference, "decision"])
    practitioner.post(url, {"outcome": "share-all", "reasons": "Because."})
    for _ in range(3):
        answered = practitioner.post(reverse("check", args=[decision.reference]))
        assert answered["Location"] == reverse("recorded", args=[decision.reference])
    with reading(cast.guardian.actor()):
        acts = Act.objects.filter(decision_id=decision.pk, kind="decision.recorded")
        assert acts.count() == 1


def test_a_gap_can_be_filled_and_an_answer_not_changed(practitioner: Client, cast: Cast) -> None:
    decision = recorded(cast.practitioner)
    url = reverse("step", args=[decision.reference, "decision"])
    answered = practitioner.post(url, {"reasons": "Another story", "would_change": "Nothing"})
    assert answered.status_code == 302
    stored = record_of(decision, cast.practitioner).decision
    assert stored.reasons == "The baby cannot roll yet."
    assert stored.would_change == "Nothing"


@pytest.mark.parametrize("status", [Status.INCOMPLETE, Status.SUPERSEDED, Status.IN_ERROR])
def test_the_database_itself_refuses_to_change_what_was_recorded(cast: Cast, status: str) -> None:
    decision = decision_at(status, cast.practitioner)
    with acting(cast.practitioner.actor()):
        with pytest.raises(DatabaseError), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(reasons="Rewritten")
        with pytest.raises(DatabaseError), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).delete()


def test_a_complete_record_takes_no_more_answers(practitioner: Client, cast: Cast) -> None:
    decision = decision_at(Status.SUPERSEDED, cast.practitioner)
    url = reverse("step", args=[decision.reference, "safety"])
    assert practitioner.get(url).status_code == 403
    assert practitioner.post(url, {"harm_if_shared": "x"}).status_code == 403


def test_states_only_become_what_the_table_says(cast: Cast) -> None:
    for status in (Status.DRAFT, Status.INCOMPLETE, Status.ABANDONED, Status.IN_ERROR):
        decision = decision_at(status, cast.practitioner)
        assert decision.status == status
        assert {other for other in Status if can_become(decision, other)} == TRANSITIONS[status]


def test_what_is_missing_names_the_step_that_asks_for_it(cast: Cast) -> None:
    decision = recorded(cast.practitioner)
    found = {each.step.slug for each in missing(record_of(decision, cast.practitioner))}
    assert {"concern", "safety", "basis", "advice"} <= found


def test_the_lead_fills_the_gaps_that_were_left_to_them(lead: Client, cast: Cast) -> None:
    decision = recorded(cast.practitioner, team_id=cast.team.pk, basis_left_to_lead=True)
    url = reverse("step", args=[decision.reference, "basis"])
    assert lead.get(url).status_code == 200
    assert (
        lead.post(url, {"article_8": "Lawful, needed and no more than needed."}).status_code == 302
    )
    assert record_of(decision, cast.lead).decision.article_8.startswith("Lawful")


def test_the_lead_does_not_write_on_somebody_elses_draft(lead: Client, cast: Cast) -> None:
    decision = draft(cast.practitioner, team_id=cast.team.pk)
    url = reverse("step", args=[decision.reference, "basis"])
    assert lead.get(url).status_code == 403


def test_a_rule_that_asks_nothing_of_a_record_is_not_called_answered(
    practitioner: Client, cast: Cast
) -> None:
    decision = recorded(cast.practitioner)
    tables = rule_tables(record_of(decision, cast.practitioner), contact_known=True)
    silent = [line for table in tables for line in table.lines if not line.findings]
    page = practitioner.get(reverse("recorded", args=[decision.reference])).content.decode()
    assert page.count("Asks nothing of this record") == len(silent) > 0

"""Case 2: a pupil of 15 tells a teacher that she was cut. The teacher reports in person."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.door import reading
from decisions.models import Recipient
from tests.journeys import steps
from tests.journeys.conftest import Given
from tests.journeys.steps import CONFIDENCE, POWER, REASON, SENSITIVE, Line, ago, in_days
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

TEACHER, LEAD = "Gwenllian Teg, form tutor", "Ifor Cennin, designated safeguarding person"
WORDS = "Her words: “They did it to me, back there, when I was six. You know. The cutting.”"
TRAVEL = "I think that the family may travel soon: she asked about leaving a week early."
DUTY = "Duty to report female genital mutilation to the police"
GIRL = {"role": "Child", "name": "Girl B", "age": "15", "hidden_from": "Her family."}


def hears_what_happened(who: Visitor, *people: dict[str, str]) -> None:
    steps.begins(who, "We want to share information")
    steps.says_what_happened(who, danger="Not sure", at=ago(90), urgent=True)
    steps.names(who, *people)


def tells_whom_she_must(who: Visitor) -> None:
    """The police by the teacher herself; social care by the lead, who rang for the school."""
    police = {
        "kind": "Police",
        "name": "Police, 101",
        "why": "The duty to report is to the police.",
        "how": "Telephone",
        "number": "101",
        "checked": "I rang 101 myself.",
        "limits": "No contact with the home.",
        "sent": ago(60),
        "taken_by": "Call handler",
        "reference": "Incident 0417",
    }
    services = {
        "kind": "Children's services (duty team or information, advice and assistance)",
        "name": "Children’s services duty team",
        "why": "To protect her and her sister.",
        "how": "Telephone",
        "checked": "Number from the council's own page.",
        "limits": "No contact with the home.",
        "sent": ago(45),
        "by": LEAD,
    }
    steps.chooses_recipients(who, police, services)


def tells_the_girl_and_not_her_parents(who: Visitor) -> None:
    told_at = ago(80)
    steps.was_told(who, "Girl B", at=told_at, how="Face to face", by="Gwenllian Teg")
    steps.wanted(who, "Girl B", "“Just don't ring my mum.”", heard_by="Gwenllian Teg")
    steps.was_not_told(
        who,
        "Parents of B",
        because="The person could flee or be taken away",
        note="She could be taken abroad.",
        again=in_days(2),
    )
    who.presses(steps.ON)


def relies_on_her_own_duty(who: Visitor) -> None:
    must = "Legal obligation: the law says we must"
    steps.relies_on(
        who,
        {
            REASON: (must, "Female Genital Mutilation Act 2003, section 5B."),
            SENSITIVE: ("A purpose set by law", "The reporting duty. Policy SG-3."),
            CONFIDENCE: ("A law or a court requires it", "The duty overrides the confidence."),
            POWER: (DUTY, "Reported in person. Police incident 0417. She is 15."),
        },
    )


def test_the_teacher_reports_herself_and_the_parents_are_not_told(given: Given) -> None:
    teacher = given.at_work(given.cast.stranger)
    hears_what_happened(teacher, GIRL, {"role": "Parent or carer", "name": "Parents of B"})
    steps.tells_the_concern(
        teacher,
        concern="She told me herself that it was done to her.",
        kinds=["Female genital mutilation"],
        harm="Yes",
        purpose="To make the report that the law asks of me.",
    )
    steps.weighs(
        teacher,
        shared="If word reaches the family first, she could be punished.",
        not_shared="Her sister could be cut.",
        assumptions="I kept to what she said.",
    )
    lines = [Line(WORDS, "Fact", TEACHER), Line(TRAVEL, "Opinion", TEACHER)]
    steps.writes_down(teacher, lines, needed="The police need her words to act.")
    tells_whom_she_must(teacher)
    tells_the_girl_and_not_her_parents(teacher)
    steps.asks_nobody(
        teacher,
        why="We would share anyway, so asking would mislead",
        note="I explained the duty to her.",
    )
    relies_on_her_own_duty(teacher)
    steps.needed_no_advice(teacher)
    steps.decides(
        teacher,
        outcome="Share all of it",
        reasons="The duty to report is mine, not my lead's.",
        at=ago(70),
        shared=ago(60),
        look_again=in_days(2),
    )
    steps.records_nothing_missing(teacher)
    teacher.sees(DUTY, "The person could flee or be taken away", "Incident 0417")
    teacher.sees("Ask again whether Parents of B can be told")
    the_reporter_is_the_teacher(given)


def the_reporter_is_the_teacher(given: Given) -> None:
    """Trap: the lead is logged as the one who reported."""
    actor = given.cast.stranger.actor("test")
    with reading(actor):
        police, services = Recipient.objects.order_by("position")
        assert (police.sent_by_id, police.sent_by_other) == (actor.person_id, "")
        assert police.sent_at <= timezone.now()
        assert services.sent_by_other == LEAD


def test_the_duty_is_not_offered_for_an_adult(given: Given) -> None:
    """Trap: it is offered for somebody of 18 or more, or on suspicion alone."""
    teacher = given.at_work(given.cast.stranger)
    hears_what_happened(teacher, {"role": "Adult at risk", "name": "B", "age": "19"})
    teacher.opens(f"/decisions/{teacher.reference}/basis/")
    teacher.sees("Which law gives you a power or a duty to share?")
    teacher.does_not_see(DUTY)


def test_the_duty_is_offered_with_its_limits_for_a_child(given: Given) -> None:
    teacher = given.at_work(given.cast.stranger)
    hears_what_happened(teacher, GIRL)
    teacher.opens(f"/decisions/{teacher.reference}/basis/")
    teacher.sees(DUTY, "nobody can report for you", "If you only suspect it")

"""Case 7: a woman of 74 who can decide for herself says no, and it is respected."""

from __future__ import annotations

import pytest

from tests.journeys import steps
from tests.journeys.conftest import Given
from tests.journeys.steps import ON, Line, ago, in_days
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

NO = "“No. You're not to tell anyone.” Said alone, calmly, twice."
ABLE = "She named the amounts, the risk and the other choices, and weighed them."
DOCTOR = "Posy Thimble"
LINES = (
    Line("Eleven cash withdrawals by her nephew in six weeks.", "Fact", DOCTOR, goes="Include"),
    Line("Her bank said that the pattern looked wrong.", "Reported", "Bank fraud team"),
    Line("In my opinion she is able to make this decision.", "Opinion", DOCTOR),
)


def she_says_no(who: Visitor) -> None:
    who.is_at("What about consent?")
    who.chooses("Did you ask anybody for consent?", "Yes, or it differs from person to person")
    who.presses(ON)
    who.chooses("What did they say?", "Refused")
    who.chooses("Who answered?", "The adult themselves")
    who.writes("How did they decide that?", ABLE)
    who.chooses("How did they answer?", "Spoken")
    who.writes("Their words, or where it is written down", NO)
    weighing = "How did you weigh the harm of sharing against the harm of not sharing?"
    who.writes(weighing, "She has weighed this herself.")
    who.writes("With whom did you talk it over? Name and role", "Adult safeguarding lead")
    same = "Does this answer also count under the duty of confidence?"
    who.chooses(same, "Yes, the same answer")
    who.presses(ON)


def respects_it(who: Visitor) -> None:
    steps.goes_on(who, "Which law lets you do this?")
    steps.took_advice(
        who,
        role="Adult safeguarding lead",
        question="She refuses. May I tell social care?",
        answer="Not against her wish on these facts. Offer advocacy.",
    )
    steps.decides(
        who,
        outcome="Do not share",
        reasons="She can make this decision. Nobody else is at risk. I respect her no.",
        look_again=in_days(28),
        would_change="Signs of pressure, others at risk, or a larger loss.",
    )


def test_a_capable_adults_no_is_respected(given: Given) -> None:
    doctor = given.at_work(given.cast.practitioner)
    steps.begins(doctor, "We want to share information")
    steps.says_what_happened(doctor, danger="No", at=ago(60))
    steps.names(doctor, {"role": "Adult at risk", "name": "G", "age": "74"})
    steps.tells_the_concern(
        doctor,
        concern="Her nephew takes money with her card. She says that she lets him.",
        kinds=["Financial abuse"],
        harm="Not sure",
        purpose="I thought about telling adult social care.",
    )
    steps.weighs(
        doctor,
        shared="She would lose trust in us.",
        not_shared="She may lose more money.",
        assumptions="Unwise is not the same as unable to decide.",
    )
    steps.writes_down(doctor, LINES, needed="They show what was weighed.")
    steps.goes_on(doctor, "Who gets it?")
    steps.was_told(doctor, "G", at=ago(30), how="Face to face, alone", by=DOCTOR)
    steps.wanted(doctor, "G", "“I'd like a limit on the card.”", heard_by=DOCTOR)
    doctor.presses(ON)
    she_says_no(doctor)
    respects_it(doctor)
    steps.records_nothing_missing(doctor)
    adults_rules_apply(doctor)


def adults_rules_apply(who: Visitor) -> None:
    """Traps: the rules for children; unwise taken for incapable; a no that must be overridden."""
    who.sees("The seven golden rules to sharing information (2018)", "Do not share", NO, ABLE)
    who.does_not_see("(2024)", "Going ahead although they said no", "Who has been told")
    consent = who.section("Consent").inner_text()
    assert "Refused" in consent
    assert "cannot consent" not in consent

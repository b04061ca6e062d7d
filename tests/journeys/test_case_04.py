"""Case 4: a school asks for “all notes”. Not yet; and a better request comes later."""

from __future__ import annotations

import pytest

from tests.journeys import steps
from tests.journeys.conftest import Given
from tests.journeys.steps import CONFIDENCE, REASON, Line, ago, in_days
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

VAGUE = "Hi, could you please send over all notes for the above pupil as attendance is a concern."
BETTER = "Please confirm whether D was seen on the nine dates below. Signed agreement attached."
REQUEST, WORDS = "What were you asked for?", "The request, in the words that were used"
SCHOOL = "Oakhanger School"


def is_asked(who: Visitor) -> None:
    """The request comes in, vague as it is."""
    steps.begins(who, "We were asked for information")
    steps.says_what_happened(who, danger="No", at=ago(60))
    steps.names(who, {"role": "Child", "name": "D", "age": "13"})
    who.is_at(REQUEST)
    who.writes("Who asked?", "P. Marrow")
    who.writes("Their role", "Attendance officer")
    who.writes("Their organisation", SCHOOL)
    who.dates("When did it arrive?", ago(days=2))
    who.writes(WORDS, VAGUE)
    who.writes("What do they say they need it for?", "“Attendance”, and no more than that")
    who.writes("What information do they ask for?", "“All notes”")
    who.presses(steps.ON)


def does_not_share_yet(who: Visitor) -> None:
    steps.tells_the_concern(
        who,
        concern="A pupil is often away from school.",
        kinds=["Missing education, or a worry at school"],
        harm="Not sure",
        purpose="To help with attendance, as far as the request lets one see.",
    )
    steps.weighs(
        who,
        shared="A school would learn private things.",
        not_shared="The school may act unfairly.",
        assumptions="I would say the same to any school.",
    )
    steps.goes_on(who, "What do you know?")
    steps.goes_on(who, "Who gets it?")
    will_be_told_later(who)
    note = "Nothing goes to anybody yet."
    steps.asks_nobody(who, why="Nothing is being shared", note=note)
    steps.goes_on(who, "Which law lets you do this?")
    steps.took_advice(
        who, role="Our safeguarding lead", question="May I send them?", answer="Ask what for."
    )
    steps.decides(
        who,
        outcome="Not yet: advice or more information first",
        reasons="The request names no purpose, no law and no items.",
        look_again=in_days(7),
        told_requester="I asked what it is for, which facts they need, and under which law.",
        would_change="A purpose, a short list of items, and a law or an agreement.",
    )


def will_be_told_later(who: Visitor) -> None:
    child = who.person("D")
    child.chooses("Were they told?", "Not told yet, but will be")
    child.chooses("Why not?", "Another reason")
    child.dates("When will you ask yourself again if they can be told?", in_days(7))
    who.presses(steps.ON)


def test_not_yet_needs_no_recipient_and_no_law(given: Given) -> None:
    posy = given.at_work(given.cast.practitioner)
    is_asked(posy)
    does_not_share_yet(posy)
    steps.records_nothing_missing(posy)
    posy.sees("Not yet: advice or more information first", VAGUE, "Look at this decision again")
    posy.does_not_see("Who has been told", "have not been told yet")


def test_a_better_request_is_linked_and_overwrites_nothing(given: Given) -> None:
    posy = given.at_work(given.cast.practitioner)
    is_asked(posy)
    does_not_share_yet(posy)
    steps.records(posy)
    first = posy.reference
    asks_again(posy)
    second = posy.reference
    answers_this_time(posy)
    posy.sees(BETTER, "A later request about the same matter", first)
    posy.does_not_see(VAGUE)
    posy.opens(f"/decisions/{first}/recorded/")
    posy.sees(VAGUE, "Not yet: advice or more information first", second)
    posy.does_not_see(BETTER)


def asks_again(who: Visitor) -> None:
    """The later request gets a record of its own, about the same person, from the same place."""
    who.presses("They have asked again")
    who.is_at(REQUEST)
    who.holds("Their organisation", SCHOOL)
    who.holds(WORDS, "")
    who.dates("When did it arrive?", ago(30))
    who.writes(WORDS, BETTER)
    who.writes("What do they say they need it for?", "The attendance meeting")
    who.presses(steps.ON)


def answers_this_time(who: Visitor) -> None:
    who.opens(f"/decisions/{who.reference}/information/")
    dates = Line("Appointments were kept on six of the nine dates.", "Fact", "Practice records")
    visits = Line("Why D came.", goes="Leave out", kind="Not relevant to the purpose", why="Dates")
    steps.writes_down(who, [dates, visits], needed="They answer the question that was asked.")
    steps.chooses_recipients(
        who,
        {
            "kind": "School, college or nursery (safeguarding lead)",
            "name": SCHOOL,
            "why": "Runs the attendance meeting.",
            "how": "Secure email",
            "checked": "Address read back by telephone.",
            "limits": "For the attendance meeting only.",
            "sent": ago(2),
        },
    )
    who.opens(f"/decisions/{who.reference}/basis/")
    agreed = "They agreed that we may tell"
    steps.relies_on(
        who,
        {
            REASON: ("Consent: a real choice", "The mother's signed agreement."),
            CONFIDENCE: (agreed, "The same form."),
        },
    )
    who.opens(f"/decisions/{who.reference}/decision/")
    steps.decides(
        who,
        outcome="Share part of it",
        reasons="This time there is a purpose, a list and an agreement.",
        told_requester="Sent the dates, with no reasons for any visit.",
    )
    steps.records(who)

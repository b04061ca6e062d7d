"""Do a practitioner and a lead speak about a record in two browsers, and the Guardian decide?

On a desk, by keys alone, on a phone without scripts; each page is looked at closely once.
"""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import Membership, Role
from decisions.models import Decision
from tests.cast import at_work, member
from tests.decisions.reviewing.said import QUESTION, WHY
from tests.factories import draft, recorded
from tests.journeys.conftest import Given
from tests.journeys.typist import Typist
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
FINDING, COMMENT = "What do you find?", "Your comment"
ASKS, WHOM = "What do you want to know?", "Whom do you ask?"


def a_record(given: Given) -> Decision:
    return recorded(given.cast.practitioner, team_id=given.cast.team.pk)


def page(decision: Decision) -> str:
    return reverse("recorded", args=[decision.reference])


def finds(who: Visitor, decision: Decision, finding: str, comment: str = "") -> None:
    who.opens(page(decision))
    who.presses("Review this record")
    who.chooses(FINDING, finding)
    if comment:
        who.writes(COMMENT, comment)
    who.presses("Save the review")


def test_a_lead_asks_the_author_answers_and_the_lead_is_satisfied(given: Given) -> None:
    """By keys alone at the lead’s, on a phone without scripts at the practitioner’s."""
    decision = a_record(given)
    rowan: Typist = given.typing(given.cast.lead)
    posy = given.at_work(given.cast.practitioner, width=375, scripts=False)
    rowan.opens(reverse("review", args=[decision.reference]))
    rowan.chooses(FINDING, "A question for the author")
    rowan.presses("Save the review")
    rowan.is_told_of("Write your question")
    rowan.writes(COMMENT, WHY)
    rowan.presses("Save the review")
    rowan.sees("Your review is in the record.", WHY)
    posy.opens(page(decision))
    posy.follows("Answer this")
    posy.sees(WHY)
    posy.presses("Send the answer")
    posy.is_told_of("Write your answer")
    posy.writes("Your answer", "He was abroad, and nobody could reach him.")
    posy.presses("Send the answer")
    posy.sees("Your answer is in the record.", "Posy Thimble answered:")
    finds(rowan, decision, "Satisfied")
    rowan.sees("He was abroad, and nobody could reach him.", "Satisfied")


def test_a_lead_brings_it_to_the_guardian_who_decides(given: Given) -> None:
    decision = a_record(given)
    rowan, alder = given.at_work(given.cast.lead), given.inspecting(given.cast.guardian)
    finds(rowan, decision, "For the Guardian", "Was this too much?")
    alder.opens(page(decision))
    alder.follows("Decide as Guardian")
    alder.sees("This was brought to you:", "Was this too much?")
    alder.sends_in_error()
    alder.chooses("What do you decide?", "Less should have been shared")
    alder.writes("Why?", "One line would have done.")
    alder.ticks("3. Use the minimum necessary confidential information")
    alder.presses("Save the decision")
    alder.sees("Less should have been shared", "One line would have done.")
    rowan.opens(page(decision))
    rowan.sees("3. Use the minimum necessary confidential information")


def an_adviser(given: Given) -> Membership:
    """A lead of another team."""
    cast = given.cast
    made = member(cast.fernbrook, "Fern Applegarth", "Nurse", Role.LEAD, team=cast.other_team)
    return at_work(made)


def test_advice_is_asked_without_a_name_and_then_with_it(given: Given) -> None:
    decision = draft(given.cast.practitioner, team_id=given.cast.team.pk)
    posy, fern = given.inspecting(given.cast.practitioner), given.inspecting(an_adviser(given))
    posy.passes(reverse("step", args=[decision.reference, "concern"]))
    posy.follows("Ask for advice")
    posy.sends_in_error()
    posy.chooses(WHOM, "Fern Applegarth")
    posy.writes(ASKS, "May I ring about FCH 1001?")
    posy.presses("Ask")
    posy.is_told_of("This says who it is: FCH 1001")
    posy.writes(ASKS, QUESTION)
    posy.presses("Ask")
    posy.opens(reverse("step", args=[decision.reference, "advice"]))
    posy.sees("Waiting for an answer")
    fern.opens(reverse("advice_asked"))
    fern.page.locator("main table a").first.click()
    fern.is_at("Posy Thimble asks for your advice")
    fern.sees(QUESTION, "You are not told who it is")
    fern.does_not_see("FCH 1001")
    posy.follows("Tell them who it is (Fern Applegarth)")
    posy.sends_in_error()
    posy.writes("Why must they know who it is?", "They know the family.")
    posy.presses("Tell them")
    fern.opens(fern.path)
    fern.sees("You were told who it is", "FCH 1001")
    fern.sends_in_error()
    fern.writes("Your advice", "Ring them today.")
    fern.presses("Give the advice")
    fern.sees("Your advice is given.")
    says_what_became_of_it(posy, decision)
    fern.opens(fern.path)
    fern.sees("Followed in part")


def says_what_became_of_it(posy: Visitor, decision: Decision) -> None:
    posy.opens(reverse("step", args=[decision.reference, "advice"]))
    posy.follows("Say what became of it (Fern Applegarth)")
    posy.sees("Ring them today.")
    posy.chooses("Did you follow it?", "Followed in part")
    posy.presses("Save")
    posy.is_told_of("Say why")
    posy.writes("If not, or only in part: why?", "They were shut.")
    posy.presses("Save")
    posy.sees("Followed in part", "They were shut.")


def test_the_pages_of_reviews_are_sound(given: Given) -> None:
    decision = a_record(given)
    rowan, posy = given.inspecting(given.cast.lead), given.inspecting(given.cast.practitioner)
    rowan.opens(reverse("review", args=[decision.reference]))
    rowan.sends_in_error()
    rowan.chooses(FINDING, "Something has to be done")
    rowan.writes(COMMENT, "Ring the school.")
    rowan.sends()
    posy.opens(page(decision))
    posy.follows("Answer this")
    posy.sends_in_error()
    posy.opens(reverse("ask_advice", args=[decision.reference]))
    posy.chooses(WHOM, "Somebody outside")
    posy.writes("Their name", "Ivy Plum")
    posy.writes("Their role, and where they work", "Social worker, Northmoor")
    posy.writes(ASKS, QUESTION)
    posy.presses("Ask")
    posy.is_at("A link for Ivy Plum")
    posy.follows("I have copied both")
    posy.sees("Ivy Plum, Social worker, Northmoor", "Waiting for an answer")

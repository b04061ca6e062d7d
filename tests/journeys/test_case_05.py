"""Case 5: a parent agrees to a little sharing, with limits, and takes it back three weeks later."""

from __future__ import annotations

import pytest

from accounts.door import reading
from consent.models import Consent, Withdrawal
from tests.journeys import steps
from tests.journeys.conftest import Given
from tests.journeys.steps import CONFIDENCE, REASON, Line, ago, in_days
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

SCHOOL = "Little Oaks Primary"
LIMITS = "School only. Nothing about the former partner."
TAKEN_BACK = "“I've changed my mind. Please don't send any more about us to school.”"
TIRED = "E says: “I am so tired that I shout. I never hit.”"


def shares_with_consent(who: Visitor) -> None:
    steps.begins(who, "We want to share information")
    steps.names_after_opening(
        who,
        {"role": "Child", "name": "Child of E", "age": "7"},
        {"role": "Parent or carer", "name": "Parent E"},
    )
    who.opens(f"/decisions/{who.reference}/information/")
    steps.writes_down(who, [Line(TIRED, "Fact", "Hal Buttercup")], needed="To offer help.")
    steps.chooses_recipients(
        who,
        {
            "kind": "School, college or nursery (safeguarding lead)",
            "name": SCHOOL,
            "why": "To offer the breakfast club.",
            "how": "Secure email",
            "checked": "Address checked with the office.",
            "limits": "Not to be passed on.",
            "sent": ago(20),
        },
    )
    who.opens(f"/decisions/{who.reference}/consent/")
    asks_the_parent(who)
    signed = "Signed consent, with limits."
    steps.relies_on(
        who,
        {
            REASON: ("Consent: a real choice", signed),
            CONFIDENCE: ("They agreed that we may tell", signed),
        },
    )
    who.opens(f"/decisions/{who.reference}/decision/")
    steps.decides(
        who, outcome="Share part of it", reasons="E asked for this and signed for it.", at=ago(25)
    )
    steps.records(who)


def asks_the_parent(who: Visitor) -> None:
    who.chooses("Did you ask anybody for consent?", "Yes, or it differs from person to person")
    who.presses(steps.ON)
    who.chooses("What did they say?", "Not asked for")
    who.chooses("Why were they not asked?", "The person cannot give consent")
    says_both(who)
    who.chooses("What did they say?", "Given")
    who.chooses("Who answered?", "The adult themselves")
    who.chooses("How did they answer?", "In writing")
    who.writes("Their words, or where it is written down", "Signed form of today.")
    who.writes("What exactly may be shared?", "That E is tired and wants help.")
    who.writes("With whom?", "The school's lead.")
    who.writes("For what?", "An offer of help.")
    who.writes("What did they not agree to?", LIMITS)
    who.dates("When will you ask again if it still holds?", in_days(90))
    says_both(who)


def says_both(who: Visitor) -> None:
    question = "Does this answer also count under the duty of confidence?"
    who.chooses(question, "Yes, the same answer")
    who.presses(steps.ON)


def takes_it_back(who: Visitor) -> None:
    who.follows("Parent E takes back their consent")
    who.is_at("Consent is taken back")
    who.sees("What was shared before stays lawful.", SCHOOL)
    who.writes("Who took it back? Name or initials", "E")
    who.chooses("How?", "In writing")
    who.writes("Their words", TAKEN_BACK)
    who.ticks("They take back both kinds of consent")
    who.presses("Record that it was taken back")
    who.is_at("Saved. Nothing has been sent from here.")


def test_a_withdrawal_is_added_and_the_earlier_share_stays(given: Given) -> None:
    hal = given.at_work(given.cast.practitioner)
    shares_with_consent(hal)
    before = hal.section("Lawful basis").inner_text()
    takes_it_back(hal)
    hal.card(SCHOOL).sees("Told")
    hal.sees(f"Tell {SCHOOL} that consent was taken back")
    consent = hal.section("Consent").inner_text()
    for words in ("Given; withdrawn later", TAKEN_BACK, LIMITS):
        assert words in consent
    # Traps: the old share is marked unlawful; the basis is quietly exchanged.
    assert hal.section("Lawful basis").inner_text() == before
    hal.does_not_see("unlawful")
    the_consent_itself_is_as_it_was(given)


def the_consent_itself_is_as_it_was(given: Given) -> None:
    """Trap: history is edited."""
    with reading(given.cast.practitioner.actor("test")):
        rows = list(Consent.objects.filter(status="given"))
        assert len(rows) == 2
        assert {row.limits for row in rows} == {LIMITS}
        assert Withdrawal.objects.filter(words=TAKEN_BACK).count() == 2


def test_harm_seen_later_is_a_new_decision_with_its_own_law(given: Given) -> None:
    hal = given.at_work(given.cast.practitioner)
    shares_with_consent(hal)
    first = hal.reference
    takes_it_back(hal)
    hal.presses("Pass on more about this")
    assert hal.reference != first
    hal.opens(f"/decisions/{hal.reference}/check/")
    for section in ("Consent", "Lawful basis"):
        assert "given" not in hal.section(section).inner_text().lower()
    hal.does_not_see(TIRED, LIMITS)

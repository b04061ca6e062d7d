"""Case 1: a bruise on a baby who cannot roll. The parents say no, and are told why it is shared."""

from __future__ import annotations

import pytest

from tests.journeys import steps
from tests.journeys.conftest import Given
from tests.journeys.soundness import check_page
from tests.journeys.steps import CONFIDENCE, ON, POWER, REASON, SENSITIVE, Line, ago, in_days
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

MOTHERS_WORDS = "Mother: “He must have caught it on the cot bars. He wriggles.”"
GRANS_WORDS = "Grandmother: “Their dad snaps.”  She did not say that she had seen it."
BRUISE = "Round bruise on the left cheek, 1 cm across, blue-purple"
NOT_ROLLING = "Baby is not rolling, crawling or pulling up"
DOES_NOT_FIT = "In my view the account does not fit: he cannot reach the bars"
POSY, GRAN = "Posy Thimble, health visitor", "Grandmother of Baby A"
LINES = (
    Line(BRUISE, "Fact", POSY),
    Line(NOT_ROLLING, "Fact", POSY),
    Line(MOTHERS_WORDS, "Reported", "Mother"),
    Line(DOES_NOT_FIT, "Opinion", POSY),
    Line(GRANS_WORDS, "Reported", GRAN),
)
REFUSED = "Mother: “Please don't tell them. They'll take him.”"
OVERRIDE = "A baby who cannot move has an unexplained bruise. That outweighs the refusal."
MASH, HOSPITAL = "Fernshire multi-agency safeguarding hub", "Fernshire General"


def tells_the_story(who: Visitor) -> None:
    """From the first page to check-answers."""
    steps.begins(who, "We want to share information")
    steps.says_what_happened(who, danger="Not sure", at=ago(100), urgent=True)
    names_the_family(who)
    steps.tells_the_concern(
        who,
        concern="A bruise on the cheek of a baby who cannot move about.",
        kinds=["Physical abuse or an injury"],
        harm="Yes",
        purpose="So that somebody can find out today how he was hurt and keep him safe.",
    )
    steps.weighs(
        who,
        shared="The parents may stop letting us in.",
        not_shared="If somebody hurt him, it may happen again, and worse.",
        assumptions="I would act on this bruise in any family.",
    )
    steps.writes_down(who, LINES, needed="Each line helps them to judge how it came about.")
    tells_the_hub_and_the_hospital(who)
    tells_the_parents(who)
    says_what_they_answered(who)
    finds_the_law(who)
    steps.took_advice(
        who,
        role="Named nurse",
        question="Parents refuse. Do I ring now?",
        answer="Yes. Their refusal is weighed; it does not stop you.",
    )
    steps.decides(
        who,
        outcome="Share all of it",
        reasons="A baby of four months who does not roll cannot easily bruise a cheek.",
        at=ago(80),
        shared=ago(70),
        look_again=in_days(1),
    )


def names_the_family(who: Visitor) -> None:
    steps.names(
        who,
        {
            "role": "Child",
            "name": "Baby A",
            "age": "4 months",
            "reference": "FB-10417",
            "kind": "Our own reference",
        },
        {"role": "Parent or carer", "name": "Mother of A"},
        {"role": "Parent or carer", "name": "Father of A"},
        {"role": "Person who told us", "name": GRAN, "hidden_from": "Father."},
    )


def tells_the_hub_and_the_hospital(who: Visitor) -> None:
    steps.chooses_recipients(
        who,
        {
            "kind": "Children's social care (the front door or MASH)",
            "name": MASH,
            "why": "They decide on an enquiry and a medical today.",
            "how": "Telephone",
            "number": "01632 960200",
            "checked": "Rang the published number.",
            "limits": "Grandmother must not be named to the father.",
            "sent": ago(70),
            "taken_by": "Ivy Plum, duty social worker",
            "reference": "FSH-22871",
            "will_do": "Strategy discussion; will ring me back.",
            "by_when": in_days(0),
            "written_due": ago(days=-1),
            "written_sent": ago(30),
        },
        {
            "kind": "Hospital or other clinic",
            "name": HOSPITAL,
            "role": "On-call paediatrician",
            "why": "To examine the baby today.",
            "how": "Telephone",
            "gets": [BRUISE, NOT_ROLLING, MOTHERS_WORDS, DOES_NOT_FIT],
            "checked": "Rang through the switchboard.",
            "limits": "Medical notes only.",
            "sent": ago(60),
        },
    )


def tells_the_parents(who: Visitor) -> None:
    who.is_at("Have you told the person, and what do they want?")
    for parent in ("Mother of A", "Father of A"):
        steps.was_told(who, parent, at=ago(85), how="Face to face, at home", by="Posy Thimble")
    wish = "“I want him looked at, but by our own doctor.”"
    steps.wanted(who, "Mother of A", wish, heard_by="Posy Thimble")
    who.presses(ON)


def says_what_they_answered(who: Visitor) -> None:
    """The baby cannot consent; both parents said no, and that is what stays written."""
    who.is_at("What about consent?")
    who.chooses("Did you ask anybody for consent?", "Yes, or it differs from person to person")
    who.presses(ON)
    who.sees("Baby A")
    who.chooses("What did they say?", "The person cannot consent")
    who.writes("How did they decide that?", "He is four months old.")
    who.ticks("It was decided in their best interests")
    both_kinds(who)
    for parent in ("Mother of A", "Father of A"):
        who.sees(parent)
        says_no(who)


def says_no(who: Visitor) -> None:
    """A refusal, overridden. Without its reason the server does not take the override."""
    who.chooses("What did they say?", "Refused")
    who.chooses("Who answered?", "Somebody with parental responsibility")
    who.writes("Their words, or where it is written down", REFUSED)
    weighing = "How did you weigh the harm of sharing against the harm of not sharing?"
    who.writes(weighing, "The harm of silence is far the greater.")
    who.writes("With whom did you talk it over? Name and role", "Rowan Quill, named nurse")
    who.ticks("We are going ahead although they said no")
    both_kinds(who)
    who.is_told_of("Say why you are going ahead although they said no")
    who.holds("Their words, or where it is written down", REFUSED)
    who.writes("Why are you going ahead although they said no?", OVERRIDE)
    who.presses(ON)


def both_kinds(who: Visitor) -> None:
    question = "Does this answer also count under the duty of confidence?"
    who.chooses(question, "Yes, the same answer")
    who.presses(ON)


def finds_the_law(who: Visitor) -> None:
    bound = "Health or social care, by someone bound to keep it private"
    outweighs = "Protecting someone matters more than the confidence"
    together = "Working together to keep children safe (England)"
    steps.relies_on(
        who,
        {
            REASON: ("Public task: it is part of our public job", "Children Act 2004."),
            SENSITIVE: (bound, "All are bound to keep it private."),
            CONFIDENCE: (outweighs, "Serious harm to a baby outweighs the refusal."),
            POWER: (together, "An NHS trust is a listed body."),
        },
    )


def sees_the_record(who: Visitor) -> None:
    """The recorded page holds what was done, and promises nothing."""
    who.is_at("Saved. Nothing has been sent from here.")
    for name, words in ((MASH, "01632 960200"), (HOSPITAL, "01632 960100")):
        card = who.card(name)
        card.sees("Told", "Chase on", words)
        card.does_not_see("Not told yet")
    who.card(MASH).sees("FSH-22871")
    who.sees("Happened", "Decided", "Shared", "Recorded here (our clock)")
    who.sees("Rule by rule", "Who did what, and when", "Recorded")


def test_a_refused_share_is_recorded_with_its_reason(given: Given) -> None:
    posy = given.at_work(given.cast.practitioner)
    tells_the_story(posy)
    posy.is_at("Check your answers")
    check_page(posy)
    steps.records(posy)
    sees_the_record(posy)
    check_page(posy)
    words_stay_whose_they_are(posy)
    refusal_stays_a_refusal(posy)


def words_stay_whose_they_are(who: Visitor) -> None:
    """Trap: gran's words become fact."""
    information = who.section("The information")
    item = information.locator(".app-block", has_text="Their dad snaps").text_content() or ""
    assert GRANS_WORDS in item
    assert "Reported" in item
    assert GRAN in item
    assert "Fact" not in item
    assert MOTHERS_WORDS in (information.text_content() or "")


def refusal_stays_a_refusal(who: Visitor) -> None:
    """Trap: an override is kept as consent given."""
    consent = who.section("Consent").inner_text()
    assert consent.count("Refused") == 2
    assert OVERRIDE in consent
    assert REFUSED in consent
    assert "Given" not in consent

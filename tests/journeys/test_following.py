"""Can people follow a share to its end, by keys alone, on a phone and without scripts?"""

from __future__ import annotations

import pytest
from django.urls import reverse

from consent.choices import ConsentStatus
from decisions.following.actions.stages import add_stage
from decisions.models import Decision
from tests.cast import Cast
from tests.decisions.following.shares import after_of, shared, wrong
from tests.journeys.conftest import Given
from tests.journeys.steps import ago
from tests.journeys.typist import Typist
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
GIVEN = {"status": ConsentStatus.GIVEN, "what_exactly": "Sleep", "giver_name": "E, mother"}


def sharing_of(decision: Decision, cast: Cast, place: int = 0) -> str:
    recipient = after_of(decision, cast.practitioner).record.recipients[place]
    return reverse("sharing", args=[decision.reference, recipient.pk])


def notes(who: Visitor, what: str, **said: str) -> None:
    """Press the button that is offered, answer what is asked, and come back to the share."""
    who.presses(what)
    for label, text in said.items():
        who.writes(LABELS[label], text)
    who.presses("Save")
    who.sees("It is noted in the record.")


LABELS = {
    "reason": "What reason did they give?",
    "will_do": "What will they do?",
    "happened": "What happened?",
    "how": "How did you check?",
    "found": "What did you find?",
    "whom": "Whom did you tell? Name or role",
    "told": "What did you tell them?",
}


def takes_it_further(who: Visitor) -> None:
    who.presses("We took it further")
    who.presses("Save")
    who.is_told_of("Choose a stage, or “Somewhere else”", "Say to whom you took it")
    who.chooses("Which stage is it?", "Their manager")
    who.writes("To whom did you take it? Name and role", "Ms Rook, team manager")
    who.presses("Save")
    who.sees("Taken further. We wait for an answer", "Their manager", "Ms Rook, team manager")


def test_by_keys_alone_a_share_comes_to_its_end(given: Given) -> None:
    cast = given.cast
    actor = cast.administrator.actor()
    add_stage(cast.fernbrook.pk, actor=actor, name="Their manager", who="01632 960900")
    decision = shared(cast.practitioner, team_id=cast.team.pk)
    posy: Typist = given.typing(cast.practitioner)
    posy.opens(sharing_of(decision, cast))
    posy.sees("Told. We wait for an answer")
    notes(posy, "They will not act", reason="Below their threshold")
    posy.sees("They will not act", "Below their threshold")
    takes_it_further(posy)
    notes(posy, "They will act", will_do="Visit on Tuesday")
    notes(posy, "They did something", happened="They saw her at home")
    notes(posy, "We checked that it was done", how="Read their letter", found="She is safe")
    notes(posy, "We told those who raised it", whom="The neighbour", told="Somebody acted")
    posy.sees("Done and checked. Nothing is left to do", "Somebody acted")
    posy.does_not_see("What happened next?")
    posy.opens(reverse("recorded", args=[decision.reference]))
    posy.sees("What became of it", "Done, and checked on")


def test_on_a_phone_without_scripts_two_recipients_hear_of_a_withdrawal(given: Given) -> None:
    cast = given.cast
    decision = shared(
        cast.practitioner, "The hub", "Oakfield School", team_id=cast.team.pk, consent=GIVEN
    )
    posy = given.at_work(cast.practitioner, width=375, scripts=False)
    posy.opens(reverse("recorded", args=[decision.reference]))
    posy.follows("A takes back their consent")
    posy.writes("Who took it back? Name or initials", "E, mother")
    posy.ticks("They take back both kinds of consent")
    posy.presses("Record that it was taken back")
    for name in ("The hub", "Oakfield School"):
        posy.sees("Consent has ended, and they must be told")
        posy.follows(f"Note that {name} was told")
        posy.presses("Save")
        posy.is_told_of("Say whom you told", "Say how you told them")
        posy.writes("Whom did you tell? Name and role", "The office")
        posy.writes("How did you tell them?", "By e-mail")
        posy.presses("Save")
        posy.sees("We told them that consent was taken back", "The office")
        posy.opens(reverse("recorded", args=[decision.reference]))
    posy.does_not_see("Consent has ended, and they must be told")


def test_what_went_wrong_is_put_right_to_its_end(given: Given) -> None:
    cast = given.cast
    decision = shared(cast.practitioner, team_id=cast.team.pk)
    posy = given.at_work(cast.practitioner, width=375)
    posy.opens(sharing_of(decision, cast))
    posy.follows("Something was wrong with this")
    posy.chooses("Is anybody in danger now because of it?", "Yes")
    posy.writes("Who is in danger, and how?", "The child: her father could find her")
    posy.chooses("What went wrong?", "It went to the wrong person or place")
    posy.writes("What happened?", "The letter went to the old address")
    posy.dates("When did you find out?", ago(minutes=90))
    posy.chooses("What do they have to do?", "Get it back or have it destroyed")
    posy.presses("Save")
    posy.sees("70 hours left, until", "her father could find her", "Not asked yet")
    rowan = given.at_work(cast.lead)
    rowan.opens(reverse("recorded", args=[decision.reference]))
    rowan.sees("It went to the wrong person or place", "70 hours left, until")
    rowan.opens(posy.path)
    rowan.follows("Decide if it is a data breach")
    rowan.sees("What the law asks", "Article 33")
    rowan.chooses("What do you decide?", "A breach to report to the ICO")
    rowan.writes("Why?", "He could find them")
    rowan.presses("Save")
    rowan.sees("To report to the ICO", "Decided by Rowan Quill")
    rowan.follows("It was reported to the ICO")
    rowan.dates("When was it reported?", ago())
    rowan.presses("Save")
    posy.follows("They were asked (The hub)")
    posy.dates("When did you ask them?", ago(minutes=60))
    posy.writes("How, and whom did you ask?", "By telephone, the office")
    posy.presses("Save")
    posy.follows("They confirmed it (The hub)")
    posy.dates("When did they confirm it?", ago())
    posy.writes("How?", "They sent it back unopened")
    posy.writes("Who confirmed it? Name and role", "Ms Rook, office")
    posy.presses("Save")
    posy.presses("Finish this")
    posy.writes("What do you do differently from now on?", "Check the address twice")
    posy.presses("Save")
    posy.sees("Finished", "Check the address twice", "Ms Rook, office")


def test_every_page_is_sound(given: Given) -> None:
    cast = given.cast
    decision = shared(cast.practitioner, "The hub", team_id=cast.team.pk, consent=GIVEN)
    incident = wrong(decision, cast.practitioner)
    after = after_of(decision, cast.practitioner)
    share, ref = sharing_of(decision, cast), decision.reference
    one = reverse("incident", args=[ref, incident.pk])
    row = after.incident_recipients[0].pk
    closely = given.inspecting(cast.practitioner)
    for kind in ("accepted", "escalated"):
        closely.opens(f"{share}follow-up/{kind}/")
        closely.sends_in_error(spoilt=True)
    closely.opens(f"{share}follow-up/no-answer/")
    closely.sends()
    closely.opens(reverse("told_later", args=[ref, after.record.people[0].pk]))
    closely.sends_in_error()
    closely.opens(reverse("wrong", args=[ref]))
    closely.sends_in_error(spoilt=True)
    closely.opens(one)
    for part in ("danger/", "breach/", "report/", f"recipients/{row}/confirmed/"):
        closely.opens(one + part)
    closely.opens(reverse("recorded", args=[ref]))
    admin = given.inspecting(cast.administrator)
    admin.opens(reverse("stages"))
    admin.presses("Add a stage")
    admin.sends_in_error()
    for name in ("Their manager", "Their head of service"):
        admin.opens(reverse("add_stage"))
        admin.writes("What is this stage called?", name)
        admin.sends()
    admin.presses("Move up Their head of service")
    admin.sees("1. Their head of service", "2. Their manager")

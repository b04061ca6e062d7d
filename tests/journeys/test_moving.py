"""Can a concern be passed on, and a record moved to its new place, by keys, without scripts?"""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import Membership
from decisions.choices import SchemeStage
from decisions.models import Decision
from decisions.schemes import policies
from decisions.transfers import policies as moves
from tests.cast import Cast
from tests.decisions.following.shares import after_of, shared
from tests.decisions.schemes.concerns import concern_in
from tests.decisions.transfers.moved import transfer_in
from tests.journeys.conftest import Given
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser


def at_police(decision: Decision, who: Membership, name: str = "The police") -> str:
    row = next(r for r in after_of(decision, who).record.recipients if str(r) == name)
    return reverse("sharing", args=[decision.reference, row.pk])


def test_by_keys_alone_a_concern_goes_to_the_police_and_they_decide(given: Given) -> None:
    cast = given.cast
    decision = shared(cast.practitioner, "The police", team_id=cast.team.pk)
    posy = given.typing(cast.practitioner)
    posy.opens(reverse("recorded", args=[decision.reference]))
    posy.follows("A disclosure scheme of the police")
    posy.follows("Child Sex Offender Disclosure Scheme (“Sarah’s Law”)")
    posy.sees("Never tell anybody yourself", "Not confirmed", "ring 999")
    posy.chooses("Who could be harmed?", "A")
    posy.writes("Who may be a danger?", "Perrin Holt, a lodger")
    posy.writes("Why do you worry?", "He is alone with her each evening.")
    posy.chooses("How did it begin?", "Nobody asked: we pass on what we know")
    posy.chooses("Who tells the police?", "We do: The police")
    posy.presses("Save")
    posy.sees("The police have it")  # their share says so already
    posy.presses("They decided to tell somebody")
    posy.writes("Which officer told you of the decision?", "DS Larch")
    posy.presses("Save")
    posy.sees("It is noted in the record.", "The police will tell somebody")
    posy.presses("They told somebody")
    posy.presses("Save")
    posy.is_told_of(
        "Say who was told", "Say which officer told them", "Say if they signed a promise"
    )
    posy.sees("Never write down what they were told.")
    posy.writes("Who was told?", "Her mother")
    posy.writes("Which officer told them?", "DS Larch")
    posy.chooses("Did they promise in writing to keep it to themselves?", "They would not sign it")
    posy.presses("Save")
    posy.sees("Somebody was told", "They would not sign it", "noted by Posy Thimble")


def moves_on(who: Visitor, place: str) -> None:
    """Say what moves, and send it."""
    who.follows("A record moves to them")
    who.follows("From one school or college to another")
    who.sees("Within 5 days of a move during the year")
    who.chooses("Whose record is it?", "A")
    who.writes("What stays here, and why? (optional)", "Pages about her brother")
    who.presses("Save")
    who.sees(f"Record that moves to {place}", "Not sent yet", "Pages about her brother")
    who.presses("It was sent")
    who.writes("How did it go?", "By hand")
    who.presses("Save")
    who.sees("Sent. Nobody has confirmed it yet")


def test_on_a_phone_without_scripts_a_record_moves_until_somebody_has_it(given: Given) -> None:
    cast: Cast = given.cast
    decision = shared(cast.practitioner, "Oakfield School", team_id=cast.team.pk, told=False)
    posy = given.at_work(cast.practitioner, width=375, scripts=False)
    posy.opens(at_police(decision, cast.practitioner, "Oakfield School"))
    moves_on(posy, "Oakfield School")
    posy.opens(reverse("recorded", args=[decision.reference]))
    posy.follows("Make sure that the record reached Oakfield School")
    posy.presses("They confirmed that they have it")
    posy.presses("Save")
    posy.is_told_of("Say who confirmed it")
    posy.writes("Who confirmed it? Name and role", "Ms Rook, safeguarding lead")
    posy.presses("Save")
    posy.sees("They have it", "Ms Rook, safeguarding lead", "Nothing is left to do.")
    posy.opens(reverse("recorded", args=[decision.reference]))
    posy.does_not_see("Make sure that the record reached Oakfield School")


def test_every_page_is_sound(given: Given) -> None:
    cast = given.cast
    concern = concern_in(policies.WILL_TELL, cast.practitioner, team_id=cast.team.pk)
    transfer = transfer_in(moves.ON_THE_WAY, cast.practitioner, team_id=cast.team.pk)
    ref, args = concern.decision.reference, [concern.decision.reference, concern.pk]
    closely = given.inspecting(cast.practitioner)
    closely.opens(reverse("schemes"))
    # A page of answers is looked at once, with what is wrong in it.
    closely.passes(reverse("begin_concern", args=["dvds"]))
    closely.sends_in_error(spoilt=True)
    closely.passes(reverse("scheme_event", args=[*args, SchemeStage.TOLD]))
    closely.sends_in_error(spoilt=True)
    closely.opens(reverse("scheme_event", args=[*args, SchemeStage.TOLD_BY_US]))
    closely.opens(reverse("scheme", args=args))
    closely.opens(reverse("schemes_of_record", args=[ref]))
    there = [transfer.decision.reference, transfer.pk]
    closely.opens(reverse("transfers_of_record", args=there[:1]))
    closely.passes(reverse("add_transfer", args=[there[0], "nation"]))
    closely.sends_in_error(spoilt=True)
    closely.passes(reverse("transfer_event", args=[*there, "received"]))
    closely.sends_in_error()
    closely.opens(reverse("transfer", args=there))

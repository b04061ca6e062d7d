"""Can a practitioner and somebody without an account close a share, in two browsers?"""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.door import acting
from decisions import queries as decisions
from decisions.models import Decision
from decisions.reviewing.actions import ask_advice
from tests.decisions.receipts.links import Link, recipient_of, sent
from tests.factories import recorded
from tests.journeys.conftest import Given
from tests.journeys.inspector import Inspector
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
WHAT_WILL_YOU = "What do you want to tell them?"


def page_of(given: Given, record: Decision, name: str) -> str:
    recipient = recipient_of(record, given.cast.practitioner)
    return reverse(name, args=[record.reference, recipient.pk])


def makes_a_link(posy: Visitor) -> tuple[str, str]:
    """The link as it stands in the message to copy, and the code that is read out."""
    posy.follows("Make a link for them to say so")
    posy.presses("Make the link")
    posy.sees("Copy both before you leave this page")
    message = posy.page.get_by_label("Message to copy").input_value()
    link = re.search(r"https?://\S+/r/\S+/", message)
    assert link is not None
    code = posy.page.locator("p.app-reference").inner_text()
    assert re.fullmatch(r"\d{3} \d{3}", code)
    return link[0], code


def says_who_they_are(corin: Visitor, code: str) -> None:
    corin.writes("Code", code)
    corin.writes("Your name", "Corin Dell")
    corin.writes("Your role", "Social worker")
    corin.writes("Your organisation or team", "Fernbrook hub")
    corin.writes("Your work phone number or email address", "01632 960177")


def ticks_whose_it_is(corin: Visitor) -> None:
    corin.ticks("This link was sent to me or to my team, and I may answer it for my organisation")


def test_by_keys_alone_and_on_a_phone_a_recipient_says_what_they_will_do(given: Given) -> None:
    record = sent(given.cast.practitioner)
    posy = given.typing(given.cast.practitioner)
    posy.opens(page_of(given, record, "sharing"))
    posy.sees("They have not said so yet.")
    link, code = makes_a_link(posy)
    corin = given.typing(None, width=375)
    corin.opens(link)
    corin.is_at("Say that you have what was sent to you")
    corin.does_not_see("Fernbrook Community Health Trust", record.reference)
    says_who_they_are(corin, f"{(int(code.replace(' ', '')) + 1) % 10**6:06}")
    ticks_whose_it_is(corin)
    corin.presses("Continue")
    corin.is_told_of("You have 4 tries left")
    corin.holds("Your name", "Corin Dell")
    corin.writes("Code", code)
    corin.presses("Continue")
    corin.is_at("What was sent to you")
    corin.sees("Fernbrook Community Health Trust", record.reference, "The hub")
    corin.does_not_see("bruise")
    corin.chooses(WHAT_WILL_YOU, "We have it, and will say later what we will do")
    corin.writes("Your own reference", "HUB 77")
    corin.presses("Send the answer")
    corin.sees("You have it", "HUB 77")
    corin.chooses(WHAT_WILL_YOU, "We have it, and this is what we will do")
    corin.writes("What will you do?", "Visit the family")
    corin.dates("By when?", timezone.localdate())
    corin.presses("Send the answer")
    corin.sees("Thank you. The sender has your answer.", "Visit the family")
    posy.follows("I have copied both")
    posy.sees("They accept it", "Visit the family", "Opened by Corin Dell", "Answered")


def test_without_scripts_it_is_sent_back_and_a_forwarded_link_opens_nothing(given: Given) -> None:
    record = sent(given.cast.practitioner)
    posy = given.at_work(given.cast.practitioner, width=375, scripts=False)
    posy.opens(page_of(given, record, "sharing"))
    link, code = makes_a_link(posy)
    corin = given.nobody(width=375, scripts=False)
    corin.opens(link)
    says_who_they_are(corin, code)
    ticks_whose_it_is(corin)
    corin.presses("Continue")
    corin.chooses(WHAT_WILL_YOU, "We send it back")
    corin.presses("Send the answer")
    corin.is_told_of("Say why you send it back")
    corin.writes("Why do you send it back?", "It is not our area")
    corin.presses("Send the answer")
    corin.sees("You sent it back", "It is not our area")
    other = given.nobody()
    other.opens(link)
    other.is_at("This link opens nothing here")
    other.follows("Open it again from here")
    other.is_at("This link opens nothing here")
    posy.follows("I have copied both")
    posy.sees("They sent it back", "It is not our area")
    posy.presses("Take the link back")
    posy.sees("It was taken back on")
    posy.follows("Write down that they have it")
    posy.chooses("What did they say?", "They have it")
    posy.writes("Their own reference", "MASH 4411")
    posy.writes("Who told you?", "The hub’s mailbox")
    posy.writes("How did they tell you?", "In an automatic reply")
    posy.presses("Save")
    posy.sees("It is written down.", "MASH 4411")
    corin.opens(link)
    corin.is_at("This link opens nothing here")


def advised(given: Given) -> Link:
    author = given.cast.practitioner
    record = recorded(author)
    with acting(author.actor()):
        mine = decisions.for_writing(author, record.reference)
        advice = ask_advice(mine, actor=author.actor(), question="May we share it?", role="Doctor")
    return Link(author, record, purpose="advice", advice=advice)


def opens_as_somebody(given: Given, link: Link) -> Inspector:
    inspector = given.inspecting()
    inspector.opens(link.path)
    inspector.sends_in_error()
    says_who_they_are(inspector, link.code)
    ticks_whose_it_is(inspector)
    inspector.sends()
    return inspector


def test_every_page_is_sound(given: Given) -> None:
    posy = given.inspecting(given.cast.practitioner)
    record = sent(given.cast.practitioner)
    posy.opens(page_of(given, record, "receipt_link"))
    posy.sends_in_error(spoilt=True)
    posy.writes("For how many days should it work?", "7")
    posy.sends()
    posy.opens(page_of(given, record, "note_receipt"))
    posy.sends_in_error()
    corin = opens_as_somebody(given, Link(given.cast.practitioner, record))
    corin.sends_in_error()
    corin.chooses(WHAT_WILL_YOU, "We send it back")
    corin.sends_in_error()
    corin.writes("Why do you send it back?", "It is not our area")
    corin.sends()
    posy.opens(page_of(given, record, "sharing"))
    wren = opens_as_somebody(given, advised(given))
    wren.sends_in_error()
    wren.writes("Your advice", "Yes, today.")
    wren.sends()
    wren.opens("/r/1.nothing/")

"""Can an administrator keep people, teams and numbers, and somebody new join, in a browser?"""

from __future__ import annotations

import re

import pytest
from django.core import mail

from tests.journeys.conftest import Given
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser


def invites(administrator: Visitor, name: str, email: str) -> None:
    administrator.opens("/people/")
    administrator.presses("Invite somebody")
    administrator.writes("Email address", email)
    administrator.writes("Name", name)
    administrator.ticks("Practitioner", under="Roles")
    administrator.presses("Send the invitation")


def link_in_the_mail() -> str:
    return str(re.search(r"https?://[^/]+(/invitation/\S+)", mail.outbox[-1].body)[1])


@pytest.mark.parametrize("scripts", [True, False])
def test_somebody_new_is_invited_and_joins_on_a_phone(given: Given, scripts: bool) -> None:
    administrator = given.at_work(given.cast.administrator, scripts=scripts)
    invites(administrator, "Wren Sallow", "wren@fernbrook.example")
    administrator.is_at("People")
    administrator.sees("We have sent an invitation", "Wren Sallow")
    wren = given.nobody(width=375, scripts=scripts)
    wren.opens(link_in_the_mail())
    wren.is_at("Join Fernbrook Community Health Trust")
    wren.holds("Your name", "Wren Sallow")
    wren.writes("New password", "short")
    wren.presses("Join")
    wren.is_told_of("too short")
    wren.holds("Your name", "Wren Sallow")
    wren.writes("New password", "gravel teapot minnow sundial")
    wren.presses("Join")
    wren.opens("/my-account/")
    wren.sees("Wren Sallow", "Practitioner")


def test_an_administrator_makes_a_lead_and_takes_access_away(given: Given) -> None:
    administrator = given.at_work(given.cast.administrator)
    posy = given.at_work(given.cast.practitioner)
    administrator.opens("/people/")
    administrator.follows("Linnet Marlow")
    administrator.ticks("Safeguarding lead", under="Roles")
    administrator.ticks("School nurses", under="Teams that they lead")
    administrator.presses("Save")
    administrator.sees("Saved. It holds from their next page on.")
    administrator.presses("Show their name on every page as our Safeguarding lead")
    posy.opens("/my-account/")
    posy.sees("Posy Thimble")
    assert "Linnet Marlow" in posy.page.locator("footer").inner_text()
    administrator.opens("/people/")
    administrator.follows("Posy Thimble")
    administrator.follows("Deactivate this account")
    administrator.sees("This is recorded with your name and the time.")
    administrator.presses("Deactivate the account")
    posy.opens("/my-account/")
    posy.is_at("Sign in")


def test_a_number_to_ring_stands_on_every_page(given: Given) -> None:
    administrator = given.at_work(given.cast.administrator, width=375, scripts=False)
    administrator.opens("/numbers/add/")
    administrator.presses("Save")
    administrator.is_told_of("Enter who answers", "Enter a telephone number")
    administrator.writes("Who answers?", "Police")
    administrator.writes("Telephone number", "101")
    administrator.presses("Save")
    administrator.is_at("Numbers to ring")
    posy = given.at_work(given.cast.practitioner, width=320)
    posy.opens("/my-account/")
    assert posy.page.locator("header").get_by_role("link", name="101", exact=True).count() == 1


def test_a_sign_in_that_ran_out_gives_the_typed_text_back(given: Given) -> None:
    posy = given.at_work(given.cast.practitioner)
    posy.opens("/my-account/details/")
    posy.writes("Job title (optional)", "Ymwelydd iechyd")
    posy.page.context.clear_cookies(name="sessionid")
    posy.presses("Save")
    posy.is_at("Sign in")
    posy.sees("What you typed is kept")
    posy.writes("Email address", given.cast.practitioner.person.email)
    posy.writes("Password", "marmalade lantern orbit walrus")
    posy.presses("Sign in")
    posy.is_at("Your details")
    posy.holds("Job title (optional)", "Ymwelydd iechyd")

"""Is every page sound, in its error states too: axe, widths, titles, headings, focus?

The validator of HTML reads whatever is sent here, with the pages of all other journeys.
"""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.urls import reverse

from accounts import actions, queries
from accounts.door import acting, reading
from accounts.models import Role
from decisions.choices import Status
from decisions.models import Decision
from tests.factories import decision_at, draft
from tests.journeys import steps
from tests.journeys.conftest import Given
from tests.journeys.inspector import Inspector
from tests.journeys.test_case_01 import tells_the_story
from tests.journeys.test_case_05 import shares_with_consent, takes_it_back

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

SPOILT_STEPS = (
    "what-has-happened", "who/new", "concern", "recipients/new", "telling", "advice/new",
    "decision",
)  # fmt: skip


def test_the_guided_steps(given: Given) -> None:
    """Case 1 from beginning to end, with the mistake on the way."""
    inspector = given.inspecting(given.cast.practitioner)
    tells_the_story(inspector)
    reference = inspector.reference
    inspector.opens(f"/decisions/{reference}/tasks/")
    items_one_by_one(inspector, reference)
    inspector.opens(f"/decisions/{reference}/who/")
    inspector.follows("Remove Mother of A")
    inspector.opens(f"/decisions/{reference}/give-up/")
    inspector.sends_in_error()
    inspector.opens(f"/decisions/{reference}/check/")
    steps.records(inspector)
    inspector.opens(f"/decisions/{reference}/print/")


def items_one_by_one(inspector: Inspector, reference: str) -> None:
    for button in (
        "Edit Item 1",
        "Split Item 1",
        "Join to the next Item 2",
        "Remove Item 2",
    ):
        inspector.opens(f"/decisions/{reference}/information/")
        inspector.presses(button)


def test_the_steps_in_error(given: Given) -> None:
    reference = draft(given.cast.practitioner).reference
    inspector = given.inspecting(given.cast.practitioner)
    for step in SPOILT_STEPS:
        inspector.passes(f"/decisions/{reference}/{step}/")
        inspector.sends_in_error(spoilt=True)
    inspector.passes(f"/decisions/{reference}/basis/")
    inspector.writes(steps.WHAT_FITS[steps.REASON], "It fits, but what does?")
    inspector.presses(steps.ON)
    inspector.is_told_of("Tick which of these your words below are about")
    inspector.passes(f"/decisions/{reference}/check/")
    inspector.presses("Record this decision")
    inspector.is_told_of("Say what was decided.")


def test_the_request(given: Given) -> None:
    posy = given.at_work(given.cast.practitioner)
    steps.begins(posy, "We were asked for information")
    inspector = given.looking_closely(posy)
    inspector.opens(f"/decisions/{posy.reference}/request/")
    inspector.sends_in_error(spoilt=True)


def test_the_consent_of_one_person_in_error(given: Given) -> None:
    reference = draft(given.cast.practitioner).reference
    inspector = given.inspecting(given.cast.practitioner)
    inspector.opens(f"/decisions/{reference}/consent/")
    inspector.follows("A")
    inspector.chooses("What did they say?", "Given")
    inspector.sends_in_error(spoilt=True)


def test_a_withdrawal(given: Given) -> None:
    posy = given.at_work(given.cast.practitioner)
    shares_with_consent(posy)
    inspector, recorded = given.looking_closely(posy), posy.path
    inspector.follows("Parent E takes back their consent")
    inspector.sends_in_error()
    inspector.passes(recorded)
    takes_it_back(inspector)


def test_beginning_and_finding(given: Given) -> None:
    author = given.cast.practitioner
    for status in Status.values:
        decision_at(status, author, team_id=given.cast.team.pk)
    inspector = given.inspecting(author)
    for name in ("start", "ringing", "already", "find"):
        inspector.opens(reverse(name))
        inspector.sends_in_error()
    inspector.dates("Recorded from", steps.in_days(0))
    inspector.writes("Reference of the record", "")
    inspector.presses("Find")
    inspector.sees("Recorded")
    inspector.opens(reverse("mine"))
    inspector.opens("/decisions/nothing-here/")


def test_records_in_every_state(given: Given) -> None:
    author = given.cast.practitioner
    inspector = given.inspecting(author)
    for status in (Status.ABANDONED, Status.IN_ERROR, Status.SUPERSEDED):
        decision = decision_at(status, author, team_id=given.cast.team.pk)
        inspector.opens(reverse("recorded", args=[decision.reference]))
    inspector.opens(reverse("print", args=[decision.reference]))
    incomplete = decision_at(Status.INCOMPLETE, author, team_id=given.cast.team.pk)
    corrects(inspector, incomplete)
    for name in ("recorded", "timeline", "tasks", "check", "colleagues"):
        inspector.opens(reverse(name, args=[incomplete.reference]))
    for step in ("what-has-happened", "who", "concern", "information", "recipients", "decision"):
        inspector.opens(reverse("step", args=[incomplete.reference, step]))


def corrects(inspector: Inspector, decision: Decision) -> None:
    for name in ("addendum", "supersede", "in_error"):
        inspector.opens(reverse(name, args=[decision.reference]))
        inspector.sends_in_error()


# People and settings


def test_the_pages_of_administrators(given: Given) -> None:
    cast, inspector = given.cast, given.inspecting(given.cast.administrator)
    inspector.opens("/")
    for name in ("invite", "add_team", "add_number"):
        inspector.opens(reverse(name))
        inspector.sends_in_error()
    inspects_people(inspector, given)
    for path in (
        reverse("teams"),
        reverse("team", args=[cast.team.pk]),
        reverse("numbers"),
        reverse("number", args=[a_number(given)]),
        reverse("organisation"),
    ):
        inspector.opens(path)
    inspector.sends_in_error(spoilt=True)
    inspector.opens(reverse("start"))
    inspector.sees("Records are made by practitioners and leads")


def a_number(given: Given) -> int:
    with reading(given.cast.administrator.actor()):
        return queries.numbers_of(given.cast.fernbrook.pk)[0].pk


def inspects_people(inspector: Inspector, given: Given) -> None:
    cast = given.cast
    with acting(cast.administrator.actor()):
        actions.invite(
            cast.fernbrook,
            email="ivy.plum@fernbrook.example",
            name="Ivy Plum",
            roles=[Role.PRACTITIONER],
            actor=cast.administrator.actor(),
        )
        actions.deactivate_person(cast.colleague, actor=cast.administrator.actor())
    for path in (
        reverse("people"),
        reverse("people") + "?show=past",
        reverse("member", args=[cast.practitioner.pk]),
        reverse("member", args=[cast.colleague.pk]),
        reverse("deactivate", args=[cast.practitioner.pk]),
    ):
        inspector.opens(path)


def test_the_pages_about_oneself(given: Given) -> None:
    inspector = given.inspecting(given.cast.lead)
    for name in ("home", "my_account", "my_details", "privacy", "accessibility"):
        inspector.opens(reverse(name))
    for name in ("name_deputy", "account_change_password", "choose_organisation"):
        inspector.opens(reverse(name))
    for name in ("name_deputy", "account_change_password"):
        inspector.opens(reverse(name))
        inspector.sends_in_error()


def test_the_pages_before_sign_in(given: Given) -> None:
    inspector = given.inspecting()
    inspector.opens(reverse("account_login"))
    inspector.sends_in_error()
    inspector.opens(reverse("account_inactive"))
    inspector.opens(reverse("account_reset_password"))
    inspector.sends_in_error()
    inspector.writes("Your email address", given.cast.practitioner.person.email)
    inspector.sends()
    inspector.opens(link_in_mail())
    inspector.sends_in_error()
    for name in ("account_reset_password_done", "account_reset_password_from_key_done"):
        inspector.opens(reverse(name))
    inspector.opens("/password/new/1-a/")
    inspector.opens("/invitation/no-such-secret/")
    inspector.opens("/nothing/here/")


def link_in_mail() -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", mail.outbox[-1].body)
    assert found is not None
    return found[1]


def test_joining(given: Given) -> None:
    cast = given.cast
    actor = cast.administrator.actor()
    with acting(actor):
        anew, again = (
            actions.invite(
                cast.fernbrook, email=email, name=name, roles=[Role.LEAD], actor=actor
            ).secret
            for email, name in (
                ("ivy.plum@fernbrook.example", "Ivy Plum"),
                (cast.stranger.person.email, cast.stranger.person.name),
            )
        )
    inspector = given.inspecting()
    inspector.opens(reverse("invitation", args=[anew]))
    inspector.sends_in_error()
    other = given.inspecting(cast.stranger)
    other.opens(reverse("invitation", args=[again]))
    other.sends()

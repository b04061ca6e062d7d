"""Who may reach which page, by which method? One table; a URL without a row fails.

A row names what each persona gets for GET and for POST. Methods that a row does not name are
answered with 405. POST carries an empty form: 422 says that the form was refused for its
content, so the persona was let in.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import Settings

from accounts import actions as accounts
from accounts.door import acting, reading
from audit.ledger.keys import make_keys
from decisions.choices import Status
from decisions.following.actions.stages import add_stage
from decisions.models import Decision, Task
from tests.cast import Cast, client_of
from tests.counting import rows
from tests.decisions.arriving.arrived import logged, replied
from tests.decisions.directory.listed import listed
from tests.decisions.reviewing.said import asked, reviewed
from tests.factories import decision_at

pytestmark = pytest.mark.django_db
PERSONAS = (
    "anonymous", "practitioner", "colleague", "lead", "guardian", "administrator", "stranger",
)  # fmt: skip


def row(*codes: int) -> dict[str, int]:
    """One code for everybody, or one for each persona in their order."""
    return dict(zip(PERSONAS, codes if len(codes) > 1 else codes * len(PERSONAS), strict=True))


# anonymous, practitioner (the author), colleague (in the same closed team), lead, guardian,
# administrator, stranger (every role in another organisation)
PUBLIC = {"GET": row(200)}
RECORDER = row(302, 200, 200, 200, 200, 403, 200)
POSTED = row(302, 422, 422, 422, 422, 403, 422)
SEEN = row(302, 200, 404, 200, 200, 404, 404)
LED = row(302, 302, 404, 302, 302, 404, 404)
AUTHOR = row(302, 200, 404, 403, 403, 404, 404)
AUTHOR_POST = row(302, 302, 404, 403, 403, 404, 404)
AUTHOR_REFUSED = row(302, 422, 404, 403, 403, 404, 404)
NOT_THERE = row(302, 404, 404, 404, 404, 404, 404)
LEADS = row(302, 403, 403, 200, 200, 403, 200)
# Whoever may see the record, but not audit, is told so; to others it is not there.
AUDITED = row(302, 403, 404, 403, 200, 404, 404)
CORRECTED = row(302, 422, 404, 422, 422, 404, 404)
NOT_YET = row(302, 403, 404, 403, 403, 404, 404)
CAME_IN = row(302, 200, 404, 200, 200, 404, 404)
# Leads and administrators keep the directory; everybody reads it.
KEPT_UP = {
    "GET": row(302, 403, 403, 200, 403, 200, 200),
    "POST": row(302, 403, 403, 422, 403, 422, 422),
}
KEPT_UP_HERE = {
    "GET": row(302, 403, 403, 200, 403, 200, 404),
    "POST": row(302, 403, 403, 422, 403, 422, 404),
}

TABLE: dict[str, dict[str, dict[str, int]]] = {
    "home": PUBLIC,
    "privacy": PUBLIC,
    "accessibility": PUBLIC,
    "security_txt": PUBLIC,
    "livez": PUBLIC,
    "readyz": PUBLIC,
    # Open to everybody; there are keys here, and nothing was signed yet.
    "history_keys": PUBLIC,
    "history_checkpoint": {"GET": row(404)},
    "history_proof": {"GET": row(404)},
    # Nothing signs in the tests of pages, and this says so.
    "history_health": {"GET": row(503)},
    "verification": {
        "GET": row(302, 403, 403, 403, 200, 403, 200),
        "POST": row(302, 403, 403, 403, 302, 403, 302),
    },
    "verifier": {"GET": row(302, 403, 403, 403, 200, 403, 200)},
    "checkpoints": {"GET": row(302, 403, 403, 403, 200, 403, 200)},
    "start": {"GET": RECORDER, "POST": POSTED},
    "ringing": {"GET": RECORDER, "POST": POSTED},
    "already": {"GET": RECORDER, "POST": POSTED},
    "mine": {"GET": RECORDER},
    "find": {"GET": RECORDER, "POST": POSTED},
    "keep_typed": {"POST": row(302, 400, 400, 400, 400, 400, 400)},
    "log": {
        "GET": row(302, 403, 403, 403, 200, 403, 200),
        "POST": row(302, 403, 403, 403, 302, 403, 302),
    },
    "export_log": {
        "GET": row(302, 403, 403, 403, 200, 403, 200),
        "POST": row(302, 403, 403, 403, 422, 403, 422),
    },
    "record_history": {"GET": AUDITED},
    "as_it_stood": {"GET": AUDITED},
    "evidence_pack": {"GET": AUDITED, "POST": row(302, 403, 404, 403, 422, 404, 404)},
    "retention": {"GET": row(302, 403, 403, 200, 200, 403, 200)},
    "retention_period": {
        "GET": row(302, 403, 403, 403, 200, 403, 200),
        "POST": row(302, 403, 403, 403, 302, 403, 302),
    },
    "holds": {
        "GET": row(302, 403, 403, 403, 200, 403, 200),
        "POST": row(302, 403, 403, 403, 422, 403, 422),
    },
    "hold": {"GET": AUDITED, "POST": row(302, 403, 404, 403, 422, 404, 404)},
    "propose_disposal": {"GET": AUDITED, "POST": row(302, 403, 404, 403, 422, 404, 404)},
    "disposals": {"GET": row(302, 403, 403, 403, 200, 403, 200)},
    # There is no such hold and no such proposal, for whoever may have a part in them.
    "release_hold": {method: row(302, 403, 403, 403, 404, 403, 404) for method in ("GET", "POST")},
    "disposal": {method: row(302, 403, 403, 404, 404, 403, 404) for method in ("GET", "POST")},
    "destroy": {"POST": row(302, 403, 403, 404, 404, 403, 404)},
    "dashboard": {"GET": LEADS},
    "triage": {
        "GET": row(302, 403, 403, 200, 200, 403, 404),
        "POST": row(302, 403, 403, 422, 422, 403, 404),
    },
    "sample": {"GET": LEADS},
    "triage_sample": {
        "GET": row(302, 403, 403, 200, 200, 403, 404),
        "POST": row(302, 403, 403, 422, 422, 403, 404),
    },
    # An empty form asks for everything.
    "decisions_of_team": {"GET": LEADS, "POST": row(302, 403, 403, 302, 302, 403, 302)},
    "export_decisions": {"POST": LEADS},
    "save_view": {"POST": row(302, 403, 403, 422, 422, 403, 422)},
    # There is no such view.
    "remove_view": {"POST": row(302, 403, 403, 404, 404, 403, 404)},
    "charts": {"GET": LEADS},
    "export_figures": {"POST": LEADS},
    "my_work": {"GET": RECORDER},
    "my_tasks": {"GET": row(302, 200, 200, 200, 200, 200, 200)},
    "notices": {
        "GET": row(302, 200, 200, 200, 200, 200, 200),
        "POST": row(302, 302, 302, 302, 302, 302, 302),
    },
    # It closes by itself: nobody says by hand that it is done.
    "task": {"GET": SEEN, "POST": row(302, 403, 404, 403, 403, 404, 404)},
    "jobs": {"GET": row(302, 403, 403, 403, 403, 200, 200)},
    "job_again": {"POST": row(302, 403, 403, 403, 403, 404, 404)},
    # No worker runs in the tests of pages, and this says so.
    "tasks_health": {"GET": row(503)},
    # Only the demonstration has one.
    "mailbox": {"GET": NOT_THERE},
    "decision": {"GET": LED},
    "tasks": {"GET": SEEN},
    "check": {"GET": AUTHOR, "POST": AUTHOR_REFUSED},
    "step": {"GET": AUTHOR, "POST": AUTHOR_POST},
    "step_part": {"GET": AUTHOR, "POST": AUTHOR_POST},
    "abandon": {"GET": AUTHOR, "POST": AUTHOR_REFUSED},
    "colleagues": {"GET": AUTHOR, "POST": AUTHOR_REFUSED},
    "recorded": {"GET": SEEN},
    "print": {"GET": SEEN},
    "timeline": {"GET": SEEN},
    "addendum": {"GET": SEEN, "POST": CORRECTED},
    "supersede": {"GET": SEEN, "POST": CORRECTED},
    "in_error": {"GET": SEEN, "POST": CORRECTED},
    "later_request": {"POST": LED},
    "passed_on": {"POST": LED},
    # What goes to a recipient: whoever sees the record sees it; its people note attempts.
    "sharing": {"GET": SEEN},
    "make_copy": {"GET": SEEN, "POST": CORRECTED},
    "kept_copy": {"GET": NOT_THERE},
    "copy_pdf": {"GET": NOT_THERE},
    "copy_text": {"GET": NOT_THERE},
    "tell": {"GET": SEEN, "POST": CORRECTED},
    "note_told": {"GET": SEEN, "POST": CORRECTED},
    "note_failed": {"GET": SEEN, "POST": CORRECTED},
    "elsewhere": {"GET": SEEN, "POST": CORRECTED},
    # The recipient was not told yet, so there is nothing to confirm.
    "receipt_link": {"GET": NOT_YET, "POST": NOT_YET},
    "note_receipt": {"GET": NOT_YET, "POST": NOT_YET},
    "revoke_link": {"POST": NOT_THERE},
    # A link that opens nothing is answered alike, whatever is wrong with it.
    "receive": {method: row(410) for method in ("GET", "POST")},
    # No consent with this key: nobody can take it back.
    "withdraw_consent": {"GET": NOT_THERE, "POST": NOT_THERE},
    "review": {
        "GET": row(302, 403, 404, 200, 200, 404, 404),
        "POST": row(302, 403, 404, 422, 422, 404, 404),
    },
    "answer_review": {"GET": AUTHOR, "POST": AUTHOR_REFUSED},
    "ruling": {"GET": AUDITED, "POST": row(302, 403, 404, 403, 422, 404, 404)},
    "ask_advice": {"GET": SEEN, "POST": CORRECTED},
    # The practitioner asked the lead, who has not answered; nobody outside was asked.
    "advice_link": {"POST": row(302, 403, 404, 403, 403, 404, 404)},
    "name_for_advice": {
        "GET": row(302, 200, 404, 403, 200, 404, 404),
        "POST": row(302, 422, 404, 403, 422, 404, 404),
    },
    "advice_outcome": {
        method: row(302, 403, 404, 403, 403, 404, 404) for method in ("GET", "POST")
    },
    "advice_asked": {"GET": row(302, 200, 200, 200, 200, 200, 200)},
    # Whoever asked is led to the record.
    "advice": {
        "GET": row(302, 302, 404, 200, 404, 404, 404),
        "POST": row(302, 404, 404, 422, 404, 404, 404),
    },
    "follow_up": {"GET": SEEN, "POST": CORRECTED},
    "told_later": {"GET": SEEN, "POST": CORRECTED},
    "wrong": {"GET": SEEN, "POST": CORRECTED},
    # Nothing went wrong with this record.
    "incident": {"GET": NOT_THERE},
    "incident_part": {"GET": NOT_THERE, "POST": NOT_THERE},
    "incident_recipient": {"GET": NOT_THERE, "POST": NOT_THERE},
    "incoming": {"GET": RECORDER},
    "log_incoming": {"GET": RECORDER, "POST": POSTED},
    "came_in": {"GET": CAME_IN},
    "begin_incoming": {"POST": LED},
    "match_incoming": {"GET": CAME_IN, "POST": CORRECTED},
    "pass_on_incoming": {"GET": CAME_IN, "POST": CORRECTED},
    "close_incoming": {"GET": CAME_IN, "POST": CORRECTED},
    "draft_reply": {"GET": CAME_IN, "POST": CORRECTED},
    "reply": {"GET": CAME_IN, "POST": CORRECTED},
    "reply_text": {"GET": CAME_IN},
    # The record has no request.
    "incoming_of_record": {"POST": NOT_THERE},
    "directory": {"GET": row(302, *[200] * 6), "POST": row(302, *[422] * 6)},
    "agency": {"GET": row(302, *[200] * 5, 404)},
    "agreements": {"GET": row(302, *[200] * 6)},
    "agreement": {"GET": row(302, *[200] * 5, 404)},
    "export_directory": {"GET": row(302, *[200] * 6)},
    "add_agency": KEPT_UP,
    "add_agreement": KEPT_UP,
    "import_directory": KEPT_UP,
    "change_agency": KEPT_UP_HERE,
    "change_agreement": KEPT_UP_HERE,
    "add_contact": KEPT_UP_HERE,
    "change_contact": KEPT_UP_HERE,
}
# Pages that tests/accounts walks through persona by persona, with the pages of sign-in.
ELSEWHERE = {
    "account_login", "account_inactive", "account_logout", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "invitation", "my_account", "my_details",
    "account_change_password", "absence", "end_absence", "name_deputy", "end_deputy",
    "choose_organisation", "keep_session",
}  # fmt: skip
ADMINISTERED = {
    "people", "invite", "member", "deactivate", "reactivate", "name_for_role", "invite_again",
    "revoke_invitation", "teams", "add_team", "team", "numbers", "add_number", "number",
    "remove_number", "organisation", "stages", "add_stage", "stage", "raise_stage",
    "remove_stage",
}  # fmt: skip
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"}
ON_A_DRAFT = {"tasks", "check", "step", "step_part", "abandon", "decision", "colleagues"}
ON_A_RECIPIENT = {"sharing", "make_copy", "tell"}
ON_A_COPY = {"kept_copy", "copy_pdf", "copy_text"}


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        else:
            assert pattern.name, f"{pattern.pattern} has no name"
            yield pattern.name


def test_every_address_has_a_row() -> None:
    known = set(TABLE) | ELSEWHERE | ADMINISTERED
    assert set(names(get_resolver().url_patterns)) == known


@pytest.fixture
def browsers(cast: Cast) -> dict[str, Client]:
    found = {persona: client_of(member) for persona, member in cast.everybody().items()}
    return {"anonymous": Client(), **found}


@pytest.fixture(autouse=True)
def signer(settings: Settings, tmp_path: Path) -> None:
    """Keys that sign the history."""
    make_keys(tmp_path, "fernbrook.example/history")
    settings.HISTORY_KEYS_FILE = tmp_path / "keys.txt"


@pytest.fixture
def places(cast: Cast) -> dict[str, list[Any]]:
    """The address of each page of a decision, in the state in which the page is for."""
    draft = decision_at(Status.DRAFT, cast.practitioner, team_id=cast.team.pk)
    recorded = decision_at(Status.INCOMPLETE, cast.practitioner, team_id=cast.team.pk)
    places = {name: [recorded.reference] for name in TABLE if "decision" in address_of(name)}
    places |= {name: [draft.reference] for name in ON_A_DRAFT}
    with reading(cast.practitioner.actor()):
        places["task"] = [Task.objects.filter(decision=recorded).values_list("pk", flat=True)[0]]
    places["job_again"] = [999_999]
    places["step"] = [draft.reference, "safety"]
    places["step_part"] = [draft.reference, "advice", "new"]
    places["as_it_stood"] = [recorded.reference, 1]
    places["incoming_of_record"] = [recorded.reference]
    places["history_proof"] = [0, 1]
    places["withdraw_consent"] = [recorded.reference, 999_999]
    with reading(cast.practitioner.actor()):
        told = recorded.recipients.get().pk
    places |= {name: [recorded.reference, told] for name in ("receipt_link", "note_receipt")}
    places["revoke_link"] = [recorded.reference, 999_999]
    places["receive"] = ["1." + "a" * 32]
    with reading(cast.practitioner.actor()):
        first = {name: getattr(recorded, name).first().pk for name in ("people", "recipients")}
    places["follow_up"] = [recorded.reference, first["recipients"], "declined"]
    places["told_later"] = [recorded.reference, first["people"]]
    places["incident"] = [recorded.reference, 999_999]
    places["incident_part"] = [recorded.reference, 999_999, "breach"]
    places["incident_recipient"] = [recorded.reference, 999_999, 999_999, "asked"]
    places |= {name: [recorded.reference, first["recipients"]] for name in ON_A_RECIPIENT}
    places |= {name: [*places["sharing"], 999_999] for name in ON_A_COPY}
    places |= {name: [*places["sharing"], "phone"] for name in ("note_told", "note_failed")}
    places |= said_of(recorded, cast)
    places["retention_period"] = ["adult"]
    places["remove_view"] = [999_999]
    places |= {name: [recorded.reference] for name in ("triage", "triage_sample")}
    places |= {name: [recorded.reference] for name in ("hold", "propose_disposal")}
    places |= {name: [999_999] for name in ("release_hold", "disposal", "destroy")}
    return places | arrived(cast) | in_directory(cast)


def said_of(decision: Decision, cast: Cast) -> dict[str, list[Any]]:
    """The lead has a question about the record, and was asked for advice on it."""
    review = reviewed(decision, cast.lead).pk
    advice = asked(decision, cast.practitioner, cast.lead).pk
    of_advice = ("advice_link", "name_for_advice", "advice_outcome")
    places = {name: [decision.reference, advice] for name in of_advice}
    return places | {"answer_review": [decision.reference, review], "advice": [advice]}


def arrived(cast: Cast) -> dict[str, list[Any]]:
    """A request of the practitioner's team, with a reply that is drafted."""
    found = logged(cast.practitioner, team_id=cast.team.pk)
    reply = replied(found, cast.practitioner)
    pages = ("came_in", "match_incoming", "pass_on_incoming", "close_incoming")
    return {
        **{name: [found.pk] for name in pages},
        # Whoever begins it first does so for all.
        "begin_incoming": [logged(cast.practitioner, team_id=cast.team.pk).pk],
        "draft_reply": [found.pk, "not-yet"],
        "reply": [found.pk, reply.pk],
        "reply_text": [found.pk, reply.pk],
    }


def in_directory(cast: Cast) -> dict[str, list[Any]]:
    """An agency with a person and an agreement."""
    agency, contact, agreement = listed(cast.lead)
    return {
        **{name: [agency.pk] for name in ("agency", "change_agency", "add_contact")},
        **{name: [agreement.pk] for name in ("agreement", "change_agreement")},
        "change_contact": [agency.pk, contact.pk],
    }


def address_of(name: str) -> str:
    [(pattern, *_)] = get_resolver().reverse_dict.getlist(name)[:1]
    return str(pattern[0][0]) if "%(reference)s" in str(pattern[0][0]) else ""


def test_everybody_gets_what_the_table_says(
    browsers: dict[str, Client], places: dict[str, list[Any]]
) -> None:
    got = {
        name: {
            method: {
                who: browser.generic(method, reverse(name, args=places.get(name))).status_code
                for who, browser in browsers.items()
            }
            for method in TABLE[name]
        }
        for name in TABLE
    }
    assert got == TABLE


def test_no_other_method_is_answered(
    browsers: dict[str, Client], places: dict[str, list[Any]]
) -> None:
    wrong = [
        (name, method, who)
        for name, methods in TABLE.items()
        for method in METHODS - set(methods)
        for who in ("anonymous", "practitioner", "stranger")
        if browsers[who].generic(method, reverse(name, args=places.get(name))).status_code != 405
    ]
    assert not wrong


def test_only_administrators_administer(browsers: dict[str, Client], cast: Cast) -> None:
    for name in sorted(ADMINISTERED):
        url = reverse(name, args=administered(name, cast))
        for who in set(PERSONAS) - {"administrator", "stranger"}:
            expected = {302 if who == "anonymous" else 403, 405}
            for method in ("GET", "POST"):
                answer = browsers[who].generic(method, url)
                assert answer.status_code in expected, (name, who, method)


def test_an_administrator_elsewhere_finds_nothing_of_ours(
    browsers: dict[str, Client], cast: Cast
) -> None:
    for name in sorted(ADMINISTERED):
        if args := administered(name, cast):
            for method in ("GET", "POST"):
                answer = browsers["stranger"].generic(method, reverse(name, args=args))
                assert answer.status_code in {404, 405}, (name, method)


def administered(name: str, cast: Cast) -> list[Any]:
    actor = cast.administrator.actor()
    match name:
        case "member" | "deactivate" | "reactivate":
            return [cast.colleague.pk]
        case "name_for_role":
            return [cast.lead.pk, "lead"]
        case "team":
            return [cast.team.pk]
        case "number" | "remove_number":
            return [cast.practitioner.duty_numbers[0].id]
        case "stage" | "raise_stage" | "remove_stage":
            return [add_stage(cast.fernbrook.pk, actor=actor, name="Their manager").pk]
        case "invite_again" | "revoke_invitation":
            with acting(actor):
                made = accounts.invite(
                    cast.fernbrook,
                    email="new@fernbrook.example",
                    name="Wren Bramble",
                    roles=["practitioner"],
                    actor=actor,
                )
            return [made.invitation.pk]
    return []


def test_every_form_is_refused_without_its_token(cast: Cast, places: dict[str, list[Any]]) -> None:
    browser = client_of(cast.practitioner, enforce_csrf_checks=True)
    for name, methods in TABLE.items():
        if "POST" in methods:
            answer = browser.post(reverse(name, args=places.get(name)))
            assert answer.status_code == 403, name


def test_reading_changes_nothing_but_the_log(
    cast: Cast, places: dict[str, list[Any]], browsers: dict[str, Client]
) -> None:
    before = rows(cast)
    for name, methods in TABLE.items():
        if "GET" in methods:
            browsers["guardian"].get(reverse(name, args=places.get(name)))
            browsers["practitioner"].get(reverse(name, args=places.get(name)))
    assert rows(cast) == before

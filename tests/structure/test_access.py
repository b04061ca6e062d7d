"""Does everybody reach what the table of access says? A URL without a row fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import Settings

from accounts import actions as accounts
from accounts.door import acting
from audit.ledger.keys import make_keys
from decisions.following.actions.stages import add_stage
from tests.cast import Cast, client_of
from tests.counting import rows
from tests.structure.access import ADMINISTERED, ELSEWHERE, PERSONAS, TABLE
from tests.structure.places import places_of

pytestmark = pytest.mark.django_db
PARTS = 4
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"}


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
    return places_of(cast)


@pytest.mark.parametrize("part", range(PARTS))
def test_everybody_gets_what_the_table_says(
    browsers: dict[str, Client], places: dict[str, list[Any]], part: int
) -> None:
    """The table in parts, so that several processes share the work."""
    rows_of_part = {name: TABLE[name] for name in list(TABLE)[part::PARTS]}
    got = {
        name: {
            method: {
                who: browser.generic(method, reverse(name, args=places.get(name))).status_code
                for who, browser in browsers.items()
            }
            for method in methods
        }
        for name, methods in rows_of_part.items()
    }
    assert got == rows_of_part


def test_no_other_method_is_answered(places: dict[str, list[Any]]) -> None:
    """A stranger hears so before they are asked to sign in: the method is looked at first."""
    nobody = Client()
    wrong = [
        (name, method)
        for name, methods in TABLE.items()
        for method in METHODS - set(methods)
        if nobody.generic(method, reverse(name, args=places.get(name))).status_code != 405
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

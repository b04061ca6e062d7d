"""Does a link hold against guessing, forwarding, replay, tampering, time and scanners?"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.door import LINK, Actor, acting, reading
from audit.models import Act
from decisions import queries as decisions
from decisions.actions.correcting import mark_in_error
from decisions.models import Notice, OutsideLink
from decisions.receipts.actions import revoke_link
from decisions.receipts.address import LinkAddress
from decisions.receipts.policies import LOCKED, WRONG_CODES, state_of
from decisions.receipts.queries import link_at
from tests.cast import Cast, client_of
from tests.counting import rows
from tests.decisions.receipts.links import RETURNED, SEEN, WHO, Link, accepted, said, sent

pytestmark = pytest.mark.django_db
GONE = 410


@pytest.fixture
def link(cast: Cast) -> Link:
    return Link(cast.practitioner, sent(cast.practitioner, team_id=cast.team.pk))


def wrong(link: Link, step: int = 1) -> str:
    return f"{(int(link.code) + step) % 10**6:06}"


def revoked(link: Link) -> None:
    with acting(link.maker.actor()):
        decisions.for_writing(link.maker, link.decision.reference)
        row = OutsideLink.objects.get(pk=link.pk)
        assert revoke_link(row, actor=link.maker.actor())


def locked(link: Link) -> None:
    for step in range(1, WRONG_CODES + 1):
        link.claimed(code=wrong(link, step))


def sealed(link: Link) -> None:
    actor = link.maker.actor()
    with acting(actor):
        mine = decisions.for_writing(link.maker, link.decision.reference)
        mark_in_error(mine, actor=actor, reason="The wrong child.", seal=True)


ENDED: dict[str, Callable[[Link], Any]] = {
    "revoked": revoked, "stopped": locked, "used": Link.opened, "sealed": sealed,
}  # fmt: skip


def nothing(cast: Cast) -> str:
    """The page for what never was."""
    address = LinkAddress(cast.fernbrook.pk, "a" * 32)
    answer = Client().get(reverse("receive", args=[address]))
    assert answer.status_code == GONE
    return said(answer)


@pytest.mark.parametrize("how", ENDED)
def test_whatever_opens_nothing_is_answered_alike(cast: Cast, link: Link, how: str) -> None:
    ENDED[how](link)
    before = rows(cast)
    for client in (Client(), Client(headers={"user-agent": "Scanner"})):
        for answer in (client.get(link.path), link.claimed(client)):
            assert answer.status_code == GONE
            assert said(answer) == nothing(cast)
    assert rows(cast) == before


@pytest.mark.parametrize("how", ENDED)
def test_whatever_opens_nothing_asks_the_database_the_same(
    cast: Cast, link: Link, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ENDED[how](link)
    monkeypatch.setattr("decisions.receipts.outside.consume", lambda *_args, **_more: True)
    nowhere = reverse("receive", args=[LinkAddress(cast.fernbrook.pk, "a" * 32)])
    asked = {}
    for path in (nowhere, link.path):
        for method in ("get", "post"):
            with CaptureQueriesContext(connection) as seen:
                getattr(Client(), method)(path, {**WHO, "code": link.code})
            asked[path, method] = len(seen)
    assert len(set(asked.values())) == 1, asked


def test_a_link_that_ran_out_is_answered_alike_to_whoever_has_it(cast: Cast, link: Link) -> None:
    opened = link.opened()
    other = Link(cast.practitioner, link.decision)
    with time_machine.travel(timezone.now() + dt.timedelta(days=7, minutes=1)):
        for client, path in ((opened, link.path), (Client(), other.path)):
            for answer in (client.get(path), client.post(path, SEEN)):
                assert answer.status_code == GONE
                assert said(answer) == nothing(cast)
        assert other.claimed().status_code == GONE
    assert link.receipts == []


def test_a_link_works_to_its_last_moment(cast: Cast) -> None:
    link = Link(cast.practitioner, days=1)
    with time_machine.travel(link.row.expires_at - dt.timedelta(seconds=5), tick=False):
        assert link.claimed().status_code == 302


def test_addresses_that_were_tampered_with_are_answered_alike(cast: Cast, link: Link) -> None:
    secret, place = link.address.secret, str(link.address)
    other = LinkAddress(cast.glan.pk, secret)
    flipped = ("A" if secret[0] != "A" else "B") + secret[1:]
    for text in (
        other.text, f"{place}.{flipped}", f"{place}.{secret[:-1]}", f"{place}.{secret}x", secret,
        f"{place}.", f"0.{secret}", f"{'z' * 12}.{secret}", f"{'z' * 40}.{secret}",
        f"{place.upper()}x.{secret}", f"{place}.{secret}.{secret}", "x" * 5_000, "…", "%2e%2e",
    ):  # fmt: skip
        path = reverse("receive", args=[text])
        for answer in (Client().get(path), Client().post(path, {**WHO, "code": link.code})):
            assert answer.status_code == GONE, text
            assert said(answer) == nothing(cast), text
    assert link.row.claimed_at is None


def test_the_wall_keeps_one_organisation_from_the_links_of_another(cast: Cast, link: Link) -> None:
    elsewhere = LinkAddress(cast.glan.pk, link.address.secret)
    with reading(Actor(LINK, organisation_id=cast.glan.pk)):
        assert link_at(elsewhere) is None
        assert not OutsideLink.objects.exists()
    with reading(Actor(LINK, organisation_id=cast.fernbrook.pk)):
        assert link_at(link.address) is not None


def test_guessing_ends_the_link_and_the_sender_hears_of_it(cast: Cast, link: Link) -> None:
    codes = [link.claimed(code=wrong(link, step)).status_code for step in range(1, 8)]
    assert codes == [422] * (WRONG_CODES - 1) + [GONE] * 3
    assert link.claimed().status_code == GONE
    row = link.row
    assert (row.attempts, state_of(row, timezone.now())) == (WRONG_CODES, LOCKED)
    kinds = [act.kind for act in link.acts if act.kind.startswith("receipt.")]
    assert kinds == [
        "receipt.link_made", *["receipt.code_refused"] * WRONG_CODES, "receipt.link_stopped",
    ]  # fmt: skip
    with reading(cast.practitioner.actor()):
        assert Notice.objects.filter(kind="link-stopped").count() == 1


def test_what_cannot_be_a_code_is_no_try(link: Link) -> None:
    for code in ("", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12 34 5x"):
        assert link.claimed(code=code).status_code == 422, code
    assert link.row.attempts == 0


def test_an_address_that_tries_too_often_has_to_wait(cast: Cast, link: Link) -> None:
    cache.clear()
    path = reverse("receive", args=[LinkAddress(cast.fernbrook.pk, "b" * 32)])
    codes = [Client().post(path).status_code for _ in range(62)]
    assert codes[0] == GONE
    assert codes[-1] == 429
    assert Client().get(link.path).status_code == 200
    cache.clear()


def test_a_forwarded_link_opens_nothing_more(cast: Cast, link: Link) -> None:
    link.opened()
    forwarded = Client()
    assert said(forwarded.get(link.path)) == nothing(cast)
    assert link.claimed(forwarded).status_code == GONE
    assert forwarded.post(link.path, RETURNED).status_code == GONE
    assert link.receipts == []


def test_another_browser_cannot_make_up_what_the_first_one_keeps(link: Link) -> None:
    mine = link.opened().cookies["claim"].value
    claim_hash = link.row.claim_hash
    for value in ("", "x", claim_hash, mine[:-2], mine.split(":")[0], "a" * 10_000, ":::"):
        client = Client()
        client.cookies["claim"] = value
        assert client.get(link.path).status_code == GONE, value[:20]


def test_what_one_browser_keeps_opens_no_other_link(cast: Cast, link: Link) -> None:
    other = Link(cast.practitioner, link.decision)
    other.opened()
    client = link.opened()
    thief = Client()
    thief.cookies["claim"] = client.cookies["claim"].value
    assert thief.get(other.path).status_code == GONE
    assert thief.get(link.path).status_code == 200


def test_the_form_sent_from_a_second_tab_only_leads_on(link: Link) -> None:
    client = link.opened()
    again = link.claimed(client, name="Somebody Else")
    assert (again.status_code, again["Location"]) == (302, link.path)
    assert link.row.claimed_name == WHO["name"]


def test_it_is_taken_back_between_the_page_and_the_post(cast: Cast, link: Link) -> None:
    client = Client()
    assert client.get(link.path).status_code == 200
    revoked(link)
    assert said(link.claimed(client)) == nothing(cast)
    assert link.row.claimed_at is None


def test_it_is_taken_back_after_it_was_opened(cast: Cast, link: Link) -> None:
    client = link.opened()
    revoked(link)
    assert said(client.get(link.path)) == nothing(cast)
    assert said(client.post(link.path, accepted())) == nothing(cast)
    assert link.receipts == []


@pytest.mark.parametrize("method", ["options", "put", "patch", "delete", "trace"])
def test_no_other_method_is_answered(link: Link, method: str) -> None:
    answer = getattr(Client(), method)(link.path)
    assert answer.status_code == 405
    assert link.row.claimed_at is None


def test_the_form_needs_its_token(link: Link) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert link.claimed(strict).status_code == 403
    page = strict.get(link.path).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token is not None
    assert link.claimed(strict, csrfmiddlewaretoken=token[1]).status_code == 302


def test_what_is_too_long_or_cannot_be_stored_is_named(link: Link) -> None:
    for name in ("name", "role", "organisation", "contact"):
        for text in ("x" * 201, "Cor\0in"):
            answer = link.claimed(**{name: text})
            assert answer.status_code == 422, (name, text[:9])
    assert link.claimed(code="1" * 100_000).status_code == 422
    assert (link.row.attempts, link.row.claimed_at) == (0, None)
    assert link.claimed(name="x" * 13_000_000).status_code == 413
    client = link.opened()
    for other in ({"will_do": "x" * 5_001}, {"will_do": "a\0b"}, {"reference_number": "9" * 121}):
        assert client.post(link.path, accepted(**other)).status_code == 422
    assert client.post(link.path, {"kind": "told"}).status_code == 422
    assert link.receipts == []


def test_nul_in_an_address_or_a_cookie_is_the_clients_mistake(link: Link) -> None:
    assert Client().get(link.path + "%00/").status_code == 400
    client = Client()
    client.cookies["claim"] = "a\0b"
    assert client.get(link.path).status_code in {400, GONE, 200}
    assert link.row.claimed_at is None


def test_nothing_stored_gives_a_link_its_code_or_its_claim_back(link: Link) -> None:
    client = link.opened()
    row = link.row
    kept = [row.secret_hash, row.code_hash, row.claim_hash]
    told = [link.address.secret, link.code, client.cookies["claim"].value]
    assert not [value for value in told if value in " ".join(kept)]
    plain = {hashlib.sha256(f"{number:06}".encode()).hexdigest() for number in range(10**6)}
    assert row.code_hash not in plain
    with reading(link.maker.actor()):
        versions = list(OutsideLink.history.filter(id=link.pk).values())
    said_so = " ".join(str(value) for version in versions for value in version.values())
    assert not [value for value in [*told, *kept] if value in said_so]


def test_acts_hold_no_secret_and_no_words(link: Link) -> None:
    client = link.opened()
    client.post(link.path, accepted())
    text = " ".join(f"{act.kind} {act.target} {act.detail}" for act in link.acts)
    for word in (link.address.secret, link.code, WHO["name"], "Visit", "HUB"):
        assert word not in text


def test_somebody_signed_in_who_is_refused_leaves_no_secret_in_the_log(
    cast: Cast, link: Link
) -> None:
    client = client_of(cast.practitioner, enforce_csrf_checks=True)
    assert client.post(link.path, WHO).status_code == 403
    with reading(cast.practitioner.actor()):
        found = [act.target for act in Act.objects.filter(kind="access.refused")]
    assert found == [f"receive:{link.address}"]


def test_the_same_form_twice_makes_one_link(cast: Cast) -> None:
    decision, key = sent(cast.practitioner), uuid.uuid4()
    first, again = (Link(cast.practitioner, decision, key=key) for _ in range(2))
    assert (first.pk, first.path, first.code) == (again.pk, again.path, again.code)
    assert Link(cast.practitioner, decision, key=uuid.uuid4()).pk != first.pk

"""Can a recipient without an account open a link, say what they will do, and see it again?"""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from accounts.door import reading
from decisions.models import Notice
from decisions.receipts.policies import ANSWERED, CLAIMED, state_of
from tests.cast import Cast
from tests.counting import rows
from tests.decisions.receipts.links import RETURNED, SEEN, WHO, WRONG, Link, accepted, said, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(cast: Cast) -> Link:
    return Link(cast.practitioner, sent(cast.practitioner, team_id=cast.team.pk))


def test_opening_a_link_changes_nothing_and_names_nobody(cast: Cast, link: Link) -> None:
    before, acts = rows(cast), link.acts
    for headers in ({}, {"HTTP_SEC_PURPOSE": "prefetch"}, {"HTTP_USER_AGENT": "Scanner"}):
        for method in ("get", "head"):
            client = Client()
            answer = getattr(client, method)(link.path, **headers)
            assert answer.status_code == 200
            assert settings.SESSION_COOKIE_NAME not in client.cookies
    text = said(Client().get(link.path))
    assert rows(cast) == before
    assert link.acts == acts
    for word in (cast.fernbrook.name, link.decision.reference, "The hub", "Posy", "bruise"):
        assert word not in text


def test_a_code_and_a_name_open_it_in_one_browser(link: Link) -> None:
    answer = link.claimed(client := Client(), code=f" {link.code[:3]}-{link.code[3:]} ")
    assert (answer.status_code, answer["Location"]) == (302, link.path)
    cookie = client.cookies["claim"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (link.path, True, "Strict")
    page = said(client.get(link.path))
    for word in ("Fernbrook Community Health Trust", link.decision.reference, "The hub"):
        assert word in page
    assert "bruise" not in page
    row = link.row
    assert row.claimed_name == WHO["name"]
    assert row.claimed_contact == WHO["contact"]
    assert cookie.value.split(":")[0] != row.claim_hash
    assert [act.kind for act in link.acts][-2:] == ["receipt.link_claimed", "receipt.viewed"]


def test_the_cookie_is_for_secure_connections_alone_in_production(
    link: Link, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "PRODUCTION", True)
    link.claimed(client := Client())
    assert client.cookies["claim"]["secure"]


def test_they_say_that_they_have_it_and_later_what_they_will_do(link: Link) -> None:
    client = link.opened()
    assert client.post(link.path, SEEN).status_code == 302
    assert state_of(link.row, link.row.claimed_at) == CLAIMED
    page = client.get(link.path)
    assert "You have it" in said(page)
    assert 'value="seen"' not in said(page)
    assert client.post(link.path, SEEN).status_code == 422
    assert client.post(link.path, accepted()).status_code == 302
    assert state_of(link.row, link.row.claimed_at) == ANSWERED
    page = said(client.get(link.path))
    assert "Visit the family" in page
    assert "<textarea" not in page
    kinds = [(row.kind, row.name, row.reference_number) for row in link.receipts]
    assert kinds == [("seen", "Corin Dell", "HUB 77"), ("accepted", "Corin Dell", "HUB 77")]


def test_the_last_word_sent_twice_is_said_once(link: Link) -> None:
    client = link.opened()
    for _ in range(3):
        assert client.post(link.path, accepted()).status_code == 302
    assert client.post(link.path, RETURNED).status_code == 302
    assert [row.kind for row in link.receipts] == ["accepted"]


def test_it_is_sent_back_with_a_reason(link: Link) -> None:
    client = link.opened()
    answer = client.post(link.path, {"kind": "returned"})
    assert answer.status_code == 422
    assert "Say why you send it back" in said(answer)
    client.post(link.path, RETURNED)
    assert [(row.kind, row.reason) for row in link.receipts] == [("returned", "Not our area")]


def test_conditions_are_accepted_or_it_goes_back(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("decisions.receipts.queries.Sent.conditions", "For the hub alone")
    link = Link(cast.practitioner)
    client = link.opened()
    assert "For the hub alone" in said(client.get(link.path))
    answer = client.post(link.path, accepted())
    assert answer.status_code == 422
    assert "accept the conditions" in said(answer)
    client.post(link.path, accepted(accepts_conditions="on"))
    assert [row.accepts_conditions for row in link.receipts] == [True]


def test_without_conditions_none_were_accepted(link: Link) -> None:
    link.opened().post(link.path, accepted())
    assert [row.accepts_conditions for row in link.receipts] == [None]


@pytest.mark.parametrize("missing", WHO)
def test_nobody_opens_it_without_saying_who_they_are(link: Link, missing: str) -> None:
    answer = link.claimed(**{missing: ""})
    assert answer.status_code == 422
    kept = [value for name, value in WHO.items() if name not in {missing, "is_theirs"}]
    assert all(value in said(answer) for value in kept)
    assert (link.row.claimed_at, link.row.attempts) == (None, 0)


def test_the_author_and_the_sender_hear_of_it_once(cast: Cast, link: Link) -> None:
    other = Link(cast.lead, link.decision)
    client = other.opened()
    client.post(other.path, SEEN)
    client.post(other.path, RETURNED)
    with reading(cast.practitioner.actor()):
        notices = Notice.objects.filter(kind__in=["receipt", "returned"])
        found = sorted((row.person_id, row.kind) for row in notices)
    both = {cast.practitioner.person_id, cast.lead.person_id}
    assert found == sorted((who, kind) for who in both for kind in ("receipt", "returned"))


def test_the_history_says_who_it_was(cast: Cast, link: Link, guardian: Client) -> None:
    client = link.opened()
    client.post(link.path, accepted())
    kinds = {"receipt.link_claimed", "receipt.accepted"}
    acts = [act for act in link.acts if act.kind in kinds]
    assert {act.actor_kind for act in acts} == {"link"}
    for page in (f"/decisions/{link.decision.reference}/history/", "/history/"):
        text = said(guardian.get(page))
        assert "The recipient (by a link) accepted what was shared" in text
    assert "Without an account" in text
    timeline = said(guardian.get(f"/decisions/{link.decision.reference}/timeline/"))
    assert "The recipient (by a link) changed answers" in timeline


def test_the_pages_are_not_kept_not_found_and_lead_nowhere(link: Link) -> None:
    for answer in (Client().get(link.path), link.opened().get(link.path), Client().get("/r/a.b/")):
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "strict-origin"
        assert "noindex" in answer["X-Robots-Tag"]
        text = said(answer)
        assert "999" in text
        assert 'href="/"' not in text
        assert "govuk-service-navigation" not in text
        assert link.address.secret not in text


def test_whoever_is_signed_in_is_nobody_here(link: Link, practitioner: Client) -> None:
    text = said(practitioner.get(link.path))
    assert "Posy" not in text
    assert "My records" not in text
    assert "Fernbrook" not in text


def test_a_wrong_code_is_said_and_what_was_typed_is_kept(link: Link) -> None:
    wrong = WRONG if link.code != "000000" else "111 111"
    answer = link.claimed(code=wrong)
    assert answer.status_code == 422
    assert "You have 4 tries left" in said(answer)
    assert WHO["contact"] in said(answer)
    assert link.row.attempts == 1
    assert link.claimed().status_code == 302

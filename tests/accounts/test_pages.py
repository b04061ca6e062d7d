"""Which pages are open to everybody?"""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.litany import has_only
from tests.cast import Cast, client_of


def test_the_front_door_is_the_sign_in_page_with_999_above_it(client: Client, db: None) -> None:
    text = client.get("/").content.decode()
    assert 'href="tel:999"' in text
    assert text.index("tel:999") < text.index("Sign in</h1>")
    assert "ring your duty number now and record it afterwards" in text
    assert 'action="/sign-in/"' in text


def test_somebody_at_work_goes_on(administrator: Client, practitioner: Client) -> None:
    assert administrator.get("/").status_code == 200
    assert practitioner.get("/").status_code in {200, 302}


@pytest.mark.parametrize("url", ["/privacy/", "/accessibility/", "/.well-known/security.txt"])
def test_statements_are_open_to_everybody(client: Client, cast: Cast, url: str) -> None:
    assert client.get(url).status_code == 200
    for member in cast.everybody().values():
        assert client_of(member).get(url).status_code == 200
    has_only(client, url, reads=True, writes=False)


def test_security_txt_says_where_and_until_when(client: Client, db: None) -> None:
    answer = client.get("/.well-known/security.txt")
    assert answer.headers["Content-Type"].startswith("text/plain")
    lines = dict(line.split(": ", 1) for line in answer.content.decode().splitlines() if line)
    assert lines["Contact"].startswith("mailto:")
    expires = dt.datetime.fromisoformat(lines["Expires"])
    assert expires > dt.datetime.now(dt.UTC)


def test_signs_of_life(client: Client, db: None) -> None:
    assert client.get("/readyz").content == b"ok"
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/livez").content == b"ok"
    assert len(queries) == 0
    has_only(client, "/livez", reads=True, writes=False)


def test_not_ready_while_the_database_is_away(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise OperationalError

    with monkeypatch.context() as patch:
        patch.setattr("accounts.views.pages.connection.cursor", away)
        answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"not ready")


def test_nothing_is_kept_by_a_browser(client: Client, administrator: Client) -> None:
    for answer in (client.get("/"), administrator.get("/people/")):
        assert answer.headers["Cache-Control"] == "no-store"


def test_pages_hold_no_inline_script_or_style(administrator: Client, cast: Cast) -> None:
    pages = ["/", "/people/", "/people/invite/", "/teams/", "/numbers/add/", "/organisation/"]
    for url in [*pages, f"/people/{cast.lead.pk}/", "/my-account/", "/my-account/password/"]:
        text = administrator.get(url).content.decode()
        assert " style=" not in text, url
        assert "<style" not in text, url
        assert " onclick" not in text, url
        assert text.count("<script") == text.count('<script src="')

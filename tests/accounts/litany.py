"""What does every page for administrators refuse, and whom?"""

from __future__ import annotations

from http import HTTPStatus

from django.test import Client

from accounts.models import Membership
from tests.cast import Cast, client_of

WRONG = ("put", "patch", "delete", "options", "trace")


def refuses(cast: Cast, url: str, *, reads: bool = True, writes: bool = True) -> None:
    """Strangers to the role get 403 with the reason, visitors sign in, wrong methods get 405."""
    for member in (cast.practitioner, cast.lead, cast.guardian):
        _is_forbidden(member, url, reads=reads)
    anonymous = Client()
    method = anonymous.get if reads else anonymous.post
    answer = method(url)
    assert answer.status_code == HTTPStatus.FOUND
    assert answer.headers["Location"].startswith("/sign-in/?next=")
    has_only(client_of(cast.administrator), url, reads=reads, writes=writes)


def _is_forbidden(member: Membership, url: str, *, reads: bool) -> None:
    client = client_of(member)
    answer = client.get(url) if reads else client.post(url)
    assert answer.status_code == HTTPStatus.FORBIDDEN, (url, member)
    assert "Administrator" in answer.content.decode()


def has_only(client: Client, url: str, *, reads: bool, writes: bool) -> None:
    """Every method that the page does not answer gets 405."""
    refused = [*WRONG, *([] if reads else ["get", "head"]), *([] if writes else ["post"])]
    for method in refused:
        answer = getattr(client, method)(url)
        assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED, (method, url)


def is_unknown(client: Client, url: str, *, reads: bool = True) -> None:
    """404, the same whether it exists elsewhere or nowhere."""
    answer = client.get(url) if reads else client.post(url)
    assert answer.status_code == HTTPStatus.NOT_FOUND, url

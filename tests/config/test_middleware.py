"""Does every answer carry its headers, and is what cannot be stored refused politely?"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.config.test_middleware")]


@require_safe
def echo(request: HttpRequest, word: str = "") -> HttpResponse:
    return HttpResponse(f"{word}{request.GET.get('q', '')}")


@csrf_exempt
def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST["q"])


def breaks(with_: Exception) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        raise with_

    return view


CANARY = "what the child said"
urlpatterns = [
    path("form", form),
    path("echo", echo, name="home"),
    path("echo/<word>", echo),
    path("broken", breaks(IntegrityError(CANARY))),
    path("away", breaks(OperationalError("no server"))),
    path("big", breaks(RequestDataTooBig("too big"))),
]
handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"


@pytest.fixture
def visitor() -> Client:
    """A browser that gets the page for an error, not the error."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/echo", 200),
        ("/echo?q=%00", 400),
        ("/echo?q=a%00b&r=1", 400),
        ("/echo/%00", 400),
        ("/%00", 400),
        ("/echo?q=%ff%fe", 200),
        ("/echo/%ff%fe", 200),
        ("/echo/%ED%A0%80", 200),
        ("/echo?q=%ED%A0%80", 200),
        ("/no-such-page", 404),
        ("/broken", 500),
        ("/away", 503),
        ("/big", 413),
    ],
)
def test_every_answer_has_its_status_and_its_headers(
    address: str, status: int, visitor: Client
) -> None:
    response = visitor.get(address)
    assert response.status_code == status
    assert response["Cache-Control"] == "no-store"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "camera=()" in response["Permissions-Policy"]
    assert CANARY not in response.content.decode()


def test_a_cookie_that_cannot_be_stored_is_refused(visitor: Client) -> None:
    visitor.cookies["sessionid"] = "a\0bcdefghijklmnop"
    assert visitor.get("/echo").status_code == 400


@pytest.mark.parametrize("charset", ["rot13", "hex", "utf-16", "idna", "no-such-thing", ""])
def test_a_form_in_another_coding_is_refused(charset: str, visitor: Client) -> None:
    form = '--x\r\nContent-Disposition: form-data; name="q"\r\n\r\nword\r\n--x--\r\n'
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    assert visitor.generic("POST", "/form", form.encode(), kind).status_code == 400
    kind = kind.replace(f"charset={charset}", "charset=UTF-8")
    assert visitor.generic("POST", "/form", form.encode(), kind).content == b"word"


def test_a_wrong_method_is_answered_with_a_page(visitor: Client) -> None:
    response = visitor.delete("/echo")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert "<h1" in response.content.decode()


def test_while_the_database_is_away_the_page_says_when_to_try_again(visitor: Client) -> None:
    response = visitor.get("/away")
    assert response["Retry-After"] == "30"
    assert "999" in response.content.decode()

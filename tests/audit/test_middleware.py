"""Is a refusal an act, although the view's own work was rolled back?"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from accounts.door import acting, reading
from audit.models import Act
from tests.database.world import Place

pytestmark = pytest.mark.urls("tests.audit.test_middleware")


def forbidden(request: HttpRequest, reference: str = "") -> HttpResponse:
    with acting(request.actor):  # type: ignore[attr-defined]
        raise PermissionDenied("Only the author may.")


def unknown(request: HttpRequest, reference: str = "") -> HttpResponse:
    with reading(request.actor):  # type: ignore[attr-defined]
        raise Http404


def answered(request: HttpRequest) -> HttpResponse:
    return HttpResponse("no", status=403)


def served(request: HttpRequest, reference: str = "") -> HttpResponse:
    return HttpResponse("yes")


urlpatterns = [
    path("forbidden/<reference>", forbidden, name="forbidden"),
    path("unknown/<reference>", unknown, name="unknown"),
    path("nothing", unknown, name="nothing"),
    path("answered", answered, name="answered"),
    path("served/<reference>", served, name="served"),
]


@pytest.fixture
def visit(here: Place, client: Client) -> Callable[[str], tuple[int, list[Act]]]:
    """Ask for an address as the person at work; what was answered, and what was noted."""
    client.force_login(here.person)

    def ask(address: str) -> tuple[int, list[Act]]:
        response = client.get(address)
        with reading(here.actor):
            return response.status_code, list(Act.objects.filter(kind="access.refused"))

    return ask


@pytest.mark.parametrize(
    ("address", "status", "target"),
    [
        ("/forbidden/K7MQ-2PXA", 403, "forbidden:K7MQ-2PXA"),
        ("/unknown/K7MQ-2PXA", 404, "unknown:K7MQ-2PXA"),
        ("/answered", 403, "answered"),
        ("/unknown/what%20I%20typed", 404, "unknown"),
    ],
)
def test_a_refusal_is_an_act(
    address: str, status: int, target: str, here: Place, visit: Callable[..., tuple[int, list[Act]]]
) -> None:
    answer, (act,) = visit(address)
    assert answer == status
    assert (act.target, act.detail) == (target, {"status": status})
    assert act.person_id == here.person.pk


@pytest.mark.parametrize("address", ["/served/1", "/nothing", "/no-such-page"])
def test_what_is_no_refusal_is_no_act(
    address: str, visit: Callable[..., tuple[int, list[Act]]]
) -> None:
    _, acts = visit(address)
    assert acts == []


def test_a_visitor_who_is_not_signed_in_leaves_no_act(here: Place, client: Client) -> None:
    assert client.get("/answered").status_code == 403
    with reading(here.actor):
        assert not Act.objects.exists()

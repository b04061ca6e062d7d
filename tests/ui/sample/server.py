"""Serves the sample pages as the product would, without a database."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace as Thing

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.http import HttpRequest, HttpResponse
from django.test import override_settings

MEMBER = Thing(
    person=Thing(name="Posy Thimble"),
    organisation=Thing(name="Fernbrook Community Health Trust", nation="england"),
    roles={"practitioner", "administrator"},
    named_lead=Thing(name="Rowan Quill", phone="01632 960 001"),
    named_guardian=Thing(name="Dr Hazel Fern", phone="01632 960 002"),
    duty_numbers=[
        Thing(label="Fernbrook MASH", number="01632 960 010", area="Fernbrook", hours="9am to 5pm",
              checked_on=None),
        Thing(label="Out of hours", number="01632 960 011", area="", hours="", checked_on=None),
    ],
)  # fmt: skip
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "tests.ui.sample.server.signed_in",
    "django.middleware.csrf.CsrfViewMiddleware",
]


def signed_in(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Stands in for the sign-in: ``?out`` is nobody, ``?left=130`` is about to be signed out."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.urlconf = "tests.ui.sample.urls"
        request.membership = None if "out" in request.GET else MEMBER
        seen_at = int(time.time())
        if "left" in request.GET:
            seen_at -= 15 * 60 - int(request.GET["left"])
        request.session = {"seen_at": seen_at, "signed_in_at": seen_at}
        request.user = Thing(is_authenticated=True)
        response = get_response(request)
        response["Cache-Control"] = "no-store"
        return response

    return middleware


class Quiet(WSGIRequestHandler):
    """Says nothing on the terminal."""

    def log_message(self, *given: object) -> None:
        pass


@contextmanager
def sample_server() -> Iterator[str]:
    """The address of a server that runs while the block is open."""
    with override_settings(MIDDLEWARE=MIDDLEWARE, DEMONSTRATION=True):
        handler = StaticFilesHandler(WSGIHandler())
        server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
        server.daemon_threads = True
        server.set_app(handler)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

"""Which addresses are for other servers? They are answered before any cookie is read.

No session is opened and nobody is signed in there, so a forged form has nobody's name to borrow,
and the check against such forms (Django's CSRF), which comes later, has nothing to protect. What
may be done is decided by signatures alone. Where nobody is witnessed, there are no such addresses.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, path, resolve

from audit.ledger.witnessing import is_set
from audit.views import witness

urlpatterns = [
    path("witness/add-checkpoint", witness.add_checkpoint, name="add_checkpoint"),
    path("witness/<slug:origin_hash>/checkpoint", witness.checkpoint, name="witnessed"),
]


def for_other_servers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Django middleware; before the session's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            match = resolve(request.path_info, urlconf=__name__)
        except Resolver404:
            return get_response(request)
        if not is_set():
            return get_response(request)
        answer: HttpResponse = match.func(request, **match.kwargs)
        return answer

    return middleware

"""What may anybody fetch, to watch that the history only grows? Hashes and keys, no content."""

from __future__ import annotations

import base64

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from audit.ledger import queries
from audit.ledger.keys import KeysRefused, public_keys

PLAIN = "text/plain; charset=utf-8"


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The newest signed checkpoint, with the signatures of witnesses."""
    return _lines(queries.newest_note())


@require_safe
def proof(request: HttpRequest, old: int, new: int) -> HttpResponse:  # noqa: ARG001
    """What shows that the first ``old`` of ``new`` entries are unchanged; one hash a line."""
    _refuse_unless_public()
    try:
        found = queries.consistency(old, new)
    except LookupError as missing:
        raise Http404 from missing
    lines = (base64.b64encode(each).decode() for each in found)
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type=PLAIN)


@require_safe
def keys(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Every public key of this log, the newest last."""
    try:
        known = public_keys(settings.HISTORY_KEYS_FILE)
    except KeysRefused as missing:
        raise Http404 from missing
    return _lines("".join(f"{key.vkey()}\n" for key in known))


def _refuse_unless_public() -> None:
    if not settings.HISTORY_PUBLIC:
        raise Http404


def _lines(text: str) -> HttpResponse:
    _refuse_unless_public()
    if not text:
        raise Http404
    return HttpResponse(text, content_type=PLAIN)

"""What do other servers ask of this one as a witness? C2SP tlog-witness; see audit/machines.py."""

from __future__ import annotations

from allauth.core.ratelimit import consume
from django.http import HttpRequest, HttpResponse

from audit.ledger import witnessing

MOST_BYTES = 65_536


def add_checkpoint(request: HttpRequest) -> HttpResponse:
    """A log sends a checkpoint to be signed."""
    if request.method != "POST":
        return _plain("This address takes POST.", 405, Allow="POST")
    if not consume(request, action="witness"):
        return _plain("Too many requests: try again in a minute.", 429)
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        return _plain("The request is too long.", 413)
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return _plain("The request is not in UTF-8.", 400)
    answer = witnessing.add_checkpoint(text)
    return HttpResponse(answer.text, status=answer.status, content_type=answer.kind)


def checkpoint(request: HttpRequest, origin_hash: str) -> HttpResponse:
    """What was signed here last of one log, for whoever compares."""
    if request.method not in {"GET", "HEAD"}:
        return _plain("This address takes GET.", 405, Allow="GET, HEAD")
    note = witnessing.latest(origin_hash)
    if not note:
        return _plain("Nothing was signed here of such a log.", 404)
    return HttpResponse(note, content_type=witnessing.PLAIN)


def _plain(text: str, status: int, **headers: str) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type=witnessing.PLAIN, headers=headers)

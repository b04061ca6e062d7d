"""How is a witness elsewhere asked to keep a checkpoint and to sign it? C2SP tlog-witness."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from django.utils.translation import gettext as _

from audit.ledger.notes import VerifyingKey, parse_checkpoint, split_note, true_lines

SECONDS, MOST_SECONDS, MOST_BYTES = 5, 10, 65_536
MOST_TRIES = 3
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
OK, FORBIDDEN, NOT_FOUND, CONFLICT, UNPROCESSABLE = 200, 403, 404, 409, 422
ProofFor = Callable[[int], Iterable[bytes]]


@dataclass(frozen=True)
class Outcome:
    """What became of one copy: of the file, of the e-mail, or at a witness's address.

    ``done`` is false where nothing was due yet. ``alarm`` says that a person must look: a witness
    has seen what does not fit this log. ``lines`` are the signatures that a witness gave back.
    """

    copy: str
    ok: bool
    why: str = ""
    done: bool = True
    alarm: bool = False
    lines: tuple[str, ...] = ()


class _NoRedirects(HTTPRedirectHandler):
    """Whoever answers must be whom we asked."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


def ask(
    url: str, note: str, previous: int, proof_for: ProofFor, keys: Iterable[VerifyingKey]
) -> Outcome:
    """Post the checkpoint; where the witness saw another size, once more with its own proof.

    ``proof_for(size)`` proves that the checkpoint goes on from the first ``size`` leaves.
    """
    if not _is_safe(url):
        return Outcome(url, ok=False, why=_("The address of a witness must begin with https://."))
    size, old = parse_checkpoint(note).size, previous
    try:
        for _try in range(MOST_TRIES):
            status, answer = _post(url, _body(old, note, proof_for))
            seen = _size(answer) if status == CONFLICT else None
            if seen is None or seen == old:
                break
            if seen > size:
                return _lost(url, seen, size)
            old = seen
    except (OSError, HTTPException) as fault:
        return Outcome(url, ok=False, why=_("The witness did not answer: %s") % _plain(fault))
    return _outcome(url, status, _signatures(answer, note, keys) if status == OK else ())


def _is_safe(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _body(old: int, note: str, proof_for: ProofFor) -> bytes:
    proof = proof_for(old) if old else ()
    lines = [f"old {old}", *(base64.b64encode(each).decode() for each in proof), "", note]
    return "\n".join(lines).encode()


def _post(url: str, body: bytes) -> tuple[int, str]:
    near = [ProxyHandler({})] if urlsplit(url).hostname in LOOPBACK else []
    request = Request(  # noqa: S310 (ask() takes https alone)
        f"{url.rstrip('/')}/add-checkpoint",
        data=body,
        headers={"Content-Type": "text/plain; charset=utf-8", "User-Agent": "sharing-decisions"},
        method="POST",
    )
    try:
        with build_opener(_NoRedirects, *near).open(request, timeout=SECONDS) as response:
            return int(response.status), _read(response)
    except HTTPError as refused:
        with refused:
            return refused.code, _read(refused)


def _read(response: HTTPResponse | HTTPError) -> str:
    """Not too much, and not for too long, however slowly it drips."""
    until = time.monotonic() + MOST_SECONDS
    found = b""
    while part := response.read1(4096):
        found += part
        if len(found) > MOST_BYTES or time.monotonic() > until:
            raise TimeoutError(_("the answer is too long or too slow"))
    return found.decode(errors="replace")


def _size(answer: str) -> int | None:
    told = answer.strip()
    return int(told) if told.isascii() and told.isdigit() and len(told) < 20 else None


def _signatures(answer: str, note: str, keys: Iterable[VerifyingKey]) -> tuple[str, ...]:
    """Those lines of the answer that a witness whose key is known truly signed."""
    return tuple(true_lines(split_note(note)[0], answer.splitlines(keepends=True), keys))


def _lost(url: str, seen: int, size: int) -> Outcome:
    why = _(
        "The witness has seen %(seen)s entries, and this log has %(size)s. Entries were lost or "
        "taken away: somebody must look at once."
    )
    return Outcome(url, ok=False, why=why % {"seen": seen, "size": size}, alarm=True)


def _outcome(url: str, status: int, lines: tuple[str, ...]) -> Outcome:
    if status == OK and lines:
        return Outcome(url, ok=True, lines=lines)
    said = {
        OK: _(
            "The witness took the checkpoint, but its signature is of no key in "
            "HISTORY_WITNESS_KEYS_FILE."
        ),
        FORBIDDEN: _("The witness does not know our newest key. Send it the public keys."),
        NOT_FOUND: _("The witness does not know this log. Send it the public keys."),
        UNPROCESSABLE: _(
            "The witness says that this log does not go on from what it saw before. Somebody "
            "must look at once."
        ),
    }
    otherwise = _("The witness answered with the code %s.") % status
    why = said.get(status, otherwise)
    return Outcome(url, ok=status == OK, why=why, alarm=status == UNPROCESSABLE)


def _plain(fault: Exception) -> str:
    reason = getattr(fault, "reason", None)
    return str(reason or fault or type(fault).__name__)

"""What becomes of text that was typed and not saved when a sign-in runs out?

It is kept for a day, encrypted, and given back on the same page to the same person in the same
organisation, and to nobody else. A form proves whose text it is by a signed token in a hidden
field, made when the page was drawn; without that, or with a forged one, nothing is kept.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import zlib
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from accounts.door import PERSON, SYSTEM, Actor, acting, reading
from accounts.models import HalfTyped
from accounts.request import Request

FIELD = "typed_by"
SALT = "accounts.half_typed"
TOKEN_LIVES = dt.timedelta(days=7)
NEVER_KEPT = {FIELD, "csrfmiddlewaretoken"}


def token(actor: Actor, path: str) -> str:
    """Proof, for the hidden field, that a form at ``path`` was drawn for this person."""
    return signing.dumps([actor.person_id, actor.organisation_id, path], salt=SALT)


def read_token(text: str) -> tuple[Actor, str] | None:
    """Whose form it was and where; None for anything that we did not sign."""
    try:
        person_id, organisation_id, path = signing.loads(text, salt=SALT, max_age=TOKEN_LIVES)
    except (signing.BadSignature, ValueError):
        return None
    return Actor(PERSON, person_id, organisation_id), path


def keep(actor: Actor, path: str, data: QueryDict | Mapping[str, object]) -> None:
    """Keep what was typed at ``path``, in place of what was kept there before."""
    now = timezone.now()
    row = HalfTyped(
        person_id=actor.person_id or 0,
        organisation_id=actor.organisation_id,
        path=path[:300],
        cipher=_fernet().encrypt(_packed(data)),
        saved_at=now,
    )
    with acting(actor):
        HalfTyped.objects.filter(person=actor.person_id, saved_at__lt=now - _lives()).delete()
        HalfTyped.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["person", "organisation", "path"],
            update_fields=["cipher", "saved_at"],
        )


def take_back(actor: Actor, path: str) -> QueryDict | None:
    """What this person typed at ``path`` within a day, or None; it stays until it is forgotten."""
    with reading(actor):
        row = _at(actor, path).filter(saved_at__gte=timezone.now() - _lives()).first()
    if row is None:
        return None
    try:
        return _unpacked(_fernet().decrypt(bytes(row.cipher)))
    except InvalidToken:
        return None


def forget(actor: Actor, path: str) -> None:
    """Drop what was kept at ``path``; call it when the form is saved or given up."""
    with acting(actor):
        _at(actor, path).delete()


def park(request: HttpRequest) -> str | None:
    """Keep a post that nobody is signed in for; the path where it will be given back, or None."""
    claim = read_token(request.POST.get(FIELD, ""))
    if claim is None:
        return None
    owner, path = claim
    keep(owner, path, request.POST)
    return path


def is_for_another(request: Request) -> bool:
    """Was the form drawn for another person or organisation than who posts it now?"""
    claim = read_token(request.POST.get(FIELD, ""))
    now = request.actor
    if claim is None or now is None:
        return False
    owner = claim[0]
    return (owner.person_id, owner.organisation_id) != (now.person_id, now.organisation_id)


def purge() -> int:
    """Delete what is older than a day, whoever typed it; returns how many."""
    with acting(SYSTEM("purge of half-typed text")):
        return HalfTyped.objects.filter(saved_at__lt=timezone.now() - _lives()).delete()[0]


def _at(actor: Actor, path: str) -> QuerySet[HalfTyped]:
    return HalfTyped.objects.filter(
        person=actor.person_id, organisation=actor.organisation_id, path=path[:300]
    )


def _lives() -> dt.timedelta:
    return dt.timedelta(hours=settings.HALF_TYPED_HOURS)


def _packed(data: QueryDict | Mapping[str, object]) -> bytes:
    lists = data.lists() if isinstance(data, QueryDict) else data.items()
    rows = [
        (name, found if isinstance(found, list) else [str(found)])
        for name, found in lists
        if name not in NEVER_KEPT and "password" not in name
    ]
    return zlib.compress(json.dumps(rows).encode())


def _unpacked(packed: bytes) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, found in json.loads(zlib.decompress(packed)):
        data.setlist(name, found)
    data._mutable = False
    return data


def _fernet() -> MultiFernet:
    """Keys made from the secret key and its predecessors, so that keys can be changed."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"{SALT}:{secret}".encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])

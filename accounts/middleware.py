"""Who asks, for which organisation, in which roles?

Sets ``request.actor`` and ``request.membership`` from the session and one query, so that a
change of role or a deactivation holds from the next request on. A sign-in ends after a while
without a request, and after half a day whatever happens; the server's clock decides.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.contrib import auth
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from accounts import queries
from accounts.door import PERSON, Actor, reading
from accounts.models import Membership
from accounts.request import Request

ORGANISATION = "organisation_id"
SIGNED_IN_AT, SEEN_AT = "signed_in_at", "seen_at"
TOUCH_SECONDS = 60


class WhoIsActing:
    """Django middleware; after the session and authentication middleware."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.actor = request.membership = None
        request.seconds_left = 0
        request.was_signed_out = ""
        # One id for the history, the acts and the log; a client cannot choose it.
        request.request_id = request.META["HTTP_X_REQUEST_ID"] = uuid.uuid4().hex
        vars(request).pop("headers", None)
        identify(request)
        return self.get_response(request)


def identify(request: Request) -> None:
    """Set who asks, or sign them out where the time or the account has run out."""
    session = request.session
    if auth.SESSION_KEY not in session:
        return
    request.seconds_left = seconds_left(session)
    if request.seconds_left <= 0:
        sign_out(request, "idle")
        return
    person_id = int(session[auth.SESSION_KEY])
    if ORGANISATION not in session:
        _settle_organisation(request, person_id)
    if ORGANISATION in session:
        _admit(request, person_id, session[ORGANISATION])
    if request.actor:
        touch(session)
        request.seconds_left = seconds_left(session)


def _settle_organisation(request: Request, person_id: int) -> None:
    """Somebody with one organisation need not choose."""
    if not request.user.is_authenticated:
        return
    request.actor = Actor(PERSON, person_id, request_id=request.request_id)
    with reading(request.actor):
        found = list(queries.organisations_of(person_id).values_list("pk", flat=True)[:2])
    if len(found) == 1:
        request.session[ORGANISATION] = found[0]


def _admit(request: Request, person_id: int, organisation_id: int) -> None:
    """Read the membership, once; without an active one the sign-in is over."""
    request.actor = None
    stranger = Actor(PERSON, person_id, organisation_id, request_id=request.request_id)
    with reading(stranger):
        membership = queries.at_work(person_id, organisation_id)
    if membership is None:
        sign_out(request, "deactivated")
    elif _is_theirs(request, membership):
        request.membership = membership
        request.actor = membership.actor(request.request_id)


def _is_theirs(request: Request, membership: Membership) -> bool:
    """Django's own check of the session against the password, without reading the person twice."""
    kept = request.session.get(auth.HASH_SESSION_KEY, "")
    if constant_time_compare(kept, membership.person.get_session_auth_hash()):
        request.user = membership.person
        return True
    return bool(request.user.is_authenticated)


def choose(request: HttpRequest, organisation_id: int) -> None:
    """Work in one organisation from now on; the next request finds out in which roles."""
    request.session[ORGANISATION] = organisation_id
    touch(request.session)


def sign_out(request: Request, why: str) -> None:
    """End the sign-in; ``why`` is ``idle`` or ``deactivated``, for the sign-in page."""
    request.was_signed_out = why
    auth.logout(request)
    request.actor = request.membership = None
    request.seconds_left = 0


def seconds_left(session: SessionBase) -> int:
    """Whole seconds until the sign-in ends if nothing more is asked; 0 or less when it is over."""
    now = int(time.time())
    idle = session.get(SEEN_AT, now) + settings.SESSION_IDLE_SECONDS - now
    whole = session.get(SIGNED_IN_AT, now) + settings.SESSION_COOKIE_AGE - now
    return int(min(idle, whole))


def touch(session: SessionBase, *, at_once: bool = False) -> None:
    """Remember that somebody is there, without a write for every request."""
    now = int(time.time())
    session.setdefault(SIGNED_IN_AT, now)
    if at_once or now - session.get(SEEN_AT, 0) >= TOUCH_SECONDS:
        session[SEEN_AT] = now

"""Who signed in, out, or could not? Django and allauth tell by signals; here alone we listen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account import signals as allauth
from django.contrib.auth import signals
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.door import PERSON, SYSTEM_KIND, Actor, reading
from accounts.models import Membership, Person
from audit.actions import note


@receiver(signals.user_logged_in)
def signed_in(sender: object, request: HttpRequest, user: Person, **kwargs: Any) -> None:
    """A person signed in."""
    _note("person.signed_in", _themselves(request, user))


@receiver(signals.user_logged_out)
def signed_out(sender: object, request: HttpRequest, user: Person | None, **kwargs: Any) -> None:
    """A person signed out, or their time ran out."""
    if user is not None:
        ended = getattr(request, "was_signed_out", "") or getattr(request, "seconds_left", 1) <= 0
        kind = "person.sign_in_ended" if ended else "person.signed_out"
        _note(kind, _themselves(request, user))


@receiver(signals.user_login_failed)
def sign_in_failed(
    sender: object,
    credentials: Mapping[str, Any],
    request: HttpRequest | None = None,
    **kwargs: Any,
) -> None:
    """Somebody could not sign in. What they typed is not kept, only whose account it was."""
    typed = credentials.get("email") or credentials.get("username") or ""
    person = Person.objects.filter(email=typed.strip().lower()).only("pk").first()
    stranger = Actor(
        SYSTEM_KIND,
        person.pk if person else None,
        request_id=_request_id(request),
        label="sign-in",
    )
    _note("person.sign_in_failed", stranger)


@receiver(allauth.password_changed)
@receiver(allauth.password_set)
def password_changed(sender: object, request: HttpRequest, user: Person, **kwargs: Any) -> None:
    """A person changed their password."""
    _note("person.password_changed", _themselves(request, user))


@receiver(allauth.password_reset)
def password_reset(sender: object, request: HttpRequest, user: Person, **kwargs: Any) -> None:
    """A person set a new password by the link in an e-mail."""
    _note("person.password_reset", _themselves(request, user))


def _themselves(request: HttpRequest, user: Person) -> Actor:
    return Actor(PERSON, user.pk, request_id=_request_id(request))


def _request_id(request: HttpRequest | None) -> str:
    return str(getattr(request, "request_id", ""))


def _note(kind: str, actor: Actor) -> None:
    """In the log of each organisation that the person belongs to; a stranger's in nobody's."""
    organisations: list[int] = []
    if actor.person_id is not None:
        with reading(actor):
            own = Membership.objects.filter(person_id=actor.person_id, is_active=True)
            organisations = list(own.values_list("organisation_id", flat=True))
    for each in [actor.within(organisation) for organisation in organisations] or [actor]:
        with reading(each):
            note(kind)

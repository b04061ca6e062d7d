"""How does allauth behave here? No open sign-up, and every change of a password is an act."""

from __future__ import annotations

import logging
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.door import PERSON, Actor, acting
from accounts.mail import NOT_SENT
from accounts.models import Person

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The points where allauth asks the project."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "The email address or the password is not right. Check both and try again."
        ),
        "too_many_login_attempts": _(
            "Too many wrong passwords. Wait five minutes, or choose a new password by email."
        ),
        "enter_current_password": _("This is not your password now. Try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """People come by invitation only."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Every answer is a page."""
        return False

    def format_email_subject(self, subject: str) -> str:
        return subject

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("my_account")

    def set_password(self, user: Person, password: str) -> None:
        """The one place where allauth writes a person; only the person themselves can get here."""
        actor = getattr(self.request, "actor", None)
        if actor is None or actor.person_id != user.pk:
            actor = Actor(PERSON, user.pk, request_id=getattr(self.request, "request_id", ""))
        user.set_password(password)
        with acting(actor):
            user.save(update_fields=["password"])
        # allauth forgives wrong passwords by its own table of addresses, which is empty here.
        self._delete_login_attempts_cached_email(self.request, email=user.email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is away must not tell who has an account."""
        try:
            super().send_mail(template_prefix, email, context)
        except NOT_SENT:
            log.exception("A mail was not sent: %s", template_prefix)

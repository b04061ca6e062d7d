"""Which passwords would somebody guess who knows this product, or nothing at all?"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Person

WORDS = ("sharingdecision", "caldicott", "safeguard", "password", "goldenrule")
OWN_LETTERS, DIFFERENT_SIGNS = 8, 5


class NotEasilyGuessed:
    """For ``AUTH_PASSWORD_VALIDATORS``: no words of this service, no few signs repeated."""

    def validate(self, password: str, user: Person | None = None) -> None:  # noqa: ARG002
        letters = "".join(sign for sign in password.casefold() if sign.isalpha())
        for word in WORDS:
            if word in letters and len(letters) - len(word) < OWN_LETTERS:
                raise ValidationError(
                    _("Choose a password that is not built on words of this service"),
                    code="words_of_this_service",
                )
        if len(set(password)) < DIFFERENT_SIGNS:
            raise ValidationError(
                _("Choose a password with more different letters"), code="too_few_signs"
            )

    def get_help_text(self) -> str:
        return _("Do not build it on words of this service, or on a few letters repeated.")

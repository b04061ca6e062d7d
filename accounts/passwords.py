"""Which passwords would anybody guess who knows this product?"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Person

WORDS = ("sharingdecision", "caldicott", "safeguard", "password", "goldenrule")


class WordsOfTheTrade:
    """Refuses passwords built on the product's own words; for ``AUTH_PASSWORD_VALIDATORS``."""

    def validate(self, password: str, user: Person | None = None) -> None:  # noqa: ARG002
        plain = "".join(letter for letter in password.casefold() if letter.isalpha())
        for word in WORDS:
            if word in plain and len(plain) - len(word) < 8:
                raise ValidationError(
                    _("Choose a password that is not built on words of this service"),
                    code="words_of_the_trade",
                )

    def get_help_text(self) -> str:
        return _("Do not build it on words of this service.")

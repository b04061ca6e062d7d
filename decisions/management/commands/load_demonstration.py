"""How does a demonstration get its people and its year of decisions?"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.utils import timezone

from decisions.demonstration.loader import load_demonstration


class Command(BaseCommand):
    """Fills an empty demonstration. Everybody and everything in it is invented."""

    help = "Fill an empty demonstration with invented people and decisions."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Invented people are loaded into a demonstration only.")
        try:
            number = load_demonstration(timezone.localdate())
        except IntegrityError as error:
            if "accounts_organisation" not in str(error):
                raise
            raise CommandError("This database has the demonstration's organisations.") from None
        if options["verbosity"]:
            self.stdout.write(f"{number} decisions of two invented organisations are loaded.")

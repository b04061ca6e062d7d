"""What deletes half-typed text that nobody came back for? This, once an hour."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from accounts import half_typed


class Command(BaseCommand):
    """Deletes half-typed text that is older than a day."""

    help = "Delete half-typed text that is older than a day."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Deleted: {half_typed.purge()}.")

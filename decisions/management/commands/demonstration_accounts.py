"""Who may sign in to the demonstration? Printed in plain columns."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from decisions.demonstration.cast import accounts, written


class Command(BaseCommand):
    """Prints the accounts of the demonstration and their one password."""

    help = "List the demonstration's accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("There are demonstration accounts in a demonstration only.")
        found = accounts()
        widest = max(len(address) for _, address, _, _ in found)
        for organisation in dict.fromkeys(row[0] for row in found):
            self.stdout.write(f"{organisation}")
            for place, address, name, does in found:
                if place == organisation:
                    self.stdout.write(f"  {address:<{widest}}  {name}, {does}")
        self.stdout.write(f"Password for all of them: {written()['password']}")
